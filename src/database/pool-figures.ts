import type { Pool } from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import type { Database } from './database';

/** Connections of the pool: all, those without work, and requests that wait for one. */
export function poolFigures({ dataSource }: Database): {
  total: number;
  idle: number;
  waiting: number;
} {
  const pool = (dataSource.driver as PostgresDriver).master as Pool;
  return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
