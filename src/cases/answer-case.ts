import type { Database } from '../database/database';
import { executeAction, operatorActor } from './life-cycle/execute-action';
import type { Delivery, LifeCyclePorts } from './life-cycle/ports';
import type { Scope } from './scope';

export interface AnswerCase {
  number: string;
  /** What the citizen reads, without salutation and signature. */
  text: string;
  /** Who has the shell, for the record. */
  operator: string;
}

/**
 * 值守答复 from the shell, through the life cycle: the case is answered and the answer handed over to
 * delivery in one transaction, with event and audit row.
 * @returns the text that the citizen gets, and where it stands; null for a case without a citizen
 * @throws AppError not_found for a case that is absent or another unit's; conflict when it is not open
 */
export async function answerCase(
  db: Database,
  ports: LifeCyclePorts,
  scope: Scope,
  { number, text, operator }: AnswerCase,
): Promise<{ text: string; delivery: Delivery | null }> {
  const { answer } = await executeAction(db, ports, scope, operatorActor(operator), {
    action: 'answer_by_operator',
    number,
    version: null,
    input: { text },
  });
  return answer!;
}
