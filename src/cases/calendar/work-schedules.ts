import { createHash } from 'node:crypto';
import type { WorkTime } from '../../units/work-time';
import { createHolidayCalendar, type HolidayCalendar } from './holiday-calendar';
import type { CalendarFile } from './schema';
import { createWorkSchedule, type WorkSchedule } from './work-schedule';

/** All that working days are reckoned from: plain data, so that it can be kept beside the deadlines. */
export interface CalendarBasis {
  years: readonly CalendarFile[];
  district: WorkTime;
  /** By code; null where a unit has told no hours of its own. */
  units: Readonly<Record<string, WorkTime | null>>;
}

/** The working days and hours of every unit, on one calendar. */
export interface WorkSchedules {
  basis: CalendarBasis;
  /** The same for the same basis, and another for another. */
  digest: string;
  holidays: HolidayCalendar;
  /** A unit's own; the district's for a code that is not known. */
  of(unit: string): WorkSchedule;
}

/** Builds them once from checked files; changed files make new ones. */
export function createWorkSchedules(basis: CalendarBasis): WorkSchedules {
  const holidays = createHolidayCalendar(basis.years);
  const common = createWorkSchedule(holidays, basis.district);
  const own = new Map(
    Object.entries(basis.units).flatMap(([code, hours]) =>
      hours ? [[code, createWorkSchedule(holidays, basis.district, hours)] as const] : [],
    ),
  );
  return {
    basis,
    digest: createHash('sha256').update(JSON.stringify(basis)).digest('hex').slice(0, 16),
    holidays,
    of: (unit) => own.get(unit) ?? common,
  };
}
