import { createLiveFiles } from '../../src/live-content';
import type { ContentSet } from '../../src/content/load-content';
import type { Database } from '../../src/database/database';
import { entryOfItem, entryOfKeyword, keyOf, listEntries } from '../../src/switches/entry';
import { switchOff, switchOn, type Switching } from '../../src/switches/switch-off';
import { listSwitchedOff } from '../../src/switches/switch-store';
import { loadSuppliedContent } from '../replies/supplied-content';
import { aTextMessage } from '../support/builders';
import { aSnapshot, monday } from '../routing/routing-harness';
import { createStaffBench, held, type StaffBench } from '../staff/staff-bench';

let bench: StaffBench;
let content: ContentSet;
let by: Switching;

beforeAll(async () => {
  bench = await createStaffBench();
  content = await loadSuppliedContent(monday);
  const known = await bench.add('admin', held('unit_admin'));
  const actor = { kind: 'staff' as const, id: known.id, name: '某admin', ip: null };
  by = { actor, recordAudit: bench.recordAudit, at: bench.clock.now() };
});
afterAll(() => bench.drop());
afterEach(() =>
  bench.database.query(`update content_switches
  set lifted_at = now(), lifted_by = switched_by where lifted_at is null`),
);

const card = () => content.routing.items.find(({ ref }) => ref === 'renshe.card')!;
const off = (
  entry: Parameters<typeof keyOf>[0],
  live = listEntries(content.routing),
  reason = '电话写错了',
) => bench.database.transaction((tx) => switchOff(tx, by, { ...entry, reason }, live));

/** What is live in one process. */
const process = (database: Database = bench.database) =>
  createLiveFiles({ content, database, clock: bench.clock, isOffered: () => true });

function answerOf(live: ReturnType<typeof process>, text: string) {
  const message = { id: 'm', account: 'renshe', inbound: aTextMessage({ content: text }) };
  return live.router.route(message, aSnapshot(), monday).explanation;
}

it('is met by nobody any more, in any process, and is back as soon as the file says something else', async () => {
  const [one, other] = [process(), process()];
  expect(answerOf(one, '社保卡怎么补办').item).toBe('renshe.card');
  await off(entryOfItem(card()));
  for (const live of [one, other]) {
    await live.refreshSwitches();
    expect(answerOf(live, '社保卡怎么补办').item).not.toBe('renshe.card');
    expect(live.items.has('renshe.card')).toBe(false);
    expect(live.content.routing.items).toContainEqual(card());
  }
  const items = content.routing.items.map((item) =>
    item === card() ? { ...item, telephone: '12345' } : item,
  );
  one.use({ ...content, routing: { ...content.routing, items } });
  expect(answerOf(one, '社保卡怎么补办').item).toBe('renshe.card');
  one.use(content);
  expect(answerOf(one, '社保卡怎么补办').item).not.toBe('renshe.card');
});

it('keeps what is live since when, and the files’ own version', async () => {
  const live = process();
  const { liveSince, version } = live;
  await off(entryOfItem(card()));
  bench.clock.advance(60_000);
  await live.refreshSwitches();
  expect([live.liveSince, live.version]).toEqual([liveSince, version]);
});

it('takes an item’s queries with it, and keywords and queries by themselves', async () => {
  const live = process();
  const [query] = content.routing.queries;
  const item = content.routing.items.find(({ ref }) => ref === query!.itemRef)!;
  const [keyword] = content.routing.keywords.get('renshe')!;
  expect(answerOf(live, '办公时间')).toMatchObject({ responder: 'keyword' });
  await off(entryOfItem(item));
  await off(entryOfKeyword('renshe', keyword!));
  await live.refreshSwitches();
  expect(live.router.findQuery(query!.ref)).toBeUndefined();
  expect(live.router.listQueries().length).toBe(content.routing.queries.length - 1);
  expect(answerOf(live, '办公时间')).not.toMatchObject({ responder: 'keyword' });
});

it('asks for a reason, for what the files say now, and happens once though two press', async () => {
  const entry = entryOfItem(card());
  await expect(off(entry, undefined, '错了')).rejects.toMatchObject({ code: 'bad_request' });
  await expect(off({ ...entry, hash: 'old' })).rejects.toMatchObject({ code: 'conflict' });
  const both = await Promise.allSettled([off(entry), off(entry)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await listSwitchedOff(bench.database, ['renshe'])).toHaveLength(1);
  expect(await listSwitchedOff(bench.database, ['yibao'])).toEqual([]);
});

it('is lifted by its own unit alone, and both are on record', async () => {
  const id = await off(entryOfItem(card()));
  const on = (units: string[]) => bench.database.transaction((tx) => switchOn(tx, by, units, id));
  await expect(on(['yibao'])).rejects.toMatchObject({ code: 'not_found' });
  await on(['renshe']);
  await expect(on(['renshe'])).rejects.toMatchObject({ code: 'not_found' });
  const rows = await bench.database.query<{ action: string; unit: string; reason: string }>(
    `select action, unit, reason from audit_entries where subject_id = 'renshe.card' and subject_kind = 'content_item'
     order by xact desc, id desc limit 2`,
  );
  expect(rows).toEqual([
    { action: 'content.switch_on', unit: 'renshe', reason: null },
    { action: 'content.switch_off', unit: 'renshe', reason: '电话写错了' },
  ]);
});

describe('an entry’s hash', () => {
  it('is the same though a later version knows more fields, and another for another text', () => {
    const item = card();
    const more = { ...item, picture: null, extra: null, more: [] } as typeof item;
    expect(entryOfItem(more).hash).toBe(entryOfItem(item).hash);
    expect(entryOfItem({ ...item, name: `${item.name}。` }).hash).not.toBe(entryOfItem(item).hash);
  });

  it('stands for one entry only', () => {
    const keys = listEntries(content.routing).map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(100);
  });
});
