import type { Queryable } from '../../database/database';
import type { Period } from './read-report';

/** A unit sent a case back, and why. */
export interface ReturnedCase {
  number: string;
  unit: string;
  at: Date;
  reason: string;
  proposedUnit: string | null;
}

const MOST = 200;

/** The last 退回 among the cases of a period, with the reasons that units gave; without restricted ones. */
export async function listReturns(
  db: Queryable,
  units: readonly string[],
  { firstDay, lastDay }: Period,
): Promise<ReturnedCase[]> {
  return db.query<ReturnedCase>(
    `select c.number, h.unit, e.at, e.reason, e.data ->> 'proposedUnit' as "proposedUnit"
     from report_handlings h join cases c on c.id = h.case_id
     cross join lateral (
       select at, reason, data from case_events e
       where e.case_id = h.case_id and e.seq > h.seq and e.kind = 'return'
       order by e.seq limit 1) e
     where h.unit = any($1) and h.day between $2 and $3 and h.returned and not h.restricted
       and not c.restricted
     order by e.at desc, c.number limit ${MOST}`,
    [units, firstDay, lastDay],
  );
}
