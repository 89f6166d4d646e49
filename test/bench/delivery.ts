/** How many answers a second one worker sends through the simulated platform, with ledger, leases and attempts. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { createId } from '../../src/platform/ids';
import { createScene, type Answer, type Scene } from '../proof/delivery-scene';
import { cpuMs } from '../proof/delivery-worker';
import { endRun, prepareRun } from '../support/database-harness';

const LEAST_A_SECOND = 300;
const ANSWERS_EACH = 4;
/** The first answers make its code warm and are not counted. */
const WARM_UP = 0.2;
const citizens = process.argv.includes('--quick') ? 500 : 2500;

interface Figures {
  claims: number;
  all: number;
  cpuMs: number;
}

async function bench(): Promise<number> {
  await prepareRun();
  const scene = await createScene(['renshe']);
  try {
    return await measure(scene);
  } finally {
    await scene.close();
    await endRun();
  }
}

async function measure(scene: Scene): Promise<number> {
  const count = await enqueue(scene);
  const before = cpuMs();
  const worker = await scene.startWorker();
  await untilTaken(scene, count * WARM_UP);
  const from = scene.simulator.sends('renshe').length;
  const startedAt = performance.now();
  await untilTaken(scene, count);
  const seconds = (performance.now() - startedAt) / 1000;
  await untilAccepted(scene, count);
  const platformMs = cpuMs() - before;
  const { claims, all, cpuMs: workerMs } = await stop(worker);
  const rate = Math.round((count - from) / seconds);
  console.log(`${count - from} answers in ${seconds.toFixed(1)} s: ${rate} a second`);
  console.log(
    `${claims} claim statements, one a batch: ${(count / claims).toFixed(1)} answers a batch, ${(all / count).toFixed(2)} statements an answer`,
  );
  console.log(
    `processor time an answer: worker ${(workerMs / count).toFixed(2)} ms, simulator ${(platformMs / count).toFixed(2)} ms`,
  );
  return rate;
}

async function enqueue(scene: Scene): Promise<number> {
  const all = await scene.makeCitizens('renshe', citizens);
  for (let round = 1; round <= ANSWERS_EACH; round += 1) {
    const answers = all.map((citizen, index): Answer => ({
      citizen,
      text: `第${index + 1}人的第${round}件答复：请带身份证到政务服务大厅办理。`,
      caseId: createId(),
    }));
    await scene.enqueue(answers);
  }
  return all.length * ANSWERS_EACH;
}

async function untilTaken({ simulator }: Scene, count: number): Promise<void> {
  while (simulator.sends('renshe').length < count) await delay(20);
}

/** @throws when an answer has come to another end */
async function untilAccepted({ db }: Scene, count: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [row] = await db.database.query<{ n: string }>(
      `select count(*) as n from outbox where state = 'accepted'`,
    );
    if (Number(row!.n) === count) return;
    await delay(50);
  }
  throw new Error('not every answer was accepted');
}

async function stop(worker: ChildProcess): Promise<Figures> {
  const lines = createInterface({ input: worker.stdout! });
  const said = once(lines, 'line');
  worker.kill('SIGTERM');
  const [line] = (await said) as [string];
  return JSON.parse(line) as Figures;
}

bench().then(
  (rate) => {
    if (rate >= LEAST_A_SECOND) return;
    console.log(`FAILED: ${rate} answers a second, not ${LEAST_A_SECOND}`);
    process.exitCode = 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
