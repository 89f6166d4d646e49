import type { FileHandle } from 'node:fs/promises';
import { FileFault } from './file-record';
import { attributeOf, XmlTokens, type XmlToken } from './xml-tokens';
import { unpackEntry, type ZipEntry } from './zip';

const MAX_PART_BYTES = 4 << 20;
const MAX_STRINGS_BYTES = 512 << 20;
/** Characters of all texts together: what fits into memory beside an import. */
const MAX_STRINGS_CHARACTERS = 24 << 20;

type Entries = ReadonlyMap<string, ZipEntry>;

export interface Workbook {
  /** Visible sheets in order, with the archive's path of each. */
  sheets: readonly { name: string; path: string }[];
  from1904: boolean;
}

/** @throws FileFault when the archive is no workbook */
export async function readWorkbook(file: FileHandle, entries: Entries): Promise<Workbook> {
  const part = entries.get('xl/workbook.xml');
  const links = entries.get('xl/_rels/workbook.xml.rels');
  if (!part || !links) {
    throw new FileFault(null, '这不是 XLSX 表格。旧的 .xls 请用表格软件另存为 .xlsx 或 CSV');
  }
  const targets = new Map<string, string>();
  await readTokens(file, links, (token) => {
    if (token.kind !== 'open' || token.name !== 'Relationship') return;
    const target = attributeOf(token.attributes, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    targets.set(attributeOf(token.attributes, 'Id') ?? '', path);
  });
  const sheets: { name: string; path: string }[] = [];
  let from1904 = false;
  await readTokens(file, part, (token) => {
    if (token.kind !== 'open') return;
    if (token.name === 'workbookPr') {
      from1904 = /^(?:1|true)$/.test(attributeOf(token.attributes, 'date1904') ?? '');
    }
    if (token.name !== 'sheet' || attributeOf(token.attributes, 'state') !== null) return;
    const path = targets.get(attributeOf(token.attributes, '(?:\\w+:)?id') ?? '');
    if (path) sheets.push({ name: attributeOf(token.attributes, 'name') ?? '', path });
  });
  return { sheets, from1904 };
}

/** The texts that cells refer to by number. @throws FileFault when they are too many to hold */
export async function readSharedStrings(file: FileHandle, entries: Entries): Promise<string[]> {
  const part = entries.get('xl/sharedStrings.xml');
  const strings: string[] = [];
  if (!part) return strings;
  let text = '';
  let characters = 0;
  let isText = false;
  let isPhonetic = false;
  const take = (token: XmlToken): void => {
    if (token.kind === 'text') {
      if (isText && !isPhonetic) text += token.text;
    } else if (token.name === 't') {
      isText = token.kind === 'open' && !token.isEmpty;
    } else if (token.name === 'rPh') {
      isPhonetic = token.kind === 'open' && !token.isEmpty;
    } else if (token.name === 'si' && (token.kind === 'close' || token.isEmpty)) {
      characters += text.length + 8;
      if (characters > MAX_STRINGS_CHARACTERS) throw tooLarge();
      strings.push(text);
      text = '';
    }
  };
  await readTokens(file, part, take, MAX_STRINGS_BYTES);
  return strings;
}

async function readTokens(
  file: FileHandle,
  entry: ZipEntry,
  take: (token: XmlToken) => void,
  maxBytes = MAX_PART_BYTES,
): Promise<void> {
  const decoder = new TextDecoder('utf-8');
  const tokens = new XmlTokens();
  for await (const piece of unpackEntry(file, entry, maxBytes)) {
    tokens.push(decoder.decode(piece, { stream: true }), take);
  }
}

function tooLarge(): FileFault {
  return new FileFault(
    null,
    '这个 XLSX 太大。请用表格软件另存为“CSV UTF-8”再导入，CSV 没有大小限制',
  );
}
