import type { Database } from '../../src/database/database';
import { bind, removeBinding, listBindings } from '../../src/queries/identity/binding-store';
import {
  giveConsent,
  listConsents,
  withdrawConsent,
} from '../../src/queries/identity/consent-store';
import { recordLookup } from '../../src/queries/identity/lookup-store';
import { pruneQueryRecords } from '../../src/queries/identity/prune-records';
import { createSealer } from '../../src/privacy/sealer';
import { createTestDatabase, type TestDatabase } from '../support/database';

const DAY_MS = 24 * 60 * 60 * 1000;
const YEARS_MS = 3 * 365.25 * DAY_MS;
const sealer = createSealer('a secret key of the tests, long enough');
const owner = { account: 'minzheng', citizenId: '019a0000-0000-7000-8000-000000000001' };
const query = (id: string) => ({ ...owner, unit: 'minzheng', query: id });

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
});
afterAll(() => test.drop());

/** Long enough ago by the database's clock, which no test can set. */
function ago(days: number): Date {
  return new Date(Date.now() - YEARS_MS - days * DAY_MS);
}

async function leave(id: string, at: Date): Promise<void> {
  const lookup = { channel: 'page', onBehalf: false, outcome: 'rows', at } as const;
  await recordLookup(database, { ...query(id), ...lookup });
  await giveConsent(database, { ...query(id), version: '2026-11-01', onBehalf: false, at });
  const proved = { shown: '示**', fields: { name: '示例甲' }, identityKey: 'k', at };
  await database.transaction((tx) => bind(tx, { ...query(id), ...proved }, sealer));
}

async function takeBack(at: Date): Promise<void> {
  for (const { id } of await listConsents(database, owner.account, owner.citizenId)) {
    await withdrawConsent(database, owner, id, at);
  }
  for (const { id } of await listBindings(database, owner)) {
    await removeBinding(database, owner, id, at);
  }
}

const kept = async (table: string) => {
  const rows = await database.query<{ query: string }>(`select query from ${table} order by query`);
  return rows.map((row) => row.query);
};

it('keeps records for three years and no longer, and what still counts for ever', async () => {
  await leave('gone', ago(2));
  await takeBack(ago(2));
  await leave('fresh', ago(-2));
  await takeBack(ago(-2));
  await leave('counts', ago(2));
  await pruneQueryRecords(database);
  expect(await kept('query_lookups')).toEqual(['fresh']);
  expect(await kept('query_consents')).toEqual(['counts', 'fresh']);
  expect(await kept('query_bindings')).toEqual(['counts', 'fresh']);
});

it('is the only way in which the process can take a look-up away', async () => {
  await expect(database.query('delete from query_lookups')).rejects.toThrow(/permission denied/);
  await expect(database.query('update query_lookups set outcome = $1', ['none'])).rejects.toThrow(
    /permission denied/,
  );
});
