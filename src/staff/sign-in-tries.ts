import type { Queryable } from '../database/database';
import type { StaffParts } from './staff-parts';

const DAY_MS = 24 * 60 * 60_000;
/** Doubling stops here: 15 minutes become 16 hours. */
const MOST_DOUBLINGS = 6;

export interface TrySubjects {
  username: string;
  /** Null where the request has none: the shell. */
  ip: string | null;
}

export type Try =
  | { kind: 'allowed'; /** Subjects that this try has locked, if it fails. */ locking: string[] }
  | { kind: 'locked'; until: Date };

/** Keyed digests, because people also type passwords into the field for the user name. */
export function trySubjectsOf(
  { blindIndex }: Pick<StaffParts, 'blindIndex'>,
  { username, ip }: TrySubjects,
): { username: string; ip: string | null } {
  return {
    username: blindIndex('sign-in username', username.toLowerCase()),
    ip: ip === null ? null : blindIndex('sign-in ip', ip),
  };
}

/**
 * Counts a try before the password is looked at, so that no number of parallel tries is more than the
 * limit. The try that reaches the limit is still looked at, and locks unless it succeeds. Unknown user
 * names are counted and locked like known ones.
 */
export async function takeTry(parts: StaffParts, subjects: TrySubjects): Promise<Try> {
  const policy = parts.policy();
  const digests = trySubjectsOf(parts, subjects);
  // The address first: a locked one must not count against user names, or it could lock them all.
  const limits: [string, number][] =
    digests.ip === null ? [] : [[digests.ip, policy.lockTriesPerAddress]];
  limits.push([digests.username, policy.lockTries]);
  const now = parts.clock.now();
  return parts.database.transaction(async (tx) => {
    const locking: string[] = [];
    for (const [subject, limit] of limits) {
      const taken = await countTry(tx, subject, limit, policy.lockMinutes, now);
      if (taken.kind === 'locked') return taken;
      if (taken.reached) locking.push(subject);
    }
    return { kind: 'allowed', locking };
  });
}

type Counted = { kind: 'counted'; reached: boolean } | { kind: 'locked'; until: Date };

async function countTry(
  tx: Queryable,
  subject: string,
  limit: number,
  lockMinutes: number,
  now: Date,
): Promise<Counted> {
  const [row] = await tx.query<{ reached: boolean }>(
    `insert into staff_sign_in_tries as t (subject, tries, locks, locked_until, tried_at)
     values ($1, 1, 0, null, $3)
     on conflict on constraint staff_sign_in_tries_pkey do update set
       tries = case when t.tries + 1 >= $2 then 0 else t.tries + 1 end,
       locks = case when t.tries + 1 >= $2 then t.locks + 1 else t.locks end,
       locked_until = case when t.tries + 1 >= $2
         then $3 + make_interval(mins => $4 * (2 ^ least(t.locks, ${MOST_DOUBLINGS}))::int) end,
       tried_at = $3
     where t.locked_until is null or t.locked_until <= $3
     returning locked_until is not null as reached`,
    [subject, limit, now, lockMinutes],
  );
  if (row) return { kind: 'counted', reached: row.reached };
  const [locked] = await tx.query<{ until: Date }>(
    `select coalesce(locked_until, $2) as until from staff_sign_in_tries where subject = $1`,
    [subject, now],
  );
  return { kind: 'locked', until: locked?.until ?? now };
}

/** A try that was no failure is given back, and the lock that it would have been with it. */
export async function giveBackTry(
  db: Queryable,
  parts: Pick<StaffParts, 'blindIndex' | 'policy'>,
  subjects: TrySubjects,
  locking: readonly string[],
): Promise<void> {
  const { lockTries, lockTriesPerAddress } = parts.policy();
  const { username, ip } = trySubjectsOf(parts, subjects);
  if (ip !== null) await giveBack(db, ip, locking.includes(ip), lockTriesPerAddress);
  await giveBack(db, username, locking.includes(username), lockTries);
}

async function giveBack(
  db: Queryable,
  subject: string,
  hasLocked: boolean,
  limit: number,
): Promise<void> {
  await (hasLocked
    ? db.query(
        `update staff_sign_in_tries set tries = $2, locks = locks - 1, locked_until = null
         where subject = $1`,
        [subject, limit - 1],
      )
    : db.query(`update staff_sign_in_tries set tries = greatest(tries - 1, 0) where subject = $1`, [
        subject,
      ]));
}

/** After a success, or by whoever resets the account: the user name starts from nothing. */
export async function forgetTries(
  db: Queryable,
  parts: Pick<StaffParts, 'blindIndex'>,
  username: string,
): Promise<void> {
  await db.query('delete from staff_sign_in_tries where subject = $1', [
    trySubjectsOf(parts, { username, ip: null }).username,
  ]);
}

/** Nobody has tried for a day and nothing is locked. */
export async function removeOldTries(db: Queryable, now: Date): Promise<void> {
  await db.query(
    `delete from staff_sign_in_tries
     where tried_at < $1 and (locked_until is null or locked_until < $2)`,
    [new Date(now.getTime() - DAY_MS), now],
  );
}
