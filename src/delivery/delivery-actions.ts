/** What a person does with a delivery: send again, note that it was told by telephone or seen on the page. */
import type { Database, Queryable } from '../database/database';
import { AppError } from '../platform/errors';
import { OUTBOX_CHANNEL } from './outbox-store';
import { findReason, presentDeliveryState, type DeliveryState } from './states';

/** Which delivery, who acts and when. The caller has checked that the person may see it. */
export interface DeliveryAction {
  account: string;
  id: string;
  actor: string;
  at: Date;
}

/**
 * Has a delivery sent again: the parts that WeChat has not accepted. Allowed where it failed for a passing
 * reason, or where it is uncertain and the person has made sure that it did not arrive.
 * @throws AppError not_found; conflict with a sentence where it may not be sent again
 */
export async function resendDelivery(db: Database, action: DeliveryAction): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.query<{ state: DeliveryState; reason: string | null }>(
      `select state, reason from outbox where account = $1 and id = $2 for update`,
      [action.account, action.id],
    );
    if (!row) throw new AppError('not_found', '没有这条答复。');
    const mayResend = findReason(row.reason)?.resendable ?? false;
    if (!mayResend || (row.state !== 'failed' && row.state !== 'uncertain')) {
      const state = presentDeliveryState(row.state, row.reason);
      throw new AppError('conflict', `现在不能重发，状态是：${state}。`);
    }
    await tx.query(
      `with again as (
         update outbox set state = 'waiting', reason = null, attempt_id = null, attempts = 0,
           next_at = $3, resent_at = $3, resent_by = $4
         where account = $1 and id = $2 returning account, id),
       parts as (
         update outbox_parts p set state = 'waiting', reason = null
         from again a where p.account = a.account and p.outbox_id = a.id and p.state <> 'accepted')
       select pg_notify('${OUTBOX_CHANNEL}', '') from again`,
      [action.account, action.id, action.at, action.actor],
    );
  });
}

/**
 * Notes 已电话告知: the answer is no longer put before the citizen's next reply. The first note stays.
 * @throws AppError not_found
 */
export async function markToldByPhone(db: Queryable, action: DeliveryAction): Promise<void> {
  const rows = await db.query(
    `update outbox set told_by_phone_at = coalesce(told_by_phone_at, $3),
       told_by_phone_by = coalesce(told_by_phone_by, $4)
     where account = $1 and id = $2 returning id`,
    [action.account, action.id, action.at, action.actor],
  );
  if (rows.length === 0) throw new AppError('not_found', '没有这条答复。');
}

/** Notes 群众已在网页查看 of all answers of a case, which ends their preface too. The first time stays. */
export async function markViewed(
  db: Queryable,
  viewed: { caseId: string; at: Date },
): Promise<void> {
  await db.query(
    `update outbox set viewed_at = $2 where case_id = $1 and kind = 'answer' and viewed_at is null`,
    [viewed.caseId, viewed.at],
  );
}
