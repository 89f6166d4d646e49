/**
 * Callbacks on a database of a million cases and five million messages beside an empty one, in turns:
 * what years leave behind must not slow down what comes in.
 * `BENCH_DATA_DIR` names a folder that a former run has filled; else one is filled first, which takes long.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { aStory } from '../support/sentences';
import { makeAccounts } from '../support/seven-accounts';
import { catchUp, fillDatabase } from './full-database';
import { sortTexts } from './known-texts';
import { startLoad } from './load';
import { CONNECTIONS, medianOf, rateOf, requireAll200 } from './measure';
import { startOurs, using, type Subject } from './subjects';
import type { TrafficPlan } from './traffic';

const CASES = Number(process.env.PROOF_CASES ?? 1_000_000);
const LEAST_OVER_EMPTY = 0.9;
const ROUNDS = 9;
const WARM_UP_SECONDS = 8;
const SECONDS = 8;
const FIRST_PER_SECOND = 4000;
/** Requests are signed for this much more than the rate just seen. */
const RESERVE = 2;

const accounts = makeAccounts('full');
const load = startLoad();

/** @returns what is not as it should be */
async function bench(): Promise<string[]> {
  const named = process.env.BENCH_DATA_DIR;
  const dataDir = named ?? fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-full-'));
  try {
    if (named === undefined || !fs.existsSync(named)) {
      await fillDatabase(dataDir, CASES, console.log);
    }
    await catchUp(dataDir);
    const nextPlan = await planTraffic();
    const share = await using(startOurs(accounts), (empty) =>
      using(startOurs(accounts, [], dataDir), (full) => compare(nextPlan, empty, full)),
    );
    console.log(`the full database does ${share.toFixed(2)} of the empty one`);
    return share < LEAST_OVER_EMPTY ? [`below ${LEAST_OVER_EMPTY} of the empty database`] : [];
  } finally {
    if (named === undefined) fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

/** In turns of seconds, and each pair the other way round: what else the machine does meets both. */
async function compare(
  nextPlan: () => TrafficPlan,
  empty: Subject,
  full: Subject,
): Promise<number> {
  const shares: number[] = [];
  const rates = {
    empty: await rateFor(empty, nextPlan, WARM_UP_SECONDS, FIRST_PER_SECOND),
    full: await rateFor(full, nextPlan, WARM_UP_SECONDS, FIRST_PER_SECOND),
  };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const order = round % 2 === 0 ? (['full', 'empty'] as const) : (['empty', 'full'] as const);
    for (const which of order) {
      const server = which === 'full' ? full : empty;
      rates[which] = await rateFor(server, nextPlan, SECONDS, rates[which] * RESERVE);
    }
    shares.push(rates.full / rates.empty);
    const [one, other] = [rates.empty, rates.full].map((rate) => Math.round(rate));
    console.log(`round ${round}: empty ${one}, full ${other} answers/s`);
  }
  return medianOf(shares);
}

/** A closed loop. @param perSecond for how many requests are signed before the clock starts */
async function rateFor(
  { port }: Subject,
  nextPlan: () => TrafficPlan,
  seconds: number,
  perSecond: number,
): Promise<number> {
  await load.prepare({ plan: nextPlan(), count: Math.ceil(seconds * perSecond) });
  const result = await load.runClosed({ port, seconds, connections: CONNECTIONS, cycle: false });
  requireAll200(result);
  return rateOf(result);
}

async function planTraffic(): Promise<() => TrafficPlan> {
  const texts = await sortTexts(Array.from({ length: 240 }, (_, n) => aStory(n)));
  let seed = 0;
  return () => ({
    ...{ seed: (seed += 1), citizens: 20_000, stories: texts.stories, knownShare: 0.8 },
    accounts: accounts.map((account) => {
      const { unit } = account;
      return { unit, account, known: texts.known.get(unit) ?? [] };
    }),
  });
}

bench()
  .then((faults) => {
    for (const fault of faults) console.log(`FAILED: ${fault}`);
    process.exitCode = faults.length > 0 ? 1 : 0;
  })
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => load.stop());
