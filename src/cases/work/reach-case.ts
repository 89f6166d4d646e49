import type { Queryable, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import type { CaseActor, CaseRole } from '../life-cycle/actions';
import { caseNotFound, getCase, type CaseRow } from '../life-cycle/case-row';
import { hasRole } from '../life-cycle/guards';
import type { LifeCyclePorts } from '../life-cycle/ports';
import { scopeCondition, scopeParameters, type Scope } from '../scope';

/** Who works on cases: everybody who may change one. */
const WORKING: readonly CaseRole[] = ['clerk', 'reviewer', 'signer', 'unit_admin', 'coordinator'];

/** What work beside the life cycle needs of it. */
export type WorkPorts = Pick<LifeCyclePorts, 'clock' | 'audit'>;

/** What must be known of a case to show something beside it. */
export interface SeenCase {
  id: string;
  unit: string;
  round: number;
}

/**
 * A case that a person may see.
 * @throws AppError not_found for a case that is absent or out of scope
 */
export async function wantCase(db: Queryable, scope: Scope, number: string): Promise<SeenCase> {
  const [row] = await db.query<SeenCase>(
    `select c.id, c.owner_unit as unit, c.round from cases c
     where c.number = $1 and ${scopeCondition(2)}`,
    [number, ...scopeParameters(scope)],
  );
  if (!row) throw caseNotFound(number);
  return row;
}

/**
 * A case that a person may work on, locked until the transaction ends unless `lock` is false: in the
 * unit that owns it, or in one that helps with it.
 * @throws AppError not_found for a case that is absent or out of reach; forbidden for who may only read
 */
export async function reachCase(
  tx: Tx,
  scope: Scope,
  actor: CaseActor,
  number: string,
  { lock = true } = {},
): Promise<CaseRow> {
  const row = await getCase(tx, scope, number, { lock });
  const units = [row.owner_unit, ...scope.units];
  if (!units.some((unit) => WORKING.some((role) => hasRole(actor, role, unit)))) {
    throw new AppError('forbidden', '您只能查看这件。');
  }
  return row;
}

/** Writes to the record what was done beside the life cycle. */
export async function recordWork(
  tx: Tx,
  ports: WorkPorts,
  row: CaseRow,
  actor: CaseActor,
  action: string,
  after: Record<string, unknown>,
): Promise<void> {
  const { kind, id, name, ip } = actor;
  await ports.audit.record(tx, [
    {
      at: ports.clock.now(),
      actor: { kind, id, name, ip },
      action: `case.${action}`,
      unit: row.owner_unit,
      restricted: row.restricted,
      subject: { kind: 'case', id: row.id },
      reason: null,
      before: {},
      after,
    },
  ]);
}
