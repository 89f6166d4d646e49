import { chinaDateOf } from '../../platform/china-time';
import { presentDay } from '../calendar/present-day';
import type { WorkSchedules } from '../calendar/work-schedules';
import type { CaseClocks } from '../life-cycle/clocks';
import { ruleOf } from './limits';
import { extendDue, pauseClock, reckonDue, resumeClock } from './reckon';
import type { Limits } from './schema';

/** The deadlines of cases by the files that are live: `schedules` and `limits` of one content set. */
export function createCaseClocks(schedules: WorkSchedules, limits: Limits): CaseClocks {
  const { extension, supplement } = limits.limits;
  return {
    dueAt: (unit, limit, from) => reckonDue(schedules.of(unit), ruleOf(limits, limit), from),
    pause: (unit, dueAt, at) => pauseClock(schedules.of(unit), dueAt, at),
    resume: (unit, paused, at) => resumeClock(schedules.of(unit), paused, at),
    extend: (unit, dueAt, workingDays) => extendDue(schedules.of(unit), dueAt, workingDays),
    extensionLimit: () => ({ workingDays: extension.value, times: extension.times }),
    supplementLimit: () => supplement.times,
    presentDay: (at) => presentDay(chinaDateOf(at)),
  };
}
