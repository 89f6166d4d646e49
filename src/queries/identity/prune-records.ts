import type { Queryable } from '../../database/database';

/**
 * Takes away what is on record for longer than citizens are told: look-ups, withdrawn consents and removed
 * bindings of more than three years ago. The database's function holds the time, by its own clock.
 */
export async function pruneQueryRecords(db: Queryable): Promise<void> {
  await db.query('select prune_query_records()');
}
