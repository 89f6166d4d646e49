import { randomUUID } from 'node:crypto';
import {
  blockCitizen,
  liftBlock,
  reviewBlock,
  type BlockActor,
  type BlockAuditRow,
  type BlockParts,
  type NewBlock,
} from '../../src/messages/blocks/block-citizen';
import { listBlocks, listFrequentWriters } from '../../src/messages/blocks/block-store';
import type { Tx } from '../../src/database/database';
import { createId } from '../../src/platform/ids';
import { fixedClock, type FixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';

let test: TestDatabase;
let clock: FixedClock;
let parts: BlockParts;
let audited: BlockAuditRow[];
let citizenId: string;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  clock = fixedClock();
  audited = [];
  parts = { clock, recordAudit: async (_tx, rows) => void audited.push(...rows) };
  citizenId = await addCitizen();
});

const admin: BlockActor = { id: 'guanli', name: '某管理', ip: null };
const OWN = ['renshe'];
const REASON = '一天发了两百条辱骂的话';
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => test.database.transaction(work);

async function addCitizen(): Promise<string> {
  const id = randomUUID();
  await test.database.query(
    `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at,
       last_item_candidates)
     values ('renshe', $1, $2, 1, $3, $3, '{}')`,
    [id, `o${id}`, clock.now()],
  );
  return id;
}
const block = (more: Partial<NewBlock> = {}) =>
  inTx((tx) =>
    blockCitizen(tx, parts, admin, {
      ...{ account: 'renshe', citizenId, caseNumber: null, reason: REASON },
      ...{ untilDate: '2026-11-30', ...more },
    }),
  );
const readCitizen = async () => {
  const [row] = await test.database.query<{ blocked_until: Date | null; version: number }>(
    `select blocked_until, version from citizens where id = $1`,
    [citizenId],
  );
  return row!;
};

it('holds to the end of its last day in China, and stands in the record', async () => {
  const made = await block();
  expect(made.untilAt).toEqual(new Date('2026-11-30T16:00:00Z'));
  expect(await readCitizen()).toEqual({ blocked_until: made.untilAt, version: 2 });
  expect(audited).toMatchObject([
    {
      action: 'citizen.block',
      unit: 'renshe',
      subject: { kind: 'citizen', id: citizenId },
      reason: REASON,
    },
  ]);
  clock.advance(7 * 86_400_000);
  const list = (tab: 'active' | 'ended') =>
    listBlocks(test.database, OWN, tab, { limit: 100 }, clock.now());
  expect((await list('active')).map(({ id }) => id)).toContain(made.id);
  clock.advance(86_400_000);
  expect((await list('active')).map(({ id }) => id)).not.toContain(made.id);
  expect((await list('ended')).map(({ id }) => id)).toContain(made.id);
  const again = await block({ untilDate: '2026-12-31' });
  expect((await readCitizen()).blocked_until).toEqual(again.untilAt);
});

it.each([
  ['without a reason', { reason: ' 骂人 ' }, 'unprocessable'],
  ['with an end that lies behind', { untilDate: '2026-11-22' }, 'unprocessable'],
  ['for more than a year', { untilDate: '2027-11-24' }, 'unprocessable'],
  ['of nobody', { citizenId: randomUUID() }, 'not_found'],
  ['of somebody of another account', { account: 'yibao' }, 'not_found'],
])('is not made %s', async (_, more, code) => {
  await expect(block(more)).rejects.toMatchObject({ code });
  expect((await readCitizen()).blocked_until).toBeNull();
  expect(audited).toEqual([]);
});

it('is made once, also when two people press at the same moment', async () => {
  const results = await Promise.allSettled([block(), block()]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = results.find((one): one is PromiseRejectedResult => one.status === 'rejected')!;
  expect(lost.reason).toMatchObject({ code: 'conflict' });
});

it('masks numbers in its reason', async () => {
  const { reason } = await block({ reason: '反复骂人，电话13812345678' });
  expect(reason).not.toContain('13812345678');
});

it('is lifted with a reason, once, by the account’s own people', async () => {
  const { id } = await block();
  const given = { id, reason: '已经当面道歉' };
  await expect(inTx((tx) => liftBlock(tx, parts, ['yibao'], admin, given))).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(
    inTx((tx) => liftBlock(tx, parts, OWN, admin, { id, reason: '好' })),
  ).rejects.toMatchObject({ code: 'unprocessable' });
  const lifted = await inTx((tx) => liftBlock(tx, parts, OWN, admin, given));
  expect(lifted).toMatchObject({ liftedBy: 'guanli', liftReason: '已经当面道歉' });
  expect(await readCitizen()).toEqual({ blocked_until: null, version: 3 });
  await expect(inTx((tx) => liftBlock(tx, parts, OWN, admin, given))).rejects.toMatchObject({
    code: 'conflict',
  });
});

it('keeps what came of looking again, and stays as it is', async () => {
  const made = await block();
  const note = '群众打12345申诉，核对聊天记录后维持';
  const reviewed = await inTx((tx) => reviewBlock(tx, parts, OWN, admin, { id: made.id, note }));
  expect(reviewed).toEqual({
    ...made,
    reviewNote: note,
    reviewedBy: 'guanli',
    reviewedAt: clock.now(),
  });
  expect((await readCitizen()).blocked_until).toEqual(made.untilAt);
  expect(audited.map(({ action }) => action)).toEqual(['citizen.block', 'citizen.review_block']);
});

it('finds who writes often, by the messages of a time', async () => {
  const other = await addCitizen();
  const add = async (citizen: string, at: Date) =>
    test.database.query(
      `insert into messages (account, id, citizen_id, dedupe_key, kind, sent_at, received_at, text,
         fields, state, attempt, answered_via, carries_answers)
       values ('renshe', $1, $2, $3, 'text', $4, $4, '在吗', '{}', 'handled', 1, 'passive', false)`,
      [createId(at), citizen, randomUUID(), at],
    );
  const now = clock.now();
  for (let minute = 1; minute <= 5; minute += 1) {
    await add(citizenId, new Date(now.getTime() - minute * 60_000));
    await add(other, new Date(now.getTime() - 90_000_000 - minute * 60_000));
  }
  await add(other, now);
  const since = new Date(now.getTime() - 86_400_000);
  const found = await listFrequentWriters(test.database, 'renshe', {
    since,
    atLeast: 5,
    limit: 10,
  });
  expect(found).toEqual([
    { citizenId, messages: 5, lastAt: new Date(now.getTime() - 60_000), blockedUntil: null },
  ]);
  const elsewhere = { since, atLeast: 1, limit: 10 };
  expect(await listFrequentWriters(test.database, 'yibao', elsewhere)).toEqual([]);
});
