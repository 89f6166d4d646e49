/** The load, in a process of its own: signs requests first, then sends them. Told what to do by messages. */
import { openConnection, type Connection } from './keep-alive-client';
import { createTraffic, type TrafficPlan } from './traffic';

export type Order =
  /** Signs `count` requests and keeps them; those of before are forgotten. */
  | { kind: 'prepare'; plan: TrafficPlan; count: number }
  /** Each connection sends its next request when it has its answer. `cycle`: the same ones again when all are used. */
  | { kind: 'closed'; port: number; seconds: number; connections: number; cycle: boolean }
  /** The same with requests that are signed on the way: for long runs whose rate does not matter. */
  | { kind: 'steady'; port: number; seconds: number; connections: number; plan: TrafficPlan }
  /** Requests leave at a fixed rate, whatever becomes of those before. */
  | { kind: 'open'; port: number; seconds: number; perSecond: number };

/** What came of a run; times in milliseconds. */
export interface RunResult {
  answers: Record<number, number>;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** No request was left before the time was over. */
  ranOut: boolean;
}

const OPEN_LOOP_CONNECTIONS = 256;

let requests: Buffer[] = [];
let next = 0;

function prepare(plan: TrafficPlan, count: number): void {
  const make = createTraffic(plan);
  requests = Array.from({ length: count }, make);
  next = 0;
}

function fail(error: Error): never {
  process.send!({ failed: error.message });
  process.exit(1);
}

/** @param take the next request; null when there is none */
async function runClosed(
  order: Extract<Order, { kind: 'closed' | 'steady' }>,
  take: () => Buffer | null,
): Promise<RunResult> {
  const connections = await openConnections(order.connections, order.port);
  const record = createRecord();
  const startedAt = performance.now();
  const endsAt = startedAt + order.seconds * 1000;
  let ranOut = false;
  await Promise.all(
    connections.map(
      (connection) =>
        new Promise<void>((resolve) => {
          const sendNext = (): void => {
            const sentAt = performance.now();
            const request = sentAt < endsAt ? take() : null;
            ranOut ||= request === null && sentAt < endsAt;
            if (request === null) return resolve();
            connection.send(request, (status, at) => {
              record.add(status, at - sentAt);
              sendNext();
            });
          };
          sendNext();
        }),
    ),
  );
  return finish(connections, record, startedAt, ranOut);
}

/** Times are counted from when a request was due, so that a stall shows in all that it held up. */
async function runOpen(order: Extract<Order, { kind: 'open' }>): Promise<RunResult> {
  const connections = await openConnections(OPEN_LOOP_CONNECTIONS, order.port);
  const idle = [...connections];
  const due: number[] = [];
  const record = createRecord();
  const total = Math.min(order.seconds * order.perSecond, requests.length - next);
  const intervalMs = 1000 / order.perSecond;
  const startedAt = performance.now();
  let scheduled = 0;
  let answered = 0;
  await new Promise<void>((resolve) => {
    const sendDue = (): void => {
      while (due.length > 0 && idle.length > 0) {
        const dueAt = due.shift()!;
        const connection = idle.pop()!;
        connection.send(requests[next++]!, (status, at) => {
          record.add(status, at - dueAt);
          idle.push(connection);
          answered += 1;
          if (answered === total) resolve();
          else sendDue();
        });
      }
    };
    const tick = (): void => {
      for (; scheduled < total; scheduled++) {
        const dueAt = startedAt + scheduled * intervalMs;
        if (dueAt > performance.now()) break;
        due.push(dueAt);
      }
      sendDue();
      if (scheduled < total) setTimeout(tick, 1);
    };
    tick();
  });
  return finish(connections, record, startedAt, total < order.seconds * order.perSecond);
}

function openConnections(count: number, port: number): Promise<Connection[]> {
  return Promise.all(Array.from({ length: count }, () => openConnection(port, fail)));
}

function createRecord() {
  const answers: Record<number, number> = {};
  const timesMs: number[] = [];
  return {
    answers,
    timesMs,
    add(status: number, timeMs: number) {
      answers[status] = (answers[status] ?? 0) + 1;
      timesMs.push(timeMs);
    },
  };
}

function finish(
  connections: readonly Connection[],
  { answers, timesMs }: ReturnType<typeof createRecord>,
  startedAt: number,
  ranOut: boolean,
): RunResult {
  const seconds = (performance.now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  const sorted = Float64Array.from(timesMs).sort();
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { answers, seconds, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), ranOut };
}

async function obey(order: Order): Promise<RunResult | null> {
  switch (order.kind) {
    case 'prepare':
      prepare(order.plan, order.count);
      return null;
    case 'closed':
      return runClosed(order, () => {
        if (order.cycle && next === requests.length) next = 0;
        return requests[next++] ?? null;
      });
    case 'steady':
      return runClosed(order, createTraffic(order.plan));
    case 'open':
      return runOpen(order);
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (result) => process.send!({ result }),
    (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))),
  );
});
process.on('disconnect', () => process.exit());
