import { createCaseClocks } from '../../../src/cases/clock/case-clocks';
import { extendDue, pauseClock, reckonDue, resumeClock } from '../../../src/cases/clock/reckon';
import { workingMsBetween } from '../../../src/cases/calendar/count-time';
import { createWorkSchedules } from '../../../src/cases/calendar/work-schedules';
import { createRandom } from '../../support/seeded-random';
import {
  china,
  inChina,
  readCalendarFiles,
  readLimits,
  suppliedSchedule,
} from '../calendar/supplied-schedule';
import { dues } from './boundary-cases';

const schedule = suppliedSchedule();
const HOUR_MS = 3_600_000;

it.each(dues)('%s: %j from %s ends at %s (acceptance 8)', (_what, length, from, due) => {
  const reckoned = reckonDue(schedule, length, china(from));
  expect(inChina(reckoned.at)).toBe(due);
  expect(reckoned.provisional).toBe(false);
});

it('marks an end beyond the known years as provisional', () => {
  const due = reckonDue(schedule, { value: 1, unit: 'wd' }, china('2026-12-31 10:00'));
  expect([inChina(due.at), due.provisional]).toEqual(['2027-01-01 17:30', true]);
  const known = reckonDue(schedule, { value: 1, unit: 'wd' }, china('2026-12-30 10:00'));
  expect([inChina(known.at), known.provisional]).toEqual(['2026-12-31 17:30', false]);
  const missing = suppliedSchedule([2024, 2025]);
  expect(reckonDue(missing, { value: 1, unit: 'wd' }, china('2025-12-31 10:00')).provisional).toBe(
    true,
  );
});

describe('a pause', () => {
  const resumed = (due: string, at: string, again: string): string =>
    inChina(resumeClock(schedule, pauseClock(schedule, china(due), china(at)), china(again)).at);

  it.each([
    ['none at all', '2026-10-13 17:30', '2026-10-08 10:00', '2026-10-08 10:00', '2026-10-13 17:30'],
    [
      'over a holiday',
      '2026-10-09 17:30',
      '2026-09-29 10:00',
      '2026-10-09 09:00',
      '2026-10-13 17:30',
    ],
    [
      'within the holiday',
      '2026-10-13 17:30',
      '2026-10-02 10:00',
      '2026-10-05 10:00',
      '2026-10-13 17:30',
    ],
    [
      'a later hour takes the next day',
      '2026-11-25 17:30',
      '2026-11-23 09:00',
      '2026-11-26 16:00',
      '2026-12-01 17:30',
    ],
    [
      'an earlier hour takes the same day',
      '2026-11-25 17:30',
      '2026-11-23 16:00',
      '2026-11-26 09:00',
      '2026-11-30 17:30',
    ],
    [
      'after work counts from the next day',
      '2026-11-25 17:30',
      '2026-11-23 20:00',
      '2026-11-24 08:00',
      '2026-11-25 17:30',
    ],
    [
      'on the last day',
      '2026-11-25 17:30',
      '2026-11-25 16:00',
      '2026-12-01 09:00',
      '2026-12-01 17:30',
    ],
    [
      'late already: it stays late',
      '2026-11-25 17:30',
      '2026-11-26 09:00',
      '2026-12-01 09:00',
      '2026-11-25 17:30',
    ],
  ])('%s', (_what, due, at, again, expected) => {
    expect(resumed(due, at, again)).toBe(expected);
  });

  it('keeps the whole days where the hours change with the season', () => {
    const limits = readLimits();
    const summer = [
      { from: '08:00', to: '12:00' },
      { from: '15:00', to: '18:00' },
    ];
    const summery = createWorkSchedules({
      years: readCalendarFiles(),
      district: {
        ...limits,
        seasons: [{ name: '夏令时', from: '07-01', to: '09-30', workHours: summer }],
      },
      units: {},
    });
    const schedule = summery.of('renshe');
    const paused = pauseClock(schedule, china('2026-07-03 18:00'), china('2026-06-26 17:31'));
    expect(inChina(resumeClock(schedule, paused, china('2026-10-12 08:30')).at)).toBe(
      '2026-10-16 17:30',
    );
  });

  it('never gives less time than was left, and less than two days more', () => {
    const random = createRandom(11);
    const start = china('2025-06-01 00:00').getTime();
    for (let round = 0; round < 2000; round++) {
      const from = new Date(start + Math.floor(random() * 400 * 24 * 60) * 60_000);
      const due = reckonDue(schedule, { value: 1 + Math.floor(random() * 10), unit: 'wd' }, from);
      const at = new Date(from.getTime() + random() * (due.at.getTime() - from.getTime()));
      const again = new Date(at.getTime() + random() * 20 * 24 * HOUR_MS);
      const { at: end } = resumeClock(schedule, pauseClock(schedule, due.at, at), again);
      const left = workingMsBetween(schedule, at, due.at);
      const given = workingMsBetween(schedule, again, end);
      expect(given).toBeGreaterThanOrEqual(left);
      expect(given - left).toBeLessThan(6.5 * HOUR_MS);
      expect(end.getTime()).toBeGreaterThanOrEqual(due.at.getTime());
    }
  });
});

it('never ends earlier for what arrives later', () => {
  const random = createRandom(3);
  const start = china('2025-01-01 00:00').getTime();
  for (let round = 0; round < 2000; round++) {
    const length = {
      value: 1 + Math.floor(random() * 20),
      unit: (['wd', 'day', 'hour'] as const)[Math.floor(random() * 3)]!,
    };
    const from = new Date(start + Math.floor(random() * 600 * 24 * 60) * 60_000);
    const later = new Date(from.getTime() + Math.floor(random() * 3 * 24 * 60) * 60_000);
    const [first, second] = [from, later].map((at) => reckonDue(schedule, length, at).at.getTime());
    expect(second).toBeGreaterThanOrEqual(first!);
  }
});

it('extends from the limit itself, however late that is approved', () => {
  expect(inChina(extendDue(schedule, china('2026-09-30 17:30'), 2).at)).toBe('2026-10-09 17:30');
  expect(extendDue(schedule, china('2026-12-31 17:30'), 1).provisional).toBe(true);
});

it('gives the life cycle every limit of the file', () => {
  const limits = readLimits();
  const schedules = createWorkSchedules({
    years: readCalendarFiles(),
    district: limits,
    units: {},
  });
  const clocks = createCaseClocks(schedules, limits);
  const from = china('2026-11-23 10:00');
  const due = (limit: Parameters<typeof clocks.dueAt>[1]): string =>
    inChina(clocks.dueAt('renshe', limit, from).at);
  expect(due({ kind: 'accept' })).toBe('2026-11-24 17:30');
  expect(due({ kind: 'return' })).toBe('2026-11-24 10:00');
  expect(due({ kind: 'answer', type: 'consultation' })).toBe('2026-11-30 17:30');
  expect(due({ kind: 'answer', type: 'suggestion' })).toBe('2026-12-07 17:30');
  expect(due({ kind: 'answer', type: 'petition' })).toBe('2026-12-08 17:30');
  expect(due({ kind: 'answer', type: 'disclosure' })).toBe('2026-12-21 17:30');
  expect(due({ kind: 'review' })).toBe('2026-11-24 17:30');
  expect(due({ kind: 'supplement_reminder' })).toBe('2026-11-30 17:30');
  expect(due({ kind: 'supplement_closing' })).toBe('2026-12-07 17:30');
  expect(due({ kind: 'auto_close' })).toBe('2026-11-30 17:30');
  expect(due({ kind: 'follow_up' })).toBe('2026-12-08 17:30');
  expect(due({ kind: 'bad_rating_contact' })).toBe('2026-11-24 17:30');
  expect(due({ kind: 'rework' })).toBe('2026-12-14 17:30');
  expect(clocks.extensionLimit('renshe')).toEqual({ workingDays: 5, times: 1 });
  expect(clocks.supplementLimit('renshe')).toBe(2);
  expect(clocks.presentDay(china('2026-10-09 17:30'))).toBe('10月9日（周五）');
});
