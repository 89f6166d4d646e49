import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { StoreError, type MediaStore, type StoredFile } from './media-store';

const NAME = /^[0-9a-f]{64}$/;
const FULL = new Set(['ENOSPC', 'EDQUOT']);
const BROKEN = new Set(['EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ENOTDIR']);
/** Room that media leave on the disk: the database beside them must never find it full. */
const RESERVE_BYTES = 512 * 1024 * 1024;
const INCOMING = 'incoming';
/** Far longer than a file is written. */
const LEFT_AFTER_MS = 60 * 60_000;

export interface FileMediaStoreOptions {
  /** `DATA_DIR/media`; made when the first file comes. */
  folder: string;
  reserveBytes?: number;
}

/**
 * Files below a folder, `<folder>/ab/<sha256>`: written beside, brought onto the disk, then renamed,
 * so that a name always stands for the whole content.
 */
export function createFileMediaStore(options: FileMediaStoreOptions): MediaStore {
  const { folder, reserveBytes = RESERVE_BYTES } = options;
  const incoming = path.join(folder, INCOMING);
  const placeOf = (sha256: string): string => {
    if (!NAME.test(sha256)) throw new TypeError('not the name of a stored file');
    return path.join(folder, sha256.slice(0, 2), sha256);
  };
  let prepared: Promise<void> | undefined;
  return {
    async put(source, { maxBytes }) {
      const temporary = path.join(incoming, randomUUID());
      try {
        await (prepared ??= prepare(incoming));
        await requireRoom(folder, reserveBytes + maxBytes);
        const stored = await write(source, temporary, maxBytes);
        await moveInto(placeOf(stored.sha256), temporary);
        return stored;
      } catch (error) {
        prepared = undefined;
        await fs.rm(temporary, { force: true }).catch(() => undefined);
        throw explain(error);
      }
    },
    async stat(sha256) {
      try {
        const { size, mtime } = await fs.stat(placeOf(sha256));
        return { bytes: size, modifiedAt: mtime };
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw explain(error);
      }
    },
    async open(sha256, range) {
      try {
        const file = await fs.open(placeOf(sha256), 'r');
        return file.createReadStream(range ?? {});
      } catch (error) {
        throw explain(error);
      }
    },
    async remove(sha256) {
      await fs.rm(placeOf(sha256), { force: true });
    },
    list: () => listFiles(folder),
  };
}

/** Makes the folder and clears it of what was being written when a process ended. */
async function prepare(incoming: string): Promise<void> {
  await fs.mkdir(incoming, { recursive: true, mode: 0o700 });
  for (const name of await fs.readdir(incoming)) {
    const file = path.join(incoming, name);
    const stat = await fs.stat(file).catch(() => null);
    if (stat && stat.mtimeMs < Date.now() - LEFT_AFTER_MS) await fs.rm(file, { force: true });
  }
}

async function requireRoom(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await fs.statfs(folder);
  if (bavail * bsize < neededBytes) throw new StoreError('full');
}

async function write(
  source: AsyncIterable<Uint8Array>,
  file: string,
  maxBytes: number,
): Promise<StoredFile> {
  const hash = createHash('sha256');
  const handle = await fs.open(file, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new StoreError('too_large');
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    if (bytes === 0) throw new StoreError('empty');
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Over a file of the same name too: then its time is new, and the search for orphans leaves it alone. */
async function moveInto(target: string, temporary: string): Promise<void> {
  const folder = path.dirname(target);
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  await fs.rename(temporary, target);
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* listFiles(folder: string): AsyncIterable<{ sha256: string; modifiedAt: Date }> {
  for (const part of await read(folder)) {
    const inside = path.join(folder, part);
    for (const name of await read(inside)) {
      const stat = await fs.stat(path.join(inside, name)).catch(() => null);
      if (stat && NAME.test(name)) yield { sha256: name, modifiedAt: stat.mtime };
    }
  }
}

async function read(folder: string): Promise<string[]> {
  try {
    return await fs.readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw explain(error);
  }
}

function explain(error: unknown): unknown {
  const code = codeOf(error);
  if (FULL.has(code)) return new StoreError('full', { cause: error });
  if (code === 'ENOENT') return new StoreError('missing', { cause: error });
  return BROKEN.has(code) ? new StoreError('broken', { cause: error }) : error;
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
