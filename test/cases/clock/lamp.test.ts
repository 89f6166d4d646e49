import { lampMoments, lampNames, lampOf, type LampClock } from '../../../src/cases/clock/lamp';
import { china, inChina, readLimits, suppliedSchedule } from '../calendar/supplied-schedule';

const schedule = suppliedSchedule();
const { lamp } = readLimits();
const five: LampClock = {
  startedAt: china('2026-11-23 10:00'),
  dueAt: china('2026-11-30 17:30'),
  length: { value: 5, unit: 'wd' },
  pausedRemainingMs: null,
  finishedAt: null,
};
const at = (now: string, changes: Partial<LampClock> = {}): [string, string] => {
  const { kind, text } = lampOf(schedule, lamp, { ...five, ...changes }, china(now));
  return [lampNames[kind], text];
};

it.each([
  ['2026-11-23 10:00', '正常', '剩 5 个工作日'],
  ['2026-11-27 17:29', '正常', '剩 1 个工作日'],
  ['2026-11-27 17:30', '临期', '剩 1 个工作日'],
  ['2026-11-29 12:00', '临期', '剩 1 个工作日'],
  ['2026-11-30 09:00', '临期', '今日 17:30 到期'],
  ['2026-11-30 17:30', '临期', '今日 17:30 到期'],
  ['2026-11-30 17:31', '逾期', '逾期不到 1 个工作日'],
  ['2026-12-02 09:00', '逾期', '逾期 2 个工作日'],
  ['2026-12-03 17:30', '逾期', '逾期 3 个工作日'],
  ['2026-12-03 17:31', '严重逾期', '逾期 3 个工作日'],
  ['2026-12-08 09:00', '严重逾期', '逾期 6 个工作日'],
])('at %s: %s, %s', (now, name, text) => {
  expect(at(now)).toEqual([name, text]);
});

it('shows what is left of a paused clock, whatever the time', () => {
  const day = 6.5 * 3_600_000;
  expect(at('2027-06-01 09:00', { pausedRemainingMs: 2.5 * day })).toEqual([
    '暂停',
    '已暂停（剩 2 个工作日）',
  ]);
  expect(at('2027-06-01 09:00', { pausedRemainingMs: day / 2 })[1]).toBe(
    '已暂停（剩不到 1 个工作日）',
  );
  expect(at('2027-06-01 09:00', { pausedRemainingMs: 0 })[1]).toBe('已暂停（暂停前已逾期）');
});

it('says of what is done how long it took, or how late it was', () => {
  expect(at('2027-06-01 09:00', { finishedAt: china('2026-11-25 09:00') })).toEqual([
    '按期办结',
    '用时 2 个工作日',
  ]);
  expect(at('2027-06-01 09:00', { finishedAt: china('2026-11-23 11:00') })[1]).toBe(
    '用时不到 1 个工作日',
  );
  expect(at('2027-06-01 09:00', { finishedAt: china('2026-12-02 09:00') })).toEqual([
    '逾期办结',
    '逾期 2 个工作日',
  ]);
});

it.each([
  [10, 'wd', '2026-11-26 17:30'],
  [15, 'wd', '2026-11-25 17:30'],
  [1, 'wd', '2026-11-27 17:30'],
  [15, 'day', '2026-11-25 17:30'],
  [24, 'hour', '2026-11-30 12:42'],
] as const)('of %i %s the last fifth or the last day is yellow, from %s', (value, unit, near) => {
  const { nearAt, severeAt } = lampMoments(schedule, lamp, { ...five, length: { value, unit } });
  expect([inChina(nearAt), inChina(severeAt)]).toEqual([near, '2026-12-03 17:30']);
});

it('is never yellow before the limit where the file wants no yellow', () => {
  const plain = { yellowAt: 0, alsoYellowAt: 0, severeAfter: 0 };
  expect(lampOf(schedule, plain, five, china('2026-11-30 17:29')).kind).toBe('normal');
  expect(lampOf(schedule, plain, five, china('2026-11-30 17:31')).kind).toBe('severe');
});
