import { chinaDateOf } from '../../platform/china-time';
import { addWorkingDays } from '../calendar/count-days';
import { closingOf } from '../calendar/count-time';
import type { WorkSchedule } from '../calendar/work-schedule';
import type { Escalation } from './schema';

/** A step of the limits file whose moment has come for one deadline. */
export interface DueEscalation {
  /** `-1wd`: which step, as the file writes it. Told once for a deadline. */
  step: string;
  to: Escalation['to'];
  flag: Escalation['flag'];
}

/**
 * The steps that are due now and have not been told. What warns of a limit is dropped once the limit
 * is over: a notice that came too late helps nobody.
 * @param told steps that were told for this very deadline
 */
export function planEscalations(
  schedule: WorkSchedule,
  escalations: readonly Escalation[],
  dueAt: Date,
  told: ReadonlySet<string>,
  now: Date,
): DueEscalation[] {
  return escalations
    .filter(({ at }) => !told.has(at))
    .filter(({ at }) => momentOf(schedule, at, dueAt) <= now)
    .filter(({ at }) => daysOf(at) >= 0 || now <= dueAt)
    .map(({ at, to, flag }) => ({ step: at, to, flag }));
}

/** The instant of a step: for `0wd` the limit itself, else when work ends so many working days off. */
export function momentOf(schedule: WorkSchedule, step: string, dueAt: Date): Date {
  const days = daysOf(step);
  if (days === 0) return dueAt;
  return closingOf(schedule, addWorkingDays(schedule, chinaDateOf(dueAt), days));
}

function daysOf(step: string): number {
  return Number.parseInt(step, 10);
}
