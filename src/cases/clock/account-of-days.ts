import { addCivilDays } from '../../platform/china-time';
import { presentDay } from '../calendar/present-day';
import type { WorkSchedule } from '../calendar/work-schedule';

/** Writes down day after day which one is counted and which is not, and why. */
export interface DayAccount {
  readonly lines: string[];
  /** The number of the last working day that was counted. */
  readonly count: number;
  /** The last day that was looked at. */
  readonly last: string;
  /** Goes on after the last day up to and with `date`; a day that lies behind changes nothing. */
  walkTo(date: string): void;
  /** Leaves out what lies before `date`, and counts this day as the given one. */
  goOnAt(date: string, number: number): void;
  say(line: string): void;
}

/** @param dayZero the day that is not counted, `2026-10-01` */
export function createDayAccount(schedule: WorkSchedule, dayZero: string): DayAccount {
  const lines: string[] = [];
  let last = dayZero;
  let count = 0;
  let rest: string[] = [];
  const endRest = (): void => {
    if (rest.length > 0) lines.push(restLine(schedule, rest));
    rest = [];
  };
  const take = (date: string): void => {
    last = date;
    const { isWorking, reason, isProvisional } = schedule.dayOf(date);
    if (!isWorking) {
      rest.push(date);
      return;
    }
    endRest();
    count += 1;
    const notes = [...(reason ? [reason] : []), ...(isProvisional ? ['临时'] : [])];
    const note = notes.length > 0 ? `（${notes.join('，')}）` : '';
    lines.push(`${presentDay(date)}：第${count}个工作日${note}。`);
  };
  return {
    lines,
    get count() {
      return count;
    },
    get last() {
      return last;
    },
    walkTo(date) {
      while (last < date) take(addCivilDays(last, 1));
      endRest();
    },
    goOnAt(date, number) {
      endRest();
      count = number - 1;
      take(date);
    },
    say: (line) => lines.push(line),
  };
}

function restLine(schedule: WorkSchedule, days: readonly string[]): string {
  const reasons = days.map((date) => {
    const reason = schedule.dayOf(date).reason ?? '';
    return /^周[六日]$/.test(reason) ? '周末' : reason;
  });
  const [first, last] = [days[0]!, days.at(-1)!];
  const span = first === last ? presentDay(first) : `${presentDay(first)}至${presentDay(last)}`;
  return `${span}：${[...new Set(reasons)].join('、')}，不计。`;
}
