import { isWorkday } from 'chinese-days';
import {
  addWorkingDays,
  countWorkingDays,
  isWorkingDay,
  nextWorkingDay,
} from '../../../src/cases/calendar/count-days';
import { calendarFileSchema } from '../../../src/cases/calendar/schema';
import { createWorkSchedule } from '../../../src/cases/calendar/work-schedule';
import { addCivilDays } from '../../../src/platform/china-time';
import { workTimeShape } from '../../../src/units/work-time';
import { z } from 'zod';
import { createRandom } from '../../support/seeded-random';
import { sums, workingDays } from './holiday-table';
import { readCalendarFiles, readHolidays, readLimits, suppliedSchedule } from './supplied-schedule';

const schedule = suppliedSchedule();
const workTime = z.strictObject(workTimeShape);
const daysOf = (year: number): string[] => {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addCivilDays(day, 1)) {
    days.push(day);
  }
  return days;
};

it.each(workingDays)('%s is a working day: %s', (date, isWorking) => {
  expect(isWorkingDay(schedule, date)).toBe(isWorking);
});

it.each(sums)('%s and %i working days: %s', (from, count, to) => {
  expect(addWorkingDays(schedule, from, count)).toBe(to);
});

it.each([
  [2024, 366, 251],
  [2025, 365, 248],
  [2026, 365, 248],
])('agrees with chinese-days on every day of %i', (year, all, working) => {
  const days = daysOf(year);
  expect(days).toHaveLength(all);
  const ours = days.filter((date) => isWorkingDay(schedule, date));
  expect(ours).toEqual(days.filter((date) => isWorkday(date)));
  expect(ours).toHaveLength(working);
});

it('names source and document of every year', () => {
  for (const { title, document, source, year } of readCalendarFiles()) {
    expect(title).toContain(String(year));
    expect(document).toMatch(new RegExp(`^国办发明电〔${year - 1}〕\\d+号$`));
    expect(source).toMatch(/^https?:\/\/[\w.]*(?:gov|people\.com)\.cn\//);
  }
});

it('says why a day is no plain working day', () => {
  const reason = (date: string): string | null => schedule.dayOf(date).reason;
  expect(reason('2026-10-01')).toBe('国庆节放假');
  expect(reason('2026-10-10')).toBe('调休上班');
  expect(reason('2026-10-11')).toBe('周日');
  expect(reason('2026-10-17')).toBe('周六');
  expect(reason('2026-10-12')).toBeNull();
});

it('marks what lies beyond the known years, and tells only weekends from weekdays there', () => {
  expect(schedule.dayOf('2026-12-31').isProvisional).toBe(false);
  expect(schedule.dayOf('2027-01-01')).toMatchObject({ isWorking: true, isProvisional: true });
  expect(schedule.dayOf('2027-01-02')).toMatchObject({ isWorking: false, isProvisional: true });
  expect(schedule.dayOf('2023-12-29').isProvisional).toBe(true);
});

it('counts from a working day to the same day as none', () => {
  expect(nextWorkingDay(schedule, '2026-09-30')).toBe('2026-10-08');
  expect(countWorkingDays(schedule, '2026-09-30', '2026-09-30')).toBe(0);
  expect(countWorkingDays(schedule, '2026-09-30', '2026-09-29')).toBe(0);
  expect(addWorkingDays(schedule, '2026-10-08', 0)).toBe('2026-10-08');
  expect(addWorkingDays(schedule, '2026-10-08', -1)).toBe('2026-09-30');
});

it('lets a unit change the district, and the district the calendar', () => {
  const district = {
    ...readLimits(),
    restDays: [{ date: '2026-07-06', reason: '防汛停办' }],
    workDays: [{ date: '2026-07-05', reason: '防汛值守' }],
  };
  const own = workTime.parse({
    workHours: [{ from: '09:00', to: '17:00' }],
    workDays: [{ date: '2026-07-06', reason: '窗口不停' }],
    restDays: [{ date: '2026-07-07', reason: '搬家' }],
    seasons: [
      { name: '夏令', from: '07-01', to: '09-30', workHours: [{ from: '08:00', to: '16:00' }] },
      { name: '冬令', from: '12-01', to: '02-28', workHours: [{ from: '10:00', to: '16:00' }] },
    ],
  });
  const common = createWorkSchedule(readHolidays(), district);
  const unit = createWorkSchedule(readHolidays(), district, own);
  expect(common.dayOf('2026-07-05')).toMatchObject({ isWorking: true, reason: '防汛值守' });
  expect(common.dayOf('2026-07-06')).toMatchObject({ isWorking: false, spans: [] });
  expect(unit.dayOf('2026-07-05')).toMatchObject({ isWorking: true, reason: '防汛值守' });
  expect(unit.dayOf('2026-07-06')).toMatchObject({ isWorking: true, reason: '窗口不停' });
  expect(unit.dayOf('2026-07-07')).toMatchObject({ isWorking: false, reason: '搬家' });
  const opening = (date: string): number => unit.dayOf(date).spans[0]!.from / 60;
  expect([opening('2026-06-30'), opening('2026-07-01'), opening('2026-09-30')]).toEqual([9, 8, 8]);
  expect([opening('2026-10-08'), opening('2026-12-01'), opening('2026-01-05')]).toEqual([
    9, 10, 10,
  ]);
  expect(common.dayOf('2026-07-08').spans).toEqual([
    { from: 510, to: 720 },
    { from: 870, to: 1050 },
  ]);
});

it('takes a day at the end of the year before, where a notice gives it', () => {
  const [file] = readCalendarFiles([2026]);
  const shifted = {
    ...file,
    daysOff: [{ name: '元旦', from: '2025-12-31', to: '2026-01-02' }, ...file!.daysOff.slice(1)],
    workdays: ['2025-12-28', ...file!.workdays.slice(1)],
  };
  expect(calendarFileSchema.safeParse(shifted).success).toBe(true);
});

it('adds and counts as inverses, never backwards, for any day and count', () => {
  const random = createRandom(20261123);
  for (let round = 0; round < 3000; round++) {
    const from = addCivilDays('2024-01-01', Math.floor(random() * 1200));
    const count = 1 + Math.floor(random() * 40);
    const to = addWorkingDays(schedule, from, count);
    expect([from, countWorkingDays(schedule, from, to)]).toEqual([from, count]);
    expect(isWorkingDay(schedule, to)).toBe(true);
    expect(addWorkingDays(schedule, from, count + 1) > to).toBe(true);
    expect(addWorkingDays(schedule, addCivilDays(from, 1), count) >= to).toBe(true);
    if (isWorkingDay(schedule, from)) {
      expect(addWorkingDays(schedule, to, -count)).toBe(from);
    }
  }
});
