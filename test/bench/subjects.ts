import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { findOwner } from '../../src/database/embedded/ownership';
import { DATABASE_NAME, OWNER_ROLE, socketUrl } from '../../src/database/embedded/roles';
import { startServing } from '../support/serving-process';
import type { TestAccount } from '../support/seven-accounts';

/** A server that is measured. */
export interface Subject {
  port: number;
  stop(): Promise<void>;
}

/** Our server, as `npm start` runs it, on a new embedded database. */
export interface OurServer extends Subject {
  pid: number;
  base: string;
  logFile: string;
  /** Runs one statement on its database. */
  query<Row extends object>(sql: string): Promise<Row[]>;
}

/**
 * @param profiling further flags of Node
 * @param kept a data folder that is there and stays; absent: an empty one of its own
 */
export async function startOurs(
  accounts: readonly TestAccount[],
  profiling: readonly string[] = [],
  kept?: string,
): Promise<OurServer> {
  const flags = [...flagsOfStart(), ...profiling];
  const dataDir = kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-bench-'));
  const env = { LOG_LEVEL: 'info' };
  const served = await startServing({ dataDir, accounts, entry: 'dist', env, flags });
  const socketFolder = findOwner(dataDir)?.socketFolder;
  if (!socketFolder) throw new Error('the embedded database does not say where it listens');
  return {
    base: served.base,
    port: Number(new URL(served.base).port),
    pid: served.process.pid!,
    logFile: served.logFile,
    async query<Row extends object>(sql: string) {
      const client = new Client(socketUrl(socketFolder, OWNER_ROLE, DATABASE_NAME));
      await client.connect();
      try {
        return (await client.query<Row>(sql)).rows;
      } finally {
        await client.end();
      }
    },
    async stop() {
      await served.stop();
      if (kept === undefined) fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The flags of Node that `npm start` gives. */
function flagsOfStart(): string[] {
  const file = path.join(__dirname, '..', '..', 'package.json');
  const { scripts } = JSON.parse(fs.readFileSync(file, 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/** The npm package co-wechat on Koa, with one account and two replies. */
export function startCoWechat(
  account: TestAccount,
  replies: { keyword: string; keywordReply: string; receiptReply: string },
): Promise<Subject> {
  return startScript('co-wechat-server.cjs', {
    TOKEN: account.token,
    AES_KEY: account.encodingAesKey,
    APP_ID: account.appId,
    KEYWORD: replies.keyword,
    KEYWORD_REPLY: replies.keywordReply,
    RECEIPT_REPLY: replies.receiptReply,
  });
}

/** node:http and nothing else. */
export function startBare(): Promise<Subject> {
  return startScript('bare-server.cjs', {});
}

/** A script that prints its port when it listens. */
async function startScript(name: string, env: Record<string, string>): Promise<Subject> {
  const child = spawn(process.execPath, [path.join(__dirname, name)], {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    port: Number(port),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Stops the server whatever comes of the work. */
export async function using<S extends Subject, T>(
  starting: Promise<S>,
  work: (subject: S) => Promise<T>,
): Promise<T> {
  const subject = await starting;
  try {
    return await work(subject);
  } finally {
    await subject.stop();
  }
}
