import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser;
let admin: Browser;
let stranger: Browser;
let numbers: string[];

beforeEach(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  admin = await bench.signedIn('guanli', held('unit_admin'));
  stranger = await bench.signedIn('stranger', held('unit_admin', 'yibao'));
  numbers = [await bench.world.open()];
  bench.world.clock.advance(60_000);
  numbers.push(await bench.world.open());
});
afterEach(() => bench.drop());

const file = () => `/api/citizens/renshe/${bench.world.citizenId}`;

it('shows a citizen’s cases to who may see them, and no name', async () => {
  const seen = await clerk.ask(file());
  expect(seen.body).toMatchObject({
    ...{ label: expect.stringMatching(/^群众 [0-9a-f]{4}$/) as string, block: null, ratings: [] },
    cases: [{ number: numbers[1] }, { number: numbers[0] }],
  });
  expect(seen.text).not.toContain(`o${bench.world.citizenId}`);
  const from = await clerk.ask(`/api/cases/${numbers[0]!}/citizen`);
  expect(from.body).toMatchObject({ citizen: { id: bench.world.citizenId } });
  const late = (await clerk.ask('/api/citizens')).body;
  expect(late).toMatchObject({ citizens: [{ id: bench.world.citizenId, cases: 2 }] });
  expect((await stranger.ask(file())).status).toBe(404);
  expect((await stranger.ask('/api/citizens')).body).toEqual({ citizens: [] });
  await bench.world.set(numbers[0]!, `owner_unit = 'yibao'`);
  const other = (await stranger.ask(file())).body as { cases: { number: string }[] };
  expect(other.cases.map(({ number }) => number)).toEqual([numbers[0]]);
});

it('says until which day a citizen is blocked, that day included', async () => {
  const body = { by: 'case', number: numbers[0], reason: '一天发了两百条辱骂的话' };
  const headers = { 'Idempotency-Key': 'one-block-only' };
  const asked = { body: { ...body, untilDate: '2026-12-24' }, headers };
  expect((await admin.ask('/api/blocks', asked)).status).toBe(200);
  expect((await clerk.ask(file())).body).toMatchObject({
    block: { untilDate: '2026-12-24', reason: body.reason },
  });
});

it('shows ratings only where the citizen agrees to be known', async () => {
  await bench.database.query(
    `insert into case_ratings (case_id, round, rating, tags, text, named, at)
     select id, 1, case when number = $1 then 5 else 1 end, '{}', '说明', number = $1, opened_at
     from cases`,
    [numbers[0]],
  );
  expect((await clerk.ask(file())).body).toMatchObject({
    ratings: [{ number: numbers[0], label: '非常满意' }],
  });
});

it('erases at request, after it has shown what would go', async () => {
  const erase = (browser: Browser, body: object) => browser.ask(`${file()}/erasure`, { body });
  const openid = async () =>
    (await bench.database.query<{ openid: string | null }>('select openid from citizens'))[0]!
      .openid;
  const planned = await erase(admin, { dryRun: true });
  expect(planned.body).toMatchObject({ dryRun: true, counts: { cases: 2, caseMessages: 4 } });
  expect(await openid()).not.toBeNull();
  expect((await erase(clerk, { dryRun: true })).status).toBe(403);
  expect((await erase(stranger, { dryRun: true })).status).toBe(404);
  expect((await erase(admin, { dryRun: false, reason: '要删' })).status).toBe(400);
  const done = await erase(admin, { dryRun: false, reason: '群众来电要求删除' });
  expect(done.body).toMatchObject({ dryRun: false, counts: { cases: 2 } });
  expect(await openid()).toBeNull();
  expect((await bench.audited()).map(({ action }) => action)).toContain('citizen.erase');
  expect((await erase(admin, { dryRun: true })).status).toBe(404);
  expect((await clerk.ask(file())).body).toMatchObject({
    erasedAt: bench.clock.now().toISOString(),
  });
});
