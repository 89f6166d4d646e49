import type { Tx } from '../database/database';

/**
 * Forgets what cases know of citizens, in the transaction that erases them: telephone numbers and sealed
 * words of cases that are done, and what was written beside ratings. Whoever works on an open case may
 * still need the telephone, for there is no other way to the citizen.
 * @returns the citizens of whom something sealed stays until their case is done
 */
export async function eraseCases(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
  openCases: readonly string[],
): Promise<string[]> {
  await tx.query(
    `update cases set contact_sealed = null, statement_sealed = null
     where account = $1 and citizen_id = any($2::uuid[]) and id <> all($3::uuid[])
       and (contact_sealed is not null or statement_sealed is not null)`,
    [account, citizenIds, openCases],
  );
  await tx.query(
    `update case_ratings r set text = null from cases c
     where c.account = $1 and c.citizen_id = any($2::uuid[]) and r.case_id = c.id
       and r.text is not null`,
    [account, citizenIds],
  );
  const rows = await tx.query<{ id: string }>(
    `select distinct citizen_id as id from cases
     where account = $1 and citizen_id = any($2::uuid[])
       and (contact_sealed is not null or statement_sealed is not null)`,
    [account, citizenIds],
  );
  return rows.map(({ id }) => id);
}
