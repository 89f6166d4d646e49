import { open } from 'node:fs/promises';
import path from 'node:path';
import type { TableFile } from './file-record';
import { FileFault } from './file-record';
import { openCsv } from './read-csv';
import { openXlsx } from './read-xlsx';

const ZIP = '504b0304';
const OLD_OFFICE = 'd0cf11e0';

/**
 * Opens a CSV or XLSX file; which of them it is its first bytes tell, not its name.
 * @param sheet the sheet of an XLSX; null: the only one
 * @throws FileFault in words for the person who brought it
 */
export async function openTableFile(file: string, sheet: string | null): Promise<TableFile> {
  const start = await readStart(file);
  if (start === '') throw new FileFault(null, '文件是空的');
  if (start === OLD_OFFICE) {
    throw new FileFault(null, '这是旧的 .xls 格式，或有密码保护。请用表格软件另存为 .xlsx 或 CSV');
  }
  return start === ZIP ? openXlsx(file, sheet) : openCsv(file);
}

async function readStart(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead).toString('hex');
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: '文件不存在',
      EACCES: '没有权限读这个文件',
      EISDIR: '这是一个文件夹',
    };
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    throw new FileFault(null, `${reason}：${path.basename(file)}`);
  }
}
