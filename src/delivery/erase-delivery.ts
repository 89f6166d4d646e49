import type { Tx } from '../database/database';

/**
 * Forgets citizens in the transaction that erases them: their windows go, words that belong to no
 * case are emptied, and what waits to be sent fails with the reason 群众资料已删除. Answers to cases
 * stay as they were signed. A claim that is under way ends by itself: the worker has what it needs.
 * @returns how many deliveries will never be made
 */
export async function eraseDelivery(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
): Promise<{ undelivered: number }> {
  const key = [account, citizenIds];
  await tx.query('delete from ledgers where account = $1 and citizen_id = any($2::uuid[])', key);
  const failed = await tx.query(
    `with failed as (
       update outbox set state = 'failed', reason = 'erased', aftercare_at = null
       where account = $1 and citizen_id = any($2::uuid[]) and state in ('waiting', 'held')
       returning account, id),
     parts as (
       update outbox_parts p set state = 'failed', reason = 'erased' from failed f
       where p.account = f.account and p.outbox_id = f.id and p.state in ('waiting', 'held'))
     select id from failed`,
    key,
  );
  await tx.query(
    `with loose as (
       update outbox set body = '{"kind":"none"}', passive_text = null
       where account = $1 and citizen_id = any($2::uuid[]) and case_id is null
       returning account, id)
     update outbox_parts p set body = '{"kind":"none"}' from loose l
     where p.account = l.account and p.outbox_id = l.id`,
    key,
  );
  return { undelivered: failed.length };
}
