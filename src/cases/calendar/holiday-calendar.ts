import { addCivilDays, weekdayOf } from '../../platform/china-time';
import type { CalendarFile } from './schema';

/** What a civil day is for offices: `makeup` is a weekend day that is worked, `holiday` any day of a holiday. */
export type DayKind = 'workday' | 'makeup' | 'weekend' | 'holiday';

/** The public holidays with the days made up for them. All days are civil days in China, `2026-10-01`. */
export interface HolidayCalendar {
  /** The years whose notice is known, rising. */
  readonly years: readonly number[];
  /** Whether the day's year is known; beyond, only Saturday and Sunday are told from the rest. */
  covers(date: string): boolean;
  kindOf(date: string): DayKind;
  /** The holiday's name; null for any other day. */
  nameOf(date: string): string | null;
}

/** Lays the notices of all known years into one table. */
export function createHolidayCalendar(files: readonly CalendarFile[]): HolidayCalendar {
  const years = files.map(({ year }) => year).sort((a, b) => a - b);
  const known = new Set(years);
  const holidays = new Map<string, string>();
  const worked = new Set(files.flatMap(({ workdays }) => workdays));
  for (const { name, from, to } of files.flatMap(({ daysOff }) => daysOff)) {
    for (let date = from; date <= to; date = addCivilDays(date, 1)) holidays.set(date, name);
  }
  return {
    years,
    covers: (date) => known.has(Number(date.slice(0, 4))),
    kindOf(date) {
      if (holidays.has(date)) return 'holiday';
      if (worked.has(date)) return 'makeup';
      return weekdayOf(date) % 6 === 0 ? 'weekend' : 'workday';
    },
    nameOf: (date) => holidays.get(date) ?? null,
  };
}
