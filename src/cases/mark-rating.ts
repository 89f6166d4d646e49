import type { Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { maskPersonalData } from '../privacy/mask';
import type { CaseActor } from './life-cycle/actions';
import { insertCaseEvent } from './life-cycle/case-events';
import { getCase, updateCase } from './life-cycle/case-row';
import { hasRole } from './life-cycle/guards';
import type { LifeCyclePorts } from './life-cycle/ports';
import type { Scope } from './scope';

const MIN_REASON = 5;

/**
 * 误评: the district notes, once and with a reason, that a rating was a slip. It stays where it is, the
 * round that it opened goes on, and reports leave it out; 流程 and the record tell who said so.
 * @throws AppError not_found; forbidden for anybody but 统筹; bad_request without a reason of five
 *   characters; conflict where there is none or it is marked
 */
export async function markRatingMistaken(
  tx: Tx,
  ports: Pick<LifeCyclePorts, 'clock' | 'audit'>,
  scope: Scope,
  actor: CaseActor,
  mark: { number: string; round: number; reason: string },
): Promise<void> {
  const reason = maskPersonalData(mark.reason.trim()).masked;
  const { round } = mark;
  const row = await getCase(tx, scope, mark.number);
  if (!hasRole(actor, 'coordinator', row.owner_unit)) {
    throw new AppError('forbidden', '误评只能由统筹认定。');
  }
  if (reason.length < MIN_REASON) {
    throw new AppError('bad_request', `请写明原因，至少${MIN_REASON}个字。`);
  }
  const at = ports.clock.now();
  const marked = await tx.query(
    `update case_ratings set mistaken_at = $3, mistaken_by = $4, mistaken_reason = $5
     where case_id = $1 and round = $2 and mistaken_at is null returning round`,
    [row.id, round, at, actor.id, reason],
  );
  if (marked.length === 0) throw new AppError('conflict', '没有可以认定的评价，或者已经认定过。');
  await updateCase(tx, row.id, {});
  const after = { ...row, version: row.version + 1 };
  const kind = 'rating_marked_mistaken';
  await insertCaseEvent(tx, { after, kind, at, actor, reason, data: { round } });
  await ports.audit.record(tx, [
    {
      at,
      actor: { kind: actor.kind, id: actor.id, name: actor.name, ip: actor.ip },
      action: 'case.mark_rating_mistaken',
      unit: row.owner_unit,
      restricted: row.restricted,
      subject: { kind: 'case', id: row.id },
      reason,
      before: { round, mistaken: false },
      after: { round, mistaken: true },
    },
  ]);
}
