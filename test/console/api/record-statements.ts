import type { Database, Queryable } from '../../../src/database/database';

/** A database that remembers what it is asked. */
export interface Recorder {
  readonly database: Database;
  /** @returns what the work gave, and the statements that it ran, without their values */
  readonly during: <T>(work: () => Promise<T>) => Promise<[result: T, statements: string[]]>;
}

export function recordStatements(database: Database): Recorder {
  let statements: string[] = [];
  const recording = (target: Queryable): Queryable['query'] => {
    return (sql, parameters, name) => {
      statements.push(sql);
      return target.query(sql, parameters, name);
    };
  };
  return {
    database: {
      ...database,
      query: recording(database),
      transaction: (work) => database.transaction((tx) => work({ query: recording(tx) })),
    },
    async during(work) {
      statements = [];
      const result = await work();
      return [result, statements];
    },
  };
}
