import type { CaseFilters } from '../../../src/cases/lists/case-filters';
import { countListed, presentTotal, totalOf } from '../../../src/cases/lists/count-listed';
import type { CaseTab, ListReader } from '../../../src/cases/lists/list-branches';
import { listCases, type CaseList } from '../../../src/cases/lists/list-cases';
import type { ListedCase } from '../../../src/cases/lists/load-listed';
import { readDueCounts } from '../../../src/cases/lists/read-due-counts';
import type { CaseRole } from '../../../src/cases/life-cycle/actions';
import type { Scope } from '../../../src/cases/scope';
import type { Database } from '../../../src/database/database';
import { seedCases } from '../../bench/seed-cases';
import { seededClerk } from '../../bench/seed-sql';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const NOW = new Date('2026-11-23T01:30:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const CASES = 1400;

let test: TestDatabase;
let database: Database;
let all: ListedCase[];

beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
  const shape = { cases: CASES, messagesPerCase: 1, openPercent: 60, until: NOW };
  await seedCases(test, { ...shape, report: () => undefined });
  await database.query(
    `insert into case_co_handlers (case_id, unit, asked_at, asked_by, due_at)
     select id, 'yibao', $1, 'x', $1 from cases
     where owner_unit = 'renshe' and (restricted or number like 'SE%300' or state = 'in_progress')`,
    [NOW],
  );
  await database.query(
    `insert into case_tags (case_id, tag, tagged_by, at)
     select id, '欠薪', 'x', $1 from cases where number like '%700'`,
    [NOW],
  );
  all = await database.query<ListedCase>('select * from cases order by id');
});
afterAll(() => test.drop());

const reader = (roles: [CaseRole, string | null][], staffId = seededClerk(3)): ListReader => ({
  staffId,
  roles: roles.map(([role, unit]) => ({ role, unit })),
});
const CLERK = reader([['clerk', 'renshe']]);
const DISTRICT = reader([['coordinator', null]], 'chief');
const OWN: Scope = { units: ['renshe'] };
const NAMED: Scope = { units: ['renshe'], restrictedUnits: ['renshe'] };
const EVERY: Scope = {
  units: ['minzheng', 'gongan', 'wenlv', 'renshe', 'yibao', 'jikong', 'ziran'],
};
const OPEN = /^(awaiting|in_progress)/;

/** Goes through a whole list in pages, and back again. @returns its numbers, seen forwards */
async function walk(scope: Scope, who: ListReader, list: CaseList, size = 20): Promise<string[]> {
  const forwards: string[][] = [];
  let cursor: string | undefined;
  let last: string | null;
  for (;;) {
    const page = await listCases(database, scope, who, list, {
      ...{ size, now: NOW },
      ...(cursor === undefined ? {} : { cursor }),
    });
    forwards.push(page.rows.map(({ number }) => number));
    last = page.previous;
    if (page.next === null) break;
    expect(page.rows).toHaveLength(size);
    cursor = page.next;
  }
  const backwards: string[][] = [];
  while (last !== null) {
    const page = await listCases(database, scope, who, list, { size, cursor: last, now: NOW });
    backwards.unshift(page.rows.map(({ number }) => number));
    expect(page.next).not.toBeNull();
    last = page.previous;
  }
  expect(backwards).toEqual(forwards.slice(0, -1));
  return forwards.flat();
}

/** The same, by looking at every case. */
function expected(belongs: (row: ListedCase) => boolean, sort: 'due' | 'received'): string[] {
  const due = (row: ListedCase): number =>
    (row.answer_due_at ?? row.accept_due_at)?.getTime() ?? Infinity;
  const byId = (a: ListedCase, b: ListedCase): number => (a.id < b.id ? -1 : 1);
  return all
    .filter(belongs)
    .sort((a, b) =>
      sort === 'due'
        ? due(a) - due(b) || byId(a, b)
        : b.opened_at.getTime() - a.opened_at.getTime() || -byId(a, b),
    )
    .map(({ number }) => number);
}

const isOwn = (row: ListedCase): boolean => row.owner_unit === 'renshe' && !row.restricted;

describe.each<[CaseTab, 'due' | 'received', (row: ListedCase) => boolean]>([
  ['mine', 'due', (row) => isOwn(row) && OPEN.test(row.state) && row.handler === seededClerk(3)],
  ['unit', 'due', (row) => isOwn(row) && OPEN.test(row.state)],
  ['done', 'received', (row) => isOwn(row) && !OPEN.test(row.state)],
  ['all', 'received', isOwn],
  [
    'todo',
    'due',
    (row) =>
      isOwn(row) &&
      (row.state === 'awaiting_acceptance' ||
        (row.state === 'in_progress' && row.handler === seededClerk(3))),
  ],
])('the tab %s', (tab, sort, belongs) => {
  it('lists each of its cases once, in order, forwards and backwards', async () => {
    const wanted = expected(belongs, sort);
    expect(wanted.length).toBeGreaterThan(tab === 'mine' ? 8 : 20);
    expect(await walk(OWN, CLERK, { tab, filters: {} })).toEqual(wanted);
    expect(await countListed(database, OWN, CLERK, { tab, filters: {} }, NOW)).toEqual({
      cases: wanted.length,
      exact: true,
    });
  });
});

it.each<[string, CaseFilters, (row: ListedCase) => boolean]>([
  ['states', { states: ['closed', 'withdrawn'] }, ({ state }) => /closed|withdrawn/.test(state)],
  ['types', { types: ['complaint'] }, ({ type }) => type === 'complaint'],
  ['an item', { item: 'gongan.item3' }, ({ item }) => item === 'gongan.item3'],
  ['an account', { account: 'yibao' }, ({ account }) => account === 'yibao'],
  ['a unit', { units: ['ziran'] }, ({ owner_unit }) => owner_unit === 'ziran'],
  ['a person', { handler: seededClerk(5) }, ({ handler }) => handler === seededClerk(5)],
  ['nobody', { handler: null }, ({ handler }) => handler === null],
  [
    'days of receipt',
    {
      receivedFrom: new Date(NOW.getTime() - 90 * DAY_MS),
      receivedBefore: new Date(NOW.getTime() - 30 * DAY_MS),
    },
    ({ opened_at: at }) =>
      at.getTime() >= NOW.getTime() - 90 * DAY_MS && at.getTime() < NOW.getTime() - 30 * DAY_MS,
  ],
  [
    'limits',
    { dueFrom: NOW },
    (row) => ((row.answer_due_at ?? row.accept_due_at)?.getTime() ?? Infinity) >= NOW.getTime(),
  ],
  ['flags', { flags: ['urgent', 'supervised'] }, (row) => row.urgent && row.supervised],
  ['one flag', { flags: ['supervised'] }, ({ supervised }) => supervised],
  ['ratings', { ratings: [1, 2] }, ({ latest_rating: latest }) => latest === 1 || latest === 2],
  ['a tag', { tag: '欠薪' }, ({ number }) => number.endsWith('700')],
])('narrows by %s', async (_name, filters, belongs) => {
  const wanted = expected((row) => !row.restricted && belongs(row), 'received');
  if (!filters.flags || filters.flags.length === 1) expect(wanted.length).toBeGreaterThan(0);
  expect(await walk(EVERY, DISTRICT, { tab: 'all', filters }, 100)).toEqual(wanted);
});

it('narrows by lamps, which are reckoned row by row', async () => {
  const isLate = (row: { opened_at: Date }): boolean => row.opened_at.getTime() % 7 === 0;
  const lamp = {
    kinds: ['overdue' as const],
    within: {},
    of: (row: { opened_at: Date }) => (isLate(row) ? ('overdue' as const) : ('normal' as const)),
  };
  const wanted = expected((row) => !row.restricted && isLate(row), 'received');
  const list: CaseList = { tab: 'all', filters: {}, lamp };
  expect(await walk(EVERY, DISTRICT, list)).toEqual(wanted);
  expect((await countListed(database, EVERY, DISTRICT, list, NOW)).cases).toBe(wanted.length);
});

it('goes on to the next page of late cases, though the moment that makes them late has moved', async () => {
  const late = (dueBefore: Date): CaseList => {
    const within = { running: true, dueBefore } as const;
    return { tab: 'unit', filters: {}, lamp: { kinds: ['overdue', 'severe'], within, of: null } };
  };
  const first = await listCases(database, OWN, CLERK, late(NOW), { size: 20, now: NOW });
  const later = new Date(NOW.getTime() + 1000);
  const second = await listCases(database, OWN, CLERK, late(later), {
    ...{ size: 20, now: later, cursor: first.next! },
  });
  expect(first.rows).toHaveLength(20);
  expect(second.rows.length).toBeGreaterThan(0);
  const limits = [...first.rows, ...second.rows].map(
    (row) => row.answer_due_at ?? row.accept_due_at,
  );
  for (const limit of limits) expect(limit!.getTime()).toBeLessThan(later.getTime());
  const other: CaseList = { ...late(later), lamp: { ...late(later).lamp!, kinds: ['overdue'] } };
  await expect(
    listCases(database, OWN, CLERK, other, { size: 20, now: later, cursor: first.next! }),
  ).rejects.toMatchObject({ code: 'bad_request' });
});

it('shows restricted cases to those who are named for them alone', async () => {
  const restricted = expected((row) => row.owner_unit === 'renshe' && row.restricted, 'received');
  expect(restricted.length).toBeGreaterThan(2);
  const flagged: CaseList = { tab: 'all', filters: { flags: ['restricted'] } };
  expect(await walk(NAMED, CLERK, flagged)).toEqual(restricted);
  expect(await walk(OWN, CLERK, flagged)).toEqual([]);
  expect(
    await walk({ units: [], restrictedUnits: ['renshe'] }, CLERK, { ...flagged, filters: {} }),
  ).toEqual(restricted);
});

it('lists what a unit helps with, but no restricted ones, and as 待办 what waits for its word', async () => {
  const yibao: Scope = { units: ['yibao'] };
  const who = reader([['clerk', 'yibao']], 'nobody');
  const helped = expected(
    (row) => isOwn(row) && (row.state === 'in_progress' || /^SE.*300$/.test(row.number)),
    'received',
  );
  const listed = await walk(yibao, who, { tab: 'all', filters: {} });
  const foreign = new Set(expected((row) => row.owner_unit === 'renshe', 'received'));
  expect(listed.filter((number) => foreign.has(number))).toEqual(helped);
  const todo = await walk(yibao, who, { tab: 'todo', filters: {} });
  expect(todo.filter((number) => foreign.has(number)).sort()).toEqual(
    expected(
      (row) =>
        helped.includes(row.number) && OPEN.test(row.state) && row.state !== 'awaiting_acceptance',
      'due',
    ).sort(),
  );
});

it('lists nothing for those who may see or do nothing', async () => {
  expect(await walk({ units: [] }, CLERK, { tab: 'all', filters: {} })).toEqual([]);
  expect(await walk(OWN, reader([['inspector', null]]), { tab: 'todo', filters: {} })).toEqual([]);
});

it('refuses a cursor of another list, a made-up one and a size that is none', async () => {
  const list: CaseList = { tab: 'all', filters: {} };
  const { next } = await listCases(database, OWN, CLERK, list, { size: 20, now: NOW });
  const again = (cursor: string, other: CaseList = list) =>
    listCases(database, OWN, CLERK, other, { size: 20, cursor, now: NOW });
  expect((await again(next!)).rows.length).toBeGreaterThan(0);
  const refused = { code: 'bad_request' };
  await expect(again(next!, { tab: 'done', filters: {} })).rejects.toMatchObject(refused);
  await expect(again('nonsense')).rejects.toMatchObject(refused);
  const made = Buffer.from(JSON.stringify(['next', '9999-99-99 00:00:00+00', all[0]!.id, 'x']));
  await expect(again(made.toString('base64url'))).rejects.toMatchObject(refused);
  await expect(listCases(database, OWN, CLERK, list, { size: 21, now: NOW })).rejects.toMatchObject(
    refused,
  );
});

it('gives a foreign cursor nothing of what its reader saw', async () => {
  const list: CaseList = { tab: 'all', filters: {} };
  const { next } = await listCases(database, NAMED, CLERK, list, { size: 20, now: NOW });
  const page = await listCases(database, { units: ['yibao'] }, CLERK, list, {
    ...{ size: 100, cursor: next!, now: NOW },
  });
  expect(page.rows.every((row) => row.owner_unit === 'yibao' || !row.restricted)).toBe(true);
  expect(page.rows.some(({ owner_unit }) => owner_unit === 'yibao')).toBe(true);
});

it('counts what is late and what is due today', async () => {
  const end = new Date('2026-11-23T16:00:00Z');
  const late = expected(
    (row) =>
      isOwn(row) &&
      OPEN.test(row.state) &&
      row.state !== 'awaiting_supplement' &&
      (row.answer_due_at ?? row.accept_due_at!) < NOW,
    'due',
  );
  expect(await readDueCounts(database, OWN, NOW, end)).toMatchObject({
    overdue: late.length,
    callBacks: 0,
  });
});

it('says how many there are', () => {
  expect(presentTotal(totalOf(1234))).toBe('1234 条');
  expect(presentTotal(totalOf(10_000))).toBe('10000 条');
  expect(presentTotal(totalOf(10_001))).toBe('1 万条以上');
});

it('shortens what was said to one line of forty signs', async () => {
  const [row] = await database.query<{ id: string }>(
    `update cases set statement = $1 where number = $2 returning id`,
    [`一行\n${'字'.repeat(60)}`, all[5]!.number],
  );
  const { rows } = await listCases(
    database,
    EVERY,
    DISTRICT,
    { tab: 'all', filters: { item: all[5]!.item! } },
    {
      ...{ size: 100, now: NOW },
    },
  );
  const found = rows.find(({ id }) => id === row!.id)!;
  expect(found.summary).toBe(`一行 ${'字'.repeat(36)}…`);
});
