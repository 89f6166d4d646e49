import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findPackageRoot } from '../../src/platform/package-root';

const START_MS = 60_000;
const runFile = promisify(execFile);
/** A clock that tests can move, in the processes that they start and nowhere else. */
const CLOCK = ['--require', path.join(__dirname, 'moved-clock.cjs')];

/** The built product in trial mode, on free ports and with a data folder of its own. */
export interface RunningProduct {
  phoneUrl: string;
  /** Where staff work; ends with a slash. */
  consoleUrl: string;
  /** The password that the start printed for an account of trial mode. */
  passwordOf(username: string): string;
  /** Runs `zhijian …` beside it. @returns what it printed */
  zhijian(...args: string[]): Promise<string>;
  /** Lets its clock run ahead of the real one by so much, the simulator's with it. */
  moveClock(aheadMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** @param given variables of the environment beside those of a product of its own */
export async function startProduct(
  given: Readonly<Record<string, string>> = {},
): Promise<RunningProduct> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'phone-test-'));
  const [port, simulatorPort] = await findFreePorts();
  // Nothing of the tester's own accounts or database may reach it.
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    HOST: '127.0.0.1',
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    TRIAL_EXAMPLES: 'false',
    TEST_CLOCK_FILE: path.join(dataDir, 'test-clock'),
    ...given,
  };
  const cwd = findPackageRoot();
  const child = spawn(process.execPath, [...CLOCK, 'dist/src/main.js'], { cwd, env });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  }
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await fs.rm(dataDir, { recursive: true, force: true });
  };
  const ready = `http://127.0.0.1:${port}/readyz`;
  try {
    await waitUntilReady(child, ready);
  } catch (error) {
    await stop();
    throw new Error(`the product did not start:\n${printed.join('')}`, { cause: error });
  }
  return {
    phoneUrl: `http://127.0.0.1:${simulatorPort}/`,
    consoleUrl: `http://127.0.0.1:${port}/console/`,
    passwordOf(username) {
      const line = printed
        .join('')
        .split('\n')
        .find((each) => each.trim().startsWith(`${username} `));
      if (!line) throw new Error(`no password was printed for ${username}`);
      return line.trim().split(/\s+/)[1]!;
    },
    zhijian: async (...args) => {
      const entry = [...CLOCK, 'dist/src/cli/main.js'];
      const done = await runFile(process.execPath, [...entry, ...args], { cwd, env });
      return done.stdout;
    },
    async moveClock(aheadMs) {
      await fs.writeFile(env.TEST_CLOCK_FILE, String(aheadMs));
      child.kill('SIGUSR2');
    },
    stop,
  };
}

/** Asks until it answers; the pause between two tries is the time of a connection refused and of 100 ms. */
async function waitUntilReady(child: ChildProcess, url: string): Promise<void> {
  for (const until = Date.now() + START_MS; Date.now() < until;) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it was not ready in time');
}

/** Both are held until both are known, so that they differ. */
async function findFreePorts(): Promise<[number, number]> {
  const servers = [net.createServer(), net.createServer()];
  for (const server of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  for (const server of servers) {
    server.close();
    await once(server, 'close');
  }
  return [ports[0]!, ports[1]!];
}
