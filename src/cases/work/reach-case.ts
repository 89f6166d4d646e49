import type { Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import type { CaseActor, CaseRole } from '../life-cycle/actions';
import { getCase, type CaseRow } from '../life-cycle/case-row';
import { hasRole } from '../life-cycle/guards';
import type { LifeCyclePorts } from '../life-cycle/ports';
import type { Scope } from '../scope';

/** Who works on cases: everybody who may change one. */
const WORKING: readonly CaseRole[] = ['clerk', 'reviewer', 'signer', 'unit_admin', 'coordinator'];

/** What work beside the life cycle needs of it. */
export type WorkPorts = Pick<LifeCyclePorts, 'clock' | 'audit'>;

/**
 * A case that a person may work on, locked until the transaction ends: in the unit that owns it, or in
 * one that helps with it.
 * @throws AppError not_found for a case that is absent or out of reach; forbidden for who may only read
 */
export async function reachCase(
  tx: Tx,
  scope: Scope,
  actor: CaseActor,
  number: string,
): Promise<CaseRow> {
  const row = await getCase(tx, scope, number);
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
