import type { Database, Queryable } from '../../../database/database';
import { AppError } from '../../../platform/errors';
import { createId } from '../../../platform/ids';
import type { ImportDeclaration } from './lookup-key';
import { retireSilent } from './retired-imports';

export interface NewImport {
  unit: string;
  table: string;
  sample: boolean;
  declaration: ImportDeclaration;
  asOf: Date | null;
  fileName: string;
  importedBy: string;
  at: Date;
}

/** A row as it is stored; the buffers are blind indexes and sealed cells. */
export interface StoredRow {
  identity: Buffer;
  digest: Buffer;
  line: number;
  cells: readonly string[];
  sealed: Buffer | null;
  keys: readonly Buffer[];
}

/** Rows against those of the live import, by identity. */
export interface Difference {
  added: number;
  changed: number;
  gone: number;
  /** Rows of the live import; 0 where there is none. */
  before: number;
}

/**
 * Begins an import beside the live one.
 * @returns its id
 * @throws AppError conflict while another import of this table is under way
 */
export async function beginImport(database: Database, row: NewImport): Promise<string> {
  const id = createId(row.at);
  await database.transaction(async (tx) => {
    await retireSilent(tx, row.at, row);
    const begun = await tx.query(
      `insert into query_imports (unit, id, table_name, state, sample, declaration, as_of, file_name,
         row_count, imported_by, started_at, touched_at)
       values ($1, $2, $3, 'staging', $4, $5, $6, $7, 0, $8, $9, $9)
       on conflict (unit, table_name) where state = 'staging' do nothing
       returning id`,
      [
        row.unit,
        id,
        row.table,
        row.sample,
        JSON.stringify(row.declaration),
        row.asOf,
        row.fileName,
        row.importedBy,
        row.at,
      ],
    );
    if (begun.length === 0) {
      throw new AppError('conflict', '这张表正在导入。请等它完成；如果它已经中断，两分钟后再试。');
    }
  });
  return id;
}

/**
 * Adds rows to an import under way. They wait for no disk: the commit that makes them live is the one
 * that must last, and it takes all before it with it.
 * @returns the lines that were added; a line that is not among them repeats the identity of another row
 * @throws AppError conflict when the import was given up in the meantime
 */
export async function addRows(
  database: Queryable,
  unit: string,
  importId: string,
  rows: readonly StoredRow[],
  at: Date,
): Promise<ReadonlySet<number>> {
  const keys = rows.flatMap(({ identity, keys: own }) => own.map((key) => ({ key, identity })));
  const [result] = await database.query<{ alive: boolean; lines: number[] | null }>(
    `with alive as (
       update query_imports set touched_at = $3, row_count = row_count + $4
       where unit = $1 and id = $2 and state = 'staging' returning true
     ), added as (
       insert into query_rows (unit, import_id, identity, digest, line, cells, sealed)
       select $1, $2, n.identity, n.digest, n.line, n.cells, n.sealed
       from unnest($5::bytea[], $6::bytea[], $7::integer[], $8::jsonb[], $9::bytea[])
         as n (identity, digest, line, cells, sealed)
       where exists (select from alive)
       on conflict do nothing
       returning line
     ), added_keys as (
       insert into query_keys (unit, import_id, key, identity)
       select $1, $2, n.key, n.identity from unnest($10::bytea[], $11::bytea[]) as n (key, identity)
       where exists (select from alive)
       on conflict do nothing
     )
     select exists (select from alive) as alive, (select array_agg(line) from added) as lines,
       set_config('synchronous_commit', 'off', true)`,
    [
      unit,
      importId,
      at,
      rows.length,
      rows.map(({ identity }) => identity),
      rows.map(({ digest }) => digest),
      rows.map(({ line }) => line),
      rows.map(({ cells }) => JSON.stringify(cells)),
      rows.map(({ sealed }) => sealed),
      keys.map(({ key }) => key),
      keys.map(({ identity }) => identity),
    ],
    'add-query-rows',
  );
  if (!result?.alive) throw new AppError('conflict', '这次导入已被另一次导入取代，没有生效。');
  return new Set(result.lines);
}

/** A sign of life of an import that writes no rows just now. */
export async function touchImport(
  database: Queryable,
  unit: string,
  importId: string,
  at: Date,
): Promise<void> {
  await database.query(
    `update query_imports set touched_at = $3 where unit = $1 and id = $2 and state = 'staging'`,
    [unit, importId, at],
  );
}

/** The line of the row that has an identity in an import. */
export async function findLine(
  database: Queryable,
  unit: string,
  importId: string,
  identity: Buffer,
): Promise<number | null> {
  const [row] = await database.query<{ line: number }>(
    `select line from query_rows where unit = $1 and import_id = $2 and identity = $3`,
    [unit, importId, identity],
  );
  return row?.line ?? null;
}

/** How an import under way differs from the live one. Sample data counts as none. */
export async function compareWithLive(
  database: Queryable,
  unit: string,
  table: string,
  importId: string,
): Promise<Difference> {
  const [counts] = await database.query<Difference>(
    `select count(*) filter (where o.identity is null)::int as added,
       count(*) filter (where n.identity is null)::int as gone,
       count(*) filter (where n.digest <> o.digest)::int as changed,
       count(o.identity)::int as before
     from (select identity, digest from query_rows where unit = $1 and import_id = $3) n
     full join (
       select identity, digest from query_rows where unit = $1 and import_id = (
         select id from query_imports
         where unit = $1 and table_name = $2 and state = 'live' and not sample)
     ) o on o.identity = n.identity`,
    [unit, table, importId],
  );
  return counts!;
}

/**
 * The import becomes the live one, in one transaction; a look-up sees the old rows or the new.
 * @throws AppError conflict when it was given up in the meantime
 */
export async function makeLive(
  database: Database,
  unit: string,
  table: string,
  importId: string,
  at: Date,
): Promise<void> {
  await database.transaction(async (tx) => {
    await retireLive(tx, unit, table, at);
    const live = await tx.query(
      `update query_imports set state = 'live', live_at = $3
       where unit = $1 and id = $2 and state = 'staging' returning id`,
      [unit, importId, at],
    );
    if (live.length === 0) {
      throw new AppError('conflict', '这次导入已被另一次导入取代，没有生效。');
    }
  });
}

/** Takes the live import of a table away. @returns whether there was one */
export async function retireLive(
  database: Queryable,
  unit: string,
  table: string,
  at: Date,
): Promise<boolean> {
  const rows = await database.query(
    `update query_imports set state = 'retired', retired_at = $3
     where unit = $1 and table_name = $2 and state = 'live' returning id`,
    [unit, table, at],
  );
  return rows.length > 0;
}

/** Gives an import up that did not become live. */
export async function giveUpImport(
  database: Queryable,
  unit: string,
  importId: string,
  at: Date,
): Promise<void> {
  await database.query(
    `update query_imports set state = 'retired', retired_at = $3
     where unit = $1 and id = $2 and state = 'staging'`,
    [unit, importId, at],
  );
}
