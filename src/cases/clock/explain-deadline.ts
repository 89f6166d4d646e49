import { addCivilDays, chinaDateOf } from '../../platform/china-time';
import { isWorkTime } from '../calendar/count-time';
import { presentDay, presentMoment } from '../calendar/present-day';
import type { WorkSchedule } from '../calendar/work-schedule';
import { createDayAccount, type DayAccount } from './account-of-days';
import {
  applyChange,
  reckonHistory,
  type ClockChange,
  type ClockHistory,
  type ReckonedClock,
} from './clock-history';
import type { PausedClock } from '../life-cycle/clocks';
import { presentRule } from './limits';
import { dayThatGoesOn, dayZeroOf, stopDayOf } from './reckon';

/**
 * How a deadline came about, day by day, in Chinese: what arrived when, which days count and which do
 * not, every pause, extension and change of the calendar, the end, and the rule.
 */
export function explainDeadline(schedule: WorkSchedule, history: ClockHistory): string[] {
  const { rule, startedAt, changes } = history;
  const dayZero = dayZeroOf(schedule, rule.unit, startedAt);
  const account = createDayAccount(schedule, dayZero);
  account.say(arrivalLine(schedule, history, dayZero));
  if (rule.unit === 'day') explainCalendarDays(schedule, account, dayZero, rule.value);
  const walks = rule.unit === 'wd';
  let clock = reckonHistory(schedule, { ...history, changes: [] });
  for (const change of changes) {
    const next = applyChange(schedule, clock, change);
    if (walks && !clock.paused) account.walkTo(earlier(change.at, clock.at));
    explainChange(schedule, account, { clock, next, change, walks });
    clock = next;
  }
  if (walks && !clock.paused) account.walkTo(chinaDateOf(clock.at));
  return [...account.lines, ...endLines(clock), `依据：${presentRule(rule)}。`];
}

function arrivalLine(
  schedule: WorkSchedule,
  { rule, startedAt }: ClockHistory,
  dayZero: string,
): string {
  const moment = presentMoment(startedAt);
  if (rule.unit === 'hour') return `${moment}起算，不分上班下班。`;
  if (rule.unit === 'day' || dayZero === chinaDateOf(startedAt)) return `${moment}起算，当天不计。`;
  const reason = schedule.dayOf(dayZero).reason;
  const day = presentDay(dayZero).replace(/）$/, reason ? `，${reason}）` : '）');
  const why = isWorkTime(schedule, startedAt) ? '' : '不在上班时间，';
  return `${moment}收到，${why}算${day}上班时收到，当天不计。`;
}

function explainCalendarDays(
  schedule: WorkSchedule,
  account: DayAccount,
  dayZero: string,
  days: number,
): void {
  const last = addCivilDays(dayZero, days);
  account.say(`${presentDay(addCivilDays(dayZero, 1))}：第1天，休息日也算。`);
  const { isWorking, reason } = schedule.dayOf(last);
  const moved = isWorking ? '' : `，${reason ?? '休息日'}，顺延到下一个工作日`;
  account.say(`${presentDay(last)}：第${days}天${moved}。`);
}

interface Step {
  clock: ReckonedClock;
  next: ReckonedClock;
  change: ClockChange;
  /** Days are numbered. */
  walks: boolean;
}

function explainChange(
  schedule: WorkSchedule,
  account: DayAccount,
  { clock, next, change, walks }: Step,
): void {
  const moment = presentMoment(change.at);
  const from = change.kind === 'recomputed' ? change.from : clock.at;
  const move = `到期日由${presentMoment(from)}改为${presentMoment(next.at)}`;
  switch (change.kind) {
    case 'paused':
      account.say(`${moment}暂停计时${next.paused?.remainingMs === 0 ? '，这时已经逾期' : ''}。`);
      return;
    case 'resumed':
      if (!clock.paused || clock.paused.remainingMs === 0) {
        account.say(`${moment}继续计时，到期时间不变。`);
        return;
      }
      account.say(`${moment}继续计时，暂停的日子不计，${move}。`);
      if (walks) goOn(schedule, account, clock.paused, change.at);
      return;
    case 'extended':
      account.say(`${moment}批准延期${change.workingDays}个工作日，${move}。`);
      return;
    case 'recomputed':
      account.say(
        change.from.getTime() === change.to.getTime()
          ? `${moment}工作日历有变，重算会提前，仍按原来答应的${presentMoment(change.to)}到期。`
          : `${moment}工作日历有变，重新计算，${move}。`,
      );
  }
}

/** The day on which the clock stopped is counted on; one that had not begun then counts as the next. */
function goOn(
  schedule: WorkSchedule,
  account: DayAccount,
  paused: PausedClock,
  resumedAt: Date,
): void {
  const isBegun = stopDayOf(schedule, paused) <= account.last;
  account.goOnAt(dayThatGoesOn(schedule, paused, resumedAt), account.count + (isBegun ? 0 : 1));
}

function endLines({ at, provisional, paused }: ReckonedClock): string[] {
  if (paused) return ['现在暂停计时，继续以后再算到期时间。'];
  const year = chinaDateOf(at).slice(0, 4);
  return [
    `${presentMoment(at)}到期。`,
    ...(provisional ? [`${year}年的放假安排还没有录入，这个时间是临时的，录入后重新计算。`] : []),
  ];
}

function earlier(at: Date, other: Date): string {
  return chinaDateOf(at < other ? at : other);
}
