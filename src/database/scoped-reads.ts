import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Tx } from './database';
import { withScope, type RowScope } from './with-scope';

/** A database that reads for whoever is served at the moment. */
export interface ScopedReads {
  /** Hand this to what answers requests: within `run` all of it lies behind the second wall, outside of it nothing. */
  readonly database: Database;
  /** Does work for somebody, with all that it starts. */
  readonly run: <T>(scope: RowScope, work: () => Promise<T>) => Promise<T>;
}

/**
 * Carries a reader's scope from the request to each of its statements, so that no store has to remember
 * it and none can forget it.
 * @param isWallUp false where the database has no second wall: then `run` changes nothing
 */
export function createScopedReads(database: Database, isWallUp: boolean): ScopedReads {
  const readers = new AsyncLocalStorage<RowScope>();
  const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const scope = readers.getStore();
    if (!scope) return database.transaction(work);
    return database.transaction(async (tx) => {
      // Not waited for: it travels with the first statement, and what fails fails the transaction.
      const entered = withScope(tx, scope);
      entered.catch(() => undefined);
      const result = await work(tx);
      await entered;
      return result;
    });
  };
  return {
    database: {
      dataSource: database.dataSource,
      query: (sql, parameters, name) =>
        readers.getStore()
          ? transaction((tx) => tx.query(sql, parameters, name))
          : database.query(sql, parameters, name),
      transaction,
      close: () => database.close(),
    },
    run: (scope, work) => (isWallUp ? readers.run(scope, work) : work()),
  };
}
