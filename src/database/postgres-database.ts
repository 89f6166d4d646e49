import type { Writable } from 'node:stream';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import type { Database, Queryable, Tx } from './database';
import { isAftermath, isDatabaseUnavailable } from './database-errors';

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
  const gather = gatheringOn(client);
  const query = queryOn(client);
  const statements = noting((text, parameters, name) => {
    gather();
    return query(text, parameters, name);
  });
  try {
    // Travels with the first statement; the connection takes both in their order.
    gather();
    const begun = client.query('begin');
    begun.catch(() => undefined);
    const result = await work(statements);
    statements.end();
    await begun;
    await commit(client);
    return result;
  } catch (error) {
    statements.end();
    broken ||= isDatabaseUnavailable(error) || !(await rollBack(client));
    throw isAftermath(error) ? statements.firstError() : error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/**
 * Statements of one turn leave in one write. Each write costs a call of the system and wakes the server's
 * process, which would else answer the first statement before the second is there.
 */
function gatheringOn(client: PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  let isGathering = false;
  return () => {
    if (isGathering) return;
    isGathering = true;
    stream.cork();
    process.nextTick(() => {
      isGathering = false;
      stream.uncork();
    });
  };
}

/**
 * Remembers the first error: statements that travel together all fail after it, and may be heard first.
 * After `end` nothing is sent any more: work that goes on beside work that failed would otherwise write
 * outside of the transaction, on a connection that may be another's.
 */
function noting(query: Queryable['query']): Queryable & { firstError(): unknown; end(): void } {
  let first: unknown;
  let isOver = false;
  return {
    firstError: () => first,
    end: () => void (isOver = true),
    query: async <Row extends object>(
      text: string,
      parameters?: readonly unknown[],
      name?: string,
    ) => {
      if (isOver) throw new Error('The transaction is over');
      try {
        return await query<Row>(text, parameters, name);
      } catch (error) {
        first ??= error;
        throw error;
      }
    },
  };
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
