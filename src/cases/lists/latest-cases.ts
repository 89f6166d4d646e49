import type { Queryable } from '../../database/database';
import { scopeCondition, scopeParameters, type Scope } from '../scope';

/** The number of the last case within the scope of each of these citizens of an account; none for who has none. */
export async function findLatestCases(
  db: Queryable,
  scope: Scope,
  account: string,
  citizenIds: readonly string[],
): Promise<Map<string, string>> {
  if (citizenIds.length === 0) return new Map();
  const rows = await db.query<{ citizenId: string; number: string }>(
    `select distinct on (c.citizen_id) c.citizen_id as "citizenId", c.number from cases c
     where c.account = $1 and c.citizen_id = any($2::uuid[]) and ${scopeCondition(3)}
     order by c.citizen_id, c.opened_at desc`,
    [account, citizenIds, ...scopeParameters(scope)],
  );
  return new Map(rows.map(({ citizenId, number }) => [citizenId, number]));
}
