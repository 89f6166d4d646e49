import type { RunResult } from './generator';
import type { Load } from './load';
import type { Subject } from './subjects';
import type { TrafficPlan } from './traffic';

/** As many connections as WeChat's side keeps open to a busy account's server. */
export const CONNECTIONS = 32;
/** The first requests, before anything is known of the server's rate. */
const FIRST_PER_SECOND = 8000;
/** Requests are signed for this much more than the rate just seen. */
const RESERVE = 1.5;
const LEAST_OF_TIME = 0.7;
const MOST_WARM_UPS = 3;
const BARE_REQUESTS = 20_000;

export interface Times {
  warmUpSeconds: number;
  seconds: number;
}

/**
 * A closed loop after a warm-up; requests of both are signed before their clock starts. A server that
 * became so much faster since its warm-up that the signed requests were used up early has warmed up
 * once more, and is measured again with more.
 */
export async function measureClosed(
  load: Load,
  subject: Subject,
  nextPlan: () => TrafficPlan,
  times: Times,
): Promise<{ warmUps: RunResult[]; measured: RunResult }> {
  const run = async (seconds: number, perSecond: number): Promise<RunResult> => {
    const count = Math.ceil(seconds * perSecond * RESERVE);
    await load.prepare({ plan: nextPlan(), count });
    return load.runClosed({
      port: subject.port,
      seconds,
      connections: CONNECTIONS,
      cycle: false,
    });
  };
  const warmUps = [await run(times.warmUpSeconds, FIRST_PER_SECOND)];
  for (;;) {
    const measured = await run(times.seconds, rateOf(warmUps.at(-1)!));
    if (measured.seconds >= times.seconds * LEAST_OF_TIME) return { warmUps, measured };
    warmUps.push(measured);
    if (warmUps.length > MOST_WARM_UPS) {
      throw new Error('too few requests were signed for this server');
    }
  }
}

/** The bare server looks at nothing, so the same requests may go round. */
export async function measureBare(
  load: Load,
  subject: Subject,
  plan: TrafficPlan,
  times: Times,
): Promise<RunResult> {
  await load.prepare({ plan, count: BARE_REQUESTS });
  const order = { port: subject.port, connections: CONNECTIONS, cycle: true };
  await load.runClosed({ ...order, seconds: times.warmUpSeconds });
  return load.runClosed({ ...order, seconds: times.seconds });
}

/** An open loop: a closed one waits for a slow server and so hides what others would have waited. */
export async function measureOpen(
  load: Load,
  subject: Subject,
  plan: TrafficPlan,
  { seconds, perSecond }: { seconds: number; perSecond: number },
): Promise<RunResult> {
  await load.prepare({ plan, count: seconds * perSecond });
  return load.runOpen({ port: subject.port, seconds, perSecond });
}

/** Answers a second. */
export function rateOf(result: RunResult): number {
  return answersOf(result) / result.seconds;
}

export function answersOf({ answers }: RunResult): number {
  return Object.values(answers).reduce((sum, count) => sum + count, 0);
}

/** @throws when anything but 200 came back */
export function requireAll200(result: RunResult): void {
  const others = Object.keys(result.answers).filter((status) => status !== '200');
  if (others.length > 0) throw new Error(`answers: ${JSON.stringify(result.answers)}`);
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
