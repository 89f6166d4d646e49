/** Where files lie. The disk stands behind it; an object store of the S3 kind can take its place. */
import type { Readable } from 'node:stream';

/** A file that was kept, named by its content. */
export interface StoredFile {
  /** 64 hexadecimal digits. */
  sha256: string;
  bytes: number;
}

/** First and last byte, both counted from 0 and both included. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface MediaStore {
  /**
   * Keeps a stream whole or not at all; the same content twice is one file. When it resolves, the
   * file outlives a loss of power.
   * @throws StoreError; whatever the stream throws; in both cases nothing stays behind
   */
  put(source: AsyncIterable<Uint8Array>, limit: { maxBytes: number }): Promise<StoredFile>;
  /** @returns null where there is no such file */
  stat(sha256: string): Promise<{ bytes: number; modifiedAt: Date } | null>;
  /** @throws StoreError `missing` before the first byte where there is no such file */
  open(sha256: string, range?: ByteRange): Promise<Readable>;
  /** Also where there is none. */
  remove(sha256: string): Promise<void>;
  /** Every file; for the search for those that nobody needs. */
  list(): AsyncIterable<{ sha256: string; modifiedAt: Date }>;
}

/** `full`: no room; `too_large`: beyond the caller's limit; `empty`: no byte came; `broken`: the place itself failed. */
export type StoreFault = 'full' | 'too_large' | 'empty' | 'missing' | 'broken';

/** The store could not do it. */
export class StoreError extends Error {
  constructor(
    readonly fault: StoreFault,
    options?: ErrorOptions,
  ) {
    super(`the media store said: ${fault}`, options);
    this.name = 'StoreError';
  }
}
