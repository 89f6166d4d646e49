import fs from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { openEmbeddedServer } from '../embedded/embedded-server';
import { explainFolderError } from '../embedded/failures';
import { findHome } from '../embedded/home';
import { readVersion } from '../embedded/initialise';
import type { BackupEnd } from './backup-session';
import { beginBackup } from './backup-session';
import type { Progress } from './copy-entries';
import { copyEntries, createProgress } from './copy-entries';
import { digest } from './copy-file';
import type { Entry } from './data-files';
import { CONTROL_FILE, listDataFiles, listTree } from './data-files';
import { checkFreeSpace } from './free-space';
import { recordBackup } from './last-backup';
import type { BackupFile, Manifest } from './manifest';
import { writeManifest } from './manifest';
import { checkSegments, listSegments } from './write-ahead-log';

/** What to back up, and to where. */
export interface BackupRequest {
  dataDir: string;
  /** Must be empty or not there yet, and outside the data folder. */
  folder: string;
  /** The product's version, for the manifest. */
  product: string;
  clock: Clock;
  logger: Logger;
  /** Takes lines for the operator, in Chinese. */
  report: (line: string) => void;
}

/**
 * Copies the embedded database and the media of a data folder while they are in use. What was
 * committed before it began is in the copy; the copy opens as the database was when it ended.
 * No key is copied.
 * @throws AppError `bad_request` when the place will not do
 */
export async function backUp(request: BackupRequest): Promise<Manifest> {
  const { dataDir, folder, logger } = request;
  await prepareFolder(request);
  const server = await openEmbeddedServer({ dataDir, kind: 'attach', logger });
  try {
    const manifest = await copyAll(request, server.socketFolder);
    await writeManifest(folder, manifest);
    await recordBackup(dataDir, new Date(manifest.finishedAt), folder);
    return manifest;
  } catch (error) {
    await emptyFolder(folder);
    throw explainFolderError(error, folder);
  } finally {
    await server.stop();
  }
}

async function prepareFolder({ dataDir, folder }: BackupRequest): Promise<void> {
  const inside = path.relative(path.resolve(dataDir), folder);
  if (!inside.startsWith('..') && !path.isAbsolute(inside)) {
    throw new AppError(
      'bad_request',
      `备份不能放在数据文件夹 ${dataDir} 里面。请换一个位置，最好在另一块磁盘上。`,
    );
  }
  try {
    await fs.mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await fs.readdir(folder)).length === 0) return;
  } catch (error) {
    throw explainFolderError(error, folder);
  }
  throw new AppError('bad_request', `${folder} 不是空的。请换一个新的或空的文件夹。`);
}

async function copyAll(request: BackupRequest, socketFolder: string): Promise<Manifest> {
  const { dataDir, folder, clock, report } = request;
  const { data } = findHome(dataDir)!;
  const startedAt = clock.now();
  const entries = await listDataFiles(data);
  const media = await listTree(path.join(dataDir, 'media'));
  const total = sumBytes(entries) + sumBytes(media);
  checkFreeSpace(folder, total);
  const progress = createProgress(total, report);

  const session = await beginBackup(socketFolder);
  try {
    report('正在复制数据库：');
    await fs.mkdir(path.join(folder, 'postgres'), { mode: 0o700 });
    // Listed again: since the first list, which was for the size, tables may have grown new files.
    const current = await listDataFiles(data);
    const files = await copyEntries(data, current, folder, 'postgres', progress);
    files.push(await copyControlFile(data, folder));
    const end = await session.end();
    files.push(...(await copyLog(data, folder, end, progress)));
    // After the database, so that every file that a copied row speaks of is there.
    const mediaNow = await listTree(path.join(dataDir, 'media'));
    files.push(
      ...(await copyEntries(path.join(dataDir, 'media'), mediaNow, folder, 'media', progress)),
    );
    return {
      format: 1,
      product: request.product,
      major: Number(readVersion(data)),
      startedAt: startedAt.toISOString(),
      finishedAt: clock.now().toISOString(),
      startLsn: end.startLsn,
      stopLsn: end.stopLsn,
      folders: [...foldersOf('postgres', current), ...foldersOf('media', mediaNow)],
      files,
    };
  } finally {
    await session.close();
  }
}

/** Read until twice the same: the server may be writing it, and a half-written one cannot be opened. */
async function copyControlFile(data: string, folder: string): Promise<BackupFile> {
  const source = path.join(data, CONTROL_FILE);
  let content = await fs.readFile(source);
  for (let again = await fs.readFile(source); !again.equals(content);) {
    content = again;
    again = await fs.readFile(source);
  }
  return writeBackupFile(folder, `postgres/${CONTROL_FILE}`, content);
}

/** The label, and the log that makes one consistent state of files copied at different moments. */
async function copyLog(
  data: string,
  folder: string,
  end: BackupEnd,
  progress: Progress,
): Promise<BackupFile[]> {
  const names = listSegments(end.firstSegment, end.lastSegment);
  const segments: Entry[] = names.map((name) => ({ path: name, folder: false, bytes: 0 }));
  const label = await writeBackupFile(folder, 'postgres/backup_label', Buffer.from(end.label));
  const source = path.join(data, 'pg_wal');
  const files = await copyEntries(source, segments, folder, 'postgres/pg_wal', progress);
  await checkSegments(path.join(folder, 'postgres', 'pg_wal'), names);
  return [label, ...files];
}

async function writeBackupFile(folder: string, name: string, content: Buffer): Promise<BackupFile> {
  await fs.writeFile(path.join(folder, name), content, { mode: 0o600, flush: true });
  return { path: name, ...digest(content) };
}

function foldersOf(prefix: string, entries: readonly Entry[]): string[] {
  const below = entries.filter((entry) => entry.folder).map((entry) => `${prefix}/${entry.path}`);
  return [prefix, ...below];
}

function sumBytes(entries: readonly Entry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The folder was empty when we began, so all in it is ours. */
async function emptyFolder(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    await fs.rm(path.join(folder, name), { recursive: true, force: true });
  }
}
