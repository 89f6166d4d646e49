import { addCivilDays, chinaDateOf } from '../../platform/china-time';
import { addWorkingDays } from '../calendar/count-days';
import { closingOf } from '../calendar/count-time';
import { presentMoment } from '../calendar/present-day';
import type { WorkSchedule } from '../calendar/work-schedule';
import type { WorkSchedules } from '../calendar/work-schedules';
import type { CaseRow } from '../life-cycle/case-row';
import type { CaseClockRow } from './case-lamp';
import { presentLength, ruleOf } from './limits';
import type { LimitRule, Limits } from './schema';

/** How far a case is with its 内部目标, as people read it. */
export const targetNames = { ahead: '没有到', missed: '已过', met: '已达到' } as const;
export type TargetKind = keyof typeof targetNames;

/** 内部目标: until when the district would like the first answer; the promise is another, later date. */
export interface InternalTarget {
  at: Date;
  kind: TargetKind;
}

const HOUR_MS = 60 * 60 * 1000;

type Files = { schedules: WorkSchedules; limits: Limits };
type TargetRow = CaseClockRow & Pick<CaseRow, 'round'>;

/** The internal target of a case at a moment; null where it has none. */
export function targetOf(row: TargetRow, files: Files, now: Date): InternalTarget | null {
  const target = reckonTarget(row, files);
  if (target === null) return null;
  const { at } = target;
  if (row.answered_at !== null) return { at, kind: row.answered_at <= at ? 'met' : 'missed' };
  return { at, kind: now <= at ? 'ahead' : 'missed' };
}

/** `内部目标：1个工作日…`, for the account of a deadline; null where the case has none. */
export function explainTarget(row: TargetRow, files: Files): string | null {
  const target = reckonTarget(row, files);
  if (target === null) return null;
  const { at, length } = target;
  return `内部目标：${length}，${presentMoment(at)}以前答复。这是本区自己争取的，没有答应群众。`;
}

/**
 * Reckoned back from the limit, so that pauses, extensions and a changed calendar move both alike.
 * @returns null where the matter's rule has no target, before 受理, while the clock stands still, in a
 *   later round, and for what ended without an answer
 */
function reckonTarget(
  row: TargetRow,
  { schedules, limits }: Files,
): { at: Date; length: string } | null {
  const { type, answer_due_at: dueAt } = row;
  if (type === null || dueAt === null || row.round > 1 || row.paused_at !== null) return null;
  if (row.answered_at === null && row.closed_at !== null) return null;
  const { unit, value, target } = ruleOf(limits, { kind: 'answer', type });
  if (target === null) return null;
  const schedule = schedules.of(row.owner_unit);
  const extended = row.extension === 'approved' ? (row.extension_days ?? 0) : 0;
  const promised = extended === 0 ? dueAt : back(schedule, 'wd', dueAt, extended);
  const at = back(schedule, unit, promised, value - target);
  return { at, length: presentLength({ value: target, unit }) };
}

/** An end of work so much before another one. */
function back(schedule: WorkSchedule, unit: LimitRule['unit'], end: Date, amount: number): Date {
  const day = chinaDateOf(end);
  switch (unit) {
    case 'wd':
      return closingOf(schedule, addWorkingDays(schedule, day, -amount));
    case 'day':
      return closingOf(schedule, addWorkingDays(schedule, addCivilDays(day, -amount), 0));
    case 'hour':
      return new Date(end.getTime() - amount * HOUR_MS);
  }
}
