import fs from 'node:fs/promises';
import path from 'node:path';
import { copyFile } from './copy-file';
import type { Entry } from './data-files';
import { isMissing } from './data-files';
import { formatBytes } from './free-space';
import type { BackupFile } from './manifest';

/** Tells how far a copy is. */
export interface Progress {
  add(bytes: number): void;
}

/** Reports at each tenth of the whole, in Chinese. */
export function createProgress(totalBytes: number, report: (line: string) => void): Progress {
  let done = 0;
  let reported = 0;
  return {
    add(bytes) {
      done += bytes;
      const tenths = Math.min(10, Math.floor((done * 10) / Math.max(totalBytes, 1)));
      if (tenths === reported) return;
      reported = tenths;
      report(`  ${tenths * 10}%  ${formatBytes(done)} / ${formatBytes(totalBytes)}`);
    },
  };
}

/**
 * Copies a live tree below `<target>/<prefix>`; a file that vanishes meanwhile is left out.
 * @returns what was copied, with paths that begin with the prefix
 */
export async function copyEntries(
  source: string,
  entries: readonly Entry[],
  target: string,
  prefix: string,
  progress: Progress,
): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const entry of entries) {
    const name = `${prefix}/${entry.path}`;
    const destination = path.join(target, name);
    if (entry.folder) {
      await fs.mkdir(destination, { recursive: true, mode: 0o700 });
      continue;
    }
    try {
      files.push({ path: name, ...(await copyFile(path.join(source, entry.path), destination)) });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    progress.add(entry.bytes);
  }
  return files;
}
