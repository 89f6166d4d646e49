import { isWorkTime } from '../cases/calendar/count-time';
import { createWorkSchedules, type WorkSchedules } from '../cases/calendar/work-schedules';
import { createCaseClocks } from '../cases/clock/case-clocks';
import type { Limits } from '../cases/clock/schema';
import { chinaDateOf } from '../platform/china-time';
import type { RoutingContent } from '../routing/content';
import type { ParsedContent } from './parsed-content';

/** When everybody works and how long everything may take, from files that have passed their checks. */
export interface WorkingDays {
  schedules: WorkSchedules;
  limits: Limits;
  /** The same as routing needs it. */
  workTime: RoutingContent['workTime'];
}

export function buildWorkingDays({ units, district }: ParsedContent): WorkingDays {
  const limits = district.limits!.data;
  const { workHours, seasons, restDays, workDays } = limits;
  const schedules = createWorkSchedules({
    years: district.calendar.map(({ data }) => data),
    district: { workHours, seasons, restDays, workDays },
    units: Object.fromEntries(units.map(({ code, unit }) => [code, unit?.data.hours ?? null])),
  });
  const clocks = createCaseClocks(schedules, limits);
  return {
    schedules,
    limits,
    workTime: {
      isWorkTime: (unit, at) => isWorkTime(schedules.of(unit), at),
      firstContactBy(unit, at) {
        const due = clocks.dueAt(unit, { kind: 'accept' }, at);
        return { date: chinaDateOf(due.at), isProvisional: due.provisional };
      },
    },
  };
}
