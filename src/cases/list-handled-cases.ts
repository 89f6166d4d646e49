import type { Queryable } from '../database/database';

/** An open case that somebody answers for. */
export interface HandledCase {
  number: string;
  unit: string;
}

/** The open cases of a person, oldest first: what 离岗移交 moves. */
export async function listHandledCases(db: Queryable, staffId: string): Promise<HandledCase[]> {
  return db.query<HandledCase>(
    `select number, owner_unit as unit from cases
     where handler = $1 and answered_at is null and closed_at is null order by id`,
    [staffId],
  );
}
