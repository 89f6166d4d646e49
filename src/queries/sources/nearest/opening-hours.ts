import { chinaDateOf, chinaTimeOf } from '../../../platform/china-time';
import { foldText } from '../../fields/fold-text';

/** What a civil day in China is for offices: `makeup` is a weekend day that is worked; null beyond the calendar. */
export type KindOfDay = (date: string) => 'workday' | 'makeup' | 'weekend' | 'holiday' | null;

interface Span {
  /** Minutes of the day; `to` is over 1440 where it is past midnight. */
  from: number;
  to: number;
}

interface Rule {
  /** 0 is Sunday. Null: working days of the calendar. */
  days: ReadonlySet<number> | null;
  spans: readonly Span[];
}

/** Opening hours that were understood. */
export interface OpeningHours {
  rules: readonly Rule[];
  /** What the text says of public holidays. */
  holidays: 'closed' | 'as_usual' | 'unsaid';
}

const DAY_MINUTES = 24 * 60;
const WEEK = '日一二三四五六';
const EVERY_DAY = new Set([0, 1, 2, 3, 4, 5, 6]);
const DAYS =
  /(?:(?:周|星期)([一二三四五六日天])(?:[至到~-](?:周|星期)?([一二三四五六日天]))?|(工作日)|(双休日|周末)|(每天|每日|全年))/g;
const SPAN = /(\d{1,2})[:.](\d{2})[至到~-](\d{1,2})[:.](\d{2})/g;
const ALL_DAY = /24小时|全天/;
/** What is said where nothing is certain. */
const UNSURE = {
  holiday: '今天放假，去之前请先打电话问',
  makeup: '今天调休上班，去之前请先打电话问',
  workday: '',
  weekend: '',
  unknown: '',
} as const;

/**
 * Understands the ways in which units write their hours: "周一至周五 8:30-12:00、14:30-17:30；节假日休息".
 * @returns null for a text that says anything else: it is then shown, and nothing is claimed
 */
export function parseOpeningHours(text: string): OpeningHours | null {
  const folded = foldText(text).replace(/[—–]/g, '-').replace(/\s/g, '');
  const rules: Rule[] = [];
  let holidays: OpeningHours['holidays'] = 'unsaid';
  for (const part of folded.split(/[;；。]/).filter((each) => each !== '')) {
    if (/(?:法定)?节假日/.test(part) && !/\d/.test(part)) {
      if (/不休|照常|正常|无休/.test(part)) holidays = 'as_usual';
      else if (/休|不上班|关/.test(part)) holidays = 'closed';
      else return null;
      continue;
    }
    const rule = parseRule(part);
    if (rule === null) return null;
    rules.push(rule);
  }
  return rules.length === 0 ? null : { rules, holidays };
}

function parseRule(part: string): Rule | null {
  const spans = ALL_DAY.test(part)
    ? [{ from: 0, to: DAY_MINUTES }]
    : [...part.matchAll(SPAN)].map(([, h1, m1, h2, m2]) =>
        spanOf(Number(h1) * 60 + Number(m1), Number(h2) * 60 + Number(m2)),
      );
  const rest = part
    .replace(DAYS, '')
    .replace(SPAN, '')
    .replace(ALL_DAY, '')
    .replace(/上午|下午|中午|晚上|值班|接诊|门诊|开门/g, '');
  const isUnderstood = /^[,，、:()和及]*$/.test(rest);
  if (spans.length === 0 || !isUnderstood) return null;
  return spans.every(({ from, to }) => from < to && to <= 2 * DAY_MINUTES)
    ? { days: daysOf(part), spans }
    : null;
}

function spanOf(from: number, to: number): Span {
  return { from, to: to <= from ? to + DAY_MINUTES : to };
}

function daysOf(part: string): ReadonlySet<number> | null {
  const days = new Set<number>();
  for (const [, first, last, workdays, weekend, daily] of part.matchAll(DAYS)) {
    if (workdays) return null;
    if (daily) return EVERY_DAY;
    if (weekend) days.add(0).add(6);
    else addRange(days, indexOf(first), last === undefined ? indexOf(first) : indexOf(last));
  }
  return days.size === 0 ? EVERY_DAY : days;
}

function addRange(days: Set<number>, from: number, to: number): void {
  for (let day = from; ; day = (day + 1) % 7) {
    days.add(day);
    if (day === to) return;
  }
}

function indexOf(sign: string | undefined): number {
  return sign === '天' ? 0 : WEEK.indexOf(sign ?? '');
}

/** One sentence on whether a place is open now; empty where nothing can be said for certain. */
export function presentOpenNow(hours: OpeningHours, now: Date, kindOfDay: KindOfDay): string {
  const { hour, minute } = chinaTimeOf(now);
  const time = hour * 60 + minute;
  const today = spansOn(hours, now, kindOfDay);
  if (today === null) return UNSURE[kindOfDay(chinaDateOf(now)) ?? 'unknown'];
  const overnight = (spansOn(hours, daysAfter(now, -1), kindOfDay) ?? []).map(({ from, to }) => ({
    from: from - DAY_MINUTES,
    to: to - DAY_MINUTES,
  }));
  const open = [...today, ...overnight].find(({ from, to }) => from <= time && time < to);
  if (open) return presentOpen(open);
  const later = today.map(({ from }) => from).filter((from) => from > time);
  if (later.length > 0) return `现在关门，今天${clock(Math.min(...later))}开门`;
  return presentNextOpening(hours, now, kindOfDay);
}

function presentOpen({ from, to }: Span): string {
  return to - from >= DAY_MINUTES ? '现在开门，24小时' : `现在开门，${clock(to)}关门`;
}

function presentNextOpening(hours: OpeningHours, now: Date, kindOfDay: KindOfDay): string {
  for (let ahead = 1; ahead <= 7; ahead++) {
    const at = daysAfter(now, ahead);
    const spans = spansOn(hours, at, kindOfDay);
    if (spans === null) break;
    if (spans.length === 0) continue;
    const { month, day: date, weekday } = chinaTimeOf(at);
    const day = ahead === 1 ? '明天' : `${month}月${date}日（周${WEEK[weekday]}）`;
    return `现在关门，${day}${clock(Math.min(...spans.map(({ from }) => from)))}开门`;
  }
  return '现在关门';
}

/** Null: a public holiday, a day made up for, or one beyond the calendar, and the text does not say what then. */
function spansOn(hours: OpeningHours, at: Date, kindOfDay: KindOfDay): readonly Span[] | null {
  const { weekday } = chinaTimeOf(at);
  const kind = kindOfDay(chinaDateOf(at));
  if (hours.holidays !== 'as_usual' && !isAlwaysOpen(hours)) {
    if (kind === null) return null;
    if (kind === 'holiday') return hours.holidays === 'closed' ? [] : null;
  }
  const isWorked = kind === 'workday' || kind === 'makeup';
  const spans: Span[] = [];
  for (const rule of hours.rules) {
    if (rule.days === null && kind === null) return null;
    if (rule.days === null ? isWorked : rule.days.has(weekday)) spans.push(...rule.spans);
  }
  // "周一至周五" leaves open whether they also come on a Saturday that is made up for.
  const isUnsaid = kind === 'makeup' && hours.rules.every(({ days }) => days !== null);
  return isUnsaid && spans.length === 0 ? null : spans;
}

function isAlwaysOpen({ rules }: OpeningHours): boolean {
  return rules.some(
    ({ days, spans }) => days?.size === 7 && spans.some(({ from, to }) => to - from >= DAY_MINUTES),
  );
}

function daysAfter(at: Date, days: number): Date {
  return new Date(at.getTime() + days * DAY_MINUTES * 60_000);
}

function clock(minutes: number): string {
  const time = minutes % DAY_MINUTES;
  const text = `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
  if (minutes === DAY_MINUTES) return '24:00';
  return minutes > DAY_MINUTES ? `明天${text}` : text;
}
