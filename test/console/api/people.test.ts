import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser & { known: { id: string } };
let other: Browser & { known: { id: string } };
let signer: Browser & { known: { id: string } };
let admin: Browser;
let stranger: Browser;

beforeEach(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  other = await bench.signedIn('zhaoliu', held('clerk'));
  signer = await bench.signedIn('wangwu', held('signer'));
  admin = await bench.signedIn('guanli', held('unit_admin'));
  stranger = await bench.signedIn('stranger', held('unit_admin', 'yibao'));
});
afterEach(() => bench.drop());

describe('授权代办', () => {
  const given = (deputyId: string) => ({
    ...{ deputyId, unit: 'renshe', role: 'signer', reason: '出差三天在外' },
    ...{ fromDate: '2026-11-23', untilDate: '2026-11-25' },
  });

  it('is given by whose right it is, seen in the unit, and ended', async () => {
    const named = await signer.ask('/api/deputies', { body: given(other.known.id) });
    expect(named.status).toBe(200);
    const seen = (await clerk.ask('/api/deputies')).body;
    expect(seen).toMatchObject({
      deputies: [{ principalName: '某wangwu', deputyName: '某zhaoliu', roleLabel: '签发' }],
      warnings: [{ unit: 'renshe' }, { unit: 'renshe' }],
    });
    expect((await stranger.ask('/api/deputies')).body).toMatchObject({ deputies: [] });
    const me = (await other.ask('/api/me')).body as { deputyFor: { principalName: string }[] };
    expect(me.deputyFor).toMatchObject([{ principalName: '某wangwu' }]);
    const again = await signer.ask('/api/deputies', { body: given(other.known.id) });
    expect(again.status).toBe(409);
    const { id } = named.body as { id: string };
    const end = (browser: Browser) => browser.ask(`/api/deputies/${id}/revoke`, { method: 'POST' });
    expect((await end(stranger)).status).toBe(404);
    expect((await end(signer)).status).toBe(204);
    expect((await clerk.ask('/api/deputies')).body).toMatchObject({ deputies: [] });
  });

  it('is not given by who has nothing to give', async () => {
    expect((await clerk.ask('/api/deputies', { body: given(other.known.id) })).status).toBe(404);
  });
});

describe('离岗移交', () => {
  it('moves all open cases of a person at once, within the unit', async () => {
    const numbers = [await bench.world.open(), await bench.world.open()];
    for (const number of numbers) {
      await bench.world.set(number, `handler = '${clerk.known.id}', state = 'in_progress'`);
    }
    const path = `/api/staff/${clerk.known.id}`;
    const seen = await admin.ask(`${path}/cases`);
    expect(seen.body).toMatchObject({ name: '某zhangsan', cases: [{}, {}] });
    expect((await stranger.ask(`${path}/cases`)).status).toBe(404);
    expect((await clerk.ask(`${path}/cases`)).status).toBe(403);
    const move = (to: string | null, reason = '调离本单位') =>
      admin.ask(`${path}/hand-over`, { body: { to, reason } });
    expect((await move(signer.known.id)).status).toBe(400);
    expect((await move(other.known.id, '调离')).status).toBe(400);
    const moved = await move(other.known.id);
    expect((moved.body as { numbers: string[] }).numbers.sort()).toEqual(numbers.sort());
    expect((await bench.world.read(numbers[0]!)).handler).toBe(other.known.id);
    expect((await bench.audited()).map(({ action }) => action)).toContain('staff.hand_over');
  });
});
