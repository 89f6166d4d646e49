import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The user that is nobody: PostgreSQL refuses to run as root. */
const NOBODY = 65534;
const UNSHARE = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];

/**
 * As whom the server runs: as ourselves; as root inside a user namespace where root is called nobody
 * (files stay root's); or, started by root, as another user.
 */
export type Identity =
  { kind: 'self' } | { kind: 'namespace' } | { kind: 'user'; uid: number; gid: number };

/** A command line made for an identity, with the options that `spawn` needs for it. */
export interface IdentityCommand {
  file: string;
  args: string[];
  options: { uid?: number; gid?: number };
}

/**
 * Root's server runs as whoever owns the files that an earlier start left, so that nobody is locked
 * out of his own data; with root's files or none, in a user namespace, else as nobody.
 * @param filesOwner who owns the server's home, null when there is none yet
 * @param namespacesWork asks whether a user namespace can be made
 */
export function chooseIdentity(
  filesOwner: { uid: number; gid: number } | null,
  namespacesWork: () => boolean = canUnshare,
): Identity {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  if (filesOwner && filesOwner.uid !== 0) return { kind: 'user', ...filesOwner };
  return namespacesWork() ? { kind: 'namespace' } : { kind: 'user', uid: NOBODY, gid: NOBODY };
}

function canUnshare(): boolean {
  return spawnSync('unshare', [...UNSHARE, 'true'], { stdio: 'ignore' }).status === 0;
}

/** The command that runs `file` as `identity`. */
export function commandAs(identity: Identity, file: string, args: string[]): IdentityCommand {
  switch (identity.kind) {
    case 'self':
      return { file, args, options: {} };
    case 'namespace':
      return { file: 'unshare', args: [...UNSHARE, file, ...args], options: {} };
    case 'user':
      return { file, args, options: { uid: identity.uid, gid: identity.gid } };
  }
}

/** Whether the server could enter this folder or execute this file. */
export function canReach(identity: Identity, target: string): boolean {
  const { file, args, options } = commandAs(identity, 'test', ['-x', target]);
  return spawnSync(file, args, { ...options, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Makes a folder and all in it belong to the user that the server runs as, when that is another one. */
export function giveTree(identity: Identity, folder: string): void {
  if (identity.kind !== 'user' || fs.statSync(folder).uid === identity.uid) return;
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    fs.lchownSync(path.join(entry.parentPath, entry.name), identity.uid, identity.gid);
  }
  // Last, because its owner is what tells that the others were done.
  fs.lchownSync(folder, identity.uid, identity.gid);
}
