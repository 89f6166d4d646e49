import type { Due, PausedClock } from '../life-cycle/clocks';
import type { WorkSchedule } from '../calendar/work-schedule';
import { dueOn, extendDue, pauseClock, reckonDue, resumeClock } from './reckon';
import type { LimitRule } from './schema';

/** Something that happened to a running clock. */
export type ClockChange =
  | { kind: 'paused'; at: Date }
  | { kind: 'resumed'; at: Date }
  | { kind: 'extended'; at: Date; workingDays: number }
  /** A changed calendar: `from` was promised, `to` is what stands since; the same where it was kept. */
  | { kind: 'recomputed'; at: Date; from: Date; to: Date };

/** One clock from its start, with all that happened to it since, in order. */
export interface ClockHistory {
  rule: LimitRule;
  startedAt: Date;
  changes: readonly ClockChange[];
}

/** Where a clock stands. */
export interface ReckonedClock extends Due {
  /** Null: it runs. */
  paused: PausedClock | null;
}

/** The end of a clock, reckoned anew from its whole history. */
export function reckonHistory(schedule: WorkSchedule, history: ClockHistory): ReckonedClock {
  const start: ReckonedClock = {
    ...reckonDue(schedule, history.rule, history.startedAt),
    paused: null,
  };
  return history.changes.reduce((clock, change) => applyChange(schedule, clock, change), start);
}

/** Where a clock stands after one more change. */
export function applyChange(
  schedule: WorkSchedule,
  clock: ReckonedClock,
  change: ClockChange,
): ReckonedClock {
  switch (change.kind) {
    case 'paused':
      return { ...clock, paused: pauseClock(schedule, clock.at, change.at) };
    case 'resumed':
      return clock.paused
        ? { ...resumeClock(schedule, clock.paused, change.at), paused: null }
        : clock;
    case 'extended':
      return { ...extendDue(schedule, clock.at, change.workingDays), paused: clock.paused };
    case 'recomputed':
      return { ...dueOn(schedule, change.to), paused: clock.paused };
  }
}
