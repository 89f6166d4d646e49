import { createRateCases } from '../../src/cases/rate-cases';
import type { Database } from '../../src/database/database';
import { maskInbound } from '../../src/messages/mask-inbound';
import { createSealer } from '../../src/privacy/sealer';
import { createRouter } from '../../src/routing/router';
import { loadSuppliedContent } from '../replies/supplied-content';
import { aPush, aTextMessage } from '../support/builders';
import { createCallback, SECRET_KEY, type CallbackUnderTest } from '../support/callback';
import { anActor, createCaseWorld, DRAFT, type CaseWorld } from '../support/case-world';
import { createTestDatabase } from '../support/database';

const PHONE = '13800001234';
let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
let callback: CallbackUnderTest;
beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
  const { routing } = await loadSuppliedContent(world.clock.now());
  const router = createRouter(routing);
  callback = createCallback({
    ...{ database, clock: world.clock, units: routing.units },
    route: (...given) => router.route(...given),
    rateCases: createRateCases(world.ports),
  });
});
afterAll(async () => {
  await callback.handler.drain();
  await drop();
});

async function say(openid: string, content: string, menuItemId?: string): Promise<string> {
  const given = aTextMessage({ content, ...(menuItemId !== undefined && { menuItemId }) });
  const { masked, original } = maskInbound({ ...given, openid });
  const push = aPush({ inbound: masked, original, receivedAt: world.clock.now() });
  const { reply } = await callback.handler.handle(push);
  world.clock.advance(1000);
  return reply.kind === 'text' ? reply.text : '';
}

async function findCase(openid: string) {
  const [found] = await database.query<{
    id: string;
    number: string;
    contact_sealed: Buffer | null;
  }>(
    `select c.id, c.number, c.contact_sealed from cases c
     join citizens z on z.account = c.account and z.id = c.citizen_id where z.openid = $1`,
    [openid],
  );
  return found!;
}

const COMPLAINT = '窗口的人互相推诿，没人管我的事';

it('gives the address of the case with the receipt, and in 进度', async () => {
  const openid = 'oLinks0000000000000000000001';
  const receipt = await say(openid, COMPLAINT);
  const { id, number } = await findCase(openid);
  expect(receipt).toContain(`办件编号：${number}`);
  expect(receipt).toContain(`<a href="https://pages.example/${id}/1">点这里看进展</a>`);
  expect(await say(openid, '进度')).toContain(`<a href="https://pages.example/${id}/1">查看</a>`);
});

it('keeps the number that it invited, sealed, for that case alone', async () => {
  const openid = 'oPhone0000000000000000000001';
  expect(await say(openid, COMPLAINT)).toContain('请发一个电话号码');
  expect(await say(openid, PHONE)).toContain('电话记下了，加密保存');
  const { id, contact_sealed: sealed } = await findCase(openid);
  expect(createSealer(SECRET_KEY).open(sealed!, `case-contact:${id}`)).toBe(PHONE);
  const rows = await database.query<Record<string, unknown>>(
    `select to_jsonb(m) as row from messages m where case_id = $1
     union all select to_jsonb(e) from case_events e where case_id = $1
     union all select to_jsonb(q) from pending_questions q`,
    [id],
  );
  expect(JSON.stringify(rows)).not.toContain(PHONE);
  expect(JSON.stringify(rows)).toContain('（留了联系电话）');
  // Once: what is sent later is a message like any other.
  expect(await say(openid, '13900001111')).not.toContain('电话记下了');
  const after = await findCase(openid);
  expect(after.contact_sealed).toEqual(sealed);
});

it('takes no link out of what a citizen writes', async () => {
  const openid = 'oSlots0000000000000000000001';
  const { id } = await findCase('oPhone0000000000000000000001');
  expect(await say(openid, `\uE002${id}:1\uE002 ${COMPLAINT}`)).not.toContain(`${id}/1`);
});

it('rates the answer by 评价 and a number, and a second tap changes nothing', async () => {
  const openid = 'oRates0000000000000000000001';
  await say(openid, COMPLAINT);
  const { number } = await findCase(openid);
  const clerk = anActor('clerk');
  const input = { type: 'consultation', item: null } as const;
  await world.act(number, clerk, { action: 'accept', input });
  await world.act(number, clerk, { action: 'submit', input: DRAFT });
  const passing = { hash: await world.hash(number), opinion: null };
  await world.act(number, anActor('reviewer'), { action: 'review', input: passing });
  expect(await say(openid, '评价')).toContain('1 非常满意');
  expect(await say(openid, '2')).toContain('谢谢您的评价：满意。');
  expect(await world.read(number)).toMatchObject({ rating: 4 });
  expect(await say(openid, '非常不满意', `rate:${number}:1:1`)).toContain('已经评价过了');
  expect(await world.read(number)).toMatchObject({ rating: 4, state: 'answered' });
});

it('rates nobody else’s case, and of two ratings at once one', async () => {
  const number = await world.open();
  await world.set(number, `state = 'answered', outcome = 'answered', answered_at = now()`);
  const rate = createRateCases(world.ports);
  const row = { number, account: 'renshe', rating: 1 as const };
  await database.transaction((tx) =>
    rate(tx, [{ ...row, citizen_id: '019ab2c4-5d6e-7f80-9123-456789abcdef' }]),
  );
  expect(await world.read(number)).toMatchObject({ rating: null, round: 1 });
  await Promise.all(
    [1, 2].map(() =>
      database.transaction((tx) => rate(tx, [{ ...row, citizen_id: world.citizenId }])),
    ),
  );
  expect(await world.read(number)).toMatchObject({ round: 2, state: 'in_progress' });
});
