import type { Tx } from '../database/database';
import { findFacts } from './facts-store';
import { insertDeliveries } from './outbox-store';
import { chooseRoute } from './route';

/** A word to a citizen who has begun something and fallen silent. */
export interface Reminder {
  account: string;
  citizenId: string;
  text: string;
  at: Date;
}

/**
 * Hands a reminder over where it can leave now. It is of no use later, so it is never held for the
 * citizen's next contact.
 * @returns false where it cannot leave
 */
export async function enqueueReminder(tx: Tx, reminder: Reminder): Promise<boolean> {
  const { account, citizenId, text, at } = reminder;
  const facts = await findFacts(tx, account, citizenId);
  if (chooseRoute({ ...facts, kind: 'reminder' }, at).kind !== 'send') return false;
  const body = { kind: 'text' as const, text };
  await insertDeliveries(tx, [
    {
      account,
      citizen_id: citizenId,
      case_id: null,
      message_id: null,
      kind: 'reminder',
      state: 'waiting',
      reason: null,
      body,
      parts: [body],
      passive_text: null,
      aftercare_at: null,
      at,
    },
  ]);
  return true;
}
