import type { Queryable } from '../../database/database';
import { addCivilDays, chinaDateOf, instantInChina } from '../../platform/china-time';
import { caseStates } from '../case-state';
import type { Scope } from '../scope';

/** What came in and what was answered on one day in China. */
export interface DayFigures {
  /** `2026-11-23` */
  date: string;
  received: number;
  answered: number;
}

const DAYS = 7;

/** The last seven days of ordinary cases within a scope, today last. */
export async function readDays(db: Queryable, { units }: Scope, now: Date): Promise<DayFigures[]> {
  const today = chinaDateOf(now);
  const dates = Array.from({ length: DAYS }, (_, index) => addCivilDays(today, index - DAYS + 1));
  const from = instantInChina(dates[0]!);
  const rows = await db.query<DayFigures>(
    `with received as (
       select (c.opened_at at time zone 'Asia/Shanghai')::date as day, count(*) as cases
       from unnest($1::text[]) as u(unit) cross join unnest($2::text[]) as s(state)
       join cases c on c.owner_unit = u.unit and c.state = s.state and c.opened_at >= $3
       where not c.restricted group by 1),
     answered as (
       select (a.signed_at at time zone 'Asia/Shanghai')::date as day, count(*) as cases
       from case_answers a join cases c on c.id = a.case_id
       where a.unit = any($1::text[]) and a.signed_at >= $3 and not c.restricted group by 1)
     select d.date, coalesce(r.cases, 0)::int as received, coalesce(a.cases, 0)::int as answered
     from unnest($4::text[]) with ordinality as d(date, place)
     left join received r on r.day = d.date::date
     left join answered a on a.day = d.date::date
     order by d.place`,
    [units, Object.keys(caseStates), from, dates],
  );
  return rows;
}
