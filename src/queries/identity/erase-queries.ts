import type { Queryable } from '../../database/database';

/**
 * Forgets citizens in the transaction that erases them: bindings lose what they proved and by whom
 * they are shown, links go. That somebody agreed and that somebody looked up stays on record, under
 * an id that leads nowhere any more.
 */
export async function eraseQueries(
  tx: Queryable,
  account: string,
  citizenIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.query(
    `update query_bindings
     set removed_at = coalesce(removed_at, $3), identity = null, shown = '', identity_key = ''
     where account = $1 and citizen_id = any($2::uuid[])`,
    [account, citizenIds, at],
  );
  await tx.query('delete from query_links where account = $1 and citizen_id = any($2::uuid[])', [
    account,
    citizenIds,
  ]);
}
