import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import type { Database, Queryable, Tx } from './database';
import { isDatabaseUnavailable } from './database-errors';

/**
 * The narrow database over an initialised data source's own pool of connections.
 * `close` ends the pool; a statement that comes later is refused.
 */
export function createDatabase(dataSource: DataSource): Database {
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  return {
    dataSource,
    query: queryOn(pool),
    transaction: (work) => runTransaction(pool, work),
    close: () => dataSource.destroy(),
  };
}

function queryOn(target: Pool | PoolClient): Queryable['query'] {
  return async <Row extends object>(
    text: string,
    parameters: readonly unknown[] = [],
    name?: string,
  ) => {
    const values = [...parameters];
    const result = await target.query<Row>(name ? { text, values, name } : { text, values });
    return result.rows;
  };
}

async function runTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  // Without a listener, a connection that is lost between two statements would end the process.
  const onError = (): void => void (broken = true);
  client.on('error', onError);
  try {
    await client.query('begin');
    const result = await work({ query: queryOn(client) });
    await commit(client);
    return result;
  } catch (error) {
    broken ||= isDatabaseUnavailable(error) || !(await rollBack(client));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** PostgreSQL answers the commit of a transaction in which a statement failed with a rollback, not an error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') {
    throw new Error('A statement failed, so the transaction was rolled back');
  }
}

/** @returns false when the connection is of no more use */
async function rollBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false;
  }
}
