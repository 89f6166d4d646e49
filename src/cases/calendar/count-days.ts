import { addCivilDays } from '../../platform/china-time';
import type { WorkSchedule } from './work-schedule';

/** Whether the office works on a civil day in China, `2026-10-10`. */
export function isWorkingDay(schedule: WorkSchedule, date: string): boolean {
  return schedule.dayOf(date).isWorking;
}

/** The first working day after `date`. */
export function nextWorkingDay(schedule: WorkSchedule, date: string): string {
  return addWorkingDays(schedule, date, 1);
}

/**
 * The `count`-th working day after `date`, which is itself not counted; with a negative count before
 * it. 0 gives `date` where it is a working day, else the next one.
 */
export function addWorkingDays(schedule: WorkSchedule, date: string, count: number): string {
  if (count === 0 && isWorkingDay(schedule, date)) return date;
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count) || 1; left > 0;) {
    day = addCivilDays(day, step);
    if (isWorkingDay(schedule, day)) left -= 1;
  }
  return day;
}

/** How many working days lie after `from` up to and with `to`; 0 where `to` is not after `from`. */
export function countWorkingDays(schedule: WorkSchedule, from: string, to: string): number {
  let count = 0;
  for (let day = addCivilDays(from, 1); day <= to; day = addCivilDays(day, 1)) {
    if (isWorkingDay(schedule, day)) count += 1;
  }
  return count;
}
