/** Processes that are killed, and database connections that are cut, while citizens write. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import { textPush, type Push } from '../../src/simulator/pushes';
import { startDatabaseProxy, type Cut, type DatabaseProxy } from '../support/database-proxy';
import { createRandom } from '../support/seeded-random';
import {
  createServedDatabase,
  throughProxy,
  type ServedDatabase,
} from '../support/served-database';
import { startServing, type ServingOptions, type ServingProcess } from '../support/serving-process';
import { makeAccounts } from '../support/seven-accounts';
import { findSpoilt } from './crash-checks';
import { createCrowd, type Crowd } from './crowd';

/** What the transaction of a batch of callbacks begins with; jobs of the process have longer ones. */
const CALLBACK_WRITES = 'citizens.record';
const LEAST_IN_FLIGHT = 32;
const CUT_TIMEOUT_MS = 10_000;
/** Longer than the lease of a message that nobody waits for on the line: a killed process may have held it. */
const SWEEP_TIMEOUT_MS = 90_000;

export interface CrashOptions {
  entry: ServingOptions['entry'];
  seed: number;
  /** Kills at random moments. */
  randomKills: number;
  /** At each statement of a transaction, before and after: `kill` the process too, or only `cut` its connection. */
  atStatements: readonly ('kill' | 'cut')[];
  write?: (n: number) => Push;
  report(line: string): void;
}

export interface CrashResult {
  kills: number;
  cuts: number;
  /** The fewest requests that were under way at a kill. */
  leastInFlight: number;
  messages: number;
  /** Statements of the longest transaction seen. */
  longest: number;
  spoilt: string[];
}

/** Everything that a scenario needs; the process in it is another after each kill. */
interface Scene {
  options: CrashOptions;
  served: ServedDatabase;
  proxy: DatabaseProxy;
  crowd: Crowd;
  server: ServingProcess;
  restart(): Promise<void>;
  result: CrashResult;
}

/** Kills and cuts as told, lets WeChat's retries come, and looks at what is stored. */
export async function runCrashes(options: CrashOptions): Promise<CrashResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-crash-'));
  const served = await createServedDatabase();
  const proxy = await startDatabaseProxy({
    target: served.socket!,
    firstStatement: CALLBACK_WRITES,
  });
  const dispatcher = new Agent({ connections: 128 });
  const accounts = makeAccounts('crash');
  const start = (): Promise<ServingProcess> =>
    startServing({
      dataDir: folder,
      accounts,
      entry: options.entry,
      env: { ...served.env, DATABASE_URL: throughProxy(served.env.DATABASE_URL, proxy.port) },
    });
  const scene: Scene = {
    options,
    served,
    proxy,
    crowd: createCrowd(accounts, dispatcher, options.write),
    server: await start(),
    restart: async () => void (scene.server = await start()),
    result: {
      kills: 0,
      cuts: 0,
      leastInFlight: Infinity,
      messages: 0,
      longest: 0,
      spoilt: [],
    },
  };
  try {
    await runScene(scene);
    await scene.server.stop();
    return scene.result;
  } finally {
    await scene.server.kill();
    await dispatcher.close();
    await proxy.close();
    await served.drop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function runScene(scene: Scene): Promise<void> {
  const { options, crowd, result, proxy, served } = scene;
  const random = createRandom(options.seed);
  for (let n = 1; n <= options.randomKills; n++) {
    await killAtRandom(scene, random);
    options.report(`random kill ${n} of ${options.randomKills}: ${crowd.messages.length} messages`);
  }
  for (const how of options.atStatements) await killAtEachStatement(scene, how);
  await waitUntilHandled(served);
  await crowd.repeat(scene.server.base, crowd.messages);
  result.messages = crowd.messages.length;
  result.longest = proxy.longest;
  result.spoilt = await findSpoilt(served.database, crowd);
}

async function killAtRandom(scene: Scene, random: () => number): Promise<void> {
  const { crowd } = scene;
  const killing = async (): Promise<void> => {
    await delay(20 + random() * 480);
    await kill(scene);
  };
  await crowd.keepPosting(scene.server.base, killing());
  await recover(scene);
}

/** Once enough is under way: a kill of an idle process proves nothing. */
async function kill({ crowd, server, result }: Scene): Promise<void> {
  while (crowd.inFlight < LEAST_IN_FLIGHT) await delay(1);
  result.leastInFlight = Math.min(result.leastInFlight, crowd.inFlight);
  result.kills += 1;
  await server.kill();
}

/** The process is started again, and WeChat's next tries come. */
async function recover(scene: Scene): Promise<void> {
  await scene.restart();
  await scene.crowd.retry(scene.server.base);
}

async function killAtEachStatement(scene: Scene, how: 'kill' | 'cut'): Promise<void> {
  const { crowd, proxy, result, options } = scene;
  for (let position = 1; position <= proxy.longest; position++) {
    for (const when of ['before', 'after'] as const) {
      const reached = await cutOnce(scene, { position, when }, how);
      if (how === 'kill') await recover(scene);
      else await crowd.retry(scene.server.base);
      if (!reached) result.spoilt.push(`statement ${position} was never reached`);
      options.report(`${how} ${when} statement ${position} of ${proxy.longest}`);
    }
  }
}

/** @returns false when no transaction got that far in time */
async function cutOnce(scene: Scene, cut: Cut, how: 'kill' | 'cut'): Promise<boolean> {
  const { crowd, proxy, result, server } = scene;
  let reached = false;
  const cutting = async (): Promise<void> => {
    while (crowd.inFlight < LEAST_IN_FLIGHT) await delay(1);
    const timeout = new AbortController();
    const tooLate = delay(CUT_TIMEOUT_MS, false, timeout).catch(() => false);
    reached = await Promise.race([proxy.arm(cut).then(() => true), tooLate]);
    timeout.abort();
    proxy.disarm();
    if (how === 'cut') {
      result.cuts += 1;
      await delay(50);
      return;
    }
    result.leastInFlight = Math.min(result.leastInFlight, crowd.inFlight);
    result.kills += 1;
    await server.kill();
  };
  await crowd.keepPosting(server.base, cutting());
  return reached;
}

/** The sweeper's leases run out within seconds. */
async function waitUntilHandled({ database }: ServedDatabase): Promise<void> {
  const endsAt = Date.now() + SWEEP_TIMEOUT_MS;
  while (Date.now() < endsAt) {
    const rows = await database.query(`select 1 from messages where state = 'handling' limit 1`);
    if (rows.length === 0) return;
    await delay(200);
  }
}

/** Every other message asks a source, which answers later. */
export function writeQuestions(n: number): Push {
  return textPush(n % 2 === 0 ? `查询${n}` : `留言${n}`);
}
