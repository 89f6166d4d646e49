import type { Tx } from '../database/database';
import { findFacts } from './facts-store';
import { insertDeliveries } from './outbox-store';
import { chooseRoute, type Route } from './route';
import type { DeliveryReason } from './states';

/** A word to a citizen on how their case goes. */
export interface CaseNotice {
  account: string;
  citizenId: string;
  caseId: string;
  /** Fits one message and begins with a mark of its own, as 【办件进展】. */
  text: string;
  at: Date;
}

/**
 * Hands a notice over in the transaction of the change that it tells of: it leaves now, or waits for the
 * citizen's next contact like an answer does.
 */
export async function enqueueNotice(tx: Tx, notice: CaseNotice): Promise<void> {
  const { account, citizenId, caseId, text, at } = notice;
  const facts = await findFacts(tx, account, citizenId);
  const body = { kind: 'text' as const, text };
  await insertDeliveries(tx, [
    {
      account,
      citizen_id: citizenId,
      case_id: caseId,
      message_id: null,
      kind: 'notice',
      ...stateOf(chooseRoute({ ...facts, kind: 'notice' }, at)),
      body,
      parts: [body],
      passive_text: null,
      aftercare_at: null,
      at,
    },
  ]);
}

function stateOf(route: Route): {
  state: 'waiting' | 'held' | 'failed';
  reason: DeliveryReason | null;
} {
  if (route.kind === 'send') return { state: 'waiting', reason: null };
  return { state: route.kind === 'hold' ? 'held' : 'failed', reason: route.reason };
}
