import type { DataSource } from 'typeorm';

/**
 * The narrow view of the database that stores use. `query` inside `transaction` must go through the
 * `tx` that is handed in; the outer one would take another connection.
 */
export interface Queryable {
  /**
   * Runs one statement.
   * @param name prepares the statement under this name on the connection: for hot, fixed statements
   * @returns its rows (of `returning` for writes)
   */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
    name?: string,
  ): Promise<Row[]>;
}

/** A transaction in progress. */
export type Tx = Queryable;

export interface Database extends Queryable {
  /** TypeORM's data source: migrations, entities, and the stores that are not on the hot path. */
  readonly dataSource: DataSource;
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
