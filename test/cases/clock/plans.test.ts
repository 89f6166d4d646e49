import { createWorkSchedule } from '../../../src/cases/calendar/work-schedule';
import { momentOf, planEscalations } from '../../../src/cases/clock/plan-escalations';
import { planDueChange } from '../../../src/cases/clock/plan-due-change';
import { createRandom } from '../../support/seeded-random';
import {
  china,
  inChina,
  readHolidays,
  readLimits,
  suppliedSchedule,
} from '../calendar/supplied-schedule';

const schedule = suppliedSchedule();
const limits = readLimits();
const day = (date: string) => [{ date, reason: '防汛' }];

describe('a changed calendar', () => {
  const due = china('2026-07-10 17:30');
  const now = china('2026-07-06 10:00');
  const plan = (changes: object, at = now, dueAt = due) =>
    planDueChange(
      schedule,
      createWorkSchedule(readHolidays(), { ...limits, ...changes }),
      dueAt,
      at,
    );

  it.each([
    ['nothing', {}, 'unchanged', '2026-07-10 17:30'],
    ['a day off before the limit', { restDays: day('2026-07-08') }, 'later', '2026-07-13 17:30'],
    ['the limit itself a day off', { restDays: day('2026-07-10') }, 'later', '2026-07-13 17:30'],
    ['a day off after the limit', { restDays: day('2026-07-13') }, 'unchanged', '2026-07-10 17:30'],
    ['a day off that is over', { restDays: day('2026-07-03') }, 'unchanged', '2026-07-10 17:30'],
    [
      'a Sunday worked after the limit',
      { workDays: day('2026-07-12') },
      'unchanged',
      '2026-07-10 17:30',
    ],
    ['longer hours', { workHours: [{ from: '08:00', to: '18:00' }] }, 'later', '2026-07-10 18:00'],
    [
      'shorter hours',
      { workHours: [{ from: '09:00', to: '17:00' }] },
      'unchanged',
      '2026-07-10 17:30',
    ],
  ])('%s', (_what, changes, kind, expected) => {
    const change = plan(changes);
    expect([change.kind, inChina(change.dueAt)]).toEqual([kind, expected]);
  });

  it('keeps what was promised where the new calendar would end it earlier', () => {
    const change = plan(
      { workDays: day('2026-07-11') },
      china('2026-07-09 10:00'),
      china('2026-07-14 17:30'),
    );
    expect(change).toEqual({
      kind: 'kept',
      dueAt: china('2026-07-14 17:30'),
      reckoned: china('2026-07-13 17:30'),
    });
  });

  it('leaves alone what is late', () => {
    const change = plan({ restDays: day('2026-07-10') }, china('2026-07-10 17:30'));
    expect(change.kind).toBe('unchanged');
  });

  it('never ends anything earlier, and is settled when planned again', () => {
    const random = createRandom(5);
    for (let round = 0; round < 500; round++) {
      const date = (): string =>
        `2026-07-${String(1 + Math.floor(random() * 31)).padStart(2, '0')}`;
      const changed = createWorkSchedule(readHolidays(), {
        ...limits,
        restDays: day(date()),
        workDays: day(date()),
      });
      const before = china(
        `2026-07-${String(6 + Math.floor(random() * 5)).padStart(2, '0')} 17:30`,
      );
      const first = planDueChange(schedule, changed, before, now);
      expect(first.dueAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
      expect(planDueChange(changed, changed, first.dueAt, now).dueAt).toEqual(first.dueAt);
    }
  });
});

describe('escalations', () => {
  const due = china('2026-10-08 17:30');
  const steps = (now: string, ...told: string[]): string[] =>
    planEscalations(schedule, limits.escalate, due, new Set(told), china(now)).map(
      ({ step, to, flag }) => `${step} ${to.join()} ${flag ?? ''}`.trim(),
    );

  it.each([
    ['2026-09-30 17:29', []],
    ['2026-09-30 17:30', ['-1wd owner']],
    ['2026-10-08 17:29', ['-1wd owner']],
    ['2026-10-08 17:31', ['0wd owner,reviewer,unitHead']],
    ['2026-10-09 17:30', ['0wd owner,reviewer,unitHead', '+1wd coordinator 督办']],
  ])('at %s: %j', (now, expected) => {
    expect(steps(now)).toEqual(expected);
  });

  it('tells each step once', () => {
    expect(steps('2026-10-20 09:00', '0wd')).toEqual(['+1wd coordinator 督办']);
    expect(steps('2026-10-20 09:00', '0wd', '+1wd')).toEqual([]);
  });

  it('reckons a step on working days', () => {
    expect(inChina(momentOf(schedule, '-1wd', due))).toBe('2026-09-30 17:30');
    expect(inChina(momentOf(schedule, '+2wd', due))).toBe('2026-10-10 17:30');
  });
});
