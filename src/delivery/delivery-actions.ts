/** What people do with a delivery: send again, note that it was told by telephone or seen on the page. */
import type { Database, Tx } from '../database/database';
import { AppError } from '../platform/errors';
import type { DeliveryActor, DeliveryAudit } from './delivery-audit';
import { OUTBOX_CHANNEL } from './outbox-store';
import { findReason, presentDeliveryState, type DeliveryState } from './states';

/** Which delivery, who acts and when. The caller has checked that the person may see it. */
export interface DeliveryAction {
  account: string;
  id: string;
  actor: DeliveryActor;
  /** Whose case it is. */
  unit: string;
  /** What the person says of it; null where nothing is said. */
  reason: string | null;
  at: Date;
}

/**
 * Has a delivery sent again: the parts that WeChat has not accepted. Allowed where it failed for a passing
 * reason, or where it is uncertain and the person has made sure that it did not arrive.
 * @throws AppError not_found; conflict with a sentence where it may not be sent again
 */
export async function resendDelivery(
  db: Pick<Database, 'transaction'>,
  audit: DeliveryAudit,
  action: DeliveryAction,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { state, reason } = await getForUpdate(tx, action);
    const mayResend = findReason(reason)?.resendable ?? false;
    if (!mayResend || (state !== 'failed' && state !== 'uncertain')) {
      const words = presentDeliveryState(state, reason);
      throw new AppError('conflict', `现在不能重发，状态是：${words}。`);
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
      [action.account, action.id, action.at, action.actor.id],
    );
    const after = { state: 'waiting', reason: null };
    await audit.record(tx, [rowOf(action, 'delivery.resend', { state, reason }, after)]);
  });
}

/**
 * Notes 已电话告知: the answer is no longer put before the citizen's next reply. The first note stays.
 * @throws AppError not_found
 */
export async function markToldByPhone(
  db: Pick<Database, 'transaction'>,
  audit: DeliveryAudit,
  action: DeliveryAction,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { state, told_by_phone_at: before } = await getForUpdate(tx, action);
    if (before) return;
    await tx.query(
      `update outbox set told_by_phone_at = $3, told_by_phone_by = $4
       where account = $1 and id = $2`,
      [action.account, action.id, action.at, action.actor.id],
    );
    const told = (at: Date | null) => ({ state, toldByPhoneAt: at });
    await audit.record(tx, [rowOf(action, 'delivery.tell_by_phone', told(null), told(action.at))]);
  });
}

/** Notes 群众已在网页查看 of all answers of a case, which ends their preface too. The first time stays. */
export async function markViewed(
  db: Database,
  audit: DeliveryAudit,
  viewed: { caseId: string; actor: DeliveryActor; at: Date },
): Promise<void> {
  const { caseId, actor, at } = viewed;
  await db.transaction(async (tx) => {
    const rows = await tx.query<{ id: string; state: DeliveryState }>(
      `update outbox set viewed_at = $2
       where case_id = $1 and kind = 'answer' and viewed_at is null returning id, state`,
      [caseId, at],
    );
    await audit.record(
      tx,
      rows.map(({ id, state }) => ({
        at,
        actor,
        action: 'delivery.view',
        unit: null,
        subject: { kind: 'delivery', id },
        reason: null,
        before: { state, viewedAt: null },
        after: { state, viewedAt: at },
      })),
    );
  });
}

interface DeliveryRow {
  state: DeliveryState;
  reason: string | null;
  told_by_phone_at: Date | null;
}

async function getForUpdate(tx: Tx, { account, id }: DeliveryAction): Promise<DeliveryRow> {
  const [row] = await tx.query<DeliveryRow>(
    `select state, reason, told_by_phone_at from outbox where account = $1 and id = $2 for update`,
    [account, id],
  );
  if (!row) throw new AppError('not_found', '没有这条答复。');
  return row;
}

function rowOf(
  { id, actor, unit, reason, at }: DeliveryAction,
  action: 'delivery.resend' | 'delivery.tell_by_phone',
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
) {
  const subject = { kind: 'delivery', id } as const;
  return { at, actor, action, unit, subject, reason, before, after };
}
