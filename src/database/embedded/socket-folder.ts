import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Identity } from './identity';

/** The system allows 107 bytes for a socket's path; a few are left for lock files. */
const MAX_PATH_BYTES = 100;
const SOCKET = '.s.PGSQL.5432';
const TEMPORARY_PREFIX = 'zhijian-socket-';

/**
 * A folder, closed to all but the server's user, for the server's unix socket: in its home, or a
 * temporary one when the path would be too long for a socket.
 * @param previous the folder of a killed run, removed when it was a temporary one
 */
export function prepareSocketFolder(
  home: string,
  identity: Identity,
  previous: string | null,
): string {
  removeSocketFolder(previous);
  const inHome = path.join(home, 'socket');
  const folder = fits(inHome) ? inHome : createTemporary();
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (identity.kind === 'user') fs.chownSync(folder, identity.uid, identity.gid);
  return folder;
}

/** Removes a socket folder if it is a temporary one. */
export function removeSocketFolder(folder: string | null): void {
  if (!folder || !path.basename(folder).startsWith(TEMPORARY_PREFIX)) return;
  fs.rmSync(folder, { recursive: true, force: true });
}

function createTemporary(): string {
  const parent = fits(path.join(os.tmpdir(), `${TEMPORARY_PREFIX}123456`)) ? os.tmpdir() : '/tmp';
  return fs.mkdtempSync(path.join(parent, TEMPORARY_PREFIX));
}

function fits(folder: string): boolean {
  return Buffer.byteLength(path.join(folder, SOCKET)) <= MAX_PATH_BYTES;
}
