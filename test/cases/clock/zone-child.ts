/** Run by `time-zones.test.ts` in processes of other time zones: prints what the tables come to there. */
import { addWorkingDays, isWorkingDay } from '../../../src/cases/calendar/count-days';
import { explainDeadline } from '../../../src/cases/clock/explain-deadline';
import { lampOf } from '../../../src/cases/clock/lamp';
import { momentOf } from '../../../src/cases/clock/plan-escalations';
import { pauseClock, reckonDue, resumeClock } from '../../../src/cases/clock/reckon';
import { sums, workingDays } from '../calendar/holiday-table';
import { china, readLimits, suppliedSchedule } from '../calendar/supplied-schedule';
import { dues } from './boundary-cases';

const schedule = suppliedSchedule();
const { limits, lamp } = readLimits();
const dueAt = china('2026-10-13 17:30');
const clock = {
  startedAt: china('2026-09-30 10:00'),
  dueAt,
  length: limits.answer.咨询,
  pausedRemainingMs: null,
  finishedAt: null,
};
const paused = pauseClock(schedule, dueAt, china('2026-10-02 00:30'));

process.stdout.write(
  JSON.stringify({
    zone: [process.env['TZ'], new Date('2026-07-01T00:00:00Z').getTimezoneOffset()],
    days: workingDays.map(([date]) => [date, isWorkingDay(schedule, date)]),
    sums: sums.map(([from, count]) => [from, count, addWorkingDays(schedule, from, count)]),
    dues: dues.map(([what, length, from]) => [
      ...[what, length, from],
      reckonDue(schedule, length, china(from)).at.toISOString(),
    ]),
    resumed: resumeClock(schedule, paused, china('2026-10-05 00:30')).at.toISOString(),
    lamp: lampOf(schedule, lamp, clock, china('2026-10-13 00:30')).text,
    step: momentOf(schedule, '-1wd', dueAt).toISOString(),
    lines: explainDeadline(schedule, {
      rule: limits.answer.咨询,
      startedAt: china('2026-10-10 00:30'),
      changes: [],
    }),
  }),
);
