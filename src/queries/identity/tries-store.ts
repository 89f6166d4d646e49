import type { Queryable } from '../../database/database';
import { chinaDateOf } from '../../platform/china-time';

/**
 * Counts one try of each subject before anything is looked up, so that parallel requests cannot
 * exceed the limit.
 * @param subjects blind indexes: the citizen, and the person whose number is filled in
 * @returns false where one of them has used up the day
 */
export async function countTry(
  db: Queryable,
  subjects: readonly string[],
  limit: number,
  now: Date,
): Promise<boolean> {
  const rows = await db.query<{ tries: number }>(
    `insert into query_tries (subject, day, tries)
     select s, $2, 1 from unnest($1::text[]) s order by s
     on conflict on constraint query_tries_pkey do update
       set tries = least(query_tries.tries + 1, 1000)
     returning tries`,
    [subjects, chinaDateOf(now)],
  );
  return rows.every(({ tries }) => tries <= limit);
}

/** Days that are over no longer count. */
export async function removeOldTries(db: Queryable, now: Date): Promise<void> {
  await db.query(`delete from query_tries where day < $1`, [chinaDateOf(now)]);
}
