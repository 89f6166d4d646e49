import type { Database } from '../../database/database';
import { takeTallies } from './take-tallies';

/** A place where the counts were not what the cases say. */
export interface CountDifference {
  unit: string;
  state: string;
  handler: string | null;
  restricted: boolean;
  counted: number;
  actual: number;
}

/**
 * Counts all cases anew and puts the counts right. Counts and cases are compared in one statement, so
 * that both are of the same instant whatever goes on meanwhile. Reads the whole table.
 * @returns the places that differed; each is a fault of whoever moved a case without counting it
 */
export async function recountCases(db: Database): Promise<readonly CountDifference[]> {
  return db.transaction(async (tx) => {
    if (!(await takeTallies(tx))) return [];
    await tx.query('set local enable_seqscan = on');
    return tx.query<CountDifference>(
      `with actual as (
         select owner_unit as unit, state, handler, restricted, count(*)::int as cases
         from cases group by owner_unit, state, handler, restricted),
       counted as (
         select unit, state, handler, restricted, sum(cases)::int as cases
         from case_tallies group by unit, state, handler, restricted),
       different as (
         select unit, state, handler, restricted, coalesce(sum(cases) filter (where not is_actual), 0)::int as counted,
           coalesce(sum(cases) filter (where is_actual), 0)::int as actual
         from (select *, true as is_actual from actual union all select *, false from counted) both_of_them
         group by unit, state, handler, restricted
         having coalesce(sum(cases) filter (where not is_actual), 0)
           <> coalesce(sum(cases) filter (where is_actual), 0)),
       corrected as (
         insert into case_tallies (id, unit, state, handler, restricted, cases)
         select gen_random_uuid(), unit, state, handler, restricted, actual - counted from different)
       select unit, state, handler, restricted, counted, actual from different
       order by unit, state, handler nulls first, restricted`,
    );
  });
}
