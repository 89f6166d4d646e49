import { Client } from 'pg';
import { countListed } from '../../../src/cases/lists/count-listed';
import { caseTabs, type CaseTab, type ListReader } from '../../../src/cases/lists/list-branches';
import { listCases } from '../../../src/cases/lists/list-cases';
import { readCounts } from '../../../src/cases/lists/read-counts';
import { readDueCounts } from '../../../src/cases/lists/read-due-counts';
import { createFoldText } from '../../../src/cases/search/fold-text';
import { countFound, searchCases } from '../../../src/cases/search/search-cases';
import type { Scope } from '../../../src/cases/scope';
import { BY_INDEX } from '../../../src/database/data-source';
import type { Database } from '../../../src/database/database';
import { seedCases } from '../../bench/seed-cases';
import { seededClerk } from '../../bench/seed-sql';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/*
 * Lists and searches must go by their indexes from the first day, when tables are empty and were never
 * analysed, as well as later: a list by the order it is shown in, a search by pairs of signs.
 */

const NOW = new Date('2026-11-23T01:30:00Z');
const SCOPE: Scope = { units: ['renshe', 'yibao'], restrictedUnits: ['renshe'] };
const READER: ListReader = {
  staffId: seededClerk(3),
  roles: [
    { role: 'clerk', unit: 'renshe' },
    { role: 'reviewer', unit: 'renshe' },
  ],
};
const foldText = createFoldText();

interface Statement {
  sql: string;
  parameters: readonly unknown[];
}

let empty: TestDatabase;
let seeded: TestDatabase;
beforeAll(async () => {
  [empty, seeded] = [await createTestDatabase(), await createTestDatabase()];
  const shape = { cases: 4000, messagesPerCase: 2, openPercent: 10, until: NOW };
  await seedCases(seeded, { ...shape, report: () => undefined });
});
afterAll(async () => {
  await empty.drop();
  await seeded.drop();
});

/** What a page, a count or a search asks of the database. */
async function statementsOf(use: (database: Database) => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const { database } = seeded;
  await use({
    ...database,
    query: (sql, parameters = [], name) => {
      statements.push({ sql, parameters });
      return database.query(sql, parameters, name);
    },
  });
  return statements;
}

/** What functions of these names do, with values in place of their parameters. */
async function bodiesOf({ ownerUrl }: TestDatabase, names: string): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ body: string }>(
    `select pg_get_function_sqlbody(oid) as body from pg_proc where proname like $1`,
    [`${names}%`],
  );
  await client.end();
  return rows.map(({ body }) => {
    const [, select] = /BEGIN ATOMIC\s+(SELECT.*);\s*END/s.exec(body)!;
    return select!.replace(/find_words\w*\.\w+/g, `'{养老}'::text[]`);
  });
}

async function plansOf(test: TestDatabase, statements: readonly Statement[]): Promise<string> {
  const client = new Client({ connectionString: test.url, options: BY_INDEX });
  await client.connect();
  try {
    const plans: string[] = [];
    for (const { sql, parameters } of statements) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [
        ...parameters,
      ]);
      plans.push(...rows.map((row) => row['QUERY PLAN']));
    }
    return plans.join('\n');
  } finally {
    await client.end();
  }
}

const WALK = /Seq Scan on (cases|messages|case_\w+)/g;
const page = { size: 20, now: NOW };

describe.each(Object.keys(caseTabs) as CaseTab[])('the tab %s', (tab) => {
  const index = tab === 'done' || tab === 'all' ? 'cases_queue_idx' : 'cases_due_order_idx';
  const list = { tab, filters: {} };

  it.each(['empty', 'seeded'])('goes by the index of its order on %s tables', async (which) => {
    const statements = await statementsOf(async (database) => {
      const first = await listCases(database, SCOPE, READER, list, page);
      if (first.next) {
        await listCases(database, SCOPE, READER, list, { ...page, cursor: first.next });
      }
      await countListed(database, SCOPE, READER, list, NOW);
    });
    const plan = await plansOf(which === 'empty' ? empty : seeded, statements);
    expect(plan.match(WALK)).toBeNull();
    expect(plan).toContain(index);
  });
});

it.each(['empty', 'seeded'])('searches by pairs of signs on %s tables', async (which) => {
  const statements = await statementsOf(async (database) => {
    const search = { text: '养老金', filters: {} };
    const first = await searchCases(database, foldText, SCOPE, search, page);
    expect(first.rows).toHaveLength(20);
    await searchCases(database, foldText, SCOPE, search, { ...page, cursor: first.next! });
    await countFound(database, foldText, SCOPE, search);
    await searchCases(database, foldText, SCOPE, { ...search, text: 'SE100 00' }, page);
    await searchCases(database, foldText, SCOPE, { ...search, text: 'SE200000' }, page);
  });
  const test = which === 'empty' ? empty : seeded;
  expect((await plansOf(test, statements)).match(WALK)).toBeNull();
  const bodies = await bodiesOf(test, 'find_words');
  expect(bodies).toHaveLength(4);
  for (const body of bodies) {
    expect(await plansOf(test, [{ sql: body, parameters: [] }])).toContain('case_search_grams_idx');
  }
});

it.each(['empty', 'seeded'])('counts by index on %s tables', async (which) => {
  const statements = await statementsOf(async (database) => {
    await readCounts(database, SCOPE, READER.staffId);
    await readDueCounts(database, SCOPE, NOW, new Date(NOW.getTime() + 1));
  });
  const plan = await plansOf(which === 'empty' ? empty : seeded, statements);
  expect(plan.match(WALK)).toBeNull();
  for (const index of ['case_tallies_unit_idx', 'cases_due_order_idx', 'cases_call_back_idx']) {
    expect(plan).toContain(index);
  }
});
