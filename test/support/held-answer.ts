import type { Tx } from '../../src/database/database';
import { insertDeliveries } from '../../src/delivery/outbox-store';

/** Puts an answer into the outbox that waits for its citizen's next contact. */
export async function holdAnswer(
  tx: Tx,
  answer: { account: string; citizenId: string; caseId: string; text: string; at: Date },
): Promise<void> {
  const body = { kind: 'text', text: answer.text } as const;
  await insertDeliveries(tx, [
    {
      account: answer.account,
      citizen_id: answer.citizenId,
      case_id: answer.caseId,
      message_id: null,
      kind: 'answer',
      state: 'held',
      reason: 'window_closed',
      body,
      parts: [body],
      passive_text: null,
      aftercare_at: null,
      at: answer.at,
    },
  ]);
}
