import type { Queryable } from '../database/database';

/** The cases of citizens on which somebody still works: neither answered nor closed. @returns their ids */
export async function listOpenCases(
  db: Queryable,
  account: string,
  citizenIds: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from cases
     where account = $1 and citizen_id = any($2::uuid[]) and answered_at is null
       and closed_at is null and state not in ('merged', 'withdrawn')`,
    [account, citizenIds],
  );
  return rows.map(({ id }) => id);
}
