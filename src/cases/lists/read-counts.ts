import type { Queryable } from '../../database/database';
import type { CaseState } from '../case-state';
import type { Scope } from '../scope';

/** How many of a unit's own cases stand in a state, within a scope. */
export interface CaseCount {
  unit: string;
  state: CaseState;
  cases: number;
  /** Of these, the reader's own. */
  mine: number;
  /** Of these, without 承办人. */
  unclaimed: number;
}

/**
 * The counts behind tabs and tiles, by unit and state, for the reader to add up by what they may do.
 * Cases that a unit only helps with are the owner's and are not counted. Restricted ones are counted
 * where the reader is named for them.
 */
export async function readCounts(
  db: Queryable,
  scope: Scope,
  staffId: string,
): Promise<CaseCount[]> {
  return db.query<CaseCount>(
    `select unit, state, sum(cases)::int as cases,
       coalesce(sum(cases) filter (where handler = $3), 0)::int as mine,
       coalesce(sum(cases) filter (where handler is null), 0)::int as unclaimed
     from case_tallies
     where unit = any($1::text[] || $2::text[])
       and case when restricted then unit = any($2) else unit = any($1) end
     group by unit, state having sum(cases) <> 0 order by unit, state`,
    [scope.units, scope.restrictedUnits ?? [], staffId],
  );
}
