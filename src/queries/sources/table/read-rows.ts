import type { TableDeclaration } from '../../source-schema';
import type { FileRecord, TableFile } from '../file/file-record';
import { readCell } from './cell';
import { findHeader, HEADING_WITHIN, type Header } from './header';

/** Something wrong in a file; the content of the cell is never part of it. */
export interface RowFault {
  line: number | null;
  column: string | null;
  message: string;
}

/** A row whose cells are right: values by column name. */
export interface TableRow {
  line: number;
  values: ReadonlyMap<string, string>;
}

export type RowBatch = { rows: TableRow[]; faults: RowFault[] };

/** Called once, when the heading was found. */
export type OnHeader = (header: Header) => void;

/** The rows of a file under its heading, checked cell by cell. Throws FileFault. */
export async function* readRows(
  table: TableDeclaration,
  file: TableFile,
  onHeader: OnHeader,
): AsyncGenerator<RowBatch> {
  let header: Header | null = null;
  const first: FileRecord[] = [];
  const begin = (): RowBatch => {
    const found = findHeader(table, first);
    if (typeof found === 'string') return headerFault(found);
    header = found;
    onHeader(found);
    return readBatch(found, first, file.from1904);
  };
  for await (const records of file.records) {
    if (header !== null) {
      yield readBatch(header, records, file.from1904);
      continue;
    }
    first.push(...records);
    if (first.length < HEADING_WITHIN) continue;
    yield begin();
    if (header === null) return;
  }
  if (header === null) yield begin();
}

function headerFault(message: string): RowBatch {
  return { rows: [], faults: [{ line: null, column: null, message }] };
}

function readBatch(header: Header, records: readonly FileRecord[], from1904: boolean): RowBatch {
  const batch: RowBatch = { rows: [], faults: [] };
  for (const { line, cells } of records) {
    if (line <= header.line) continue;
    const values = new Map<string, string>();
    for (const { column, at } of header.columns) {
      const cell = readCell(column, cells[at] ?? '', from1904);
      if ('value' in cell) values.set(column.name, cell.value);
      else batch.faults.push({ line, column: column.name, message: cell.fault });
    }
    batch.rows.push({ line, values });
  }
  return batch;
}
