import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { badConfiguration } from './failures';
import type { Home } from './home';
import { listServerProcesses } from './processes';

const POLL_MS = 20;
/** A fast shutdown writes out what is in memory: seconds on a slow disk. */
const STOP_TIMEOUT_MS = 60_000;

/**
 * Clears what a killed run left: stops its server if that still runs, waits for the last of its
 * processes, and removes its lock files. Call it only as the owner of the data folder.
 * @throws AppError `bad_configuration` when the server belongs to another container, or does not stop
 */
export async function clearLeftovers(home: Home, logger: Logger): Promise<void> {
  const lock = readLock(home);
  if (!lock) return;
  const socket = path.join(lock.socketFolder, '.s.PGSQL.5432');
  const live = (): number[] => listServerProcesses(home.data, lock.pid);
  if (live().length === 0 && (await answers(socket))) {
    throw badConfiguration(
      `数据文件夹 ${home.folder} 正被另一个容器里的数据库使用。请先停掉它，或用 DATA_DIR 另指一个文件夹。`,
    );
  }
  if (live().includes(lock.pid)) {
    logger.warn({ pid: lock.pid }, '上次没有正常停止，正在关闭留下的数据库');
    process.kill(lock.pid, 'SIGINT');
  }
  await waitUntilNone(live, home.folder);
  // PostgreSQL would refuse to start beside a lock whose process id is a zombie's, or by now another's.
  fs.rmSync(lockFile(home), { force: true });
  fs.rmSync(socket, { force: true });
  fs.rmSync(`${socket}.lock`, { force: true });
}

async function waitUntilNone(live: () => number[], folder: string): Promise<void> {
  for (let waitedMs = 0; live().length > 0; waitedMs += POLL_MS) {
    if (waitedMs > STOP_TIMEOUT_MS) {
      throw badConfiguration(
        `上次留下的数据库进程（${live().join('、')}）没有停下，数据文件夹 ${folder} 还在使用中。请结束它们后再启动。`,
      );
    }
    await delay(POLL_MS);
  }
}

interface Lock {
  pid: number;
  socketFolder: string;
  /** The server takes connections. */
  ready: boolean;
}

/** What PostgreSQL wrote into postmaster.pid, or null when there is none. */
export function readLock(home: Home): Lock | null {
  let lines: string[];
  try {
    lines = fs.readFileSync(lockFile(home), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return {
    pid: Number(lines[0]),
    socketFolder: lines[4] ?? '',
    ready: (lines[7] ?? '').startsWith('ready'),
  };
}

function lockFile(home: Home): string {
  return path.join(home.data, 'postmaster.pid');
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = net.connect(socket);
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
