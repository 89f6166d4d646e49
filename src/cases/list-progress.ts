import type { Queryable } from '../database/database';
import { presentStateForCitizen } from './for-citizens/read-progress';

/** A case as its citizen may see it; `unit` is a unit's code. */
export interface ListedProgress {
  id: string;
  round: number;
  number: string;
  state: string;
  openedAt: Date;
  unit: string;
}

/** A citizen's own cases, newest first. */
export async function listProgress(
  db: Queryable,
  account: string,
  citizenId: string,
): Promise<ListedProgress[]> {
  const rows = await db.query<ListedProgress>(
    `select id, round, number, state, opened_at as "openedAt", owner_unit as unit from cases
     where account = $1 and citizen_id = $2 and state not in ('merged', 'withdrawn')
     order by opened_at desc limit 20`,
    [account, citizenId],
  );
  return rows.map((row) => ({
    ...row,
    state: presentStateForCitizen(row.state),
  }));
}
