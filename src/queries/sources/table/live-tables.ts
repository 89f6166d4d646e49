import type { Queryable } from '../../../database/database';
import type { StoredRow } from './import-store';
import type { ImportDeclaration } from './lookup-key';

/** The live import of a table. */
export interface LiveTable {
  unit: string;
  table: string;
  importId: string;
  /** Made-up people: of no use but in trial mode. */
  sample: boolean;
  declaration: ImportDeclaration;
  /** The day that the data is of; null for sample data without one. */
  asOf: Date | null;
  rowCount: number;
  fileName: string;
  liveAt: Date;
}

export type FoundRow = Pick<StoredRow, 'identity' | 'cells' | 'sealed'>;

/** More rows than a citizen reads, fewer than would hurt. */
const MOST_ROWS = 200;

const LIVE = `i.unit, i.table_name as "table", i.id as "importId", i.sample, i.declaration,
  i.as_of as "asOf", i.row_count as "rowCount", i.file_name as "fileName", i.live_at as "liveAt"`;

/** Every table that has rows, of all units; also sample data. */
export async function listLiveTables(database: Queryable): Promise<LiveTable[]> {
  return database.query<LiveTable>(
    `select ${LIVE} from query_imports i where i.state = 'live' order by i.unit, i.table_name`,
  );
}

export async function findLiveTable(
  database: Queryable,
  unit: string,
  table: string,
): Promise<LiveTable | null> {
  const [live] = await database.query<LiveTable>(
    `select ${LIVE} from query_imports i
     where i.unit = $1 and i.table_name = $2 and i.state = 'live'`,
    [unit, table],
    'find-live-query-table',
  );
  return live ?? null;
}

/** The live import of a table with its rows under a key, in the file's order: in one statement, so of one import. */
export async function findRowsByKey(
  database: Queryable,
  unit: string,
  table: string,
  key: Buffer,
): Promise<{ live: LiveTable; rows: FoundRow[] } | null> {
  type Row = LiveTable & FoundRow & { line: number | null };
  const found = await database.query<Row>(
    `select ${LIVE}, r.line, r.identity, r.cells, r.sealed
     from query_imports i
     left join lateral (
       select q.line, q.identity, q.cells, q.sealed
       from query_keys k
       join query_rows q on q.unit = k.unit and q.import_id = k.import_id
         and q.identity = k.identity
       where k.unit = i.unit and k.import_id = i.id and k.key = $3
       limit ${MOST_ROWS}
     ) r on true
     where i.unit = $1 and i.table_name = $2 and i.state = 'live'
     order by r.line`,
    [unit, table, key],
    'find-query-rows',
  );
  const [live] = found;
  return live ? { live, rows: found.filter(({ line }) => line !== null) } : null;
}

/** All rows of an import, in the file's order; for small tables. */
export async function listRows(
  database: Queryable,
  unit: string,
  importId: string,
): Promise<FoundRow[]> {
  return database.query<FoundRow>(
    `select identity, cells, sealed from query_rows
     where unit = $1 and import_id = $2 order by line`,
    [unit, importId],
  );
}
