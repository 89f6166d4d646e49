import { createId } from '../../../src/platform/ids';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let admin: Browser;
let number: string;
let keys = 0;

beforeEach(async () => {
  bench = await startConsole();
  admin = await bench.signedIn('guanli', held('unit_admin'));
  number = await bench.world.open();
});
afterEach(() => bench.drop());

const REASON = '一天发了两百条辱骂的话';
const write = (browser: Browser, path: string, body: object) =>
  browser.ask(path, { body, headers: { 'Idempotency-Key': `blocks-${(keys += 1)}-of-this` } });
const block = (browser = admin, more: object = {}) =>
  write(browser, '/api/blocks', {
    ...{ by: 'case', number, reason: REASON, untilDate: '2026-12-31' },
    ...more,
  });
interface Block {
  id: string;
  citizen: string;
}

it('is made from a case, listed, reviewed and lifted, with names and reasons', async () => {
  const made = await block();
  expect(made.body).toMatchObject({
    ...{ account: 'renshe', caseNumber: number, reason: REASON, untilDate: '2026-12-31' },
    ...{ holds: true, blockedBy: '某guanli', liftedAt: null },
  });
  const { id, citizen } = made.body as Block;
  expect(citizen).toMatch(/^[0-9A-F]{8}$/);
  const note = { note: '核对聊天记录后维持' };
  expect((await write(admin, `/api/blocks/${id}/review`, note)).body).toMatchObject({
    ...{ reviewNote: '核对聊天记录后维持', reviewedBy: '某guanli', holds: true },
  });
  const lifted = await write(admin, `/api/blocks/${id}/lift`, { reason: '已经当面道歉' });
  expect(lifted.body).toMatchObject({ holds: false, liftedBy: '某guanli' });
  const list = async (tab: string) =>
    ((await admin.ask(`/api/blocks?tab=${tab}`)).body as { blocks: Block[] }).blocks;
  expect(await list('active')).toEqual([]);
  expect((await list('ended')).map((one) => one.id)).toEqual([id]);
});

it('is made of a citizen, once', async () => {
  const whom = { by: 'citizen', account: 'renshe', citizenId: bench.world.citizenId };
  const body = { ...whom, reason: REASON, untilDate: '2026-12-31' };
  expect((await write(admin, '/api/blocks', body)).status).toBe(200);
  expect((await block()).status).toBe(409);
});

it('is for the administrators of the account alone', async () => {
  const { id } = (await block()).body as Block;
  const other = await bench.signedIn('guanli.yb', held('unit_admin', 'yibao'));
  const lift = await write(other, `/api/blocks/${id}/lift`, { reason: '已经当面道歉' });
  const absent = await write(other, `/api/blocks/${createId()}/lift`, { reason: '已经当面道歉' });
  expect([lift.status, absent.status]).toEqual([404, 404]);
  expect((await block(other)).status).toBe(404);
  const whom = { by: 'citizen', account: 'renshe', citizenId: bench.world.citizenId };
  const body = { ...whom, reason: REASON, untilDate: '2026-12-31' };
  expect((await write(other, '/api/blocks', body)).status).toBe(404);
  expect((await other.ask('/api/blocks')).text).not.toContain(REASON);
  expect((await other.ask('/api/blocks/frequent?unit=renshe')).status).toBe(404);
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  expect((await block(clerk)).status).toBe(403);
});

it('is not made from a case that came to another unit’s account, or from none', async () => {
  const elsewhere = await bench.world.open();
  await bench.world.set(elsewhere, `owner_unit = 'yibao'`);
  const other = await bench.signedIn('guanli.yb', held('unit_admin', 'yibao'));
  const refused = await block(other, { number: elsewhere });
  expect([refused.status, refused.text]).toEqual([
    403,
    expect.stringContaining('别的单位的公众号'),
  ]);
  await bench.world.set(number, 'citizen_id = null');
  expect((await block()).status).toBe(422);
});

it('shows who writes often, with the case from which they may be blocked', async () => {
  const { clock, database, world } = bench;
  for (let count = 0; count < 20; count += 1) {
    const id = createId(clock.now());
    await database.query(
      `insert into messages (account, id, citizen_id, dedupe_key, kind, sent_at, received_at, text,
         fields, state, attempt, answered_via, carries_answers)
       values ('renshe', $1, $2, $1::uuid::text, 'text', $3, $3, '在吗', '{}', 'handled', 1, 'passive',
         false)`,
      [id, world.citizenId, clock.now()],
    );
  }
  const { body } = await admin.ask('/api/blocks/frequent?unit=renshe');
  expect(body).toMatchObject({
    atLeast: 20,
    writers: [{ messages: expect.any(Number) as number, blocked: false, caseNumber: number }],
  });
});
