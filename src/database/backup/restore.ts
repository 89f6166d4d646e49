import fs from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../../platform/errors';
import { installedMajor } from '../embedded/binaries';
import { openEmbeddedServer } from '../embedded/embedded-server';
import { explainFolderError } from '../embedded/failures';
import type { Home } from '../embedded/home';
import { findHome, prepareHome, restoringFolder } from '../embedded/home';
import { chooseIdentity, giveTree } from '../embedded/identity';
import { checkVersion } from '../embedded/initialise';
import { claimOwnership } from '../embedded/ownership';
import { copyFile } from './copy-file';
import { createProgress } from './copy-entries';
import { checkFreeSpace } from './free-space';
import type { BackupFile, Manifest } from './manifest';
import { readManifest } from './manifest';

/** What to restore, and to where. */
export interface RestoreRequest {
  /** A folder that `backUp` made. */
  folder: string;
  /** Must be empty or not there yet. */
  dataDir: string;
  logger: Logger;
  /** Takes lines for the operator, in Chinese. */
  report: (line: string) => void;
}

/**
 * Restores a backup into an empty data folder, checks every file against the manifest, and opens
 * the database once, so that a success means that it opens.
 * @throws AppError `bad_request` or `conflict` when it is not a backup, was changed, or the place
 *   will not do; nothing is then left in the data folder. `bad_configuration` when it does not open
 */
export async function restore(request: RestoreRequest): Promise<Manifest> {
  const { folder, dataDir, logger } = request;
  const manifest = await readManifest(folder);
  checkVersion(String(manifest.major), installedMajor(), folder);
  await prepareEmpty(dataDir);
  const claim = claimOwnership(dataDir, 'attach');
  if (claim.kind === 'taken') throw notEmpty(dataDir);
  try {
    await copyBack(request, manifest);
  } catch (error) {
    await clear(dataDir);
    throw explainFolderError(error, dataDir);
  } finally {
    claim.release();
  }
  request.report('正在打开恢复出来的数据库……');
  const server = await openEmbeddedServer({ dataDir, kind: 'attach', logger });
  await server.stop();
  return manifest;
}

async function prepareEmpty(dataDir: string): Promise<void> {
  try {
    await fs.mkdir(dataDir, { recursive: true, mode: 0o700 });
    if ((await fs.readdir(dataDir)).length === 0) return;
  } catch (error) {
    throw explainFolderError(error, dataDir);
  }
  throw notEmpty(dataDir);
}

function notEmpty(dataDir: string): AppError {
  return new AppError(
    'conflict',
    `数据文件夹 ${dataDir} 不是空的，不会覆盖它。请先停掉程序，把它改名留存，或用 DATA_DIR 另指一个空文件夹。`,
  );
}

async function copyBack(request: RestoreRequest, manifest: Manifest): Promise<void> {
  const { folder, dataDir, logger, report } = request;
  const total = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  checkFreeSpace(dataDir, total);
  const identity = chooseIdentity(null);
  const home = prepareHome(dataDir, identity, logger);
  const place = placeIn(home, dataDir);
  report('正在恢复：');
  const progress = createProgress(total, report);
  for (const name of manifest.folders) {
    await fs.mkdir(place(name), { recursive: true, mode: 0o700 });
  }
  for (const file of manifest.files) {
    await copyChecked(path.join(folder, file.path), place(file.path), file);
    progress.add(file.bytes);
  }
  giveTree(identity, restoringFolder(home));
  await fs.rename(restoringFolder(home), home.data);
}

/** Where a path of the backup belongs. */
function placeIn(home: Home, dataDir: string): (name: string) => string {
  return (name) => {
    const [top, ...below] = name.split('/');
    return path.join(
      top === 'postgres' ? restoringFolder(home) : path.join(dataDir, 'media'),
      ...below,
    );
  };
}

async function copyChecked(source: string, target: string, expected: BackupFile): Promise<void> {
  const copied = await copyFile(source, target).catch((error: unknown) => {
    throw explainMissing(error, source);
  });
  if (copied.bytes === expected.bytes && copied.sha256 === expected.sha256) return;
  throw damaged(source);
}

function explainMissing(error: unknown, source: string): unknown {
  const { code, path: at } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' && at === source ? damaged(source) : error;
}

function damaged(file: string): AppError {
  return new AppError('bad_request', `备份里的 ${file} 缺少或已损坏，没有恢复。请换一个备份。`);
}

async function clear(dataDir: string): Promise<void> {
  const home = findHome(dataDir);
  if (home) await fs.rm(home.folder, { recursive: true, force: true });
  for (const name of await fs.readdir(dataDir)) {
    await fs.rm(path.join(dataDir, name), { recursive: true, force: true });
  }
}
