import { weekdayOf } from '../../platform/china-time';
import type { WorkTime } from '../../units/work-time';
import type { HolidayCalendar } from './holiday-calendar';

/** A stretch of a day in minutes from its beginning: 510 to 720 is 08:30 to 12:00. */
export interface Span {
  from: number;
  to: number;
}

/** One civil day as an office works it. */
export interface WorkDay {
  isWorking: boolean;
  /** In Chinese, why the day is not what its weekday says, or which rest day it is; null for a plain working day. */
  reason: string | null;
  /** Beyond the known years: a holiday may still fall on it. */
  isProvisional: boolean;
  /** When the office works, in order; empty on a rest day. */
  spans: readonly Span[];
}

/** When an office works. */
export interface WorkSchedule {
  /** @param date a civil day in China, `2026-10-01` */
  dayOf(date: string): WorkDay;
}

type SingleDay = Pick<WorkDay, 'isWorking' | 'reason'>;

const WEEKEND: Readonly<Record<number, string>> = { 0: '周日', 6: '周六' };

/**
 * The working days and hours of a unit: the public holidays, changed by single days of the district,
 * and these by the unit's own; the unit's hours stand in place of the district's.
 * @param own null: the unit has told no hours of its own
 */
export function createWorkSchedule(
  holidays: HolidayCalendar,
  district: WorkTime,
  own: WorkTime | null = null,
): WorkSchedule {
  const singles = new Map<string, SingleDay>([
    ...singleDaysOf(district),
    ...(own ? singleDaysOf(own) : []),
  ]);
  const hoursOn = createHours(own ?? district);
  const known = new Map<string, WorkDay>();
  const look = (date: string): WorkDay => {
    const single = singles.get(date);
    const { isWorking, reason } = single ?? usualDay(holidays, date);
    const isProvisional = !single && !holidays.covers(date);
    return { isWorking, reason, isProvisional, spans: isWorking ? hoursOn(date) : [] };
  };
  return {
    dayOf(date) {
      const before = known.get(date);
      if (before) return before;
      const day = look(date);
      known.set(date, day);
      return day;
    },
  };
}

function usualDay(holidays: HolidayCalendar, date: string): SingleDay {
  const kind = holidays.kindOf(date);
  switch (kind) {
    case 'workday':
      return { isWorking: true, reason: null };
    case 'makeup':
      return { isWorking: true, reason: '调休上班' };
    case 'weekend':
      return { isWorking: false, reason: WEEKEND[weekdayOf(date)] ?? null };
    case 'holiday':
      return { isWorking: false, reason: `${holidays.nameOf(date) ?? '节日'}放假` };
  }
}

function singleDaysOf({ restDays, workDays }: WorkTime): [string, SingleDay][] {
  return [
    ...restDays.map(({ date, reason }): [string, SingleDay] => [
      date,
      { isWorking: false, reason },
    ]),
    ...workDays.map(({ date, reason }): [string, SingleDay] => [date, { isWorking: true, reason }]),
  ];
}

function createHours({ workHours, seasons }: WorkTime): (date: string) => readonly Span[] {
  const usual = workHours.map(spanOf);
  const special = seasons.map(({ from, to, workHours: hours }) => ({
    isIn: (day: string) => (from <= to ? from <= day && day <= to : from <= day || day <= to),
    spans: hours.map(spanOf),
  }));
  return (date) => special.find(({ isIn }) => isIn(date.slice(5)))?.spans ?? usual;
}

function spanOf({ from, to }: { from: string; to: string }): Span {
  return { from: minutesOf(from), to: minutesOf(to) };
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
