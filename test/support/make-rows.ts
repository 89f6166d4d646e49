import { randomUUID } from 'node:crypto';
import type { Queryable } from '../../src/database/database';

/** Makes rows of any table: what a test does not name is filled with something of the column's type. */
export interface RowMaker {
  put: (table: string, values: Readonly<Record<string, unknown>>) => Promise<void>;
}

interface Column {
  name: string;
  type: string;
}

/** @param db with the right to insert */
export function createRowMaker(db: Queryable): RowMaker {
  return {
    async put(table, values) {
      const wanted = await db.query<Column>(
        `select column_name as name, udt_name as type from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_nullable = 'NO'
           and column_default is null and is_generated = 'NEVER' and is_identity = 'NO'`,
        [table],
      );
      const filled = Object.fromEntries(wanted.map(({ name, type }) => [name, fillerOf(type)]));
      const row = Object.entries({ ...filled, ...values });
      const names = row.map(([name]) => name).join(', ');
      const places = row.map((_, n) => `$${n + 1}`).join(', ');
      await db.query(
        `insert into ${table} (${names}) values (${places})`,
        row.map(([, value]) => value),
      );
    },
  };
}

function fillerOf(type: string): unknown {
  if (type === 'uuid') return randomUUID();
  if (type === 'text') return `some ${randomUUID()}`;
  if (type === 'timestamptz') return new Date('2026-11-23T01:30:00Z');
  if (type === 'date') return '2026-11-23';
  if (type === 'bool') return false;
  if (type === 'bytea') return Buffer.alloc(1);
  if (type === 'jsonb') return {};
  return type.startsWith('_') ? [] : 1;
}
