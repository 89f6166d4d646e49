import 'reflect-metadata';
import type { Logger } from 'pino';
import { types } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './migrations';

const CONNECTION_TIMEOUT_MS = 5_000;
const DEFAULT_POOL_SIZE = 10;
/**
 * A prepared statement may keep the plan of a table's first minute for as long as its connection, and on
 * twenty rows that plan reads the table from end to end. What wants whole tables switches this on again.
 */
export const BY_INDEX = '-c enable_seqscan=off';
/** Compiling a statement takes longer than any statement of ours. */
const UNCOMPILED = '-c jit=off';
/** The places of a common word, a third of a million, are kept one by one and not by the page. */
const ROOMY = '-c work_mem=32MB';
/** The type id of `date` in pg_type. */
const DATE: number = types.builtins.DATE;

/** A class with TypeORM's decorators. */
export type EntityClass = new () => object;

/** How to reach the database. */
export interface DataSourceSettings {
  url: string;
  entities: readonly EntityClass[];
  logger: Logger;
  poolSize?: number;
  /** Lets the process end while idle connections are open: for tests. */
  allowExitOnIdle?: boolean;
}

/** A data source, not yet initialised, over one pool of connections. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    entities: [...settings.entities],
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    installExtensions: false,
    logging: false,
    // Silent unless DEBUG=typeorm:* asks: the others print failed migrations, which are thrown anyway.
    logger: 'debug',
    applicationName: 'zhijian',
    poolSize: settings.poolSize ?? DEFAULT_POOL_SIZE,
    connectTimeoutMS: CONNECTION_TIMEOUT_MS,
    poolErrorHandler: (error: unknown) => {
      settings.logger.warn({ err: error }, '一个空闲的数据库连接断开了');
    },
    extra: {
      types: plainTypes,
      keepAlive: true,
      options: `${BY_INDEX} ${UNCOMPILED} ${ROOMY}`,
      // Statements that do not wait for one another's results travel together.
      pipeline: true,
      allowExitOnIdle: settings.allowExitOnIdle ?? false,
    },
  });
}

/** A `date` is a civil day, `2026-11-23`: the driver's default, midnight in the server's zone, is not one. */
const plainTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
    oid === DATE ? (text: string) => text : types.getTypeParser(oid, format),
};
