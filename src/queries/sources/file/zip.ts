import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { FileFault } from './file-record';

/** One file within an archive. */
export interface ZipEntry {
  name: string;
  compressedBytes: number;
  bytes: number;
  isDeflated: boolean;
  headerAt: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const FILE_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const MAX_DIRECTORY_BYTES = 1 << 20;
const MAX_ENTRIES = 1000;
const READ_BYTES = 64 * 1024;
/** Spreadsheets shrink to a tenth, seldom to a fiftieth; a bomb shrinks to a thousandth. */
const MAX_RATIO = 200;

/**
 * The files of a ZIP archive (APPNOTE 6.3), from its central directory.
 * @throws FileFault when it is none, is encrypted, or is larger than a spreadsheet may be
 */
export async function listZipEntries(file: FileHandle): Promise<Map<string, ZipEntry>> {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - END_BYTES - MAX_COMMENT_BYTES), size);
  const at = tail.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (at === -1 || at + END_BYTES > tail.length || tail.readUInt32LE(at) !== END_SIGNATURE) {
    throw broken();
  }
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (count > MAX_ENTRIES || length > MAX_DIRECTORY_BYTES || start + length > size) throw broken();
  return parseDirectory(await read(file, start, start + length), count);
}

/** The unpacked bytes of one entry; no more than its directory says, and never the size of a bomb. */
export async function* unpackEntry(
  file: FileHandle,
  entry: ZipEntry,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  if (entry.bytes > maxBytes || entry.bytes > entry.compressedBytes * MAX_RATIO + READ_BYTES) {
    throw new FileFault(null, '文件里的表太大，或压缩得不正常。请另存为“CSV UTF-8”再导入');
  }
  const head = await read(file, entry.headerAt, entry.headerAt + 30);
  if (head.length < 30 || head.readUInt32LE(0) !== FILE_SIGNATURE) throw broken();
  const from = entry.headerAt + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = readRange(file, from, from + entry.compressedBytes);
  let bytes = 0;
  try {
    for await (const piece of entry.isDeflated ? inflate(packed) : packed) {
      bytes += piece.length;
      if (bytes > entry.bytes) throw broken();
      yield piece;
    }
  } catch (error) {
    throw error instanceof FileFault ? error : broken();
  }
}

function parseDirectory(directory: Buffer, count: number): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  for (let at = 0, index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) {
      throw broken();
    }
    const method = directory.readUInt16LE(at + 10);
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    if ((directory.readUInt16LE(at + 8) & 1) === 1 || (method !== 0 && method !== 8)) {
      throw new FileFault(null, '文件有密码保护。请去掉密码再导入');
    }
    const name = directory.toString('utf8', at + 46, nameEnd);
    entries.set(name, {
      name,
      isDeflated: method === 8,
      compressedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function inflate(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const inflater: AsyncIterable<Buffer> = pipeline(packed, createInflateRaw(), () => undefined);
  return inflater;
}

async function* readRange(file: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += READ_BYTES) {
    const piece = await read(file, at, Math.min(to, at + READ_BYTES));
    if (piece.length === 0) throw broken();
    yield piece;
  }
}

async function read(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
  return buffer.subarray(0, bytesRead);
}

function broken(): FileFault {
  return new FileFault(null, '这个 XLSX 文件打不开，可能没有保存完整。请用表格软件打开、另存一次');
}
