import {
  approvePhrase,
  editPhrase,
  returnPhrase,
  withdrawPhrase,
} from '../../../src/cases/phrases/change-phrases';
import { listPhraseEvents } from '../../../src/cases/phrases/phrase-store';
import type { Tx } from '../../../src/database/database';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import {
  aPhrase,
  aWriter,
  createPhraseWorld,
  hashOf,
  REACH,
  seen,
  YIBAO_REACH,
  type PhraseWorld,
} from './phrase-world';

let test: TestDatabase;
let world: PhraseWorld;
beforeEach(async () => {
  test = await createTestDatabase();
  world = createPhraseWorld(test.database);
});
afterEach(() => test.drop());

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => world.database.transaction(work);
const li = aWriter('li');

it('waits for a second person, and is frozen by what they read', async () => {
  const phrase = await world.create();
  expect(phrase).toMatchObject({ state: 'awaiting', version: 1 });
  const change = { ...seen(phrase), hash: hashOf(phrase) };
  await expect(
    inTx((tx) => approvePhrase(tx, world.parts, REACH, aWriter('zhang'), change)),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    inTx((tx) => approvePhrase(tx, world.parts, REACH, li, { ...change, hash: 'ab'.repeat(32) })),
  ).rejects.toMatchObject({ code: 'conflict' });
  const approved = await inTx((tx) => approvePhrase(tx, world.parts, REACH, li, change));
  expect(approved).toMatchObject({ state: 'approved', version: 2, approvedHash: hashOf(phrase) });
  expect(world.audited.map(({ action, unit, subject }) => [action, unit, subject!.id])).toEqual([
    ['phrase.created', 'renshe', phrase.id],
    ['phrase.approved', 'renshe', phrase.id],
  ]);
});

it('drops its approval with any edit, also of its end', async () => {
  const phrase = await world.approved();
  const draft = aPhrase({ validUntil: '2027-07-31' });
  const edited = await inTx((tx) =>
    editPhrase(tx, world.parts, REACH, li, { ...seen(phrase), draft }),
  );
  expect(edited).toMatchObject({ state: 'awaiting', approvedHash: null, version: 3 });
  const change = { ...seen(edited), hash: hashOf(edited) };
  await expect(
    inTx((tx) => approvePhrase(tx, world.parts, REACH, li, change)),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

it('keeps everybody who wrote in it from approving it, until it has been approved', async () => {
  const phrase = await world.create();
  const draft = aPhrase({ text: '改过的话' });
  const edited = await inTx((tx) =>
    editPhrase(tx, world.parts, REACH, li, { ...seen(phrase), draft }),
  );
  const change = { ...seen(edited), hash: hashOf(edited) };
  for (const writer of ['zhang', 'li']) {
    await expect(
      inTx((tx) => approvePhrase(tx, world.parts, REACH, aWriter(writer), change)),
    ).rejects.toMatchObject({ code: 'forbidden' });
  }
  const other = await inTx((tx) => approvePhrase(tx, world.parts, REACH, aWriter('wang'), change));
  expect(other.state).toBe('approved');
});

it('lets one of two who change it at once win; the other is told who did what', async () => {
  const phrase = await world.create();
  const edit = (by: string) =>
    inTx((tx) =>
      editPhrase(tx, world.parts, REACH, aWriter(by), {
        ...seen(phrase),
        draft: aPhrase({ title: `${by}改的` }),
      }),
    );
  const results = await Promise.allSettled([edit('li'), edit('wang')]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = results.find((one): one is PromiseRejectedResult => one.status === 'rejected')!;
  expect(lost.reason).toMatchObject({
    code: 'conflict',
    details: { version: 2, change: 'edited' },
  });
});

it('goes back with a reason, is mended, and leaves a trace when it is withdrawn', async () => {
  const phrase = await world.create();
  await expect(
    inTx((tx) => returnPhrase(tx, world.parts, REACH, li, { ...seen(phrase), reason: ' ' })),
  ).rejects.toMatchObject({ code: 'unprocessable' });
  const returned = await inTx((tx) =>
    returnPhrase(tx, world.parts, REACH, li, { ...seen(phrase), reason: '电话写错了' }),
  );
  expect(returned.state).toBe('returned');
  const mended = await inTx((tx) =>
    editPhrase(tx, world.parts, REACH, aWriter('zhang'), {
      ...seen(returned),
      draft: aPhrase({ text: '改好了' }),
    }),
  );
  const gone = await inTx((tx) =>
    withdrawPhrase(tx, world.parts, REACH, li, { ...seen(mended), reason: '政策停了' }),
  );
  expect(gone.state).toBe('withdrawn');
  await expect(
    inTx((tx) => withdrawPhrase(tx, world.parts, REACH, li, { ...seen(gone), reason: '再撤' })),
  ).rejects.toMatchObject({ code: 'conflict' });
  const events = await listPhraseEvents(world.database, phrase.id);
  expect(events.map(({ kind, actor, reason }) => [kind, actor, reason])).toEqual([
    ['withdrawn', 'li', '政策停了'],
    ['edited', 'zhang', null],
    ['returned', 'li', '电话写错了'],
    ['created', 'zhang', null],
  ]);
  const open = await world.database.query(`select id from approvals where state = 'open'`);
  expect(open).toEqual([]);
});

it('is not there for another unit, as one that there is not', async () => {
  const phrase = await world.create();
  const absent = { ...seen(phrase), id: '00000000-0000-7000-8000-000000000000', reason: '看不到' };
  const foreign = { ...absent, id: phrase.id };
  const tries = [foreign, absent].map((change) =>
    inTx((tx) => withdrawPhrase(tx, world.parts, YIBAO_REACH, li, change)),
  );
  const results = await Promise.allSettled(tries);
  const reasons = results.map((one) => (one as PromiseRejectedResult).reason as Error);
  expect(reasons[0]).toMatchObject({ code: 'not_found' });
  expect(reasons[0]!.message).toBe(reasons[1]!.message);
  const district = await world.create(aPhrase(), null);
  await expect(
    inTx((tx) =>
      withdrawPhrase(tx, world.parts, REACH, li, { ...seen(district), reason: '全区的' }),
    ),
  ).rejects.toMatchObject({ code: 'not_found' });
});

it.each([
  ['no title', aPhrase({ title: '  ' }), 'title'],
  ['a title of two lines', aPhrase({ title: '一\n二' }), 'title'],
  ['no text', aPhrase({ text: ' ' }), 'text'],
  ['a text that fills more than a message', aPhrase({ text: '长'.repeat(600) }), 'text'],
  ['a variable that there is not', aPhrase({ text: '请看{链接}' }), 'text'],
  ['an end that lies behind', aPhrase({ validUntil: '2026-11-22' }), 'validUntil'],
  ['an end beyond two years', aPhrase({ validUntil: '2028-12-31' }), 'validUntil'],
  ['an item that there is not', aPhrase({ item: 'renshe.nothing' }), 'item'],
  ['another unit’s item', aPhrase({ item: 'yibao.pay' }), 'item'],
])('refuses %s', async (_, draft, field) => {
  await expect(world.create(draft)).rejects.toMatchObject({
    code: 'unprocessable',
    details: { fields: [{ name: field }] },
  });
});

it('refuses what may never leave, and takes what is filled in by hand', async () => {
  await expect(world.create(aPhrase({ text: '刁 民' }))).rejects.toMatchObject({
    code: 'unprocessable',
    details: { hits: [{ text: '刁 民' }] },
  });
  const phrase = await world.create(aPhrase({ text: '请带{填写：材料}', item: 'renshe.card' }));
  expect(phrase.state).toBe('awaiting');
});
