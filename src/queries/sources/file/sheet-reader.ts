import type { FileRecord } from './file-record';
import { FileFault } from './file-record';
import { attributeOf, XmlTokens, type XmlToken } from './xml-tokens';

const MAX_COLUMNS = 200;
const MAX_CELL_CHARACTERS = 32_767;

/** Rows of a sheet's XML, handed in piece by piece. A formula counts with the value that was saved with it. */
export class SheetReader {
  private readonly tokens = new XmlTokens();
  private records: FileRecord[] = [];
  private line = 0;
  private cells: string[] = [];
  private column = -1;
  private type = '';
  private value = '';
  /** Within `<v>` or within `<t>` of an inline text; readings of characters (`<rPh>`) are no content. */
  private reading = false;
  private inPhonetic = false;

  constructor(private readonly strings: readonly string[]) {}

  push(text: string): FileRecord[] {
    this.tokens.push(text, (token) => this.take(token));
    const records = this.records;
    this.records = [];
    return records;
  }

  private take(token: XmlToken): void {
    if (token.kind === 'text') {
      if (this.reading && !this.inPhonetic) this.value += token.text;
    } else if (token.kind === 'open') {
      this.open(token);
    } else {
      this.close(token.name);
    }
  }

  private open({ name, attributes, isEmpty }: Extract<XmlToken, { kind: 'open' }>): void {
    if (name === 'row') {
      this.line = Number(attributeOf(attributes, 'r') ?? this.line + 1);
      this.cells = [];
      this.column = -1;
    } else if (name === 'c') {
      const place = attributeOf(attributes, 'r');
      this.column = place === null ? this.column + 1 : columnOf(place);
      this.type = attributeOf(attributes, 't') ?? 'n';
      this.value = '';
      if (this.column >= MAX_COLUMNS) {
        throw new FileFault(this.line, `列太多，最多 ${MAX_COLUMNS} 列`);
      }
    } else if ((name === 'v' || name === 't') && !isEmpty) {
      this.reading = true;
    } else if (name === 'rPh' && !isEmpty) {
      this.inPhonetic = true;
    }
  }

  private close(name: string): void {
    if (name === 'v' || name === 't') this.reading = false;
    else if (name === 'rPh') this.inPhonetic = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
  }

  private endCell(): void {
    if (this.value === '') return;
    while (this.cells.length < this.column) this.cells.push('');
    const text = this.contentOf(this.value).trim();
    if (text.length > MAX_CELL_CHARACTERS) throw new FileFault(this.line, '有一格的内容太长');
    this.cells[this.column] = text;
  }

  private contentOf(value: string): string {
    if (this.type === 's') return this.strings[Number(value)] ?? '';
    if (this.type === 'b') return value === '1' ? '是' : '否';
    return value;
  }

  private endRow(): void {
    if (this.cells.some((cell) => cell !== '')) {
      this.records.push({ line: this.line, cells: this.cells });
    }
    this.cells = [];
  }
}

/** `C12` is in column 2, `AA1` in column 26. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(place)?.[0] ?? '') {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}
