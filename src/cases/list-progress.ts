import type { Queryable } from '../database/database';
import { presentCaseState } from './case-state';

/** A case as its citizen may see it; `unit` is a unit's code. */
export interface ListedProgress {
  number: string;
  state: string;
  openedAt: Date;
  unit: string;
}

/** What reads otherwise to a citizen: who has to sign is no matter of theirs. */
const FOR_CITIZENS: Readonly<Record<string, string>> = {
  awaiting_supplement: '待您补充',
  awaiting_review: '办理中',
  awaiting_signature: '办理中',
};

/** A citizen's own cases, newest first. */
export async function listProgress(
  db: Queryable,
  account: string,
  citizenId: string,
): Promise<ListedProgress[]> {
  const rows = await db.query<{ number: string; state: string; openedAt: Date; unit: string }>(
    `select number, state, opened_at as "openedAt", owner_unit as unit from cases
     where account = $1 and citizen_id = $2 and state not in ('merged', 'withdrawn')
     order by opened_at desc limit 20`,
    [account, citizenId],
  );
  return rows.map((row) => ({
    ...row,
    state: FOR_CITIZENS[row.state] ?? presentCaseState(row.state),
  }));
}
