import type { Queryable } from '../../database/database';
import type { Scope } from '../scope';

const HOUR_MS = 60 * 60_000;
/** WeChat's window (48h) and its last hours, in which a case asks to be answered first. */
const WINDOW_MS = 48 * HOUR_MS;
const LAST_MS = 12 * HOUR_MS;
/** Whoever waits longer has been waiting for the unit's limit, not for WeChat's. */
const LOOKED_BACK_MS = 15 * 24 * HOUR_MS;
const MOST = 1001;
const WAITING = ['awaiting_acceptance', 'in_progress', 'awaiting_review', 'awaiting_signature'];

/** When a citizen has last written whose window closes within twelve hours. */
export function closingWindow(now: Date): { wroteFrom: Date; wroteBefore: Date } {
  return {
    wroteFrom: new Date(now.getTime() - WINDOW_MS),
    wroteBefore: new Date(now.getTime() - WINDOW_MS + LAST_MS),
  };
}

/** Ordinary cases of the last fifteen days, still without an answer, whose window closes within twelve hours; up to 1001. */
export async function countClosingWindows(
  db: Queryable,
  { units }: Scope,
  now: Date,
): Promise<number> {
  const { wroteFrom, wroteBefore } = closingWindow(now);
  const [row] = await db.query<{ cases: number }>(
    `select count(*)::int as cases from (
       select from unnest($1::text[]) as u(unit) cross join unnest($2::text[]) as s(state)
       cross join lateral (
         select from cases c
         where c.owner_unit = u.unit and c.state = s.state and c.opened_at >= $3
           and c.last_message_at >= $4 and c.last_message_at < $5
           and c.source = 'wechat' and not c.restricted
         limit ${MOST}) closing
       limit ${MOST}) counted`,
    [units, WAITING, new Date(now.getTime() - LOOKED_BACK_MS), wroteFrom, wroteBefore],
  );
  return row!.cases;
}
