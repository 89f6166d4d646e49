import {
  addWorkingMs,
  isWorkTime,
  startOfWork,
  subtractWorkingMs,
  workingMsBetween,
} from '../../../src/cases/calendar/count-time';
import { createRandom } from '../../support/seeded-random';
import { china, inChina, suppliedSchedule } from './supplied-schedule';

const schedule = suppliedSchedule();
const MINUTE_MS = 60_000;

it.each([
  ['2026-11-23 08:29', false, '2026-11-23 08:30'],
  ['2026-11-23 08:30', true, '2026-11-23 08:30'],
  ['2026-11-23 11:59', true, '2026-11-23 11:59'],
  ['2026-11-23 12:00', false, '2026-11-23 14:30'],
  ['2026-11-23 17:29', true, '2026-11-23 17:29'],
  ['2026-11-23 17:30', false, '2026-11-24 08:30'],
  ['2026-11-28 10:00', false, '2026-11-30 08:30'],
  ['2026-02-13 17:31', false, '2026-02-14 08:30'],
  ['2026-02-14 17:31', false, '2026-02-24 08:30'],
  ['2026-10-10 10:00', true, '2026-10-10 10:00'],
])('at %s the office works: %s; work begins at %s', (at, works, start) => {
  expect(isWorkTime(schedule, china(at))).toBe(works);
  expect(inChina(startOfWork(schedule, china(at)))).toBe(start);
});

it.each([
  ['2026-11-23 08:00', '2026-11-23 18:00', 390],
  ['2026-11-23 11:30', '2026-11-23 15:00', 60],
  ['2026-11-27 17:00', '2026-11-30 09:00', 60],
  ['2026-02-13 17:00', '2026-02-24 09:00', 30 + 390 + 30],
  ['2026-11-28 09:00', '2026-11-29 17:00', 0],
  ['2026-11-24 09:00', '2026-11-23 09:00', 0],
])('from %s to %s there are %i minutes of work', (from, to, minutes) => {
  expect(workingMsBetween(schedule, china(from), china(to))).toBe(minutes * MINUTE_MS);
});

it('adds, subtracts and measures as inverses', () => {
  const random = createRandom(7);
  const from = china('2025-12-01 00:00').getTime();
  for (let round = 0; round < 2000; round++) {
    const at = new Date(from + Math.floor(random() * 330 * 1440) * MINUTE_MS);
    const ms = (1 + Math.floor(random() * 4000)) * MINUTE_MS;
    const end = addWorkingMs(schedule, at, ms);
    expect(workingMsBetween(schedule, at, end)).toBe(ms);
    expect(workingMsBetween(schedule, subtractWorkingMs(schedule, end, ms), end)).toBe(ms);
    expect(startOfWork(schedule, at).getTime()).toBeGreaterThanOrEqual(at.getTime());
    expect(isWorkTime(schedule, startOfWork(schedule, at))).toBe(true);
    expect(isWorkTime(schedule, subtractWorkingMs(schedule, end, ms))).toBe(true);
  }
});
