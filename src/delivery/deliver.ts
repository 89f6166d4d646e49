import type { Database } from '../database/database';
import { isRetryable } from '../database/database-errors';
import { createBatcher } from '../platform/batcher';
import type { Clock } from '../platform/clock';
import type { Timer } from '../platform/deadline';
import { createId } from '../platform/ids';
import type { Logger } from '../platform/logger';
import type { AccountApi } from './account-api';
import type { AccountWatch } from './account-watch';
import { buildCustomMessage } from './build-message';
import { beginAttempts, type Begun, type Claimed, type NewAttempt } from './claim-store';
import { spareFor } from './ledger';
import { decideOutcome, withJitter, type Outcome } from './outcome';
import { chooseRoute } from './route';
import { accepted, readCallError, type CallResult } from './send-result';
import { releaseClaims, settle, type Settlement } from './settle-store';
import type { DeliveryReason, DeliveryState } from './states';

/** Longer than any call may take, its second try with another token included. */
export const LEASE_MS = 60_000;
const MAX_BATCH = 64;
const SAVE_AGAIN_MS = 500;
/** Held answers of these reasons may be told of by a notice, or are first asked about. */
const LOOKED_AFTER = new Set<DeliveryReason>([
  'window_or_unfollowed',
  'window_closed',
  'quota_used',
]);

export interface DeliverParts {
  database: Database;
  accounts: ReadonlyMap<string, AccountApi>;
  watch: AccountWatch;
  clock: Clock;
  timer: Timer;
  /** Between 0 and 1. */
  random(): number;
  logger: Logger;
}

/** What became of one claim. */
export type Delivered = { state: Exclude<DeliveryState, 'sending'>; reason: DeliveryReason | null };

/**
 * Takes one claim to its end: chooses the route, takes a send and writes the attempt, sends, and notes what
 * WeChat said. Attempts and results of claims under way at once share their commits. Between the answer of
 * WeChat and its note nothing can throw; a note that the database refuses is tried until it is written.
 */
export function createDeliver(parts: DeliverParts): (claimed: Claimed) => Promise<Delivered> {
  const beginning = createBatcher<NewAttempt, Begun | undefined>(async (attempts) => {
    const begun = await again(() => beginAttempts(parts.database, attempts));
    return attempts.map(({ attemptId }) => begun.get(attemptId));
  }, MAX_BATCH);
  const settling = createBatcher<Settlement, void>(async (settlements) => {
    await persist(() => settle(parts.database, settlements), parts);
    return settlements.map(() => undefined);
  }, MAX_BATCH);

  async function finish(settlement: Settlement): Promise<Delivered> {
    await settling.add(settlement);
    return { state: settlement.state, reason: settlement.reason };
  }

  async function attempt(claimed: Claimed): Promise<Begun | undefined> {
    const at = parts.clock.now();
    const attemptId = createId(at);
    const leaseUntil = new Date(at.getTime() + LEASE_MS);
    const spare = spareFor(claimed.facts.kind);
    try {
      return await beginning.add({ claimed, attemptId, spare, at, leaseUntil });
    } catch (error) {
      // The commit may have been done and only its echo lost: surely nothing has left.
      await settling.add(neverSent(claimed, attemptId, at));
      await persist(() => releaseClaims(parts.database, [claimed]), parts);
      throw error;
    }
  }

  return async (claimed) => {
    const now = parts.clock.now();
    const route = chooseRoute(claimed.facts, now);
    if (route.kind === 'hold') {
      // A reminder is of no use later.
      const state = claimed.facts.kind === 'reminder' ? 'failed' : 'held';
      return finish(untried(claimed, state, route.reason, now));
    }
    if (route.kind === 'fail') return finish(untried(claimed, 'failed', route.reason, now));
    const message = buildCustomMessage(claimed.facts.openid!, claimed.body);
    if (!message) return finish(untried(claimed, 'failed', 'rejected', now));
    const begun = await attempt(claimed);
    // The ledger changed since the claim: the next claim sees it as it is.
    if (!begun) return finish(untried(claimed, 'waiting', null, now));
    const call = await callOf(() => parts.accounts.get(claimed.account)!.sendMessage(message));
    const at = parts.clock.now();
    const outcome = decideOutcome(call.result, claimed.attempts + 1, at);
    const nextAt = nextAtOf(outcome, at, parts.random());
    const done = await finish(settlementOf(claimed, begun, call, outcome, nextAt, at));
    if (call.end.outcome === 'no_answer') logSilence(claimed, call, parts.logger);
    await parts.watch.note(claimed.account, outcome, nextAt, call.end.detail);
    return done;
  };
}

async function callOf(send: () => Promise<void>): Promise<CallResult> {
  try {
    await send();
    return accepted;
  } catch (error) {
    return readCallError(error);
  }
}

function nextAtOf(outcome: Outcome, at: Date, random: number): Date {
  return outcome.kind === 'later' ? new Date(at.getTime() + withJitter(outcome, random)) : at;
}

function untried(
  claimed: Claimed,
  state: Settlement['state'],
  reason: DeliveryReason | null,
  at: Date,
): Settlement {
  const aftercareAt = aftercareOf(state, reason, at);
  return { claimed, attempt: null, state, reason, nextAt: at, aftercareAt, at };
}

function neverSent(claimed: Claimed, attemptId: string, at: Date): Settlement {
  const begun = {
    attempt_id: attemptId,
    message_window_ends_at: null,
    event_window_ends_at: null,
    took_message: false,
    took_event: false,
  };
  const end = { outcome: 'not_sent', code: null, rid: null, detail: null } as const;
  const attempt = { begun, end, lesson: 'spent' } as const;
  return { claimed, attempt, state: 'waiting', reason: null, nextAt: at, aftercareAt: null, at };
}

function settlementOf(
  claimed: Claimed,
  begun: Begun,
  call: CallResult,
  outcome: Outcome,
  nextAt: Date,
  at: Date,
): Settlement {
  const state = outcome.kind === 'later' ? 'waiting' : outcome.kind;
  const reason = outcome.kind === 'accepted' ? null : outcome.reason;
  return {
    claimed,
    attempt: { begun, end: call.end, lesson: outcome.ledger },
    state,
    reason,
    nextAt,
    aftercareAt: aftercareOf(state, reason, at),
    at,
  };
}

function aftercareOf(
  state: Settlement['state'],
  reason: DeliveryReason | null,
  at: Date,
): Date | null {
  return state === 'held' && reason && LOOKED_AFTER.has(reason) ? at : null;
}

function logSilence({ account, id, part }: Claimed, { end }: CallResult, logger: Logger): void {
  logger.warn({ account, outboxId: id, part, detail: end.detail }, 'WeChat did not answer a send');
}

/** Runs a transaction that may meet another in a circle of locks. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 5; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !isRetryable(error)) throw error;
    }
  }
}

/** Tries until it is written: what WeChat said is known only here. */
async function persist<T>(work: () => Promise<T>, { timer, logger }: DeliverParts): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await again(work);
    } catch (error) {
      if (failures % 60 === 0) logger.error({ err: error }, 'results could not be noted yet');
      await timer.wait(SAVE_AGAIN_MS);
    }
  }
}
