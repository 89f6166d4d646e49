import type { Queryable } from '../database/database';

/** The id of a citizen of an account. @returns null for somebody who never wrote to it, or was erased */
export async function findCitizenId(
  db: Queryable,
  account: string,
  openid: string,
): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    'select id from citizens where account = $1 and openid = $2',
    [account, openid],
  );
  return row?.id ?? null;
}
