import type { Tx } from '../database/database';
import { isFollowUp } from './life-cycle/effects/ending';
import { reworkCauses } from './life-cycle/actions';
import { getCase } from './life-cycle/case-row';
import { CITIZEN_ACTOR, executeIn, SYSTEM_ACTOR } from './life-cycle/execute-action';
import type { LifeCyclePorts } from './life-cycle/ports';
import { changeCases, type CaseChange, type ChangedCase } from './open-cases';

/**
 * `changeCases` and what it brings about, in the callback's transaction: a message to a 待补充 case is
 * the supplement (群众补充), and a further question that the citizen says belongs to an answered case
 * opens it again (重办).
 */
export function createTakeInMessages(
  ports: LifeCyclePorts,
): (tx: Tx, rows: readonly CaseChange[]) => Promise<void> {
  return async (tx, rows) => {
    for (const changed of await changeCases(tx, rows)) await follow(tx, ports, changed);
  };
}

async function follow(tx: Tx, ports: LifeCyclePorts, changed: ChangedCase): Promise<void> {
  const { number, state, kind } = changed;
  if (kind === 'message_added' && state === 'awaiting_supplement') {
    await executeIn(tx, ports, null, CITIZEN_ACTOR, {
      action: 'supplement',
      number,
      version: null,
      input: {},
    });
  }
  if (kind !== 'judged_by_citizen' || (state !== 'answered' && state !== 'closed')) return;
  const row = await getCase(tx, null, number);
  if (!isFollowUp({ row, ports, at: ports.clock.now() })) return;
  await executeIn(tx, ports, null, SYSTEM_ACTOR, {
    action: 'rework',
    number,
    version: null,
    reason: reworkCauses.follow_up,
    input: { cause: 'follow_up' },
  });
}
