import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import {
  createHolidayCalendar,
  type HolidayCalendar,
} from '../../../src/cases/calendar/holiday-calendar';
import { calendarFileSchema, type CalendarFile } from '../../../src/cases/calendar/schema';
import { createWorkSchedule, type WorkSchedule } from '../../../src/cases/calendar/work-schedule';
import { limitsFileSchema, type Limits } from '../../../src/cases/clock/schema';
import { findPackageRoot } from '../../../src/platform/package-root';

const district = path.join(findPackageRoot(), 'replies', 'district');
const read = (file: string): unknown => parse(fs.readFileSync(path.join(district, file), 'utf8'));

/** The supplied files of these years. */
export function readCalendarFiles(years: readonly number[] = [2024, 2025, 2026]): CalendarFile[] {
  return years.map((year) => calendarFileSchema.parse(read(`calendar/${year}.yaml`)));
}

export function readHolidays(years?: readonly number[]): HolidayCalendar {
  return createHolidayCalendar(readCalendarFiles(years));
}

export function readLimits(): Limits {
  return limitsFileSchema.parse(read('limits.yaml'));
}

/** The district's schedule: 08:30 to 12:00 and 14:30 to 17:30 on the supplied calendar. */
export function suppliedSchedule(years?: readonly number[]): WorkSchedule {
  return createWorkSchedule(readHolidays(years), readLimits());
}

/** The instant of a civil time in China, `2026-02-13 17:31`. */
export function china(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}:00+08:00`);
}

/** `2026-02-13 17:31`: an instant as a clock in China shows it. */
export function inChina(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
