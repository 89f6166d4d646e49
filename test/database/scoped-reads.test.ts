import type { Queryable } from '../../src/database/database';
import { createScopedReads } from '../../src/database/scoped-reads';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { createRowMaker } from '../support/make-rows';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  const { put } = createRowMaker(test.database);
  for (const unit of ['renshe', 'yibao', 'yibao']) {
    const state = 'awaiting_acceptance';
    await put('cases', { account: unit, owner_unit: unit, source: 'wechat', state });
  }
});
afterAll(() => test.drop());

const unitsIn = async (db: Queryable): Promise<string[]> => {
  const rows = await db.query<{ unit: string }>('select owner_unit as unit from cases order by 1');
  return rows.map(({ unit }) => unit);
};
const ALL = ['renshe', 'yibao', 'yibao'];

it('reads for each within its scope, also at the same time, and outside for the process', async () => {
  const { database, run } = createScopedReads(test.database, true);
  const seen = await Promise.all([
    run({ units: ['renshe'] }, () => unitsIn(database)),
    run({ units: ['yibao'] }, async () => {
      await Promise.resolve();
      return database.transaction((tx) => unitsIn(tx));
    }),
    unitsIn(database),
    run({ units: [] }, () => unitsIn(database)),
  ]);
  expect(seen).toEqual([['renshe'], ['yibao', 'yibao'], ALL, []]);
  expect(await unitsIn(database)).toEqual(ALL);
});

it('keeps what reading writes, such as the record of it', async () => {
  const { database, run } = createScopedReads(test.database, true);
  const entry = { actor_kind: 'system', outcome: 'done', action: 'case.read', xact: '1' };
  await run({ units: ['renshe'] }, () => createRowMaker(database).put('audit_entries', entry));
  expect(await test.database.query('select action from audit_entries')).toHaveLength(1);
});

it('fails with the error of the statement, not with that of the transaction', async () => {
  const { database, run } = createScopedReads(test.database, true);
  const failing = run({ units: [] }, () => database.query('select 1 / 0'));
  await expect(failing).rejects.toMatchObject({ code: '22012' });
});

it('changes nothing where the database has no second wall', async () => {
  const { database, run } = createScopedReads(test.database, false);
  expect(await run({ units: ['renshe'] }, () => unitsIn(database))).toEqual(ALL);
});
