import { addWorkingDays, countWorkingDays } from '../calendar/count-days';
import { closingOf } from '../calendar/count-time';
import type { WorkSchedule } from '../calendar/work-schedule';
import { chinaDateOf } from '../../platform/china-time';

/** What a changed calendar does to one deadline. */
export type DueChange =
  | { kind: 'unchanged'; dueAt: Date }
  | { kind: 'later'; dueAt: Date; before: Date }
  /** The new calendar would end it at `reckoned`, earlier than was promised: the promise stands. */
  | { kind: 'kept'; dueAt: Date; reckoned: Date };

/**
 * Keeps the working days that a deadline has left at `now` when the calendar changes. Days gone by are
 * not counted again, and what is late stays as it is.
 */
export function planDueChange(
  before: WorkSchedule,
  after: WorkSchedule,
  dueAt: Date,
  now: Date,
): DueChange {
  if (dueAt <= now) return { kind: 'unchanged', dueAt };
  const [today, due] = [chinaDateOf(now), chinaDateOf(dueAt)];
  const left = countWorkingDays(before, today, due);
  const reckoned = closingOf(after, addWorkingDays(after, today, left));
  if (reckoned > dueAt) return { kind: 'later', dueAt: reckoned, before: dueAt };
  // What is promised is a day: other hours of the same day shorten nothing.
  if (chinaDateOf(reckoned) === due) return { kind: 'unchanged', dueAt };
  return { kind: 'kept', dueAt, reckoned };
}
