import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Binaries } from './binaries';
import { badConfiguration, explainServerOutput } from './failures';
import type { Home } from './home';
import { restoringFolder } from './home';
import type { Identity } from './identity';
import { commandAs } from './identity';

/** The role that `initdb` makes; only roles, databases and backups need it. */
export const SUPERUSER = 'postgres';

/** What PostgreSQL's programs see of our environment: nothing that could steer them. */
export const SERVER_ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes the data folder if there is none. A half-made one, of a run that was killed meanwhile, is
 * begun anew.
 * @throws AppError `bad_configuration` when the disk is full, the data are of another major version, or
 *   a restore was killed half way: a fresh database in its place would look like lost data
 */
export async function initialise(
  home: Home,
  binaries: Binaries,
  identity: Identity,
): Promise<void> {
  const version = readVersion(home.data);
  if (version !== null) {
    checkVersion(version, binaries.major, home.data);
    return;
  }
  if (fs.existsSync(restoringFolder(home))) {
    throw badConfiguration(
      `上次向 ${home.folder} 恢复备份没有做完。请清空数据文件夹，再运行一次 npm run zhijian -- restore。`,
    );
  }
  const draft = path.join(home.folder, 'data.new');
  fs.rmSync(draft, { recursive: true, force: true });
  const { code, output } = await runInitdb(draft, binaries, identity);
  if (code !== 0) {
    fs.writeFileSync(home.log, output, { mode: 0o600 });
    throw explainServerOutput(output, home.folder, home.log);
  }
  fs.renameSync(draft, home.data);
}

/** The major version of a data folder, or null where there is none. */
export function readVersion(data: string): string | null {
  try {
    return fs.readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** @throws AppError `bad_configuration` unless data of this version can be opened by our programs */
export function checkVersion(version: string, major: number, data: string): void {
  if (Number(version) === major) return;
  throw badConfiguration(
    `${data} 里是 PostgreSQL ${version} 的数据，本程序自带的是 PostgreSQL ${major}，不能直接打开。` +
      `请用原来的版本启动并导出数据，或用 DATABASE_URL 指向一个 PostgreSQL ${version} 的数据库。`,
  );
}

function runInitdb(
  data: string,
  binaries: Binaries,
  identity: Identity,
): Promise<{ code: number | null; output: string }> {
  const initdb = commandAs(identity, path.join(binaries.folder, 'initdb'), [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    '--auth=trust',
    '--encoding=UTF8',
    ...localeOf(binaries.major),
  ]);
  return new Promise((resolve, reject) => {
    const child = spawn(initdb.file, initdb.args, {
      ...initdb.options,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** One order of text on every machine: by code point, with Unicode's letter classes. */
function localeOf(major: number): string[] {
  return major >= 17
    ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    : ['--locale=C.UTF-8', '--lc-messages=C'];
}
