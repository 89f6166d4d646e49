import type { FileRecord } from './file-record';
import { FileFault } from './file-record';

const MAX_CELL_CHARACTERS = 10_000;
const MAX_CELLS = 200;

/**
 * Rows of comma-separated text (RFC 4180), handed in piece by piece in any pieces. Lines end in LF, CRLF
 * or CR; the separator is told by the first line: comma, tab, semicolon or full-width comma.
 */
export class CsvParser {
  private rest = '';
  private line = 1;
  private separator: string | null = null;

  /** Rows that end within the text so far. @throws FileFault */
  push(text: string): FileRecord[] {
    this.rest += text;
    return this.takeRows(false);
  }

  /** The last row, which may have no line end. @throws FileFault when a quote is left open */
  end(): FileRecord[] {
    return this.takeRows(true);
  }

  private takeRows(isLast: boolean): FileRecord[] {
    const records: FileRecord[] = [];
    let at = 0;
    for (;;) {
      const row = this.readRow(at, isLast);
      if (row === null) break;
      if (row.cells.some((cell) => cell !== '')) {
        records.push({ line: this.line, cells: row.cells });
      }
      this.line += row.lines;
      at = row.end;
    }
    this.rest = this.rest.slice(at);
    if (!isLast && this.rest.length > MAX_CELLS * MAX_CELL_CHARACTERS) {
      throw new FileFault(this.line, '这一行太长，可能是前面有引号没有成对');
    }
    return records;
  }

  /** The row at an offset; null when its end has not come yet. */
  private readRow(
    at: number,
    isLast: boolean,
  ): { cells: string[]; end: number; lines: number } | null {
    if (at >= this.rest.length) return null;
    const end = endOfLine(this.rest, at, isLast);
    if (end === null) return null;
    const line = this.rest.slice(at, end.at);
    this.separator ??= separatorOf(line);
    if (line.includes('"')) return this.readQuotedRow(at, isLast, this.separator);
    const cells = line.split(this.separator);
    this.checkSize(cells);
    return { cells: cells.map((cell) => cell.trim()), end: end.next, lines: 1 };
  }

  private readQuotedRow(
    start: number,
    isLast: boolean,
    separator: string,
  ): { cells: string[]; end: number; lines: number } | null {
    const cells: string[] = [];
    let lines = 1;
    for (let at = start; ;) {
      const cell = readCell(this.rest, at, separator, isLast);
      if (cell === null) {
        if (isLast) throw new FileFault(this.line, '有一个引号没有成对，后面的内容分不出行');
        return null;
      }
      cells.push(cell.text.trim());
      lines += countLineEnds(cell.text);
      if (this.rest[cell.end] === separator) {
        at = cell.end + 1;
        continue;
      }
      this.checkSize(cells);
      const end = endOfLine(this.rest, cell.end, isLast);
      return end && { cells, end: end.next, lines };
    }
  }

  private checkSize(cells: readonly string[]): void {
    if (cells.length > MAX_CELLS) {
      throw new FileFault(this.line, `这一行有 ${cells.length} 列，太多了，最多 ${MAX_CELLS} 列`);
    }
    if (cells.some((cell) => cell.length > MAX_CELL_CHARACTERS)) {
      throw new FileFault(this.line, '有一格的内容太长，可能是引号没有成对');
    }
  }
}

/** A cell from an offset; `end` is where its separator or line end stands. Null: not all of it is there yet. */
function readCell(
  text: string,
  at: number,
  separator: string,
  isLast: boolean,
): { text: string; end: number } | null {
  const opening = /^[ \t]*(=?")/.exec(text.slice(at, at + 20));
  if (opening === null || (separator === '\t' && opening[0].startsWith('\t'))) {
    const end = plainEnd(text, at, separator);
    return end < text.length || isLast ? { text: text.slice(at, end), end } : null;
  }
  // Some programs write ="0012" so that a spreadsheet keeps the zeros; the text is what was meant.
  let from = at + opening[0].length;
  let content = '';
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return null;
    content += text.slice(from, quote);
    if (quote + 1 >= text.length && !isLast) return null;
    if (text[quote + 1] === '"') {
      content += '"';
      from = quote + 2;
      continue;
    }
    const end = plainEnd(text, quote + 1, separator);
    if (end >= text.length && !isLast) return null;
    return { text: content + text.slice(quote + 1, end).trim(), end };
  }
}

function plainEnd(text: string, at: number, separator: string): number {
  for (let place = at; place < text.length; place++) {
    const character = text[place];
    if (character === separator || character === '\n' || character === '\r') return place;
  }
  return text.length;
}

function endOfLine(text: string, at: number, isLast: boolean): { at: number; next: number } | null {
  const found = lineEnd(text, at);
  if (found === -1) return isLast ? { at: text.length, next: text.length } : null;
  if (text[found] === '\n') return { at: found, next: found + 1 };
  if (found + 1 >= text.length && !isLast) return null;
  return { at: found, next: found + (text[found + 1] === '\n' ? 2 : 1) };
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  const limit = newline === -1 ? text.length : newline;
  const line = text.slice(at, limit);
  const back = line.indexOf('\r');
  return back === -1 ? newline : at + back;
}

function separatorOf(line: string): string {
  const candidates = [',', '\t', ';', '，'];
  const counts = candidates.map((candidate) => line.split(candidate).length);
  return candidates[counts.indexOf(Math.max(...counts))]!;
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
