import type { Dirent } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

/** A file or folder of a tree; `path` is relative to its root, with slashes. */
export interface Entry {
  path: string;
  folder: boolean;
  bytes: number;
}

/** PostgreSQL makes the content of these anew; the folders themselves must be there. */
const EMPTIED = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);
/** Of the running server, or temporary. */
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|.*\.tmp|backup_label.*|tablespace_map.*)$/;
/** Copied apart, after all others. */
export const CONTROL_FILE = 'global/pg_control';

/** What a backup takes of PostgreSQL's data folder, parents first, without WAL and control file. */
export async function listDataFiles(data: string): Promise<Entry[]> {
  return listTree(data, (entry) => {
    const [top, ...below] = entry.split('/');
    if (below.length > 0 && EMPTIED.has(top!)) return false;
    return entry !== CONTROL_FILE && !LEFT_OUT.test(path.basename(entry));
  });
}

/** All files of a tree, parents first; none when there is no such folder. Files may vanish meanwhile. */
export async function listTree(
  root: string,
  wanted: (path: string) => boolean = () => true,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const found of await readFolder(path.join(root, folder))) {
      const name = folder === '' ? found.name : `${folder}/${found.name}`;
      if (!wanted(name)) continue;
      entries.push(await describe(root, name, found));
      if (found.isDirectory()) await visit(name);
    }
  };
  await visit('');
  return entries;
}

async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await fs.readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function describe(root: string, name: string, found: Dirent): Promise<Entry> {
  if (found.isDirectory()) return { path: name, folder: true, bytes: 0 };
  const stat = await fs.stat(path.join(root, name)).catch(() => null);
  return { path: name, folder: false, bytes: stat?.size ?? 0 };
}

/** Whether an error says that a file is not there (any more). */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOENT';
}
