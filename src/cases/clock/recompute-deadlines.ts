/** A changed calendar reaches the cases that are open: in batches, once, over crashes and restarts. */
import type { Database, Tx } from '../../database/database';
import { chinaDateOf } from '../../platform/china-time';
import type { Clock } from '../../platform/clock';
import { createWorkSchedules, type WorkSchedules } from '../calendar/work-schedules';
import { insertCaseEvent } from '../life-cycle/case-events';
import { getCase, updateCase, type CasePatch, type CaseRow } from '../life-cycle/case-row';
import { SYSTEM_ACTOR } from '../life-cycle/execute-action';
import { transitions } from '../life-cycle/transitions';
import { lockRun, markRun, takeCalendar, type OpenRun } from './calendar-state';
import { planDueChange, type DueChange } from './plan-due-change';

const BATCH = 100;

/** What a citizen was promised; moves of these are told in the case's line of events. */
type Promised = 'accept_due_at' | 'answer_due_at';
/** What staff or the machine go by. */
const INTERNAL = [
  'gate_due_at',
  'contact_due_at',
  'supervision_due_at',
  'remind_at',
  'auto_close_at',
] as const;
/** Actions that set a deadline: whoever did one since the new calendar counts has it already. */
const CLOCK_EVENTS = Object.entries(transitions)
  .filter(([, { clock }]) => clock !== 'none')
  .map(([action]) => action);

export interface RecomputeParts {
  clock: Clock;
  /** Of the files that are live. */
  schedules: WorkSchedules;
  /** When this process took them up. */
  liveSince: Date;
}

/**
 * Reckons the deadlines of open cases anew where the calendar, the hours or single days have changed
 * since they were set. Later ends move; what would end earlier stays as promised; both stand in the
 * case's line of events. Cheap where nothing has changed.
 * @returns how many cases were changed
 */
export async function recomputeDeadlines(db: Database, parts: RecomputeParts): Promise<number> {
  const { clock, schedules, liveSince } = parts;
  if (!(await takeCalendar(db, schedules, liveSince, clock.now()))) return 0;
  let changed = 0;
  for (;;) {
    const batch = await db.transaction((tx) => recomputeBatch(tx, clock.now()));
    if (batch === null) return changed;
    changed += batch;
  }
}

/** @returns how many cases of one batch were changed; null: the run is over */
async function recomputeBatch(tx: Tx, now: Date): Promise<number | null> {
  const run = await lockRun(tx);
  if (!run) return null;
  const found = await tx.query<{ id: string; number: string }>(
    `select id, number from cases c
     where closed_at is null and state not in ('merged', 'withdrawn') and opened_at < $1
       and ($2::uuid is null or id > $2)
       and not exists (select from case_events e
         where e.case_id = c.id and e.at >= $1 and e.kind = any($3))
     order by id limit ${BATCH}`,
    [run.takenAt, run.doneUpTo, CLOCK_EVENTS],
  );
  const [before, after] = [createWorkSchedules(run.previous), createWorkSchedules(run.basis)];
  let changed = 0;
  for (const { number } of found) {
    const row = await getCase(tx, null, number);
    const change = planCaseChange(row, before, after, now);
    if (!change) continue;
    await applyCaseChange(tx, row, change, { run, now });
    changed += 1;
  }
  await markRun(tx, found.length < BATCH ? null : found.at(-1)!.id);
  return changed;
}

/** What of a case its deadlines go by. */
export type PlannedRow = Pick<
  CaseRow,
  | 'owner_unit'
  | 'state'
  | 'paused_at'
  | 'answered_at'
  | 'provisional'
  | Promised
  | (typeof INTERNAL)[number]
>;

interface CaseChange {
  patch: CasePatch;
  /** Promises that moved or were kept, by column. */
  promises: Partial<Record<Promised, DueChange>>;
}

/** What a changed calendar does to a case. @returns null: nothing of it changes */
export function planCaseChange(
  row: PlannedRow,
  schedulesBefore: WorkSchedules,
  schedulesAfter: WorkSchedules,
  now: Date,
): CaseChange | null {
  const [before, after] = [schedulesBefore.of(row.owner_unit), schedulesAfter.of(row.owner_unit)];
  const change: CaseChange = { patch: {}, promises: {} };
  const isWaiting = row.state === 'awaiting_acceptance' || row.state === 'awaiting_assignment';
  const promise: Promised = isWaiting ? 'accept_due_at' : 'answer_due_at';
  // A clock that stands still is reckoned when it goes on; one that has ended stays for the record.
  const runs = row.paused_at === null && row.answered_at === null;
  for (const column of [...(runs ? ([promise] as const) : []), ...INTERNAL]) {
    const dueAt = row[column];
    if (dueAt === null) continue;
    const planned = planDueChange(before, after, dueAt, now);
    if (planned.kind === 'later') change.patch[column] = planned.dueAt;
    if (planned.kind !== 'unchanged' && column === promise) change.promises[promise] = planned;
  }
  const end = change.patch[promise] ?? row[promise];
  if (end && runs) {
    const provisional = after.dayOf(chinaDateOf(end)).isProvisional;
    if (provisional !== row.provisional) change.patch.provisional = provisional;
  }
  const isSame = Object.keys({ ...change.patch, ...change.promises }).length === 0;
  return isSame ? null : change;
}

async function applyCaseChange(
  tx: Tx,
  row: CaseRow,
  { patch, promises }: CaseChange,
  { run, now }: { run: OpenRun; now: Date },
): Promise<void> {
  await updateCase(tx, row.id, patch);
  const years = run.basis.years.map(({ year, document }) => ({ year, document }));
  await insertCaseEvent(tx, {
    after: { ...row, ...patch, version: row.version + 1 },
    kind: 'recomputed',
    at: now,
    actor: SYSTEM_ACTOR,
    reason: null,
    data: { promises, years },
  });
}
