import type { Queryable } from '../../database/database';

/** Until when a citizen is blocked, and why; null where they are not. */
export async function findBlock(
  db: Queryable,
  account: string,
  citizenId: string,
  now: Date,
): Promise<{ untilAt: Date; reason: string } | null> {
  const [block] = await db.query<{ untilAt: Date; reason: string }>(
    `select until_at as "untilAt", reason from citizen_blocks
     where account = $1 and citizen_id = $2 and lifted_at is null and until_at > $3
     order by until_at desc limit 1`,
    [account, citizenId, now],
  );
  return block ?? null;
}
