import type { Database } from '../database/database';
import { isRetryable } from '../database/database-errors';
import { createBatcher } from '../platform/batcher';
import type { Clock } from '../platform/clock';
import type { Timer } from '../platform/deadline';
import { createId } from '../platform/ids';
import type { Logger } from '../platform/logger';
import type { CustomMessage } from '../wechat/api/custom-message';
import type { AccountApi } from './account-api';
import type { AccountWatch } from './account-watch';
import { beginAttempts, type Begun, type Claimed, type NewAttempt } from './claim-store';
import { spareFor } from './ledger';
import { decideOutcome } from './outcome';
import type { PicturePort } from './picture-port';
import { prepareMessage, renewPicture } from './prepare-message';
import { chooseRoute } from './route';
import { accepted, readCallError, type CallResult } from './send-result';
import { releaseClaims, settle, type Settlement } from './settle-store';
import { heldOrFailed, neverSent, nextAtOf, tried, unprepared, untried } from './settlements';
import type { DeliveryReason, DeliveryState } from './states';

/**
 * Longer than a send may take, its second try with another token included. An upload that takes longer
 * loses its claim before anything is sent; the next claim finds the picture with WeChat.
 */
export const LEASE_MS = 60_000;
const MAX_BATCH = 64;
const SAVE_AGAIN_MS = 500;

export interface DeliverParts {
  database: Database;
  accounts: ReadonlyMap<string, AccountApi>;
  watch: AccountWatch;
  pictures: PicturePort;
  clock: Clock;
  timer: Timer;
  /** Between 0 and 1. */
  random(): number;
  logger: Logger;
}

/** What became of one claim. */
export type Delivered = { state: Exclude<DeliveryState, 'sending'>; reason: DeliveryReason | null };

/**
 * Takes one claim to its end: chooses the route, gives WeChat the picture where it is one, takes a send and
 * writes the attempt, sends, and notes what WeChat said. Attempts and results of claims under way at once share their commits. Between the answer of
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

  async function send(claimed: Claimed, message: CustomMessage): Promise<Delivered> {
    const begun = await attempt(claimed);
    // The ledger changed since the claim: the next claim sees it as it is.
    if (!begun) return finish(untried(claimed, 'waiting', null, parts.clock.now()));
    const call = await callOf(() => parts.accounts.get(claimed.account)!.sendMessage(message));
    const at = parts.clock.now();
    const said = decideOutcome(call.result, claimed.attempts + 1, at);
    const outcome = await renewPicture(claimed, message, said, parts);
    const nextAt = nextAtOf(outcome, at, parts.random());
    const done = await finish(tried(claimed, begun, call, outcome, nextAt, at));
    if (call.end.outcome === 'no_answer') logSilence(claimed, call, parts.logger);
    await parts.watch.note(claimed.account, outcome, nextAt, call.end.detail);
    return done;
  }

  return async (claimed) => {
    const now = parts.clock.now();
    const route = chooseRoute(claimed.facts, now);
    if (route.kind !== 'send') {
      const state = route.kind === 'hold' ? heldOrFailed(claimed.facts.kind) : 'failed';
      return finish(untried(claimed, state, route.reason, now));
    }
    const prepared = await prepareMessage(claimed, parts);
    if (prepared.kind === 'ready') return send(claimed, prepared.message);
    const at = parts.clock.now();
    const nextAt = nextAtOf(prepared.outcome, at, parts.random());
    const done = await finish(unprepared(claimed, prepared.outcome, nextAt, at));
    await parts.watch.note(claimed.account, prepared.outcome, nextAt, prepared.detail);
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
