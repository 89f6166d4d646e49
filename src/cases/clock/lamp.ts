import { chinaDateOf, chinaTimeOf } from '../../platform/china-time';
import { addWorkingDays, countWorkingDays } from '../calendar/count-days';
import { closingOf } from '../calendar/count-time';
import { presentClock } from '../calendar/present-day';
import type { WorkSchedule } from '../calendar/work-schedule';
import { daysLeftAfterStop, type Length } from './reckon';
import type { Limits } from './schema';

/** The lamps and their words; a lamp is never shown by its colour alone. */
export const lampNames = {
  normal: '正常',
  near: '临期',
  overdue: '逾期',
  severe: '严重逾期',
  paused: '暂停',
  done: '按期办结',
  done_late: '逾期办结',
} as const;

export type LampKind = keyof typeof lampNames;

export interface Lamp {
  kind: LampKind;
  /** `剩 3 个工作日`, `今日 17:30 到期`, `逾期 2 个工作日` … */
  text: string;
}

/** A clock as its lamp needs it. */
export interface LampClock {
  startedAt: Date;
  dueAt: Date;
  /** The limit's length with what it was extended by. */
  length: Length;
  /** Working time that was left when it stopped; null: it is not paused. */
  pausedRemainingMs: number | null;
  finishedAt: Date | null;
}

/** When a running clock's lamp changes: yellow at `nearAt`, red after the limit, dark red after `severeAt`. */
export function lampMoments(
  schedule: WorkSchedule,
  settings: Limits['lamp'],
  { dueAt, length }: Pick<LampClock, 'dueAt' | 'length'>,
): { nearAt: Date; severeAt: Date } {
  const due = chinaDateOf(dueAt);
  const severeAt = closingOf(schedule, addWorkingDays(schedule, due, settings.severeAfter));
  if (length.unit === 'hour') {
    const shareMs = settings.alsoYellowAt * length.value * 60 * 60 * 1000;
    return { nearAt: new Date(dueAt.getTime() - shareMs), severeAt };
  }
  // A tiny part off: 0.2 of 15 days is 3.0000000000000004 to a computer.
  const share = Math.ceil(settings.alsoYellowAt * length.value - 1e-9);
  const days = Math.max(settings.yellowAt, share);
  return {
    nearAt: days === 0 ? dueAt : closingOf(schedule, addWorkingDays(schedule, due, -days)),
    severeAt,
  };
}

/** The lamp of a clock at an instant: the only place that decides it, for lists, pages and reports. */
export function lampKindOf(
  schedule: WorkSchedule,
  settings: Limits['lamp'],
  clock: LampClock,
  now: Date,
): LampKind {
  const { dueAt, finishedAt, pausedRemainingMs } = clock;
  if (finishedAt) return finishedAt > dueAt ? 'done_late' : 'done';
  if (pausedRemainingMs !== null) return 'paused';
  const { nearAt, severeAt } = lampMoments(schedule, settings, clock);
  if (now > dueAt) return now > severeAt ? 'severe' : 'overdue';
  return now >= nearAt ? 'near' : 'normal';
}

/** A lamp and its words. */
export function lampOf(
  schedule: WorkSchedule,
  settings: Limits['lamp'],
  clock: LampClock,
  now: Date,
): Lamp {
  const kind = lampKindOf(schedule, settings, clock, now);
  return { kind, text: lampText(schedule, kind, clock, now) };
}

function lampText(schedule: WorkSchedule, kind: LampKind, clock: LampClock, now: Date): string {
  const { dueAt, startedAt, finishedAt, pausedRemainingMs } = clock;
  switch (kind) {
    case 'done':
      return usedText(countWorkingDays(schedule, chinaDateOf(startedAt), chinaDateOf(finishedAt!)));
    case 'paused':
      return pausedText(schedule, dueAt, pausedRemainingMs!);
    case 'done_late':
    case 'overdue':
    case 'severe':
      return lateText(schedule, dueAt, finishedAt ?? now);
    default:
      return remainingText(schedule, dueAt, now);
  }
}

function usedText(days: number): string {
  return `用时${days === 0 ? '不到 1' : ` ${days}`} 个工作日`;
}

function remainingText(schedule: WorkSchedule, dueAt: Date, now: Date): string {
  const [today, due] = [chinaDateOf(now), chinaDateOf(dueAt)];
  if (today === due) {
    const { hour, minute } = chinaTimeOf(dueAt);
    return `今日 ${presentClock(hour * 60 + minute)} 到期`;
  }
  return `剩 ${Math.max(1, countWorkingDays(schedule, today, due))} 个工作日`;
}

function lateText(schedule: WorkSchedule, dueAt: Date, at: Date): string {
  const days = countWorkingDays(schedule, chinaDateOf(dueAt), chinaDateOf(at));
  return `逾期${days === 0 ? '不到 1' : ` ${days}`} 个工作日`;
}

function pausedText(schedule: WorkSchedule, dueAt: Date, remainingMs: number): string {
  if (remainingMs === 0) return '已暂停（暂停前已逾期）';
  const days = daysLeftAfterStop(schedule, { dueAt, remainingMs });
  return `已暂停（剩${days === 0 ? '不到 1' : ` ${days}`} 个工作日）`;
}
