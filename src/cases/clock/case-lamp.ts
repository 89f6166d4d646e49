import type { WorkSchedules } from '../calendar/work-schedules';
import type { CaseRow } from '../life-cycle/case-row';
import { lampKindOf, lampOf, type Lamp, type LampClock, type LampKind } from './lamp';
import { ruleOf } from './limits';
import type { LimitRule, Limits } from './schema';

/** What the deadlines of a case go by; a row of `cases` has it all. */
export type CaseClockRow = Pick<
  CaseRow,
  | 'owner_unit'
  | 'type'
  | 'opened_at'
  | 'assigned_at'
  | 'accept_due_at'
  | 'counts_from_at'
  | 'answer_due_at'
  | 'paused_at'
  | 'paused_remaining_ms'
  | 'extension'
  | 'extension_days'
  | 'answered_at'
  | 'closed_at'
>;

/** The clock of a case that counts now: 办理 once it was accepted, else 受理. */
export interface CaseDeadline {
  rule: LimitRule;
  startedAt: Date;
  dueAt: Date;
}

/**
 * @param isRework the round began with a bad rating, so that its limit is the one for putting right
 * @returns null for a case that has no deadline, such as one that waits to be assigned
 */
export function deadlineOf(
  row: CaseClockRow,
  limits: Limits,
  isRework: boolean,
): CaseDeadline | null {
  if (row.answer_due_at) {
    const rule =
      isRework || row.type === null
        ? limits.limits.badRating.rectify
        : ruleOf(limits, { kind: 'answer', type: row.type });
    return { rule, startedAt: row.counts_from_at ?? row.opened_at, dueAt: row.answer_due_at };
  }
  if (!row.accept_due_at) return null;
  const startedAt = row.assigned_at ?? row.opened_at;
  return { rule: limits.limits.accept, startedAt, dueAt: row.accept_due_at };
}

/** What lamps are reckoned by, read anew after a reload. */
export interface LampCalendar {
  schedules: WorkSchedules;
  limits: Limits;
}

/** The lamp of a case, as lists and pages show it. @returns null for a case that has no deadline */
export function lampOfCase(row: CaseClockRow, calendar: LampCalendar, now: Date): Lamp | null {
  const clock = lampClockOf(row, calendar.limits);
  return clock && lampOf(calendar.schedules.of(row.owner_unit), calendar.limits.lamp, clock, now);
}

/** Its kind alone: thousands are looked at for one page. */
export function lampKindOfCase(
  row: CaseClockRow,
  { schedules, limits }: LampCalendar,
  now: Date,
): LampKind | null {
  const clock = lampClockOf(row, limits);
  return clock && lampKindOf(schedules.of(row.owner_unit), limits.lamp, clock, now);
}

function lampClockOf(row: CaseClockRow, limits: Limits): LampClock | null {
  const deadline = deadlineOf(row, limits, false);
  if (!deadline) return null;
  const { value, unit } = deadline.rule;
  const extended = row.extension === 'approved' && row.answer_due_at ? row.extension_days : 0;
  return {
    ...deadline,
    length: { value: value + (extended ?? 0), unit },
    pausedRemainingMs: row.paused_at ? (row.paused_remaining_ms ?? 0) : null,
    finishedAt: row.answered_at ?? row.closed_at,
  };
}
