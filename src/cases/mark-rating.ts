import type { Database } from '../database/database';
import { AppError } from '../platform/errors';
import type { CaseActor } from './life-cycle/actions';
import { getCase } from './life-cycle/case-row';
import { hasRole } from './life-cycle/guards';
import type { LifeCyclePorts } from './life-cycle/ports';
import type { Scope } from './scope';

/**
 * 误评: the district notes, once and with a reason, that a rating was a slip. It stays where it is, and
 * the round that it opened goes on.
 * @throws AppError not_found; forbidden for anybody but 统筹; conflict where there is none or it is marked
 */
export async function markRatingMistaken(
  db: Database,
  ports: Pick<LifeCyclePorts, 'clock' | 'audit'>,
  scope: Scope,
  actor: CaseActor,
  mark: { number: string; round: number; reason: string },
): Promise<void> {
  const reason = mark.reason.trim();
  if (reason.length < 5) throw new AppError('bad_request', '请写明原因，至少5个字。');
  const at = ports.clock.now();
  await db.transaction(async (tx) => {
    const row = await getCase(tx, scope, mark.number);
    if (!hasRole(actor, 'coordinator', row.owner_unit)) {
      throw new AppError('forbidden', '误评只能由统筹认定。');
    }
    const marked = await tx.query(
      `update case_ratings set mistaken_at = $3, mistaken_by = $4, mistaken_reason = $5
       where case_id = $1 and round = $2 and mistaken_at is null returning round`,
      [row.id, mark.round, at, actor.id, reason],
    );
    if (marked.length === 0) throw new AppError('conflict', '没有可以认定的评价，或者已经认定过。');
    const { kind, id, name, ip } = actor;
    await ports.audit.record(tx, [
      {
        at,
        actor: { kind, id, name, ip },
        action: 'case.mark_rating_mistaken',
        unit: row.owner_unit,
        restricted: row.restricted,
        subject: { kind: 'case', id: row.id },
        reason,
        before: {},
        after: { round: mark.round },
      },
    ]);
  });
}
