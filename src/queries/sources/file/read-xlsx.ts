import { open } from 'node:fs/promises';
import type { FileRecord, TableFile } from './file-record';
import { FileFault } from './file-record';
import { SheetReader } from './sheet-reader';
import { readSharedStrings, readWorkbook } from './workbook';
import { listZipEntries, unpackEntry } from './zip';

const MAX_SHEET_BYTES = 2 ** 31;

/**
 * Opens one sheet of an XLSX file (ECMA-376), row by row: values only, no formula is ever worked out.
 * @param sheet its name; null: the only visible one
 * @throws FileFault
 */
export async function openXlsx(path: string, sheet: string | null): Promise<TableFile> {
  const file = await open(path);
  try {
    const entries = await listZipEntries(file);
    const workbook = await readWorkbook(file, entries);
    const chosen = chooseSheet(workbook.sheets, sheet);
    const strings = await readSharedStrings(file, entries);
    const entry = entries.get(chosen.path);
    if (!entry) throw new FileFault(null, `工作表“${chosen.name}”打不开。请用表格软件另存一次`);
    const state = { bytes: 0 };
    return {
      format: `XLSX，工作表“${chosen.name}”`,
      records: readRows(unpackEntry(file, entry, MAX_SHEET_BYTES), strings, state),
      progress: () => (entry.bytes === 0 ? 1 : state.bytes / entry.bytes),
      from1904: workbook.from1904,
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function chooseSheet<S extends { name: string }>(sheets: readonly S[], name: string | null): S {
  const names = sheets.map((sheet) => `“${sheet.name}”`).join('、');
  const [first, ...others] = sheets;
  if (!first) throw new FileFault(null, '文件里没有工作表');
  if (name !== null) {
    const found = sheets.find((sheet) => sheet.name === name);
    if (!found) throw new FileFault(null, `没有工作表“${name}”。有：${names}`);
    return found;
  }
  if (others.length > 0) {
    throw new FileFault(null, `文件里有几张工作表：${names}。请用 --sheet 写明导入哪一张`);
  }
  return first;
}

async function* readRows(
  pieces: AsyncIterable<Buffer>,
  strings: readonly string[],
  state: { bytes: number },
): AsyncGenerator<readonly FileRecord[]> {
  const decoder = new TextDecoder('utf-8');
  const reader = new SheetReader(strings);
  for await (const piece of pieces) {
    state.bytes += piece.length;
    yield reader.push(decoder.decode(piece, { stream: true }));
  }
}
