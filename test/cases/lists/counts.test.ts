import { foldTallies } from '../../../src/cases/lists/fold-tallies';
import { readCounts } from '../../../src/cases/lists/read-counts';
import { recountCases } from '../../../src/cases/lists/recount-cases';
import type { Database } from '../../../src/database/database';
import { anActor, createCaseWorld, DRAFT, RENSHE, type CaseWorld } from '../../support/case-world';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { emptyTable } from '../../support/empty-table';

let test: TestDatabase;
let database: Database;
let world: CaseWorld;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
  world = await createCaseWorld(database);
});
afterAll(() => test.drop());

const clerk = anActor('clerk');

/** What a reader of 区人社局 and 就业中心 sees: state, cases, own and unclaimed ones. */
async function shown(scope = RENSHE, staffId = clerk.id) {
  const counts = await readCounts(database, scope, staffId);
  return counts.map(({ unit, state, cases, mine, unclaimed }) =>
    [unit, state, cases, mine, unclaimed].join(' '),
  );
}

const rowCount = async (): Promise<number> =>
  (await database.query<{ rows: number }>('select count(*)::int as rows from case_tallies'))[0]!
    .rows;

it('counts a case in and out of each place that it goes through', async () => {
  expect(await shown()).toEqual([]);
  const first = await world.open();
  const second = await world.open();
  expect(await shown()).toEqual(['renshe awaiting_acceptance 2 0 2']);
  await world.act(first, clerk, { action: 'claim', input: {} });
  expect(await shown()).toEqual(['renshe awaiting_acceptance 2 1 1']);
  await world.act(first, clerk, {
    action: 'accept',
    input: { type: 'consultation', item: null },
  });
  await world.act(second, clerk, {
    action: 'transfer',
    reason: '这是就业中心的事',
    input: { unit: 'jiuye', designate: false },
  });
  expect(await shown()).toEqual(['jiuye awaiting_acceptance 1 0 1', 'renshe in_progress 1 1 0']);
  await world.act(first, clerk, { action: 'submit', input: DRAFT });
  expect(await shown()).toEqual([
    'jiuye awaiting_acceptance 1 0 1',
    'renshe awaiting_review 1 1 0',
  ]);
  expect(await recountCases(database)).toEqual([]);
});

it('shows restricted cases only to those who are named for them', async () => {
  const before = await shown({ units: ['renshe'] });
  await world.open({ restricted: true });
  expect(await shown({ units: ['renshe'] })).toEqual(before);
  expect(await shown({ units: [], restrictedUnits: ['renshe'] })).toEqual([
    'renshe awaiting_acceptance 1 0 1',
  ]);
});

it('counts a merged case out and its main case where it is now', async () => {
  const main = await world.open();
  const part = await world.open({ restricted: true });
  await world.act(part, anActor('coordinator'), {
    action: 'merge',
    reason: '说的是同一件事',
    input: { main },
  });
  expect((await world.read(main)).restricted).toBe(true);
  expect(await recountCases(database)).toEqual([]);
});

it('takes nothing into account of a transaction that fails', async () => {
  const before = await shown();
  const number = await world.open();
  const between = await shown();
  await expect(
    world.act(number, clerk, {
      action: 'transfer',
      reason: '短',
      input: { unit: 'jiuye', designate: false },
    }),
  ).rejects.toMatchObject({ code: 'bad_request' });
  expect(await shown()).toEqual(between);
  expect(between).not.toEqual(before);
});

it('is not held up by another transaction that counts the same place', async () => {
  const [one, two] = [await world.open(), await world.open()];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let counted = (): void => undefined;
  const hasCounted = new Promise<void>((resolve) => (counted = resolve));
  const slow = database.transaction(async (tx) => {
    await tx.query(
      `insert into case_tallies (id, unit, state, restricted, cases)
       select gen_random_uuid(), unit, state, restricted, 0 from case_tallies
       where state = 'awaiting_acceptance'`,
    );
    counted();
    await held;
  });
  await hasCounted;
  await world.act(one, clerk, { action: 'claim', input: {} });
  await world.act(two, clerk, { action: 'claim', input: {} });
  release();
  await slow;
  expect(await recountCases(database)).toEqual([]);
});

it('adds rows up without changing what is shown, also while cases move and others add up', async () => {
  const numbers = await Promise.all(Array.from({ length: 12 }, () => world.open()));
  const claims = numbers.map((number) => world.act(number, clerk, { action: 'claim', input: {} }));
  await Promise.all([...claims, foldTallies(database), foldTallies(database)]);
  const before = await shown();
  await foldTallies(database);
  expect(await shown()).toEqual(before);
  expect(await recountCases(database)).toEqual([]);
  const [{ places } = { places: 0 }] = await database.query<{ places: number }>(
    `select count(*)::int as places from (select 1 from cases group by owner_unit, state, handler, restricted) p`,
  );
  expect(await rowCount()).toBe(places);
  expect(await foldTallies(database)).toBe(0);
});

it('finds a difference, names it once and puts it right', async () => {
  const number = await world.open();
  const before = await shown();
  await world.set(number, `owner_unit = 'yibao'`);
  const differences = await recountCases(database);
  expect(differences).toHaveLength(2);
  expect(differences.map(({ unit, counted, actual }) => [unit, actual - counted])).toEqual([
    ['renshe', -1],
    ['yibao', 1],
  ]);
  expect(await recountCases(database)).toEqual([]);
  expect(await shown()).not.toEqual(before);
});

it('counts from nothing', async () => {
  const before = await shown();
  await emptyTable(test, 'case_tallies');
  expect(await shown()).toEqual([]);
  expect((await recountCases(database)).length).toBeGreaterThan(3);
  expect(await shown()).toEqual(before);
});
