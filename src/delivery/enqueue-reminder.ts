import type { Tx } from '../database/database';
import { findFacts } from './facts-store';
import { insertDeliveries } from './outbox-store';
import type { ChoicesBody, PartBody } from './part-body';
import { chooseRoute } from './route';

/** A word to a citizen who has begun something and fallen silent. */
export interface Reminder {
  account: string;
  citizenId: string;
  text: string;
  at: Date;
}

/** The question how satisfied a citizen is with the answer to a case. */
export interface RatingRequest extends Reminder {
  caseId: string;
  /** The words to tap, and what stands below them. */
  choices: ChoicesBody['choices'];
  tail: string;
}

/**
 * Hands a reminder over where it can leave now. It is of no use later, so it is never held for the
 * citizen's next contact.
 * @returns false where it cannot leave
 */
export function enqueueReminder(tx: Tx, reminder: Reminder): Promise<boolean> {
  const { text } = reminder;
  const body = { kind: 'text' as const, text };
  return enqueueFleeting(tx, 'reminder', { ...reminder, caseId: null }, body);
}

/**
 * Hands a rating request over where it can leave now; it alone may use the send that answers leave
 * alone. Later the citizen rates by 评价 or on the page, so it is never held.
 * @returns false where it cannot leave
 */
export function enqueueRatingRequest(tx: Tx, request: RatingRequest): Promise<boolean> {
  const { text, choices, tail } = request;
  return enqueueFleeting(tx, 'rating_request', request, { kind: 'choices', text, choices, tail });
}

async function enqueueFleeting(
  tx: Tx,
  kind: 'reminder' | 'rating_request',
  { account, citizenId, caseId, text, at }: Reminder & { caseId: string | null },
  part: PartBody,
): Promise<boolean> {
  const facts = await findFacts(tx, account, citizenId);
  if (chooseRoute({ ...facts, kind }, at).kind !== 'send') return false;
  const body = { kind: 'text' as const, text };
  await insertDeliveries(tx, [
    {
      account,
      citizen_id: citizenId,
      case_id: caseId,
      message_id: null,
      kind,
      state: 'waiting',
      reason: null,
      body,
      parts: [part],
      passive_text: null,
      aftercare_at: null,
      at,
    },
  ]);
  return true;
}
