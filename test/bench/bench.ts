/**
 * Our server beside `co-wechat` and beside bare `node:http`, under the same load. Everything that ours
 * does on a citizen's message is on: the embedded database, masking, metrics and the log.
 */
import os from 'node:os';
import { aStory } from '../support/sentences';
import { makeAccounts } from '../support/seven-accounts';
import { countRows, findMismatches } from './check-rows';
import type { RunResult } from './generator';
import { sortTexts } from './known-texts';
import { startLoad } from './load';
import {
  answersOf,
  CONNECTIONS,
  measureBare,
  measureClosed,
  measureOpen,
  medianOf,
  rateOf,
  requireAll200,
} from './measure';
import { startBare, startCoWechat, startOurs, using, type OurServer } from './subjects';
import type { TrafficPlan } from './traffic';

const OPEN_PER_SECOND = 1000;
/** Below this the generator is what was measured. */
const BARE_OVER_CO_WECHAT = 2.5;
const LEAST_OVER_CO_WECHAT = 0.5;
const OPEN_P99_MS = 40;
const KEYWORD = '社保卡';

const quick = process.argv.includes('--quick');
const runs = quick ? 1 : 3;
const times = quick ? { warmUpSeconds: 3, seconds: 5 } : { warmUpSeconds: 15, seconds: 60 };
const accounts = makeAccounts('bench');
const load = startLoad();

interface Rates {
  bare: number[];
  coWechat: number[];
  ours: number[];
}

async function bench(): Promise<string[]> {
  const texts = await sortTexts(Array.from({ length: 240 }, (_, n) => aStory(n)));
  let seed = 0;
  const nextPlan = (): TrafficPlan => ({
    seed: (seed += 1),
    citizens: 20_000,
    accounts: accounts.map((account) => {
      const { unit } = account;
      return { unit, account, known: texts.known.get(unit) ?? [] };
    }),
    stories: texts.stories,
    knownShare: 0.8,
  });
  // It has one account and knows one keyword: the same callbacks, with that keyword for the known texts.
  const nextPlanOfCoWechat = (): TrafficPlan => ({
    ...nextPlan(),
    accounts: accounts.map(({ unit }) => ({ unit, account: accounts[0]!, known: [KEYWORD] })),
  });

  say(`${os.cpus().length} × ${os.cpus()[0]!.model.trim()}, Node ${process.version}`);
  say(`${CONNECTIONS} connections, ${runs} × ${times.seconds} s after ${times.warmUpSeconds} s\n`);
  const rates: Rates = { bare: [], coWechat: [], ours: [] };
  let open: RunResult | undefined;
  const { card, receipt } = texts.examples;
  const replies = { keyword: KEYWORD, keywordReply: card, receiptReply: receipt };
  for (let run = 1; run <= runs; run++) {
    const bare = await using(startBare(), (server) => measureBare(load, server, nextPlan(), times));
    rates.bare.push(rateOf(bare));
    const coWechat = await using(startCoWechat(accounts[0]!, replies), (server) =>
      measureClosed(load, server, nextPlanOfCoWechat, times),
    );
    requireAll200(coWechat.measured);
    rates.coWechat.push(rateOf(coWechat.measured));
    await using(startOurs(accounts), async (server) => {
      const { warmUps, measured } = await measureClosed(load, server, nextPlan, times);
      rates.ours.push(rateOf(measured));
      say(`run ${run}: ${presentLast(rates)}; ours ${latencies(measured)}`);
      const rate = { seconds: times.seconds, perSecond: OPEN_PER_SECOND };
      if (run === runs) open = await measureOpen(load, server, nextPlan(), rate);
      await checkRows(server, [...warmUps, measured, ...(open ? [open] : [])]);
    });
  }
  return judge(rates, open!);
}

/** @throws when what is stored is not what was answered */
async function checkRows(ours: OurServer, results: readonly RunResult[]): Promise<void> {
  for (const result of results) requireAll200(result);
  const answered = results.reduce((sum, result) => sum + answersOf(result), 0);
  const counts = await countRows(ours);
  const mismatches = findMismatches(answered, counts);
  say(
    `       ${answered} answers, ${counts.rows} rows, ${counts.replied} replies, ${counts.cases} cases`,
  );
  say(
    `       of ${counts.queued} messages, ${counts.sealed} sealed; ${JSON.stringify(counts.responders)}`,
  );
  if (mismatches.length > 0) throw new Error(`rows and answers differ: ${mismatches.join('; ')}`);
}

/** Prints the table. @returns what is not as it should be */
function judge(rates: Rates, open: RunResult): string[] {
  const [bare, coWechat, ours] = [rates.bare, rates.coWechat, rates.ours].map(medianOf) as [
    number,
    number,
    number,
  ];
  say('\nmedian                     answers/s   of co-wechat');
  for (const [name, rate] of [
    ['bare node:http', bare],
    ['co-wechat, stores nothing', coWechat],
    ['ours, everything stored', ours],
  ] as const) {
    say(`${name.padEnd(26)} ${perSecond(rate).padStart(9)}   ${(rate / coWechat).toFixed(2)}`);
  }
  say(`\nopen loop, ${OPEN_PER_SECOND}/s: ${latencies(open)}`);
  const faults: [boolean, string][] = [
    [bare < BARE_OVER_CO_WECHAT * coWechat, 'void: the bare server is too slow beside co-wechat'],
    [ours < LEAST_OVER_CO_WECHAT * coWechat, `below ${LEAST_OVER_CO_WECHAT} of co-wechat`],
    [open.p99Ms >= OPEN_P99_MS, `p99 of the open loop is not under ${OPEN_P99_MS} ms`],
  ];
  return faults.filter(([isFault]) => isFault).map(([, sentence]) => sentence);
}

function latencies({ p50Ms, p99Ms, maxMs }: RunResult): string {
  return `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, max ${maxMs.toFixed(1)} ms`;
}

function presentLast(rates: Rates): string {
  const last = (rate: number[]): string => perSecond(rate.at(-1)!);
  return `bare ${last(rates.bare)}, co-wechat ${last(rates.coWechat)}, ours ${last(rates.ours)}`;
}

function perSecond(rate: number): string {
  return Math.round(rate).toString();
}

function say(line: string): void {
  console.log(line);
}

bench()
  .then((faults) => {
    for (const fault of faults) say(`FAILED: ${fault}`);
    process.exitCode = faults.length > 0 ? 1 : 0;
  })
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => load.stop());
