import { escapeCell } from './escape-cell';
import type { Cell, FileBytes } from './sheet';

const QUOTED = /[",\r\n]/;

/** A table as CSV: UTF-8 with its mark, so that Excel reads the Chinese; lines end with CR LF (RFC 4180). */
export async function* writeCsv(rows: AsyncIterable<readonly Cell[]>): FileBytes {
  yield Buffer.from('\uFEFF');
  for await (const row of rows) yield Buffer.from(`${row.map(presentCell).join(',')}\r\n`);
}

function presentCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = escapeCell(cell);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
