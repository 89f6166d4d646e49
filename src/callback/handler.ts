/**
 * From a stored push to what WeChat is told: at once where it was decided at once; when a source is
 * asked, the reply or, at the deadline, that it follows, and then it goes out by the outbox.
 */
import type { Queryable } from '../database/database';
import type { Clock } from '../platform/clock';
import { CallOff, type Timer } from '../platform/deadline';
import type { Logger } from '../platform/logger';
import { claimExpired, giveUpPassiveReply, type ClaimedMessage } from '../messages/message-store';
import type { Decision, Snapshot } from '../routing/decision';
import type { Unit } from '../units/schema';
import type { Inbound } from '../wechat/inbound';
import type { Reply } from '../wechat/reply';
import { buildApology, buildWaiting } from './decide';
import type { Answered, Push } from './job';
import { LEASE_MS, type Pipeline } from './pipeline';
import type { SealPort } from './ports';
import { openWork } from './sealed-work';

/** Answers work that routing deferred: asks a source. May reject; the citizen then gets an apology. */
export type AnswerDeferred = (
  work: unknown,
  message: { account: string; id: string; citizenId: string; attempt: number },
) => Promise<(snapshot: Snapshot) => Extract<Decision, { kind: 'answered' }>>;

export interface HandlerOptions {
  pipeline: Pipeline;
  database: Queryable;
  clock: Clock;
  timer: Timer;
  logger: Logger;
  units(): ReadonlyMap<string, Unit>;
  answerDeferred: AnswerDeferred;
  sealer: SealPort;
  /** How long WeChat is kept waiting: below its 5 seconds. */
  deadlineMs: number;
  /** How often a message that somebody else handles is looked at. */
  pollMs: number;
}

/** What to tell WeChat. `late`: the reply follows by the outbox; until then `reply`. */
export type Handled = Answered | { kind: 'late'; messageId: string; reply: Reply; replyAt: Date };

export interface Handler {
  /** @throws AppError database_unavailable when the push could not be stored in time */
  handle(push: Push): Promise<Handled>;
  /** Takes over messages whose handling stopped. @returns how many */
  sweep(limit?: number): Promise<number>;
  /** Resolves when no deferred work is under way. */
  drain(): Promise<void>;
}

/** How long work may go on that nobody waits for on the line: longer than any source may take. */
const LATE_LEASE_MS = 60_000;

/** A claim counts from 1 at the first handling; from the third on nothing is tried any more. */
const LAST_ATTEMPT = 2;

interface Work {
  account: string;
  openid: string;
  messageId: string;
  citizenId: string;
  inboundKind: Inbound['kind'] | null;
  attempt: number;
  /** @throws AppError when it was sealed with a key that is gone */
  work(): unknown;
}

export function createHandler(options: HandlerOptions): Handler {
  const underWay = new Set<Promise<unknown>>();

  /** Does deferred work and ends its message. @returns null where somebody else has ended it */
  async function finish(work: Work, via: 'passive' | 'outbox'): Promise<Answered | null> {
    const decide = await decideWork(work);
    const outcome = await options.pipeline.finish({ ...work, via, decide });
    return outcome.kind === 'answered' ? outcome : null;
  }

  async function decideWork(work: Work) {
    const { account, messageId, citizenId, attempt } = work;
    const apologise = (snapshot: Snapshot) =>
      buildApology(account, options.units().get(account), snapshot, options.clock.now());
    if (attempt > LAST_ATTEMPT) return apologise;
    try {
      const message = { account, id: messageId, citizenId, attempt };
      return await options.answerDeferred(work.work(), message);
    } catch (error) {
      options.logger.error({ err: error, account, messageId, attempt }, 'deferred work failed');
      return apologise;
    }
  }

  /** Does the work against the deadline: exactly one of the two gets the passive reply. */
  async function race(work: Work, deadline: Promise<'deadline'>): Promise<Handled> {
    const finishing = finish(work, 'passive');
    track(finishing);
    const first = await Promise.race([finishing, deadline]);
    if (first !== 'deadline') return first ?? late(work.messageId);
    const reply = buildWaiting(options.units().get(work.account));
    const at = options.clock.now();
    const gaveUp = await giveUpPassiveReply(
      options.database,
      { account: work.account, id: work.messageId },
      { reply, at, leaseUntil: new Date(at.getTime() + LATE_LEASE_MS) },
    );
    if (gaveUp) return { kind: 'late', messageId: work.messageId, reply, replyAt: at };
    return (await finishing) ?? late(work.messageId);
  }

  function track(promise: Promise<unknown>): void {
    const settled = promise.catch((error: unknown) => {
      options.logger.error(
        { err: error },
        'a deferred message could not be ended; the sweeper will',
      );
    });
    underWay.add(settled);
    void settled.then(() => underWay.delete(settled));
  }

  /** Somebody else handles this message: waits for their reply, or takes over when their lease runs out. */
  async function waitForOther(
    push: Push,
    messageId: string,
    deadline: Promise<'deadline'>,
  ): Promise<Handled> {
    for (;;) {
      const outcome = await options.pipeline.receive(push);
      if (outcome.kind === 'answered') return outcome;
      if (outcome.kind === 'being_handled' && outcome.leaseUntil < options.clock.now()) {
        const [claimed] = await claim(1, { account: push.account, id: messageId });
        if (claimed) return race(workOf(claimed, push.inbound.kind, options.sealer), deadline);
      }
      const first = await Promise.race([options.timer.wait(options.pollMs), deadline]);
      if (first === 'deadline') return late(messageId);
    }
  }

  function claim(limit: number, only?: { account: string; id: string }): Promise<ClaimedMessage[]> {
    const now = options.clock.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    return claimExpired(options.database, { now, leaseUntil, limit, ...(only ? { only } : {}) });
  }

  return {
    async handle(push) {
      const wait = new CallOff();
      const deadline = options.timer.wait(options.deadlineMs, wait).then(() => 'deadline' as const);
      try {
        const receiving = options.pipeline.receive(push);
        const outcome = await Promise.race([receiving, deadline]);
        if (outcome === 'deadline') {
          receiving.catch(() => undefined);
          throw new NotStoredInTime();
        }
        if (outcome.kind === 'answered') return outcome;
        if (outcome.kind === 'deferred') {
          const { messageId, citizenId, work } = outcome;
          const { account, openid, inbound } = push;
          return await race(
            {
              account,
              openid,
              messageId,
              citizenId,
              inboundKind: inbound.kind,
              attempt: 1,
              work: () => work,
            },
            deadline,
          );
        }
        return await waitForOther(push, outcome.messageId, deadline);
      } finally {
        wait.callOff();
      }
    },
    async sweep(limit = 50) {
      const claimed = await claim(limit);
      await Promise.all(
        claimed.map((message) => finish(workOf(message, null, options.sealer), 'outbox')),
      );
      return claimed.length;
    },
    async drain() {
      await Promise.all(underWay);
    },
  };
}

/** The push was not stored before the deadline; WeChat's retry is the second chance. */
export class NotStoredInTime extends Error {
  constructor() {
    super('the push was not stored before the deadline');
    this.name = 'NotStoredInTime';
  }
}

function late(messageId: string): Handled {
  return { kind: 'late', messageId, reply: { kind: 'none' }, replyAt: new Date(0) };
}

function workOf(
  claimed: ClaimedMessage,
  inboundKind: Inbound['kind'] | null,
  sealer: SealPort,
): Work {
  const { account, id, citizenId, openid, attempt, work } = claimed;
  return {
    account,
    openid: openid ?? '',
    messageId: id,
    citizenId,
    inboundKind,
    attempt,
    work: () => openWork(work, sealer, account, id),
  };
}
