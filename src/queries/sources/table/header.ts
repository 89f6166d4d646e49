import { foldText } from '../../fields/fold-text';
import type { ColumnDeclaration, TableDeclaration } from '../../source-schema';
import type { FileRecord } from '../file/file-record';

/** Where the declared columns stand in a file. */
export interface Header {
  line: number;
  /** Declared columns with their place; a column that may be empty and is not there has none. */
  columns: readonly { column: ColumnDeclaration; at: number }[];
  /** Headings that the table does not know; they are not imported. */
  ignored: readonly string[];
  /** Declared columns that are not there and need not be. */
  missing: readonly string[];
}

/** Titles and notes above the heading take some rows. */
export const HEADING_WITHIN = 5;

/**
 * Finds the heading among the first rows of a file: the first that has all columns that must be there.
 * @returns what is wrong, in words, when there is none
 */
export function findHeader(table: TableDeclaration, rows: readonly FileRecord[]): Header | string {
  for (const row of rows.slice(0, HEADING_WITHIN)) {
    const header = readHeader(table, row);
    if (header !== null) return header;
  }
  return explainMissing(table, rows);
}

function readHeader(table: TableDeclaration, { line, cells }: FileRecord): Header | string | null {
  const written = cells.map(plainHeading);
  const columns: { column: ColumnDeclaration; at: number }[] = [];
  const missing: string[] = [];
  for (const column of table.columns) {
    const places = placesOf(column, written);
    if (places.length > 1) return `第 ${line} 行有两列都叫“${column.name}”，请只留一列`;
    const [at] = places;
    if (at !== undefined) columns.push({ column, at });
    else if (isNeeded(table, column)) return null;
    else missing.push(column.name);
  }
  const used = new Set(columns.map(({ at }) => at));
  const ignored = cells.filter((cell, at) => cell !== '' && !used.has(at));
  return { line, columns, ignored, missing };
}

function placesOf({ name, aliases }: ColumnDeclaration, written: readonly string[]): number[] {
  const names = [name, ...aliases].map(plainHeading);
  return written.flatMap((heading, at) => (names.includes(heading) ? [at] : []));
}

function isNeeded({ identity }: TableDeclaration, column: ColumnDeclaration): boolean {
  return column.required || identity.includes(column.name);
}

/** Speaks of the row that comes nearest. */
function explainMissing(table: TableDeclaration, rows: readonly FileRecord[]): string {
  const needed = table.columns.filter((column) => isNeeded(table, column));
  const candidates = rows.slice(0, HEADING_WITHIN).map((row) => {
    const written = row.cells.map(plainHeading);
    return { row, lacking: needed.filter((column) => placesOf(column, written).length === 0) };
  });
  candidates.sort((a, b) => a.lacking.length - b.lacking.length);
  const [best] = candidates;
  const names = needed.map(({ name }) => name).join('、');
  if (!best || best.lacking.length === needed.length) {
    return `前 ${HEADING_WITHIN} 行里没有表头。表头要有这些列：${names}`;
  }
  return `第 ${best.row.line} 行的表头缺少：${best.lacking.map(({ name }) => name).join('、')}`;
}

function plainHeading(text: string): string {
  return foldText(text)
    .replace(/[\s*:()]/g, '')
    .toLowerCase();
}
