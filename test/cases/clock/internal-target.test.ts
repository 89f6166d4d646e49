import type { CaseClockRow } from '../../../src/cases/clock/case-lamp';
import { explainTarget, targetOf } from '../../../src/cases/clock/internal-target';
import { china, inChina, readLimits } from '../calendar/supplied-schedule';
import { schedulesWith } from './open-clocks';

const files = { schedules: schedulesWith(), limits: readLimits() };
type Row = CaseClockRow & { round: number };

/** 咨询, accepted on Monday morning: promised within five working days, one is striven for. */
const accepted: Row = {
  ...{ owner_unit: 'renshe', type: 'consultation', round: 1 },
  opened_at: china('2026-11-23 09:00'),
  assigned_at: china('2026-11-23 09:00'),
  accept_due_at: china('2026-11-24 17:30'),
  counts_from_at: china('2026-11-23 10:00'),
  answer_due_at: china('2026-11-30 17:30'),
  ...{ paused_at: null, paused_remaining_ms: null, extension: null, extension_days: null },
  ...{ answered_at: null, closed_at: null },
};
const target = (changes: Partial<Row> = {}, now = '2026-11-23 11:00') => {
  const found = targetOf({ ...accepted, ...changes }, files, china(now));
  return found && [inChina(found.at), found.kind];
};

it.each<[string, Partial<Row>, string, unknown]>([
  ['ahead', {}, '2026-11-24 17:30', ['2026-11-24 17:30', 'ahead']],
  ['missed', {}, '2026-11-24 17:31', ['2026-11-24 17:30', 'missed']],
  [
    'met, whatever the time since',
    { answered_at: china('2026-11-24 16:00') },
    '2026-12-24 09:00',
    ['2026-11-24 17:30', 'met'],
  ],
  [
    'missed by a later answer',
    { answered_at: china('2026-11-25 09:00') },
    '2026-12-24 09:00',
    ['2026-11-24 17:30', 'missed'],
  ],
  [
    'moved by a pause as far as the promise',
    { answer_due_at: china('2026-12-07 17:30') },
    '2026-11-30 09:00',
    ['2026-12-01 17:30', 'ahead'],
  ],
  [
    'left where it was by an extension',
    { answer_due_at: china('2026-12-07 17:30'), extension: 'approved', extension_days: 5 },
    '2026-11-24 09:00',
    ['2026-11-24 17:30', 'ahead'],
  ],
])('is %s', (_what, changes, now, expected) => {
  expect(target(changes, now)).toEqual(expected);
});

it.each<[string, Partial<Row>]>([
  ['a matter whose rule has none', { type: 'complaint' }],
  ['a case that nobody has taken', { type: null, answer_due_at: null }],
  ['a clock that stands still', { paused_at: china('2026-11-24 09:00') }],
  ['a later round', { round: 2 }],
  ['what ended without an answer', { closed_at: china('2026-11-24 09:00') }],
])('has none for %s', (_what, changes) => {
  expect(target(changes)).toBeNull();
  expect(explainTarget({ ...accepted, ...changes }, files)).toBeNull();
});

it('is explained as what it is: no promise', () => {
  expect(explainTarget(accepted, files)).toBe(
    '内部目标：1个工作日，11月24日（周二）17:30以前答复。这是本区自己争取的，没有答应群众。',
  );
});
