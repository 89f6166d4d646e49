import type { Tx } from '../database/database';
import { AppError } from '../platform/errors';
import type { Rating } from './life-cycle/actions';
import { CITIZEN_ACTOR, executeIn } from './life-cycle/execute-action';
import type { LifeCyclePorts } from './life-cycle/ports';

/** A rating that a citizen gave in the chat. */
export interface ChatRating {
  /** 办件编号 */
  number: string;
  account: string;
  citizen_id: string;
  rating: Rating;
}

/**
 * 评价 in the callback's transaction: each by the table of the life cycle, of the citizen's own case. One
 * that the case does not take any more changes nothing: the same tap comes twice, or the page was first.
 */
export function createRateCases(
  ports: LifeCyclePorts,
): (tx: Tx, rows: readonly ChatRating[]) => Promise<void> {
  return async (tx, rows) => {
    const inOrder = [...rows].sort((a, b) => (a.number < b.number ? -1 : 1));
    for (const row of inOrder) await rate(tx, ports, row);
  };
}

async function rate(tx: Tx, ports: LifeCyclePorts, given: ChatRating): Promise<void> {
  const { number, account, citizen_id: id, rating } = given;
  try {
    await executeIn(tx, ports, { citizen: { account, id } }, CITIZEN_ACTOR, {
      ...{ action: 'rate', number, version: null },
      input: { rating, tags: [], text: null, named: false },
    });
  } catch (error) {
    const late = error instanceof AppError && ['conflict', 'not_found'].includes(error.code);
    if (!late) throw error;
  }
}
