import type { Pool } from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import {
  isDatabaseUnavailable,
  isDataError,
  violatedConstraint,
} from '../../src/database/database-errors';
import type { TestDatabase } from '../support/database';
import { createTestDatabase } from '../support/database';
import { administer, getTestServer } from '../support/database-harness';

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

const INSERT = "insert into link_clicks values ('renshe', $1, '2026-11-23', 1) returning item";
const listItems = async (): Promise<string[]> => {
  const rows = await test.database.query<{ item: string }>('select item from link_clicks');
  return rows.map(({ item }) => item).sort();
};
const poolOf = (): Pool => (test.database.dataSource.driver as PostgresDriver).master as Pool;
const endSession = async (pid: number): Promise<void> =>
  administer(await getTestServer(), `select pg_terminate_backend(${pid}, 5000)`);

it('connects as the role that owns nothing, without special rights', async () => {
  const [row] = await test.database.query(
    'select current_user as role, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
  );
  expect(row).toEqual({
    role: 'zhijian_app',
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
  });
});

it('gives the rows of a statement, and a date as the civil day that it is', async () => {
  const { database } = test;
  expect(await database.query(INSERT, ['a'])).toEqual([{ item: 'a' }]);
  expect(await database.query('select day, null::date as none from link_clicks')).toEqual([
    { day: '2026-11-23', none: null },
  ]);
  expect(await database.query('update link_clicks set clicks = 2')).toEqual([]);
});

it('prepares a named statement once on a connection', async () => {
  await test.database.transaction(async (tx) => {
    for (const item of ['a', 'b']) await tx.query(INSERT, [item], 'insert-click');
    const prepared = await tx.query('select name from pg_prepared_statements');
    expect(prepared).toEqual([{ name: 'insert-click' }]);
  });
});

it('commits what a transaction wrote and gives its result', async () => {
  const result = await test.database.transaction(async (tx) => {
    await tx.query(INSERT, ['a']);
    expect(await listItems()).toEqual([]);
    return 7;
  });
  expect(result).toBe(7);
  expect(await listItems()).toEqual(['a']);
});

it('rolls back when the work throws, and passes the error on', async () => {
  const failure = new Error('no');
  await expect(
    test.database.transaction(async (tx) => {
      await tx.query(INSERT, ['a']);
      throw failure;
    }),
  ).rejects.toBe(failure);
  expect(await listItems()).toEqual([]);
  expect(poolOf().idleCount).toBe(poolOf().totalCount);
});

it('rolls back a statement that failed, even when the work goes on as if nothing were', async () => {
  const { database } = test;
  await database.query(INSERT, ['a']);
  const outcome = database.transaction(async (tx) => {
    await tx.query(INSERT, ['b']);
    await tx.query(INSERT, ['a']).catch(() => {});
    return 'done';
  });
  await expect(outcome).rejects.toThrow('was rolled back');
  expect(await listItems()).toEqual(['a']);
});

it('names the constraint that a value broke', async () => {
  await test.database.query(INSERT, ['a']);
  const error: unknown = await test.database
    .query(INSERT, ['a'])
    .catch((caught: unknown) => caught);
  expect(isDataError(error)).toBe(true);
  expect(violatedConstraint(error)).toBe('link_clicks_pkey');
});

it('sends nothing more once a transaction is over, whatever still goes on beside what failed', async () => {
  const { database } = test;
  let goOn!: () => void;
  const failed = new Promise<void>((resolve) => (goOn = resolve));
  let late: Promise<unknown> = Promise.resolve();
  const outcome = database.transaction(async (tx) => {
    late = failed.then(() =>
      tx.query(`insert into case_counters values ('late', '2026-11-23', 1)`),
    );
    late.catch(() => undefined);
    throw new Error('failed beside it');
  });
  await expect(outcome).rejects.toThrow('failed beside it');
  goOn();
  await expect(late).rejects.toThrow('The transaction is over');
  expect(await database.query(`select 1 from case_counters where unit = 'late'`)).toEqual([]);
});

it('discards a connection that was lost in a transaction, and goes on with another', async () => {
  const { database } = test;
  const lost = database.transaction(async (tx) => {
    const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await endSession(row!.pid);
    await tx.query(INSERT, ['a']);
  });
  const error: unknown = await lost.catch((caught: unknown) => caught);
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(await database.query('select 1 as one')).toEqual([{ one: 1 }]);
  expect(await listItems()).toEqual([]);
  expect(poolOf().idleCount).toBe(poolOf().totalCount);
});

it('survives a connection that is lost while a transaction waits for something else', async () => {
  const { database } = test;
  const lost = database.transaction(async (tx) => {
    const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await endSession(row!.pid);
    await new Promise(setImmediate);
    return 'thought it went well';
  });
  const error: unknown = await lost.catch((caught: unknown) => caught);
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(await listItems()).toEqual([]);
});

it('survives idle connections that are lost', async () => {
  const { database } = test;
  const rows = await Promise.all(
    [1, 2, 3].map(() => database.query<{ pid: number }>('select pg_backend_pid() as pid')),
  );
  for (const [row] of rows) await endSession(row!.pid);
  for (;;) {
    const found = await database.query('select 1 as one').catch((error: unknown) => {
      expect(isDatabaseUnavailable(error)).toBe(true);
      return null;
    });
    if (found) break;
  }
});

it('never hangs and never mixes transactions when there are more than connections', async () => {
  const { database } = test;
  const items = Array.from({ length: 50 }, (_, index) => `item-${index}`);
  const outcomes = await Promise.allSettled(
    items.map((item, index) =>
      database.transaction(async (tx) => {
        await tx.query(INSERT, [item], 'insert-click');
        if (index % 2) throw new Error('odd');
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
  expect(await listItems()).toEqual(items.filter((_, index) => index % 2 === 0).sort());
});

it('refuses statements after its end as an unavailable database', async () => {
  const other = await createTestDatabase();
  await other.drop();
  const error: unknown = await other.database.query('select 1').catch((caught: unknown) => caught);
  expect(isDatabaseUnavailable(error)).toBe(true);
});

it('tells of the statement that failed, not of those that travelled behind it', async () => {
  const travelling = test.database.transaction((tx) => {
    const deep = async (): Promise<unknown> => await tx.query('select 1 / $1::int', [0]);
    return Promise.all([(async () => await deep())(), tx.query('select 1')]);
  });
  await expect(travelling).rejects.toMatchObject({ code: '22012' });
});
