import type { WorkTime } from '../../units/work-time';
import type { HolidayCalendar } from './holiday-calendar';
import { createWorkSchedule, type WorkSchedule } from './work-schedule';

/** The working days and hours of every unit, on one calendar. */
export interface WorkSchedules {
  holidays: HolidayCalendar;
  /** A unit's own; the district's for a code that is not known. */
  of(unit: string): WorkSchedule;
}

/**
 * Builds them once from checked files; changed files make new ones.
 * @param units by code: null where a unit has told no hours of its own
 */
export function createWorkSchedules(
  holidays: HolidayCalendar,
  district: WorkTime,
  units: ReadonlyMap<string, WorkTime | null>,
): WorkSchedules {
  const common = createWorkSchedule(holidays, district);
  const own = new Map(
    [...units].flatMap(([code, hours]) =>
      hours ? [[code, createWorkSchedule(holidays, district, hours)] as const] : [],
    ),
  );
  return { holidays, of: (unit) => own.get(unit) ?? common };
}
