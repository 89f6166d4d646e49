import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { findProcess } from './processes';

/** The process that runs the embedded server of a data folder. */
export interface Owner {
  pid: number;
  /** Tells this process from a later one with the same id. */
  startedAt: string;
  /** `serve`: npm start; `attach`: a command that stops the server when it is done. */
  kind: 'serve' | 'attach';
  /** Where the server listens; null while it starts or stops. */
  socketFolder: string | null;
}

export type Claim =
  | { kind: 'taken'; owner: Owner }
  | {
      kind: 'claimed';
      /** The owner before, killed without having released. */
      previous: Owner | null;
      /** Tells others where the server listens, or with null that it no longer does. */
      publish(socketFolder: string | null): void;
      release(): void;
    };

/**
 * Makes this process the owner of a data folder's server, unless a live process is.
 * The data folder must exist.
 */
export function claimOwnership(dataDir: string, kind: Owner['kind']): Claim {
  const file = ownerFile(dataDir);
  const self: Owner = {
    pid: process.pid,
    startedAt: findProcess(process.pid)?.startedAt ?? '',
    kind,
    socketFolder: null,
  };
  let previous: Owner | null = null;
  while (!createExclusively(file, self)) {
    const text = readText(file);
    const owner = text === null ? null : parseOwner(text);
    if (owner && isAlive(owner)) return { kind: 'taken', owner };
    if (text !== null && removeStale(file, text)) previous = owner;
  }
  return {
    kind: 'claimed',
    previous,
    publish: (socketFolder) => replace(file, { ...self, socketFolder }),
    release: () => fs.rmSync(file, { force: true }),
  };
}

/** The live owner of a data folder's server, or null. */
export function findOwner(dataDir: string): Owner | null {
  const text = readText(ownerFile(dataDir));
  const owner = text === null ? null : parseOwner(text);
  return owner && isAlive(owner) ? owner : null;
}

function ownerFile(dataDir: string): string {
  return path.join(dataDir, 'postgres-owner.json');
}

function isAlive(owner: Owner): boolean {
  const facts = findProcess(owner.pid);
  return facts !== null && !facts.zombie && facts.startedAt === owner.startedAt;
}

/** A hard link appears with its whole content or not at all. */
function createExclusively(file: string, owner: Owner): boolean {
  const draft = draftOf(file);
  try {
    writeOwner(draft, owner);
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function replace(file: string, owner: Owner): void {
  const draft = draftOf(file);
  writeOwner(draft, owner);
  fs.renameSync(draft, file);
}

function draftOf(file: string): string {
  return `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
}

function writeOwner(file: string, owner: Owner): void {
  fs.writeFileSync(file, JSON.stringify(owner), { mode: 0o600 });
}

/** Takes the dead owner's file away, but puts it back when another process has become owner meanwhile. */
function removeStale(file: string, seen: string): boolean {
  const aside = `${file}.stale.${randomBytes(4).toString('hex')}`;
  try {
    fs.renameSync(file, aside);
    const mine = readText(aside) === seen;
    if (!mine) fs.linkSync(aside, file);
    return mine;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
    return false;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function readText(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function parseOwner(text: string): Owner | null {
  try {
    const owner = JSON.parse(text) as Owner;
    return Number.isInteger(owner.pid) ? owner : null;
  } catch {
    return null;
  }
}
