import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { variablesOf, type TestAccount } from './seven-accounts';

const ROOT = path.join(__dirname, '..', '..');
const HOOK = path.join(__dirname, 'typescript-hook.cjs');
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 20;
const STARTED = /^指尖已启动.*:(\d+)$/m;

export interface ServingOptions {
  /** A folder of this process's own; it is also where it runs, so that no `.env` of ours is read. */
  dataDir: string;
  accounts: readonly TestAccount[];
  /** `dist`: what `npm start` runs; `source`: the same, compiled on the way. */
  entry: 'dist' | 'source' | { script: string };
  env?: Readonly<Record<string, string>>;
  /** Flags of Node, for profiles. */
  flags?: readonly string[];
  /** All that it prints goes here; `output.log` in the data folder when absent. */
  logFile?: string;
}

/** A serving process, as an operator starts it. */
export interface ServingProcess {
  /** `http://127.0.0.1:41234` */
  base: string;
  process: ChildProcess;
  logFile: string;
  /** Resolves when it has ended, however. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** kill -9, resolves when it is gone. */
  kill(): Promise<void>;
  /** A clean stop. Rejects when it ends with another code than 0. */
  stop(): Promise<void>;
}

/** Starts a process on a free port of the loopback address and resolves when it takes callbacks. */
export async function startServing(options: ServingOptions): Promise<ServingProcess> {
  const { dataDir, flags = [] } = options;
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const logFile = options.logFile ?? path.join(dataDir, 'output.log');
  const log = fs.openSync(logFile, 'a', 0o600);
  const printedBefore = fs.fstatSync(log).size;
  const child = spawn(process.execPath, [...flags, ...entryOf(options.entry)], {
    cwd: dataDir,
    env: environmentOf(options),
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const ended = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const port = await waitUntilServing(child, logFile, printedBefore);
  return {
    base: `http://127.0.0.1:${port}`,
    process: child,
    logFile,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      const { code, signal } = await ended;
      if (code !== 0) throw new Error(`stopped with ${code ?? signal}; see ${logFile}`);
    },
  };
}

function entryOf(entry: ServingOptions['entry']): string[] {
  if (entry === 'dist') return startCommand();
  const script = entry === 'source' ? path.join(ROOT, 'src', 'main.ts') : entry.script;
  return ['-r', HOOK, script];
}

/** What `npm start` gives to node: flags, and the built entry. */
function startCommand(): string[] {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const words = scripts.start.split(' ').slice(1);
  return words.map((word) => (word.startsWith('-') ? word : path.join(ROOT, word)));
}

function environmentOf({ dataDir, accounts, env }: ServingOptions): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    MENUS_DIR: path.join(ROOT, 'menus'),
    REPLIES_DIR: path.join(ROOT, 'replies'),
    SECRET_KEY: 'a secret key of tests and proofs 0123456789',
    LOG_LEVEL: 'warn',
    ...variablesOf(accounts),
    ...env,
  };
}

/** @returns the port, from the line that says where it serves */
async function waitUntilServing(
  child: ChildProcess,
  logFile: string,
  printedBefore: number,
): Promise<number> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const printed = fs.readFileSync(logFile).subarray(printedBefore).toString('utf8');
    const port = STARTED.exec(printed)?.[1];
    if (port !== undefined) return Number(port);
    if (child.exitCode !== null || child.signalCode !== null || waitedMs > START_TIMEOUT_MS) {
      child.kill('SIGKILL');
      throw new Error(`the process did not start; it printed: ${printed.slice(-3000)}`);
    }
    await delay(POLL_MS);
  }
}
