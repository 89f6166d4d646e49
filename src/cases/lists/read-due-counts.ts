import type { Queryable } from '../../database/database';
import type { Scope } from '../scope';
import { DUE_KEY } from './case-filters';
import { OPEN_STATES } from './list-branches';

/** What time alone changes and no counter can hold, for the tiles 逾期, 今日到期 and 差评待回访. */
export interface DueCounts {
  overdue: number;
  dueToday: number;
  callBacks: number;
}

const MOST = 10_001;
/** A paused clock is never late. */
const RUNNING = OPEN_STATES.filter((state) => state !== 'awaiting_supplement');

/**
 * Counts from the index of limits, within a scope; each figure stops counting at 10 001 a unit and state.
 * @param endOfToday the midnight in China that ends the day
 */
export async function readDueCounts(
  db: Queryable,
  scope: Scope,
  now: Date,
  endOfToday: Date,
): Promise<DueCounts> {
  const named = scope.restrictedUnits ?? [];
  const readable = `case when c.restricted then c.owner_unit = any($2::text[])
    else c.owner_unit = any($1::text[]) end`;
  const [counts] = await db.query<DueCounts>(
    `with units as (select distinct unit from unnest($1::text[] || $2::text[]) as u(unit)),
     due as (
       select d.due_at from units u cross join unnest($3::text[]) as s(state)
       cross join lateral (
         select ${DUE_KEY} as due_at from cases c
         where c.owner_unit = u.unit and c.state = s.state
           and c.state in (${OPEN_STATES.map((state) => `'${state}'`).join(', ')})
           and ${DUE_KEY} < $5::timestamptz and ${readable}
         order by ${DUE_KEY}, c.id limit ${MOST}) d),
     call_backs as (
       select l.id from units u cross join lateral (
         select c.id from cases c
         where c.owner_unit = u.unit and c.contact_due_at is not null and ${readable}
         limit ${MOST}) l)
     select count(*) filter (where due_at < $4::timestamptz)::int as overdue,
       count(*) filter (where due_at >= $4::timestamptz)::int as "dueToday",
       (select count(*)::int from call_backs) as "callBacks"
     from due`,
    [scope.units, named, RUNNING, now, endOfToday],
  );
  return counts!;
}
