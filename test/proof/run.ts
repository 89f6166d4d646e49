/** The proofs in full size, one after the other, or those that are named. */
import path from 'node:path';
import { endRun, prepareRun } from '../support/database-harness';
import { runCrashes, writeQuestions, type CrashResult } from './crash';
import { runDeliveryStorm } from './delivery-storm';
import { runFirstPaint, wordsOf } from './first-paint';
import { runFuzz } from './fuzz';
import { runLeak } from './leak';
import { runLists } from './lists';
import { runMemory } from './memory';
import { runMenuPlans } from './menus';
import { runStorm } from './storm';
import { runTables } from './tables';

type Proof = (report: (line: string) => void) => Promise<string[]>;

const entry = 'dist';

const proofs: Readonly<Record<string, Proof>> = {
  async storm(report) {
    const rounds = 50;
    const { samePosts, manyMessages } = await runStorm({ rounds, entry, report });
    const isOne = { rows: 1, cases: 1, replies: 1, answered: 20 };
    const isJoined = { rows: 20, cases: 1, joined: 20, answered: 20 };
    const same = JSON.stringify(isOne);
    const joined = JSON.stringify(isJoined);
    return [
      ...samePosts
        .filter((each) => !isLike(each, isOne))
        .map((each) => `${JSON.stringify(each)}, not ${same}`),
      ...manyMessages
        .filter((each) => !isLike(each, isJoined))
        .map((each) => `${JSON.stringify(each)}, not ${joined}`),
    ];
  },

  async crash(report) {
    const killed = await runCrashes({
      entry,
      seed: 1,
      randomKills: 26,
      atStatements: ['kill', 'cut'],
      report,
    });
    const deferring = await runCrashes({
      entry: { script: path.join(__dirname, 'deferring-server.ts') },
      seed: 2,
      randomKills: 8,
      atStatements: [],
      write: writeQuestions,
      report,
    });
    const all = [killed, deferring];
    for (const result of all) report(JSON.stringify(result));
    const kills = all.reduce((sum, result) => sum + result.kills, 0);
    const leastInFlight = Math.min(...all.map((result) => result.leastInFlight));
    return [
      ...all.flatMap(({ spoilt }: CrashResult) => spoilt),
      ...(kills < 50 ? [`only ${kills} kills`] : []),
      ...(leastInFlight < 32 ? [`only ${leastInFlight} under way at a kill`] : []),
    ];
  },

  async fuzz(report) {
    const { faults, goodShare, statuses } = await runFuzz({
      entry,
      mutations: 100_000,
      seed: 3,
      report,
    });
    report(`${JSON.stringify(statuses)}, ${(goodShare * 100).toFixed(1)} % answered 200`);
    return goodShare < 0.3 ? [...faults, 'less than 30 % were answered 200'] : faults;
  },

  async leak(report) {
    const result = await runLeak({ entry, citizens: 20, report });
    const { sent, sealed, refused, searchWorks, leaks } = result;
    report(`${sent} sent, ${sealed} sealed, ${refused} refused`);
    return [
      ...leaks,
      ...(sealed < sent ? [`${sent - sealed} originals were not sealed`] : []),
      ...(searchWorks ? [] : ['the search does not find what is there']),
    ];
  },

  async delivery(report) {
    const options = { citizens: 500, kills: 14, killEveryMs: 2500, seed: 1, report };
    const { spoilt, ...figures } = await runDeliveryStorm(options);
    report(JSON.stringify(figures));
    const tooQuiet = figures.interrupted === 0 ? ['no kill hit a message under way'] : [];
    return [...spoilt, ...tooQuiet];
  },

  async memory(report) {
    const result = await runMemory({ seconds: 600, settledAfterSeconds: 120, report });
    const { mostMegabytes, growthPerMinute } = result;
    report(JSON.stringify(result));
    return [
      ...(mostMegabytes < 300 ? [] : [`up to ${mostMegabytes.toFixed(0)} MB`]),
      ...(growthPerMinute < 1 ? [] : [`grows by ${growthPerMinute.toFixed(2)} MB a minute`]),
    ];
  },

  async menus(report) {
    const timesMs = await runMenuPlans();
    report(`seven units planned in ${timesMs.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    const slow = timesMs.filter((ms) => ms >= 2000);
    return slow.map((ms) => `a plan took ${ms.toFixed(0)} ms`);
  },

  async lists(report) {
    // A million take a good quarter of an hour; PROOF_CASES asks for fewer, PROOF_DATA_DIR keeps them.
    const cases = Number(process.env.PROOF_CASES ?? 1_000_000);
    const dataDir = process.env.PROOF_DATA_DIR ?? null;
    const { p95, faults } = await runLists({ cases, times: 40, dataDir, report });
    const slow = Object.entries(p95).filter(([, milliseconds]) => milliseconds >= 150);
    return [...faults, ...slow.map(([name, ms]) => `${name} took ${ms.toFixed(0)} ms`)];
  },

  async 'first-paint'(report) {
    const { cold, warm } = await runFirstPaint({ cases: 100_000, times: 5, report });
    report(`cold: ${wordsOf(cold)}; warm: ${wordsOf(warm)}`);
    const slow = [cold, warm].filter(({ painted, rows }) => painted >= 1000 || rows >= 1000);
    return slow.map((each) => `not within a second: ${wordsOf(each)}`);
  },

  async tables(report) {
    const rows = 1_000_000;
    const result = await runTables({ rows, lookups: 1000, report });
    report(JSON.stringify(result));
    const { seconds, mostMegabytes, progressLines, lookupMs99, wrong, rowsAfterKill } = result;
    return [
      ...(seconds < 120 ? [] : [`the import took ${seconds.toFixed(0)} s`]),
      ...(mostMegabytes < 300 ? [] : [`the import grew to ${mostMegabytes.toFixed(0)} MB`]),
      ...(progressLines >= 10 ? [] : [`only ${progressLines} lines of progress`]),
      ...(lookupMs99 < 5 ? [] : [`one look-up in a hundred took ${lookupMs99.toFixed(1)} ms`]),
      ...(wrong === 0 ? [] : [`${wrong} look-ups did not find their row`]),
      ...(rowsAfterKill === String(rows) ? [] : [`after a kill ${rowsAfterKill} rows are live`]),
    ];
  },
};

function isLike(one: object, other: object): boolean {
  return Object.entries(other).every(([name, value]) => Reflect.get(one, name) === value);
}

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !(name in proofs));
  if (unknown.length > 0) throw new Error(`no proof is called ${unknown.join(', ')}`);
  await prepareRun();
  try {
    for (const [name, proof] of Object.entries(proofs)) {
      if (named.length > 0 && !named.includes(name)) continue;
      const startedAt = Date.now();
      const faults = await proof((line) => console.log(`  ${line}`));
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      console.log(`${faults.length === 0 ? 'PROVEN' : 'FAILED'} ${name} in ${seconds} s`);
      for (const fault of faults) console.log(`  ${fault}`);
      if (faults.length > 0) process.exitCode = 1;
    }
  } finally {
    await endRun();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
