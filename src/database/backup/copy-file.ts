import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';

const CHUNK_BYTES = 256 * 1024;

/** What was copied of a file. */
export interface Copied {
  bytes: number;
  sha256: string;
}

/**
 * Copies a file, which another process may be writing, onto the disk (not only into its cache).
 * The target must not exist; it is readable by its owner alone.
 */
export async function copyFile(source: string, target: string): Promise<Copied> {
  const from = await fs.open(source, 'r');
  try {
    const to = await fs.open(target, 'wx', 0o600);
    try {
      const copied = await pump(from, to);
      await to.sync();
      return copied;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function pump(from: fs.FileHandle, to: fs.FileHandle): Promise<Copied> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let bytes = 0; ;) {
    const { bytesRead } = await from.read(buffer, 0, CHUNK_BYTES);
    if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    await to.writeFile(chunk);
    bytes += bytesRead;
  }
}

/** What `copyFile` would say of these bytes. */
export function digest(content: Buffer): Copied {
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}
