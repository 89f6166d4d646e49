import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { FileFault } from './file-record';

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/**
 * How a text file is encoded: by its mark, else UTF-8 if all of it is, else GB18030 (which has GBK and
 * GB2312 within it), the "ANSI" of a Chinese Windows.
 * @throws FileFault with the first line that is neither
 */
export async function detectEncoding(file: string): Promise<TextEncoding> {
  const mark = await readMark(file);
  if (mark !== null) return mark;
  if ((await firstBadLine(file, 'utf-8')) === null) return 'utf-8';
  const line = await firstBadLine(file, 'gb18030');
  if (line === null) return 'gb18030';
  throw new FileFault(line, '这一行的文字认不出来，文件可能损坏。请在表格软件里另存为“CSV UTF-8”');
}

async function readMark(file: string): Promise<TextEncoding | null> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(3), 0, 3, 0);
    const start = buffer.subarray(0, bytesRead).toString('hex');
    if (start.startsWith('fffe')) return 'utf-16le';
    if (start.startsWith('feff')) return 'utf-16be';
    return start === 'efbbbf' ? 'utf-8' : null;
  } finally {
    await handle.close();
  }
}

/** The first line that does not decode; null when all do. In both encodings a newline is never half of a character. */
async function firstBadLine(file: string, encoding: 'utf-8' | 'gb18030'): Promise<number | null> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    const bytes: Buffer =
      rest.length > 0 ? Buffer.concat([rest, piece as Buffer]) : (piece as Buffer);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    const whole = bytes.subarray(0, end);
    if (!canDecode(whole, encoding)) return badLineIn(whole, encoding, line);
    line += countNewlines(whole);
    rest = bytes.subarray(end);
    if (rest.length > 16 * CHUNK_BYTES) throw new FileFault(line, '这一行太长，不像是表格');
  }
  return canDecode(rest, encoding) ? null : line;
}

function badLineIn(bytes: Buffer, encoding: string, firstLine: number): number {
  let line = firstLine;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(NEWLINE, start) + 1;
    if (!canDecode(bytes.subarray(start, end), encoding)) return line;
    start = end;
  }
  return line;
}

function canDecode(bytes: Uint8Array, encoding: string): boolean {
  try {
    // A zero byte is text in no encoding that is looked for here.
    return !bytes.includes(0) && new TextDecoder(encoding, { fatal: true }).decode(bytes) !== null;
  } catch {
    return false;
  }
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
