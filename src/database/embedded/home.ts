import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Identity } from './identity';
import { canReach, giveTree } from './identity';

/** Where homes lie whose server cannot enter the data folder. */
const ELSEWHERE = '/var/lib/zhijian';

/** The folders and files of one embedded server. Real paths, without symbolic links. */
export interface Home {
  folder: string;
  /** PostgreSQL's own data folder. */
  data: string;
  log: string;
}

/** The home of a data folder, `<dataDir>/postgres`, or null when there is none. Changes nothing. */
export function findHome(dataDir: string): Home | null {
  const link = linkIn(dataDir);
  return fs.existsSync(link) ? homeAt(fs.realpathSync(link)) : null;
}

/** Who owns a home: the server must run as that user. */
export function ownerOfHome(dataDir: string): { uid: number; gid: number } | null {
  const home = findHome(dataDir);
  if (!home) return null;
  const { uid, gid } = fs.statSync(home.folder);
  return { uid, gid };
}

/** Where `restore` puts the data until all of them are there. */
export function restoringFolder(home: Home): string {
  return path.join(home.folder, 'data.restoring');
}

/**
 * Makes the server's home. When the server's identity cannot enter the data folder (nobody, below
 * root's 0700 home), the home lies in /var/lib/zhijian and `<dataDir>/postgres` is a symbolic link
 * to it. Call it only as the owner of the data folder: it may move files.
 */
export function prepareHome(dataDir: string, identity: Identity, logger: Logger): Home {
  const link = linkIn(dataDir);
  if (identity.kind === 'user') letPass(path.dirname(link));
  const current = fs.existsSync(link) ? fs.realpathSync(link) : link;
  if (canReach(identity, path.dirname(current))) {
    if (current === link) fs.mkdirSync(link, { recursive: true, mode: 0o700 });
  } else {
    const target = moveElsewhere(link);
    logger.warn({ folder: target }, '数据库的用户不能进入数据文件夹，数据库文件改放在这里');
  }
  const home = homeAt(fs.realpathSync(link));
  giveTree(identity, home.folder);
  return home;
}

function linkIn(dataDir: string): string {
  return path.join(path.resolve(dataDir), 'postgres');
}

function homeAt(folder: string): Home {
  return { folder, data: path.join(folder, 'data'), log: path.join(folder, 'postgres.log') };
}

/** Each step can be repeated, in case an earlier move was killed half way. */
function moveElsewhere(link: string): string {
  const name = createHash('sha256').update(link).digest('hex').slice(0, 16);
  const target = path.join(ELSEWHERE, name);
  fs.mkdirSync(ELSEWHERE, { recursive: true, mode: 0o711 });
  fs.mkdirSync(target, { recursive: true, mode: 0o700 });
  if (fs.existsSync(link)) {
    fs.cpSync(fs.realpathSync(link), target, { recursive: true, verbatimSymlinks: true });
  }
  fs.rmSync(link, { recursive: true, force: true });
  fs.symlinkSync(target, link);
  return target;
}

/** Lets others pass through (not list) our own data folder. */
function letPass(dataDir: string): void {
  const mode = fs.statSync(dataDir).mode & 0o7777;
  if ((mode & 0o011) !== 0o011) fs.chmodSync(dataDir, mode | 0o011);
}
