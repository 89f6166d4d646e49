import { WrongTypeError } from './fetch-outcome';
import { maxBytes, type MediaKind } from './media-kind';
import { StoreError, type MediaStore, type StoredFile } from './media-store';
import { bareSpeex, HEAD_BYTES, sniffType, type FileType } from './sniff-type';

export interface KeptFile extends StoredFile {
  type: FileType;
}

/** Which files are taken. */
export interface FileRule {
  maxBytes: number;
  /** @param head the first `HEAD_BYTES` of the file, fewer where it is shorter */
  accepts(type: FileType | null, head: Buffer): FileType | null;
}

/**
 * What is taken of a citizen: any type that we know, of the message's kind.
 * @param format what the push said of a voice: bare Speex is told by nothing else
 */
export function citizensRule(kind: MediaKind, format: string | null): FileRule {
  return {
    maxBytes: maxBytes[kind],
    accepts(type) {
      if (type?.kind === kind) return type;
      return type === null && kind === 'voice' && format === 'speex' ? bareSpeex : null;
    },
  };
}

/**
 * Streams a file into the store. Its first bytes are looked at before anything is written; a file
 * that is not taken is not read further.
 * @throws WrongTypeError, StoreError; whatever the stream throws
 */
export async function keepFile(
  store: MediaStore,
  rule: FileRule,
  source: AsyncIterable<Uint8Array>,
): Promise<KeptFile> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    const read = await readHead(chunks);
    if (read.length === 0) throw new StoreError('empty');
    const head = Buffer.concat(read).subarray(0, HEAD_BYTES);
    const type = rule.accepts(sniffType(head), head);
    if (!type) throw new WrongTypeError();
    return { ...(await store.put(resume(read, chunks), rule)), type };
  } finally {
    // Also where the store did not read at all: a connection must not stay open behind it.
    await chunks.return?.();
  }
}

/** Reads as much as tells the type. */
async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array[]> {
  const read: Uint8Array[] = [];
  for (let bytes = 0; bytes < HEAD_BYTES;) {
    const next = await chunks.next();
    if (next.done) break;
    read.push(next.value);
    bytes += next.value.length;
  }
  return read;
}

async function* resume(
  read: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  yield* read;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
