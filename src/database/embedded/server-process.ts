import os from 'node:os';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Binaries } from './binaries';
import { explainServerOutput } from './failures';
import type { Home } from './home';
import type { Identity } from './identity';
import { commandAs } from './identity';
import { SERVER_ENVIRONMENT } from './initialise';
import { readLock } from './leftovers';

const POLL_MS = 5;
const REPORT_EVERY_MS = 5_000;
const MAX_LOG_BYTES = 5 * 1024 * 1024;

/** An eighth of the machine's memory, as long as it is no more than a small server can spare. */
const SHARED_BUFFERS_MB = Math.max(64, Math.min(256, Math.floor(os.totalmem() / 8 / 1024 / 1024)));

/**
 * No network port; and no message text in the log: PostgreSQL's errors quote values, and they come
 * back to us as errors anyway.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  shared_buffers: `${SHARED_BUFFERS_MB}MB`,
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  max_logical_replication_workers: '0',
};

/** A running server that this process started. */
export interface ServerProcess {
  pid: number;
  /** `fast` ends sessions; `smart` lets sessions of others finish first. Resolves when it has stopped. */
  stop(how: 'fast' | 'smart'): Promise<void>;
}

/** What a server is started with. */
export interface ServerStart {
  home: Home;
  binaries: Binaries;
  identity: Identity;
  socketFolder: string;
  /** Settings beside the usual ones: tests switch fsync off. */
  settings: Readonly<Record<string, string>>;
  logger: Logger;
}

/**
 * Starts the server, detached so that Ctrl-C in a terminal does not reach it before the callbacks
 * have drained, and resolves when it takes connections (after a crash: when it has recovered).
 * @throws AppError `bad_configuration` with the reason when it gives up
 */
export async function startServer(start: ServerStart): Promise<ServerProcess> {
  const { home, identity } = start;
  const logFrom = rotateLog(home.log);
  const command = commandAs(
    identity,
    path.join(start.binaries.folder, 'postgres'),
    serverArguments(start),
  );
  const log = fs.openSync(home.log, 'a', 0o600);
  if (identity.kind === 'user') fs.fchownSync(log, identity.uid, identity.gid);
  const child = spawn(command.file, command.args, {
    ...command.options,
    cwd: '/',
    env: SERVER_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const spawned = new Promise<number>((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid!));
    child.once('error', reject);
  });
  const pid = await spawned;
  child.unref();
  const ended = (): boolean => child.exitCode !== null || child.signalCode !== null;
  await waitUntilReady(start, pid, ended, logFrom);
  return { pid, stop: (how) => stopServer(pid, how, ended) };
}

function serverArguments({ home, socketFolder, settings }: ServerStart): string[] {
  const all = {
    ...SETTINGS,
    // A list in double quotes, since a path may hold a comma.
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    ...settings,
  };
  const given = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', home.data, ...given];
}

async function waitUntilReady(
  { home, logger }: ServerStart,
  pid: number,
  ended: () => boolean,
  logFrom: number,
): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const lock = readLock(home);
    if (lock?.pid === pid && lock.ready) return;
    if (ended()) {
      const output = fs.readFileSync(home.log).subarray(logFrom).toString('utf8');
      throw explainServerOutput(output, home.folder, home.log);
    }
    if (waitedMs > 0 && waitedMs % REPORT_EVERY_MS === 0) {
      logger.info({ pid }, '数据库还在启动（上次没有正常停止时要先恢复数据）');
    }
    await delay(POLL_MS);
  }
}

async function stopServer(pid: number, how: 'fast' | 'smart', ended: () => boolean): Promise<void> {
  if (!ended()) process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGTERM');
  while (!ended()) await delay(POLL_MS);
}

/** @returns where this run's part of the log begins, in bytes */
function rotateLog(file: string): number {
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= MAX_LOG_BYTES) return size;
  fs.renameSync(file, `${file}.1`);
  return 0;
}
