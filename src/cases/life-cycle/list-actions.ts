import type { Database } from '../../database/database';
import type { Action, CaseActor } from './actions';
import { getCase, type Reach } from './case-row';
import { loadFacts } from './facts';
import { findRefusal, guards, hasRole, type GuardName } from './guards';
import type { LifeCyclePorts } from './ports';
import { transitions } from './transitions';

/** An action that the state and the person's role allow. */
export interface ListedAction {
  action: Action;
  label: string;
  /** 意见 of five characters or more is needed. */
  needsReason: boolean;
  /** Null: it may be done now. Else why not: 为什么不能…. */
  refusal: string | null;
}

const ALL_GUARDS = Object.keys(guards) as GuardName[];

/**
 * The next actions of a case for a person, from the table that executes them: those that may be done
 * and, with the reason, those that a guard holds back.
 * @throws AppError not_found for a case that is absent or out of reach
 */
export async function listActions(
  db: Database,
  ports: LifeCyclePorts,
  reach: Reach,
  actor: CaseActor,
  number: string,
): Promise<{ version: number; actions: ListedAction[] }> {
  return db.transaction(async (tx) => {
    const row = await getCase(tx, reach, number, { lock: false });
    const facts = await loadFacts(tx, ports, row, ALL_GUARDS);
    const co = await tx.query<{ unit: string }>(
      `select unit from case_co_handlers where case_id = $1 and answered_at is null`,
      [row.id],
    );
    const context = { row, actor, at: ports.clock.now(), clocks: ports.clocks, facts };
    const helping = co.map(({ unit }) => unit);
    const actions = (Object.keys(transitions) as Action[]).flatMap((action): ListedAction[] => {
      const { label, from, roles, heldIn, reason, guards: names } = transitions[action];
      const units = heldIn === 'owner' ? [row.owner_unit] : helping;
      const holds = units.some((unit) => roles.some((role) => hasRole(actor, role, unit)));
      if (!holds || !from.includes(row.state)) return [];
      const refusal = findRefusal(names, { ...context, excused: false });
      return [{ action, label, needsReason: reason, refusal: refusal?.message ?? null }];
    });
    return { version: row.version, actions };
  });
}
