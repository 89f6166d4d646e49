import type { Database, Queryable, Tx } from '../../database/database';
import type { CalendarBasis, WorkSchedules } from '../calendar/work-schedules';

/** A run over the open cases that is not finished. */
export interface OpenRun {
  /** The calendar that the deadlines were reckoned by, and the one they get. */
  previous: CalendarBasis;
  basis: CalendarBasis;
  /** Since when the new one counts. */
  takenAt: Date;
  /** The last case that is done; null: none yet. */
  doneUpTo: string | null;
}

/**
 * Makes a calendar the one that deadlines are reckoned by. The very first has nothing to change; a
 * run that is not finished comes first; and a process that still holds older files than another one
 * changes nothing.
 * @param liveSince when this process took the files up
 * @returns whether there is a run over the open cases to do
 */
export async function takeCalendar(
  db: Database,
  schedules: WorkSchedules,
  liveSince: Date,
  now: Date,
): Promise<boolean> {
  const state = await readState(db);
  if (!state) {
    await db.query(
      `insert into calendar_state (id, digest, basis, live_since, taken_at) values (1, $1, $2, $3, $4)
       on conflict on constraint calendar_state_pkey do nothing`,
      [schedules.digest, JSON.stringify(schedules.basis), liveSince, now],
    );
    return false;
  }
  if (state.running || state.digest === schedules.digest) return state.running;
  const taken = await db.query(
    `update calendar_state
     set previous = basis, basis = $2, digest = $1, live_since = $3, taken_at = $4, done_up_to = null
     where previous is null and digest <> $1 and live_since < $3 returning id`,
    [schedules.digest, JSON.stringify(schedules.basis), liveSince, now],
  );
  return taken.length > 0;
}

async function readState(db: Queryable): Promise<{ digest: string; running: boolean } | null> {
  const [state] = await db.query<{ digest: string; running: boolean }>(
    `select digest, previous is not null as running from calendar_state`,
  );
  return state ?? null;
}

/** The run that is to do, locked until the transaction ends: one process at a time; null: all is done. */
export async function lockRun(tx: Tx): Promise<OpenRun | null> {
  const [run] = await tx.query<OpenRun>(
    `select previous, basis, taken_at as "takenAt", done_up_to as "doneUpTo"
     from calendar_state where previous is not null for update`,
  );
  return run ?? null;
}

/** @param doneUpTo the last case of the batch; null: there is none left, the run is over */
export async function markRun(tx: Tx, doneUpTo: string | null): Promise<void> {
  await tx.query(
    `update calendar_state set done_up_to = $1,
       previous = case when $1::uuid is null then null else previous end`,
    [doneUpTo],
  );
}
