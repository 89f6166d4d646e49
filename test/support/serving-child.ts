import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const HOOK = path.join(__dirname, 'typescript-hook.cjs');
const SERVE = path.join(__dirname, '..', 'database', 'children', 'serve.ts');

/** A child process that runs the embedded server of a data folder. */
export interface ServingChild {
  /** Its first word: `ready`, or `failed` with the code and sentence. */
  firstLine: string;
  /** Ids of rows whose commit was acknowledged, so far. */
  acknowledged: string[];
  process: ChildProcess;
  /** Resolves when so many rows have been acknowledged. */
  untilAcknowledged(count: number): Promise<void>;
  /** SIGTERM: the server is stopped with it. */
  stop(): Promise<void>;
  /** kill -9 of node alone; the server lives on. */
  killNode(): Promise<void>;
  /** kill -9 of node and of the server's postmaster. */
  killTree(): Promise<void>;
}

/** @param writers how many loops insert rows; @param user whom the child runs as, when we are root */
export async function startServingChild(
  dataDir: string,
  writers = 0,
  user: { uid?: number; gid?: number } = {},
): Promise<ServingChild> {
  const child = spawn(process.execPath, ['-r', HOOK, SERVE, dataDir, String(writers)], {
    ...user,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const [firstLine] = (await once(lines, 'line')) as [string];
  lines.on('line', (line) => {
    if (!line.startsWith('failed')) acknowledged.push(line);
  });
  const killNode = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
  };
  return {
    firstLine,
    acknowledged,
    process: child,
    untilAcknowledged: async (count) => {
      while (acknowledged.length < count) await once(lines, 'line');
    },
    stop: async () => {
      child.kill('SIGTERM');
      await closed;
    },
    killNode,
    killTree: async () => {
      process.kill(postmasterOf(dataDir), 'SIGKILL');
      await killNode();
    },
  };
}

/** The id of the server's first process. */
export function postmasterOf(dataDir: string): number {
  const lock = fs.readFileSync(path.join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8');
  return Number(lock.split('\n')[0]);
}
