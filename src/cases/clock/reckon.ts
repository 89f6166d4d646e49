/** Deadlines on a working-day calendar: pure functions from instants to instants. */
import { addCivilDays, chinaDateOf } from '../../platform/china-time';
import { addWorkingDays, countWorkingDays } from '../calendar/count-days';
import {
  closingOf,
  openingOf,
  startOfWork,
  subtractWorkingMs,
  workingMsBetween,
} from '../calendar/count-time';
import type { WorkSchedule } from '../calendar/work-schedule';
import type { Due, PausedClock } from '../life-cycle/clocks';
import type { LimitRule } from './schema';

const HOUR_MS = 60 * 60 * 1000;

/** How long a limit is. */
export type Length = Pick<LimitRule, 'value' | 'unit'>;

/**
 * The day that is not counted, 民法典第二百零一条. For working days, what arrives after work or on a
 * rest day counts as arrived when the office opens next; days of the calendar begin when they begin.
 * @returns a civil day in China, `2026-10-01`
 */
export function dayZeroOf(schedule: WorkSchedule, unit: LimitRule['unit'], from: Date): string {
  // Whoever writes at the very moment of closing is still in time.
  const arrival = new Date(from.getTime() - 1);
  return chinaDateOf(unit === 'wd' ? startOfWork(schedule, arrival) : from);
}

/**
 * The end of a limit that begins at `from`: for days, when work ends on the last of them; a last day
 * of the calendar that is a rest day gives way to the next working day (民法典第二百零三条).
 */
export function reckonDue(schedule: WorkSchedule, { value, unit }: Length, from: Date): Due {
  const first = dayZeroOf(schedule, unit, from);
  switch (unit) {
    case 'wd':
      return endOf(schedule, addWorkingDays(schedule, first, value));
    case 'day':
      return endOf(schedule, addWorkingDays(schedule, addCivilDays(first, value), 0));
    case 'hour':
      return { at: new Date(from.getTime() + value * HOUR_MS), provisional: false };
  }
}

/** Stops a clock that ends at `dueAt`: what working time is left, none where the end has passed. */
export function pauseClock(schedule: WorkSchedule, dueAt: Date, at: Date): PausedClock {
  return { remainingMs: workingMsBetween(schedule, at, dueAt), dueAt };
}

/**
 * The end of a clock that goes on at `at`. Whole days stay whole, whatever their hours: the day on
 * which it stopped goes on where as large a part of the day is left, else the next working day takes
 * its place. What had no time left is late since its old end.
 */
export function resumeClock(schedule: WorkSchedule, paused: PausedClock, at: Date): Due {
  if (paused.remainingMs === 0) return dueOn(schedule, paused.dueAt);
  const goesOn = dayThatGoesOn(schedule, paused, at);
  return endOf(schedule, addWorkingDays(schedule, goesOn, daysLeftAfterStop(schedule, paused)));
}

/** The working day that takes the place of the one on which a clock with time left stopped. */
export function dayThatGoesOn(
  schedule: WorkSchedule,
  paused: PausedClock,
  resumedAt: Date,
): string {
  const stopped = stoppedAt(schedule, paused);
  const start = startOfWork(schedule, resumedAt);
  const today = chinaDateOf(start);
  return partLeft(schedule, start) >= partLeft(schedule, stopped)
    ? today
    : addWorkingDays(schedule, today, 1);
}

/** How many whole working days a clock with time left has after the day on which it stopped. */
export function daysLeftAfterStop(schedule: WorkSchedule, paused: PausedClock): number {
  return countWorkingDays(schedule, stopDayOf(schedule, paused), chinaDateOf(paused.dueAt));
}

/** The working day on which a clock with time left stopped: the next one, where it stopped after work. */
export function stopDayOf(schedule: WorkSchedule, paused: PausedClock): string {
  return chinaDateOf(stoppedAt(schedule, paused));
}

/** A limit moved by working days, counted from the limit itself, however late that is approved. */
export function extendDue(schedule: WorkSchedule, dueAt: Date, workingDays: number): Due {
  return endOf(schedule, addWorkingDays(schedule, chinaDateOf(dueAt), workingDays));
}

/** An end that stands as it is. */
export function dueOn(schedule: WorkSchedule, at: Date): Due {
  return { at, provisional: schedule.dayOf(chinaDateOf(at)).isProvisional };
}

function stoppedAt(schedule: WorkSchedule, { dueAt, remainingMs }: PausedClock): Date {
  return subtractWorkingMs(schedule, dueAt, remainingMs);
}

/** How much of its day's working time is left at an instant of work: over 0, at most 1. */
function partLeft(schedule: WorkSchedule, at: Date): number {
  const day = chinaDateOf(at);
  const closing = closingOf(schedule, day);
  const whole = workingMsBetween(schedule, openingOf(schedule, day), closing);
  return workingMsBetween(schedule, at, closing) / whole;
}

function endOf(schedule: WorkSchedule, workingDay: string): Due {
  return dueOn(schedule, closingOf(schedule, workingDay));
}
