/** How a claim ends, as data for `settle`: pure. */
import type { Begun, Claimed } from './claim-store';
import { withJitter, type Outcome } from './outcome';
import type { CallResult } from './send-result';
import type { Settlement } from './settle-store';
import type { DeliveryReason } from './states';

/** Held answers of these reasons may be told of by a notice, or are first asked about. */
const LOOKED_AFTER = new Set<DeliveryReason>([
  'window_or_unfollowed',
  'window_closed',
  'quota_used',
]);
/** Kinds that are of no use later. */
const FLEETING = new Set(['reminder', 'rating_request']);

/** What cannot go now is held for the citizen's next contact where it is of use then. */
export function heldOrFailed(kind: string): 'held' | 'failed' {
  return FLEETING.has(kind) ? 'failed' : 'held';
}

/** When a delivery comes up again. @param random between 0 and 1 */
export function nextAtOf(outcome: Outcome, at: Date, random: number): Date {
  return outcome.kind === 'later' ? new Date(at.getTime() + withJitter(outcome, random)) : at;
}

/** Nothing was tried. */
export function untried(
  claimed: Claimed,
  state: Settlement['state'],
  reason: DeliveryReason | null,
  at: Date,
): Settlement {
  const aftercareAt = aftercareOf(state, reason, at);
  return {
    claimed,
    attempt: null,
    state,
    reason,
    nextAt: at,
    aftercareAt,
    countsAsTry: false,
    at,
  };
}

/** What had to be done before the message could leave went wrong: it counts, but no attempt was made. */
export function unprepared(claimed: Claimed, outcome: Outcome, nextAt: Date, at: Date): Settlement {
  const { state, reason } = endOf(claimed, outcome);
  return { ...untried(claimed, state, reason, at), nextAt, countsAsTry: true };
}

/** The attempt was perhaps written, and surely nothing left. */
export function neverSent(claimed: Claimed, attemptId: string, at: Date): Settlement {
  const begun = {
    attempt_id: attemptId,
    message_window_ends_at: null,
    event_window_ends_at: null,
    took_message: false,
    took_event: false,
  };
  const end = { outcome: 'not_sent', code: null, rid: null, detail: null } as const;
  const attempt = { begun, end, lesson: 'spent' } as const;
  return { ...untried(claimed, 'waiting', null, at), attempt };
}

/** What WeChat said, or its silence. */
export function tried(
  claimed: Claimed,
  begun: Begun,
  call: CallResult,
  outcome: Outcome,
  nextAt: Date,
  at: Date,
): Settlement {
  const { state, reason } = endOf(claimed, outcome);
  const attempt = { begun, end: call.end, lesson: outcome.ledger };
  return { ...untried(claimed, state, reason, at), attempt, nextAt };
}

function endOf({ facts }: Claimed, outcome: Outcome): Pick<Settlement, 'state' | 'reason'> {
  if (outcome.kind === 'accepted') return { state: 'accepted', reason: null };
  const { kind, reason } = outcome;
  if (kind === 'later') return { state: 'waiting', reason };
  return { state: kind === 'held' ? heldOrFailed(facts.kind) : kind, reason };
}

function aftercareOf(
  state: Settlement['state'],
  reason: DeliveryReason | null,
  at: Date,
): Date | null {
  return state === 'held' && reason && LOOKED_AFTER.has(reason) ? at : null;
}
