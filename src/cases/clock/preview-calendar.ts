import type { Queryable } from '../../database/database';
import { addCivilDays } from '../../platform/china-time';
import type { CalendarFile } from '../calendar/schema';
import { createWorkSchedules, type WorkSchedules } from '../calendar/work-schedules';
import type { CaseRow } from '../life-cycle/case-row';
import { planCaseChange, type PlannedRow } from './recompute-deadlines';

/** What a calendar that is not live yet would do to the cases that are open. */
export interface CalendarPreview {
  /** Days of its year that would be worked, and are not now, or the other way round. */
  days: readonly { date: string; before: boolean; after: boolean; reason: string | null }[];
  open: number;
  /** Whose promised day moves, by unit. */
  later: readonly { unit: string; cases: number }[];
  /** Which would end earlier, and keep what was promised. */
  kept: number;
}

const BATCH = 2_000;

/**
 * Reckons a year's calendar over all open cases without changing anything: the same plan as when the
 * file goes live. Numbers only, so that it is no matter of a scope.
 */
export async function previewCalendar(
  db: Queryable,
  live: WorkSchedules,
  file: CalendarFile,
  now: Date,
): Promise<CalendarPreview> {
  const { basis } = live;
  const years = [...basis.years.filter(({ year }) => year !== file.year), file];
  const next = createWorkSchedules({ ...basis, years });
  const later = new Map<string, number>();
  let open = 0;
  let kept = 0;
  for await (const row of openCases(db)) {
    open += 1;
    const change = planCaseChange(row, live, next, now);
    for (const { kind } of Object.values(change?.promises ?? {})) {
      if (kind === 'kept') kept += 1;
      else later.set(row.owner_unit, (later.get(row.owner_unit) ?? 0) + 1);
    }
  }
  return {
    ...{ open, kept, days: changedDays(live, next, file.year) },
    later: [...later].map(([unit, cases]) => ({ unit, cases })),
  };
}

async function* openCases(db: Queryable): AsyncGenerator<PlannedRow> {
  let after: string | null = null;
  for (;;) {
    const rows: (PlannedRow & Pick<CaseRow, 'id'>)[] = await db.query(
      `select id, owner_unit, state, paused_at, answered_at, provisional, accept_due_at, answer_due_at,
         gate_due_at, contact_due_at, supervision_due_at, remind_at, auto_close_at
       from cases
       where closed_at is null and state not in ('merged', 'withdrawn')
         and ($1::uuid is null or id > $1)
       order by id limit ${BATCH}`,
      [after],
    );
    yield* rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)!.id;
  }
}

function changedDays(
  live: WorkSchedules,
  next: WorkSchedules,
  year: number,
): CalendarPreview['days'] {
  const days = [];
  const [before, after] = [live.of(''), next.of('')];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addCivilDays(date, 1)) {
    const [old, now] = [before.dayOf(date), after.dayOf(date)];
    if (old.isWorking === now.isWorking) continue;
    days.push({ date, before: old.isWorking, after: now.isWorking, reason: now.reason });
  }
  return days;
}
