import { crc32, createDeflateRaw } from 'node:zlib';
import type { FileBytes } from './sheet';

/** A file within the archive. */
export interface ZipEntry {
  name: string;
  content: AsyncIterable<string> | Iterable<string>;
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Sizes follow after the content; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1980-01-01: the same content makes the same file. */
const DATE = 0x21;
/** Texts are gathered up to here before they are compressed. */
const PIECE = 64 * 1024;

interface Written {
  name: Buffer;
  offset: number;
  crc: number;
  packed: number;
  plain: number;
}

/**
 * A ZIP archive (PKWARE APPNOTE, 4.3) of files that are written while they are read: the memory that it
 * takes does not grow with them, and other work gets its turn.
 */
export async function* writeZip(entries: Iterable<ZipEntry>): FileBytes {
  const written: Written[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const entry: Written = { name: Buffer.from(name), offset, crc: 0, packed: 0, plain: 0 };
    const head = Buffer.concat([headerOf(LOCAL, entry), entry.name]);
    yield head;
    for await (const bytes of deflate(content, entry)) yield bytes;
    const tail = numbers([4, DESCRIPTOR], [4, entry.crc], [4, entry.packed], [4, entry.plain]);
    yield tail;
    offset += head.length + entry.packed + tail.length;
    written.push(entry);
  }
  const directory = Buffer.concat(written.flatMap((one) => [centralOf(one), one.name]));
  yield directory;
  const count = written.length;
  yield numbers(
    [4, END],
    [4, 0],
    [2, count],
    [2, count],
    [4, directory.length],
    [4, offset],
    [2, 0],
  );
}

async function* deflate(content: ZipEntry['content'], entry: Written): FileBytes {
  const packer = createDeflateRaw();
  const feeding = feed(content, packer, entry);
  // Heard again below, after everything that was packed has been read.
  feeding.catch((error: unknown) => packer.destroy(error as Error));
  for await (const chunk of packer) {
    const bytes = chunk as Buffer;
    entry.packed += bytes.length;
    yield bytes;
  }
  await feeding;
}

async function feed(
  content: ZipEntry['content'],
  packer: ReturnType<typeof createDeflateRaw>,
  entry: Written,
): Promise<void> {
  let gathered = '';
  const push = async (): Promise<void> => {
    const bytes = Buffer.from(gathered);
    gathered = '';
    entry.crc = crc32(bytes, entry.crc);
    entry.plain += bytes.length;
    if (!packer.write(bytes)) await new Promise((resolve) => packer.once('drain', resolve));
  };
  for await (const text of content) {
    gathered += text;
    if (gathered.length >= PIECE) await push();
  }
  await push();
  packer.end();
}

function headerOf(signature: number, { name }: Written): Buffer {
  const sizes: [number, number][] = [
    [4, 0],
    [4, 0],
    [4, 0],
  ];
  return numbers(
    ...([
      [4, signature],
      [2, VERSION],
      [2, FLAGS],
      [2, DEFLATED],
      [2, 0],
      [2, DATE],
    ] as const),
    ...sizes,
    ...([
      [2, name.length],
      [2, 0],
    ] as const),
  );
}

function centralOf({ name, offset, crc, packed, plain }: Written): Buffer {
  return numbers(
    ...([
      [4, CENTRAL],
      [2, VERSION],
      [2, VERSION],
      [2, FLAGS],
      [2, DEFLATED],
    ] as const),
    ...([
      [2, 0],
      [2, DATE],
      [4, crc],
      [4, packed],
      [4, plain],
      [2, name.length],
    ] as const),
    ...([
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ] as const),
  );
}

/** Little-endian numbers of two or four bytes, one after the other. */
function numbers(...values: readonly (readonly [size: number, value: number])[]): Buffer {
  const bytes = Buffer.alloc(values.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of values) at = bytes.writeUIntLE(value, at, size);
  return bytes;
}
