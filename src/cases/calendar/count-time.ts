import { addCivilDays, chinaDateOf, instantInChina } from '../../platform/china-time';
import { addWorkingDays } from './count-days';
import type { WorkSchedule } from './work-schedule';

/** A stretch of working time. */
interface Stretch {
  from: number;
  to: number;
}

/** Whether the office is at work at this instant; closing time itself is over. */
export function isWorkTime(schedule: WorkSchedule, at: Date): boolean {
  const time = at.getTime();
  return stretchesOn(schedule, chinaDateOf(at)).some(({ from, to }) => from <= time && time < to);
}

/**
 * When work on what arrives at `at` can begin: at once in working time, else when the office opens
 * next. What arrives in the noon break begins in the afternoon of the same day.
 */
export function startOfWork(schedule: WorkSchedule, at: Date): Date {
  const today = chinaDateOf(at);
  for (const { from, to } of stretchesOn(schedule, today)) {
    if (at.getTime() < to) return new Date(Math.max(at.getTime(), from));
  }
  return openingOf(schedule, addWorkingDays(schedule, today, 1));
}

/** When a working day's work begins. */
export function openingOf(schedule: WorkSchedule, workingDay: string): Date {
  return new Date(stretchesOn(schedule, workingDay)[0]!.from);
}

/** When a working day's work ends: the instant at which a limit of whole days is over. */
export function closingOf(schedule: WorkSchedule, workingDay: string): Date {
  return new Date(stretchesOn(schedule, workingDay).at(-1)!.to);
}

/** Working time from one instant to another, in milliseconds; 0 where `to` is not after `from`. */
export function workingMsBetween(schedule: WorkSchedule, from: Date, to: Date): number {
  let sum = 0;
  const last = chinaDateOf(to);
  for (let day = chinaDateOf(from); day <= last; day = addCivilDays(day, 1)) {
    for (const stretch of stretchesOn(schedule, day)) {
      const begins = Math.max(stretch.from, from.getTime());
      const ends = Math.min(stretch.to, to.getTime());
      sum += Math.max(0, ends - begins);
    }
  }
  return sum;
}

/** The instant at which `ms` of working time have passed since `at`; for 0, when work begins. */
export function addWorkingMs(schedule: WorkSchedule, at: Date, ms: number): Date {
  let start = startOfWork(schedule, at);
  for (let left = ms; ;) {
    const time = start.getTime();
    const { to } = stretchesOn(schedule, chinaDateOf(start)).find((each) => time < each.to)!;
    if (left <= to - time) return new Date(time + left);
    left -= to - time;
    start = startOfWork(schedule, new Date(to));
  }
}

/** The latest instant of working time from which `ms` of it are left until `at`; `ms` is over 0. */
export function subtractWorkingMs(schedule: WorkSchedule, at: Date, ms: number): Date {
  let left = ms;
  let day = chinaDateOf(at);
  for (;;) {
    for (const { from, to } of [...stretchesOn(schedule, day)].reverse()) {
      const end = Math.min(to, at.getTime());
      if (end <= from) continue;
      if (left <= end - from) return new Date(end - left);
      left -= end - from;
    }
    day = addCivilDays(day, -1);
  }
}

function stretchesOn(schedule: WorkSchedule, date: string): Stretch[] {
  return schedule.dayOf(date).spans.map(({ from, to }) => ({
    from: instantInChina(date, from).getTime(),
    to: instantInChina(date, to).getTime(),
  }));
}
