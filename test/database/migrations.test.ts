import { pino } from 'pino';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source';
import { isMigrationPending, migrate } from '../../src/database/migrate';
import { migrations } from '../../src/database/migrations';
import { privileges } from '../../src/database/privileges';
import { entities } from '../../src/entities';
import type { TestDatabase } from '../support/database';
import { createTestDatabase } from '../support/database';

const logger = pino({ level: 'silent' });
let test: TestDatabase;
let owner: DataSource;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = createDataSource({ url: test.ownerUrl, entities, logger, allowExitOnIdle: true });
  await owner.initialize();
});
afterAll(async () => {
  await owner.destroy();
  await test.drop();
});

/** Constraints, indexes and columns as PostgreSQL itself writes them down. */
const describeTables = (): Promise<{ about: string; is: string }[]> =>
  owner.query(`
    select conname as about, pg_get_constraintdef(oid) as is from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid <> 'migrations'::regclass
    union all
    select indexname, indexdef from pg_indexes
    where schemaname = 'public' and tablename <> 'migrations'
      and indexname not in ('cases_citizen_idx', 'cases_due_order_idx')
    union all
    select table_name || '.' || column_name, concat_ws(' ', udt_name, is_nullable, column_default)
    from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'
    order by 1, 2`);

const listTables = async (): Promise<string[]> => {
  const rows: { name: string }[] = await owner.query(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
};

it('agrees with the entities', async () => {
  const { upQueries } = await owner.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

it('is what TypeORM would have made of the entities, to the last check (but an index that descends and one of an expression)', async () => {
  const byMigrations = await describeTables();
  for (const _ of migrations) await owner.undoLastMigration({ transaction: 'each' });
  await owner.synchronize();
  const byEntities = await describeTables();
  await owner.query(
    `drop table ${Object.keys(privileges)
      .filter((table) => table !== 'migrations')
      .join(', ')}`,
  );
  await migrate({ ownerUrl: test.ownerUrl, appUrl: test.url, logger });
  expect(byEntities).toEqual(byMigrations);
});

it('has an entity for every table', async () => {
  const known = owner.entityMetadatas.map(({ tableName }) => tableName);
  expect([...known, 'migrations'].sort()).toEqual(await listTables());
});

it('has named every constraint and index after its table', async () => {
  const rows: { name: string }[] = await owner.query(`
    select conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid
    where t.relnamespace = 'public'::regnamespace and t.relname <> 'migrations' and c.contype <> 'n'
      and not starts_with(conname, t.relname || '_')
    union all
    select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = 'public'::regnamespace and t.relname <> 'migrations'
      and not starts_with(i.relname, t.relname || '_')`);
  expect(rows).toEqual([]);
});

it('lists the rights on every table, and the process has exactly those', async () => {
  expect(Object.keys(privileges).sort()).toEqual(await listTables());
  const rows = await test.database.query<{ table_name: string; rights: string[] }>(`
    select table_name, array_agg(lower(privilege_type) order by privilege_type) as rights
    from information_schema.role_table_grants
    where grantee = current_user and table_schema = 'public' group by table_name`);
  const granted = Object.fromEntries(rows.map((row) => [row.table_name, row.rights]));
  const listed = Object.entries(privileges).map(([table, rights]) => [table, [...rights].sort()]);
  expect(granted).toEqual(Object.fromEntries(listed));
});

it('refuses the process what only the owner may do', async () => {
  const { database } = test;
  await expect(database.query('delete from cases')).rejects.toMatchObject({ code: '42501' });
  await expect(database.query('update case_events set seq = 1')).rejects.toMatchObject({
    code: '42501',
  });
  await expect(database.query('delete from migrations')).rejects.toMatchObject({ code: '42501' });
  await expect(database.query('create table mine (id int)')).rejects.toMatchObject({
    code: '42501',
  });
  await expect(database.query('alter table cases disable trigger all')).rejects.toMatchObject({
    code: '42501',
  });
});

it('takes a right away that the list no longer has', async () => {
  await owner.query('grant delete on cases to zhijian_app');
  await migrate({ ownerUrl: test.ownerUrl, appUrl: test.url, logger });
  await expect(test.database.query('delete from cases')).rejects.toMatchObject({ code: '42501' });
});

it('goes down to nothing and up again, with the same rights', async () => {
  for (const _ of migrations) await owner.undoLastMigration({ transaction: 'each' });
  expect(await listTables()).toEqual(['migrations']);
  expect(await isMigrationPending(test.ownerUrl)).toBe(true);
  await migrate({ ownerUrl: test.ownerUrl, appUrl: test.url, logger });
  expect(await isMigrationPending(test.ownerUrl)).toBe(false);
  expect(await listTables()).toEqual(Object.keys(privileges).sort());
  await expect(test.database.query('select * from messages')).resolves.toEqual([]);
});

it('is run once when several processes start together', async () => {
  for (const _ of migrations) await owner.undoLastMigration({ transaction: 'each' });
  const settings = { ownerUrl: test.ownerUrl, appUrl: test.url, logger };
  await Promise.all([migrate(settings), migrate(settings), migrate(settings)]);
  const done: unknown[] = await owner.query('select name from migrations');
  expect(done).toHaveLength(migrations.length);
});

it('waits for another process that migrates', async () => {
  const other = new Client({ connectionString: test.ownerUrl });
  await other.connect();
  await other.query('select pg_advisory_lock(4736201945)');
  let finished = false;
  const running = migrate({ ownerUrl: test.ownerUrl, appUrl: test.url, logger }).then(() => {
    finished = true;
  });
  const waiting = async (): Promise<boolean> => {
    const { rows } = await other.query(
      "select 1 from pg_locks where locktype = 'advisory' and not granted",
    );
    return rows.length > 0;
  };
  while (!(await waiting()));
  expect(finished).toBe(false);
  await other.end();
  await running;
  expect(finished).toBe(true);
});
