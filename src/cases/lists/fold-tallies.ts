import type { Database } from '../../database/database';
import { takeTallies } from './take-tallies';

/** More than a minute brings. */
const MOST_ROWS = 20_000;

/**
 * Adds up the rows of each place, so that counts are read from few. Whoever counts meanwhile sees the
 * rows of before or of afterwards, which come to the same. One process at a time.
 * @returns how many rows went away
 */
export async function foldTallies(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await takeTallies(tx))) return 0;
    const [folded] = await tx.query<{ gone: number }>(
      `with crowded as (
         select id from (
           select id, count(*) over (partition by unit, state, handler, restricted) as rows, cases
           from case_tallies) t
         where t.rows > 1 or t.cases = 0 limit ${MOST_ROWS}),
       taken as (
         delete from case_tallies t using crowded c where t.id = c.id
         returning unit, state, handler, restricted, cases),
       kept as (
         insert into case_tallies (id, unit, state, handler, restricted, cases)
         select gen_random_uuid(), unit, state, handler, restricted, sum(cases)
         from taken group by unit, state, handler, restricted having sum(cases) <> 0
         returning id)
       select (select count(*) from taken)::int - (select count(*) from kept)::int as gone`,
    );
    return folded!.gone;
  });
}
