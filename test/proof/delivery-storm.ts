/** Answers, faults of every kind, and workers that are killed: what both sides know is compared in the end. */
import { setTimeout as delay } from 'node:timers/promises';
import { createId } from '../../src/platform/ids';
import { createRandom } from '../support/seeded-random';
import { startTlsGate, type TlsGate } from '../support/tls-gate';
import { countDoubts, findSpoilt, type DeliveryFact } from './delivery-checks';
import { createScene, kill, type Answer, type Scene } from './delivery-scene';

const SEND = '/cgi-bin/message/custom/send';
const USER_INFO = '/cgi-bin/user/info';
const ANSWERS_EACH = 4;
/** Of all calls, over all kinds. */
const FAULTY = 0.3;
/** Every kind but 48001, which takes the whole account's permission away: the second account has it too. */
const KINDS = [
  ...(['40001', '42001', '-1', '45009', '45011', '45015', '45047', '43004'] as const),
  ...(['slow', 'cut_before', 'cut_after', 'not_json'] as const),
];

export interface StormOptions {
  citizens: number;
  /** How often a worker is killed while answers come in. */
  kills: number;
  killEveryMs: number;
  seed: number;
  report: (line: string) => void;
}

export interface StormResult {
  answers: number;
  states: Record<string, number>;
  kills: number;
  /** Attempts that a kill left without an end. */
  interrupted: number;
  /** Attempts that were refused a connection: surely nothing left. */
  notSent: number;
  /** Faults by kind, as the simulator saw them. */
  faults: Record<string, number>;
  /** Uncertain answers by what made them so: a fault's kind, or `lost` to a kill. */
  doubts: Record<string, number>;
  spoilt: string[];
}

/** Two workers, one of them killed every few seconds, until every answer has come to an end. */
export async function runDeliveryStorm(options: StormOptions): Promise<StormResult> {
  const scene = await createScene(['renshe', 'yibao']);
  const gate = await startTlsGate(Number(new URL(scene.simulator.apiBase).port));
  try {
    return await storm(scene, gate, options);
  } finally {
    await scene.close();
    await gate.close();
  }
}

async function storm(scene: Scene, gate: TlsGate, options: StormOptions): Promise<StormResult> {
  const answers = await prepare(scene, options);
  const openAtKills = new Set<string>();
  const start = () => scene.startWorker(gate);
  const workers = await Promise.all([start(), start()]);
  const outages = letConnectionsBeRefused(scene, gate);
  const enqueueing = enqueueSlowly(scene, answers, options);
  const time = letTimePass(scene);
  const random = createRandom(options.seed);
  for (let count = 0; count < options.kills; count += 1) {
    await delay(options.killEveryMs * (0.7 + random() * 0.6));
    const which = count % 2;
    await untilUnderWay(scene);
    await kill(workers[which]!);
    for (const id of await openAttempts(scene)) openAtKills.add(id);
    workers[which] = await start();
  }
  await enqueueing;
  await outages.stop();
  await untilEnded(scene, answers.length, options);
  time.stop();
  const facts = await readFacts(scene);
  return conclude(scene, answers, facts, openAtKills, options);
}

async function prepare(scene: Scene, { citizens, seed }: StormOptions): Promise<Answer[]> {
  const few = Math.max(4, Math.round(citizens / 25));
  for (const unit of ['renshe', 'yibao']) {
    const each = { probability: FAULTY / KINDS.length, path: SEND, delayMs: 300 };
    scene.simulator.setApiFaults(unit, {
      seed,
      faults: [
        ...KINDS.map((kind) => ({ kind, ...each })),
        ...(unit === 'yibao'
          ? [{ kind: '48001' as const, path: SEND, probability: 0.2, count: 2 }]
          : []),
        { kind: '-1', probability: 0.2, path: USER_INFO },
        { kind: 'cut_after', probability: 0.1, path: USER_INFO },
      ],
    });
  }
  const all = [
    ...(await scene.makeCitizens('renshe', citizens - few)),
    ...(await scene.makeCitizens('yibao', few)),
  ];
  return Array.from({ length: ANSWERS_EACH }, (_, round) =>
    all.map((citizen, index) => ({
      citizen,
      text: `第${index + 1}人的第${round + 1}件答复。`,
      caseId: createId(),
    })),
  ).flat();
}

/** Answers come in while workers are killed. */
async function enqueueSlowly(
  scene: Scene,
  answers: readonly Answer[],
  { kills, killEveryMs }: StormOptions,
): Promise<void> {
  const steps = Math.max(1, kills * 5);
  const size = Math.ceil(answers.length / steps);
  for (let at = 0; at < answers.length; at += size) {
    await scene.enqueue(answers.slice(at, at + size));
    await delay(killEveryMs / 5);
  }
}

/** Midnights, rests and permissions that an operator gets back come every moment; leases keep their time. */
function letTimePass({ db: { database } }: Scene): { stop: () => void } {
  const pass = async (): Promise<void> => {
    await database.query(
      'update account_status set paused_until = now() where paused_until > now()',
    );
    await database.query(
      `update outbox set next_at = now()
       where state = 'waiting' and next_at > now() + interval '5 seconds'`,
    );
    await database.query(`update account_capabilities set granted = true where not granted`);
    await database.query(
      `update outbox set aftercare_at = now() where aftercare_at > now() and state = 'held'`,
    );
  };
  const timer = setInterval(() => void pass().catch(() => undefined), 500);
  return { stop: () => clearInterval(timer) };
}

const SHUT_MS = 150;
const OPEN_MS = 350;

/**
 * Again and again nobody lets new connections in: what is cut has to be connected anew. At first until
 * somebody was refused, since on a slow machine few knock in a moment.
 */
function letConnectionsBeRefused(scene: Scene, gate: TlsGate): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const wait = (ms: number): Promise<void> =>
    delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  const running = (async () => {
    let refused = false;
    while (!stopping.signal.aborted) {
      await wait(OPEN_MS);
      gate.shut();
      do {
        await wait(SHUT_MS);
        refused ||= await wasRefused(scene);
      } while (!refused && !stopping.signal.aborted);
      await gate.open();
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function wasRefused({ db: { database } }: Scene): Promise<boolean> {
  const rows = await database.query(
    `select 1 from outbox_attempts where outcome = 'not_sent' limit 1`,
  );
  return rows.length > 0;
}

async function openAttempts({ db: { database } }: Scene): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    'select id from outbox_attempts where ended_at is null',
  );
  return rows.map(({ id }) => id);
}

/** A kill proves most while messages are under way. */
async function untilUnderWay(scene: Scene): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await openAttempts(scene)).length > 0) return;
    await delay(5);
  }
}

/** Once only leases of killed workers are left, their time passes too. */
async function untilEnded({ db }: Scene, count: number, { report }: StormOptions): Promise<void> {
  let last = '';
  for (let quiet = 0; ; quiet += 1) {
    const rows = await db.database.query<{ state: string; n: string }>(
      `select case when state = 'held' and aftercare_at is not null then 'aftercare' else state end
         as state, count(*) as n from outbox group by 1 order by 1`,
    );
    const left = new Map(rows.map(({ state, n }) => [state, Number(n)]));
    const open = ['waiting', 'sending', 'aftercare'].reduce(
      (sum, s) => sum + (left.get(s) ?? 0),
      0,
    );
    const total = [...left.values()].reduce((sum, n) => sum + n, 0);
    const now = JSON.stringify([...left]);
    if (now !== last) quiet = 0;
    last = now;
    if (open === 0 && total === count) return;
    if (quiet === 8) {
      report(`only leases are left: ${now}`);
      await db.database.query(
        `update outbox set lease_until = now() - interval '1 second' where state = 'sending'`,
      );
    }
    if (quiet > 60) throw new Error(`it does not come to an end: ${now}`);
    await delay(500);
  }
}

async function readFacts({ db }: Scene): Promise<DeliveryFact[]> {
  return db.database.query<DeliveryFact>(
    `select o.case_id as "caseId", o.account, o.state, o.reason, o.citizen_id as "citizenId",
       (extract(epoch from o.next_at) * 1000)::float8 as "decidedAt",
       coalesce((select json_agg(json_build_object('id', a.id, 'outcome', a.outcome,
           'startedAt', extract(epoch from a.started_at) * 1000) order by a.started_at, a.id)
         from outbox_attempts a
         where a.account = o.account and a.outbox_id = o.id), '[]') as attempts
     from outbox o order by o.created_at, o.id`,
  );
}

function conclude(
  { simulator }: Scene,
  answers: readonly Answer[],
  facts: readonly DeliveryFact[],
  openAtKills: ReadonlySet<string>,
  { kills }: StormOptions,
): StormResult {
  const log = ['renshe', 'yibao'].flatMap((unit) => simulator.sends(unit));
  const faults: Record<string, number> = {};
  for (const { fault } of log) if (fault) faults[fault] = (faults[fault] ?? 0) + 1;
  const states: Record<string, number> = {};
  for (const { state } of facts) states[state] = (states[state] ?? 0) + 1;
  const outcomes = facts.flatMap(({ attempts }) => attempts.map(({ outcome }) => outcome));
  const count = (wanted: string): number => outcomes.filter((one) => one === wanted).length;
  return {
    answers: answers.length,
    states,
    kills,
    interrupted: count('lost'),
    notSent: count('not_sent'),
    faults,
    doubts: countDoubts(answers, facts, log),
    spoilt: findSpoilt(answers, facts, log, openAtKills),
  };
}
