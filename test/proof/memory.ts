/** Resident memory of a serving process under the bench's load, each second. */
import { request } from 'undici';
import { sortTexts } from '../bench/known-texts';
import { startLoad } from '../bench/load';
import { answersOf, CONNECTIONS } from '../bench/measure';
import { startOurs } from '../bench/subjects';
import { aStory } from '../support/sentences';
import { makeAccounts } from '../support/seven-accounts';

const SAMPLE_EVERY_MS = 1000;
const REPORT_EVERY = 30;
const RESIDENT = /^process_resident_memory_bytes (\d+)/m;
const MEGABYTE = 1024 * 1024;

export interface MemoryOptions {
  seconds: number;
  /** Growth is measured from here on: before, the process is still finding its size. */
  settledAfterSeconds: number;
  report(line: string): void;
}

export interface MemoryResult {
  answers: number;
  mostMegabytes: number;
  /** The slope of a straight line through the samples after settling. */
  growthPerMinute: number;
}

interface Sample {
  seconds: number;
  megabytes: number;
}

/** Sends messages for that long and asks the process's own metrics for its size. */
export async function runMemory(options: MemoryOptions): Promise<MemoryResult> {
  const accounts = makeAccounts('memory');
  const texts = await sortTexts(Array.from({ length: 240 }, (_, n) => aStory(n)));
  const load = startLoad();
  const server = await startOurs(accounts);
  const samples: Sample[] = [];
  const startedAt = Date.now();
  const sampling = setInterval(() => {
    void residentMegabytes(server.base).then((megabytes) => {
      const seconds = (Date.now() - startedAt) / 1000;
      samples.push({ seconds, megabytes });
      if (samples.length % REPORT_EVERY === 0) {
        options.report(`${Math.round(seconds)} s: ${megabytes.toFixed(1)} MB`);
      }
    });
  }, SAMPLE_EVERY_MS);
  try {
    const run = await load.runSteady({
      port: server.port,
      seconds: options.seconds,
      connections: CONNECTIONS,
      plan: {
        seed: 1,
        citizens: 20_000,
        accounts: accounts.map((account) => ({
          unit: account.unit,
          account,
          known: texts.known.get(account.unit) ?? [],
        })),
        stories: texts.stories,
        knownShare: 0.8,
      },
    });
    return {
      answers: answersOf(run),
      mostMegabytes: Math.max(...samples.map(({ megabytes }) => megabytes)),
      growthPerMinute:
        60 * slopeOf(samples.filter(({ seconds }) => seconds >= options.settledAfterSeconds)),
    };
  } finally {
    clearInterval(sampling);
    load.stop();
    await server.stop();
  }
}

async function residentMegabytes(base: string): Promise<number> {
  const answer = await request(`${base}/metrics`);
  return Number(RESIDENT.exec(await answer.body.text())?.[1]) / MEGABYTE;
}

/** Least squares, in megabytes a second. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const seconds = mean((sample) => sample.seconds);
  const megabytes = mean((sample) => sample.megabytes);
  const covariance = mean((one) => (one.seconds - seconds) * (one.megabytes - megabytes));
  return covariance / mean((one) => (one.seconds - seconds) ** 2);
}
