import { instantInChina, chinaDateOf } from '../platform/china-time';
import type { DeliveryReason } from './states';

/** What came of handing one message to WeChat. */
export type SendResult =
  | { kind: 'accepted' }
  /**
   * WeChat answered with a return code: nothing was sent.
   * `fromToken`: it was the token call that was refused, the message never left.
   */
  | {
      kind: 'refused';
      code: number;
      class: 'R' | 'T' | 'Q' | 'U' | 'P' | 'B' | 'N';
      fromToken: boolean;
    }
  /** No answer that can be trusted; `mayHaveArrived` false only where the request surely never left. */
  | { kind: 'unreachable'; mayHaveArrived: boolean };

/** What the ledger learns. `close`: the window is shut; `empty`: its sends are used up. */
export type LedgerLesson = 'spent' | 'not_spent' | 'close' | 'empty';

/** What becomes of the part that was sent. Delays are in milliseconds, before jitter. */
export type Outcome = { ledger: LedgerLesson } & (
  | { kind: 'accepted' }
  | { kind: 'held'; reason: DeliveryReason }
  | { kind: 'failed'; reason: DeliveryReason }
  | { kind: 'uncertain'; reason: DeliveryReason }
  /** `pauses`: nothing of this account is sent until then. */
  | { kind: 'later'; reason: DeliveryReason; delayMs: number; pauses: boolean }
);

/** Tries at a busy WeChat before a person has to look: with the delays below, some three hours. */
export const MAX_ATTEMPTS = 20;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
const FAULT_PAUSE_MS = 5 * MINUTE_MS;

const HELD: Readonly<Record<number, DeliveryReason>> = {
  40003: 'citizen_unknown',
  43004: 'not_following',
  43104: 'citizen_unknown',
  48001: 'no_permission',
  48002: 'refuses_messages',
  48008: 'no_permission',
  50001: 'no_permission',
  50005: 'not_following',
};
const FAILED: Readonly<Record<number, DeliveryReason>> = {
  40007: 'media_expired',
  // It is about the message, not about the account.
  40166: 'rejected',
  43019: 'blacklisted',
  45002: 'too_long',
  46001: 'media_expired',
  62751: 'blacklisted',
  70000: 'minor_protected',
  87014: 'content_refused',
};

/**
 * What a result means for the part that was sent: 全局返回码 (Global return codes), 发送客服消息
 * (api_sendcustommessage). Pure.
 * @param attempts how often this delivery was tried, this time included
 */
export function decideOutcome(result: SendResult, attempts: number, now: Date): Outcome {
  switch (result.kind) {
    case 'accepted':
      return { kind: 'accepted', ledger: 'spent' };
    case 'unreachable':
      return result.mayHaveArrived
        ? { kind: 'uncertain', reason: 'no_answer', ledger: 'spent' }
        : later('unreachable', attempts);
    case 'refused':
      return decideRefusal(result, attempts, now);
  }
}

function decideRefusal(
  refusal: Extract<SendResult, { kind: 'refused' }>,
  attempts: number,
  now: Date,
): Outcome {
  const { code, fromToken } = refusal;
  if (code === 45011) return pause('too_frequent', MINUTE_MS);
  if (code === 45009) return pauseUntilMidnight(now);
  if (fromToken) {
    return refusal.class === 'R' ? later('busy', attempts) : pause('account_fault', FAULT_PAUSE_MS);
  }
  if (code === 45015) return { kind: 'held', reason: 'window_or_unfollowed', ledger: 'close' };
  if (code === 45047) return { kind: 'held', reason: 'quota_used', ledger: 'empty' };
  // It may be about this citizen alone: the account goes on.
  if (code === 50002) return later('account_fault', attempts);
  const held = HELD[code];
  if (held) return { kind: 'held', reason: held, ledger: 'not_spent' };
  const failed = FAILED[code];
  if (failed) return { kind: 'failed', reason: failed, ledger: 'not_spent' };
  return decideByClass(refusal.class, attempts, now);
}

function decideByClass(
  given: Extract<SendResult, { kind: 'refused' }>['class'],
  attempts: number,
  now: Date,
): Outcome {
  switch (given) {
    // T: the client has got another token already; when that is dead too, a third may live.
    case 'R':
    case 'T':
      return later('busy', attempts);
    case 'Q':
      return pauseUntilMidnight(now);
    case 'P':
      return pause('account_fault', FAULT_PAUSE_MS);
    case 'U':
      return { kind: 'held', reason: 'citizen_unknown', ledger: 'not_spent' };
    case 'N':
      return { kind: 'accepted', ledger: 'spent' };
    case 'B':
      return { kind: 'failed', reason: 'rejected', ledger: 'not_spent' };
  }
}

/**
 * To be tried again with a longer wait each time, until a person has to look.
 * @param attempts how often this delivery was tried, this time included
 */
export function later(reason: DeliveryReason, attempts: number): Outcome {
  if (attempts >= MAX_ATTEMPTS) return { kind: 'failed', reason: 'gave_up', ledger: 'not_spent' };
  const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
  return { kind: 'later', reason, delayMs, pauses: false, ledger: 'not_spent' };
}

/** Quotas of calls begin anew at midnight in China. */
function pauseUntilMidnight(now: Date): Outcome {
  const midnight = instantInChina(chinaDateOf(now), 24 * 60);
  return pause('api_quota_used', midnight.getTime() - now.getTime());
}

function pause(reason: DeliveryReason, delayMs: number): Outcome {
  return { kind: 'later', reason, delayMs, pauses: true, ledger: 'not_spent' };
}

/**
 * The delay with jitter: between three quarters and five quarters, so that what failed together does
 * not come back together; never below it where somebody told us how long to wait.
 * @param random between 0 and 1
 */
export function withJitter(
  { delayMs, pauses }: { delayMs: number; pauses: boolean },
  random: number,
): number {
  return Math.round(pauses ? delayMs * (1 + random / 20) : delayMs * (0.75 + random / 2));
}
