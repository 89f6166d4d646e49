/** The worker: takes what is due out of the outbox and hands it to WeChat; any number of processes at once. */
import { randomUUID } from 'node:crypto';
import type { Listening } from '../database/listen';
import { createAccountWatch } from './account-watch';
import { createAftercare, type NoticeTemplate } from './aftercare';
import { claimDeliveries, type Claimed } from './claim-store';
import { createDeliver, LEASE_MS, type Delivered, type DeliverParts } from './deliver';
import { releaseClaims, sweepLeases, type Swept } from './settle-store';

/** Messages under way at once in one process. */
const CONCURRENCY = 32;
const POLL_MS = 1000;
/** Leases and held answers are looked after at every so many polls. */
const POLLS_A_ROUND = 5;

export interface WorkerOptions extends Omit<DeliverParts, 'watch'> {
  /** Calls back when something new was enqueued; absent: only polling. */
  listen?(onNotify: () => void): Listening;
  /** How accounts tell citizens that an answer waits. */
  notices(): ReadonlyMap<string, NoticeTemplate>;
  onDelivered?(claimed: Claimed, delivered: Delivered): void;
  onSwept?(swept: readonly Swept[]): void;
}

export interface DeliveryWorker {
  /** Begins to listen, poll and send. */
  start(): void;
  /** Claims no more, gives back what has not left, and waits for what is under way. */
  stop(): Promise<void>;
  /** Sends what is due now until nothing is. @returns how many claims were ended */
  deliverDue(): Promise<number>;
  /** Takes over leases that ran out, then looks after held answers. */
  lookAfter(): Promise<void>;
}

/** Nothing runs before `start`; tests call `deliverDue` and `lookAfter` with a clock of theirs. */
export function createDeliveryWorker(options: WorkerOptions): DeliveryWorker {
  const { database, clock, logger } = options;
  const watch = createAccountWatch(options);
  const deliver = createDeliver({ ...options, watch });
  const aftercare = createAftercare(options);
  const accounts = [...options.accounts.keys()];
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  let pumping: Promise<number> | null = null;
  let again = false;
  let polls = 0;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let listening: Listening | undefined;
  let lookingAfter: Promise<void> = Promise.resolve();

  async function claim(limit: number): Promise<Claimed[]> {
    const now = clock.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    return claimDeliveries(database, { accounts, now, leaseId: randomUUID(), leaseUntil, limit });
  }

  async function deliverOne(claimed: Claimed): Promise<void> {
    try {
      if (stopping) return await releaseClaims(database, [claimed]);
      const delivered = await deliver(claimed);
      options.onDelivered?.(claimed, delivered);
    } catch (error) {
      const { account, id } = claimed;
      logger.error({ err: error, account, outboxId: id }, 'a delivery stopped; it is tried again');
    }
  }

  function track(claimed: Claimed): void {
    const work = deliverOne(claimed).finally(() => {
      underWay.delete(work);
      // Its citizen's next one may go now; half the room, so that claims stay few.
      if (underWay.size <= CONCURRENCY / 2) wake();
    });
    underWay.add(work);
  }

  /** Claims while there is room and something is due. */
  async function pump(): Promise<number> {
    let count = 0;
    do {
      again = false;
      const room = CONCURRENCY - underWay.size;
      const claimed = room > 0 && !stopping ? await claim(room) : [];
      claimed.forEach(track);
      count += claimed.length;
    } while (again && !stopping);
    return count;
  }

  function wake(): void {
    again = true;
    if (stopping || pumping) return;
    pumping = pump().finally(() => {
      pumping = null;
    });
    pumping.then(noteWorking, noteFailure);
  }

  function noteWorking(): void {
    failing = false;
  }

  function noteFailure(error: unknown): void {
    if (!failing) logger.error({ err: error }, 'nothing can be sent just now; it is tried again');
    failing = true;
  }

  async function lookAfter(): Promise<void> {
    const swept = await sweepLeases(database, clock.now());
    if (swept.length > 0) options.onSwept?.(swept);
    await aftercare();
  }

  function poll(): void {
    wake();
    polls += 1;
    if (polls % POLLS_A_ROUND !== 0) return;
    lookingAfter = lookingAfter.then(lookAfter).catch(noteFailure);
  }

  return {
    start() {
      timer = setInterval(poll, POLL_MS);
      timer.unref();
      listening = options.listen?.(wake);
      poll();
    },
    async stop() {
      stopping = true;
      clearInterval(timer);
      await listening?.close();
      await pumping?.catch(() => undefined);
      await Promise.all(underWay);
      await lookingAfter;
    },
    async deliverDue() {
      let total = 0;
      for (;;) {
        const claimed = await claim(CONCURRENCY);
        if (claimed.length === 0) return total;
        total += claimed.length;
        await Promise.all(claimed.map(deliverOne));
      }
    },
    lookAfter,
  };
}
