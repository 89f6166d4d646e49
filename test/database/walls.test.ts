import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Tx } from '../../src/database/database';
import { closedToReader, walls } from '../../src/database/walls';
import { withScope, type RowScope } from '../../src/database/with-scope';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createRowMaker, type RowMaker } from '../support/make-rows';

/** Tables with a unit, an account, a case or a citizen in them that the wall lets through, and why. */
const LET_THROUGH: Readonly<Record<string, string>> = {
  access_tokens: 'closed altogether',
  account_alarms: 'of accounts, nothing of citizens',
  account_capabilities: 'of accounts, nothing of citizens',
  account_status: 'of accounts, nothing of citizens',
  case_counters: 'numbers that are taken',
  case_search: 'closed altogether',
  case_search_queue: 'ids alone',
  content_switches: 'of public content',
  data_keys: 'sealed',
  live_events: 'ids and kinds, read once for all pages and told by each one’s scope',
  item_reports: 'about public content',
  ledgers: 'when somebody wrote last',
  link_clicks: 'counts',
  media_uploads: 'what was given to WeChat',
  menu_applications: 'public menus',
  menu_clicks: 'counts',
  menu_watches: 'public menus',
  misses: 'masked words without a citizen',
  pending_questions: 'sealed',
  phrases: 'what units answer with, in public',
  query_bindings: 'sealed',
  query_consents: 'which notice was agreed to',
  query_imports: 'tables that units brought in',
  query_keys: 'digests',
  query_links: 'digests',
  query_lookups: 'how often, by digests',
  query_rows: 'sealed, for the queries of citizens',
  query_tries: 'counts',
  report_days: 'counts',
  report_handlings: 'figures',
  report_queue: 'ids alone',
  report_replies: 'counts',
  report_snapshot_handlings: 'figures',
  staff_deputies: 'colleagues',
  staff_roles: 'colleagues',
};

let test: TestDatabase;
let rows: RowMaker;
const caseIds: Record<string, string> = {};

beforeAll(async () => {
  test = await createTestDatabase();
  rows = createRowMaker(test.database);
  for (const unit of ['renshe', 'yibao']) caseIds[unit] = await fillUnit(unit);
});
afterAll(() => test.drop());

/** One row at least of every table behind the wall, all of one unit. @returns its case's id */
async function fillUnit(unit: string): Promise<string> {
  const { put } = rows;
  const [citizen, approval, id, other, message, outbox] = Array.from({ length: 6 }, () =>
    randomUUID(),
  );
  const ofCitizen = { account: unit, citizen_id: citizen };
  await put('citizens', { account: unit, id: citizen });
  await put('approvals', { id: approval, state: 'open', text: `${unit}的答复` });
  await put('approval_passes', { approval_id: approval });
  const aCase = { ...ofCitizen, owner_unit: unit, source: 'wechat' };
  await put('cases', { ...aCase, id, state: 'awaiting_review', approval_id: approval });
  await put('cases', { ...aCase, id: other, state: 'awaiting_acceptance' });
  const ofCase = { case_id: id };
  await put('messages', {
    ...ofCitizen,
    ...ofCase,
    id: message,
    state: 'handled',
    answered_via: 'none',
  });
  await put('media', { account: unit, message_id: message, kind: 'image', state: 'waiting' });
  await put('media_transcripts', { account: unit, message_id: message });
  await put('outbox', { ...ofCitizen, ...ofCase, id: outbox, kind: 'answer', state: 'waiting' });
  await put('outbox_parts', { account: unit, outbox_id: outbox, state: 'waiting' });
  await put('outbox_attempts', { account: unit, outbox_id: outbox, route: 'template' });
  await put('case_answers', { ...ofCase, kind: 'answer', unit });
  await put('case_contacts', { ...ofCase, method: 'visit' });
  await put('case_ratings', { ...ofCase, rating: 5 });
  await put('case_links', { ...ofCase, other_id: other, kind: 'related' });
  await put('case_co_handlers', { ...ofCase, unit: 'minzheng' });
  await put('case_presence', { ...ofCase, mode: 'reading' });
  for (const table of ['case_drafts', 'case_notes', 'case_tags']) await put(table, ofCase);
  await put('case_escalations', { ...ofCase, clock: 'answer' });
  await put('dismissal_checks', { ...ofCase, verdict: 'right' });
  await put('case_events', { ...ofCase, seq: 100 });
  await put('case_consents', { ...ofCase, kind: 'call' });
  await put('rating_requests', ofCase);
  await put('attachments', { ...ofCase, account: unit });
  await put('personal_data_grants', { ...ofCase, message_id: message });
  await put('citizen_blocks', { ...ofCitizen, until_at: new Date('2026-12-23T01:30:00Z') });
  const reader = randomUUID();
  await put('staff', { id: reader, state: 'active' });
  await put('staff_notices', { ...ofCase, staff_id: reader, kind: 'to_unit' });
  await put('case_tallies', { unit, cases: 1 });
  await put('audit_entries', { unit, actor_kind: 'system', outcome: 'done' });
  return id!;
}

const scopeOf = (unit: string): RowScope => ({
  units: [unit],
  restrictedUnits: [],
  audit: { units: [unit], restrictedUnits: [], district: false },
});

const within = <T>(scope: RowScope, work: (tx: Tx) => Promise<T>): Promise<T> =>
  test.database.transaction(async (tx) => {
    await withScope(tx, scope);
    return work(tx);
  });

/** Takes back what the process may not. */
async function asOwner(sql: string): Promise<void> {
  const client = new Client({ connectionString: test.ownerUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}

const countOf = async (tx: Pick<Tx, 'query'>, table: string): Promise<number> => {
  const [row] = await tx.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return row!.count;
};

describe.each(Object.keys(walls).sort())('a statement without a condition over %s', (table) => {
  it('gives a unit its own rows and nobody else’s; the process has all', async () => {
    const own = await within(scopeOf('renshe'), (tx) => countOf(tx, table));
    const foreign = await within(scopeOf('yibao'), (tx) => countOf(tx, table));
    expect(own).toBeGreaterThan(0);
    expect(foreign).toBeGreaterThan(0);
    expect(await countOf(test.database, table)).toBe(own + foreign);
  });

  it('gives nothing to a unit that has nothing, and nothing without a scope', async () => {
    expect(await within(scopeOf('ziran'), (tx) => countOf(tx, table))).toBe(0);
    const none = await test.database.transaction(async (tx) => {
      await tx.query(`set local role zhijian_reader`);
      return countOf(tx, table);
    });
    expect(none).toBe(0);
  });
});

it('names every table that holds something of a unit, an account, a case or a citizen', async () => {
  const found = await test.database.query<{ name: string }>(
    `select distinct table_name as name from information_schema.columns
     where table_schema = 'public' and column_name in ('unit', 'owner_unit', 'account', 'case_id', 'citizen_id')`,
  );
  const known = [...Object.keys(walls), ...Object.keys(LET_THROUGH)];
  expect(found.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});

it.each(closedToReader)('closes %s to whoever reads for staff', async (table) => {
  const reading = within(scopeOf('renshe'), (tx) => countOf(tx, table));
  await expect(reading).rejects.toMatchObject({ code: '42501' });
});

it('shows a case to a unit that helps, and to whoever reads the case that it was merged into', async () => {
  const seenBy = async (unit: string): Promise<number> =>
    within(scopeOf(unit), async (tx) => (await tx.query('select from cases')).length);
  expect(await seenBy('minzheng')).toBe(2);
  const merged = randomUUID();
  await rows.put('cases', {
    ...{ id: merged, owner_unit: 'gongan', account: 'gongan', source: 'wechat' },
    ...{ state: 'merged', merged_into: caseIds['renshe'] },
  });
  expect(await seenBy('renshe')).toBe(3);
  expect(await seenBy('yibao')).toBe(2);
  await asOwner(`delete from cases where id = '${merged}'`);
});

it('shows a restricted case, and all that belongs to it, to nobody but who is named for it', async () => {
  const id = caseIds['renshe']!;
  const seen = (restrictedUnits: string[]) =>
    within({ units: ['renshe'], restrictedUnits }, async (tx) => [
      (await tx.query('select from cases where id = $1', [id])).length,
      await countOf(tx, 'messages'),
      await countOf(tx, 'case_notes'),
    ]);
  await test.database.query('update cases set restricted = true where id = $1', [id]);
  expect(await seen([])).toEqual([0, 0, 0]);
  expect(await seen(['renshe'])).toEqual([1, 1, 1]);
  await test.database.query('update cases set restricted = false where id = $1', [id]);
});

it('shows a report against cadres to no unit, not even that of its account, and its file to nobody either', async () => {
  const id = randomUUID();
  const report = {
    account: 'renshe',
    responder: 'handover',
    state: 'handled',
    answered_via: 'passive',
  };
  await rows.put('messages', { ...report, id });
  await rows.put('media', { account: 'renshe', message_id: id, kind: 'voice', state: 'waiting' });
  const seen = (scope: RowScope) =>
    within(scope, async (tx) => [
      (await tx.query('select from messages where id = $1', [id])).length,
      (await tx.query('select from media where message_id = $1', [id])).length,
    ]);
  const everything = { units: ['renshe', 'yibao'], restrictedUnits: ['renshe', 'yibao'] };
  expect(await seen(everything)).toEqual([0, 0]);
  expect(await seen({ units: [], cadreReports: true })).toEqual([1, 1]);
  await asOwner(
    `delete from media where message_id = '${id}'; delete from messages where id = '${id}'`,
  );
});

it('finds words in cases of the scope alone, and in all for the process', async () => {
  for (const [unit, id] of Object.entries(caseIds)) {
    await rows.put('case_search', {
      ...{ case_id: id, owner_unit: unit, units: [unit] },
      ...{ folded: `${unit}养老`, grams: ['养老', 'm202611'] },
    });
  }
  const find = async (tx: Pick<Tx, 'query'>): Promise<string[]> => {
    const found = await tx.query<{ id: string }>(
      `select find_words('{养老}', '{}', '{}', null, null) as id
       union all select find_words_in_months('{养老}', '{m202611}', '{养老}', null, null)
       union all select find_words_of_units('{养老}', '{}', '{}', '{renshe,yibao}', '{}')`,
    );
    return [...new Set(found.map((row) => row.id))];
  };
  expect(await within(scopeOf('yibao'), find)).toEqual([caseIds['yibao']]);
  expect(await within(scopeOf('ziran'), find)).toEqual([]);
  expect((await find(test.database)).sort()).toEqual(Object.values(caseIds).sort());
});

it('leaves the process as it was: its statements carry no condition of the wall', async () => {
  const explain = async (tx: Pick<Tx, 'query'>): Promise<string> =>
    JSON.stringify(
      await tx.query(
        `explain select * from messages m join cases c on c.id = m.case_id where m.id = $1`,
        [randomUUID()],
      ),
    );
  const ofTheWall = /scope_units|SubPlan|InitPlan/;
  expect(await within(scopeOf('renshe'), explain)).toMatch(ofTheWall);
  expect(await explain(test.database)).not.toMatch(ofTheWall);
});
