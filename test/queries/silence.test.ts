import type { ContentSet } from '../../src/content/load-content';
import { loadSuppliedContent } from '../replies/supplied-content';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { bringSamples, startQueryProduct, type QueryProduct } from '../support/query-product';

const MINUTE_MS = 60_000;
const clock = fixedClock();
let test: TestDatabase;
let content: ContentSet;
let products: QueryProduct[];
beforeAll(async () => {
  test = await createTestDatabase();
  content = await loadSuppliedContent(clock.now());
  await bringSamples(test.database, content, clock);
  const options = { database: test.database, content, clock };
  products = [await startQueryProduct(options), await startQueryProduct(options)];
});
afterAll(async () => {
  for (const product of products) await product.stop();
  await test.drop();
});

let citizens = 0;
function aCitizen(): string {
  citizens += 1;
  return `oSilence${String(citizens).padStart(20, '0')}`;
}

async function remindersOf(openid: string): Promise<string[]> {
  const rows = await test.database.query<{ text: string }>(
    `select o.body ->> 'text' as text from outbox o
     join citizens c on c.account = o.account and c.id = o.citizen_id
     where c.openid = $1 and o.kind = 'reminder'`,
    [openid],
  );
  return rows.map(({ text }) => text);
}

it('is reminded of once, by one process', async () => {
  const openid = aCitizen();
  await products[0]!.say('yibao', openid, '报销进度');
  await products[0]!.say('yibao', openid, 'YB20260001');
  clock.advance(4 * MINUTE_MS);
  await products[0]!.queries.remind();
  expect(await remindersOf(openid)).toEqual([]);
  clock.advance(2 * MINUTE_MS);
  await Promise.all(products.map(({ queries }) => queries.remind()));
  await products[1]!.queries.remind();
  expect(await remindersOf(openid)).toEqual([
    '【自动回复】“垫付报销进度”还差登记手机后四位。请发登记手机后四位，4个数字。\n' +
      '4分钟内没有回复就自动结束，要查再说一次就行。',
  ]);
  expect(await products[1]!.say('yibao', openid, '1234')).toContain('已拨付');
});

it('is not reminded where the account may not send', async () => {
  const openid = aCitizen();
  await products[0]!.say('yibao', openid, '报销进度');
  await test.database.query(
    `insert into account_capabilities (account, capability, granted, reason, at)
     values ('yibao', 'custom_message', false, 'refused', now())`,
  );
  clock.advance(6 * MINUTE_MS);
  await products[0]!.queries.remind();
  expect(await remindersOf(openid)).toEqual([]);
});

it('ends by itself after ten minutes, and leaves nothing behind', async () => {
  const openid = aCitizen();
  await products[0]!.say('ziran', openid, '不动产进度');
  clock.advance(10 * MINUTE_MS + 1000);
  await products[0]!.queries.tidy();
  expect(await test.database.query('select 1 from pending_questions')).toEqual([]);
  expect(await products[0]!.say('ziran', openid, '1234')).not.toContain('受理编号');
});

it('two processes have one conversation with a citizen', async () => {
  const openid = aCitizen();
  const [first, second] = products as [QueryProduct, QueryProduct];
  await first.say('yibao', openid, '报销进度');
  await second.say('yibao', openid, 'YB20260002');
  expect(await first.say('yibao', openid, '5678')).toContain('审核通过，等待拨付');
});

it('both halves of a form, sent at once to two processes, end in one answer', async () => {
  for (let round = 0; round < 10; round += 1) {
    const openid = aCitizen();
    const [first, second] = products as [QueryProduct, QueryProduct];
    await first.say('yibao', openid, '报销进度');
    const replies = await Promise.all([
      first.say('yibao', openid, 'YB20260002'),
      second.say('yibao', openid, '5678'),
    ]);
    expect(replies.filter((reply) => reply.includes('审核通过，等待拨付'))).toHaveLength(1);
    expect(replies.filter((reply) => reply.includes('记下了'))).toHaveLength(1);
  }
});

it('survives a restart in the middle', async () => {
  const openid = aCitizen();
  const options = { database: test.database, content, clock };
  const before = await startQueryProduct(options);
  await before.say('yibao', openid, '报销进度');
  await before.say('yibao', openid, 'YB20260003');
  await before.stop();
  const after = await startQueryProduct(options);
  expect(await after.say('yibao', openid, '9012')).toContain('审核中');
  await after.stop();
});
