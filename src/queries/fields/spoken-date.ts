import { chinaDateOf, chinaTimeOf, instantInChina } from '../../platform/china-time';
import { NUMERAL, readNumeral } from './numerals';

/** What was said: a day, a month of a year, or a thing that is no date of the calendar. */
export type SpokenDate =
  | { kind: 'day'; year: number; month: number; day: number }
  | { kind: 'month'; year: number; month: number }
  | { kind: 'year'; year: number }
  | { kind: 'lunar' }
  | { kind: 'impossible' };

interface Today {
  year: number;
  month: number;
  day: number;
  at: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_AGO: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  昨天: 1,
  昨日: 1,
  前天: 2,
  大前天: 3,
  明天: -1,
  后天: -2,
};
const YEARS_AGO: Readonly<Record<string, number>> = {
  今年: 0,
  本年: 0,
  去年: 1,
  上年: 1,
  前年: 2,
  大前年: 3,
  明年: -1,
};
const MONTHS_AGO: Readonly<Record<string, number>> = {
  这个月: 0,
  本月: 0,
  这月: 0,
  当月: 0,
  上个月: 1,
  上月: 1,
  上上个月: 2,
  上上月: 2,
  下个月: -1,
  下月: -1,
};
const WEEKDAYS = '日一二三四五六';

const words = (table: Readonly<Record<string, number>>) =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .join('|');
const YEAR = `(?:(\\d{4}|\\d{2})年|(${words(YEARS_AGO)})的?)`;
const MONTH = `(${NUMERAL})月份?`;
const DAY = `(${NUMERAL})[日号]?`;

/** Each way of saying a date, the more exact first. */
const WAYS: readonly {
  pattern: RegExp;
  read: (match: RegExpExecArray, today: Today) => SpokenDate;
}[] = [
  {
    pattern: /(?:农历|阴历|正月|腊月|冬月|初[一二三四五六七八九十])/,
    read: () => ({ kind: 'lunar' }),
  },
  {
    pattern: /(?<!\d)(\d{4})[-/.年 ](\d{1,2})[-/.月 ](\d{1,2})(?!\d)[日号]?/,
    read: (match) => dayOf(Number(match[1]), Number(match[2]), Number(match[3])),
  },
  {
    pattern: /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/,
    read: (match) => dayOf(Number(match[1]), Number(match[2]), Number(match[3])),
  },
  {
    pattern: new RegExp(`${YEAR}${MONTH}${DAY}(?![\\d年月])`),
    read: (match, today) =>
      dayOf(yearOf(match, today), readNumeral(match[3]!)!, readNumeral(match[4]!)!),
  },
  {
    pattern: new RegExp(`(${words(MONTHS_AGO)})的?${DAY}(?![\\d年月])`),
    read: (match, today) => {
      const { year, month } = monthsAgo(MONTHS_AGO[match[1]!]!, today);
      return dayOf(year, month, readNumeral(match[2]!)!);
    },
  },
  {
    pattern: new RegExp(`${YEAR}${MONTH}`),
    read: (match, today) => monthOf(yearOf(match, today), readNumeral(match[3]!)!),
  },
  {
    pattern: /(?<!\d)(\d{4})[-/.](\d{1,2})(?![\d/.-])/,
    read: (match) => monthOf(Number(match[1]), Number(match[2])),
  },
  {
    pattern: /(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?!\d)/,
    read: (match) => monthOf(Number(match[1]), Number(match[2])),
  },
  {
    pattern: new RegExp(`${MONTH}${DAY}(?![\\d年月])`),
    read: (match, today) => lastDay(readNumeral(match[1]!)!, readNumeral(match[2]!)!, today),
  },
  {
    pattern: /(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?![\d/.-])/,
    read: (match, today) => lastDay(Number(match[1]), Number(match[2]), today),
  },
  {
    pattern: new RegExp(`(${words(DAYS_AGO)})`),
    read: (match, today) => daysAgo(DAYS_AGO[match[1]!]!, today),
  },
  {
    pattern: new RegExp(`(上|这|本)?(?:个)?(?:周|星期|礼拜)([${WEEKDAYS}天])`),
    read: (match, today) => weekdayOf(match[1], match[2]!, today),
  },
  {
    pattern: new RegExp(`(${words(MONTHS_AGO)})`),
    read: (match, today) => ({ kind: 'month', ...monthsAgo(MONTHS_AGO[match[1]!]!, today) }),
  },
  {
    pattern: new RegExp(MONTH),
    read: (match, today) => {
      const month = readNumeral(match[1]!)!;
      return monthOf(month > today.month ? today.year - 1 : today.year, month);
    },
  },
  {
    pattern: new RegExp(`(?<!\\d)(${NUMERAL})[日号](?!\\p{Script=Han})`, 'u'),
    read: (match, today) => {
      const day = readNumeral(match[1]!)!;
      const { year, month } = monthsAgo(day > today.day ? 1 : 0, today);
      return dayOf(year, month, day);
    },
  },
  {
    pattern: new RegExp(YEAR),
    read: (match, today) => ({ kind: 'year', year: yearOf(match, today) }),
  },
];

/**
 * The date that a folded text speaks of, with its place: 2026/3/1, 二〇二六年三月, 去年3月, 上个月5号,
 * 昨天, 上周五. Years of two digits are the last that were; a day without its year or month is the last one.
 */
export function findSpokenDate(
  text: string,
  now: Date,
): { start: number; end: number; date: SpokenDate } | null {
  const { year, month, day } = chinaTimeOf(now);
  const today = { year, month, day, at: now };
  for (const { pattern, read } of WAYS) {
    const match = pattern.exec(text);
    if (!match) continue;
    return {
      start: match.index,
      end: match.index + match[0].length,
      date: read(match, today),
    };
  }
  return null;
}

function yearOf(match: RegExpExecArray, today: Today): number {
  const [, written, relative] = match;
  if (relative !== undefined) return today.year - YEARS_AGO[relative]!;
  const year = Number(written);
  if (written!.length === 4) return year;
  const century = today.year - (today.year % 100);
  return century + year > today.year + 1 ? century + year - 100 : century + year;
}

function dayOf(year: number, month: number, day: number): SpokenDate {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= days && isYear(year);
  return exists ? { kind: 'day', year, month, day } : { kind: 'impossible' };
}

function monthOf(year: number, month: number): SpokenDate {
  const exists = month >= 1 && month <= 12 && isYear(year);
  return exists ? { kind: 'month', year, month } : { kind: 'impossible' };
}

function isYear(year: number): boolean {
  return year >= 1900 && year < 2100;
}

/** The last such day: 12月5日 said in March is last year's. */
function lastDay(month: number, day: number, today: Today): SpokenDate {
  const isLater = month > today.month || (month === today.month && day > today.day);
  return dayOf(isLater ? today.year - 1 : today.year, month, day);
}

function monthsAgo(months: number, today: Today): { year: number; month: number } {
  const count = today.year * 12 + today.month - 1 - months;
  return { year: Math.floor(count / 12), month: (count % 12) + 1 };
}

function daysAgo(days: number, today: Today): SpokenDate {
  const { year, month, day } = chinaTimeOf(new Date(today.at.getTime() - days * DAY_MS));
  return { kind: 'day', year, month, day };
}

/** 上周五 of the week before, 周五 and 这周五 of the one that runs; a week begins on Monday. */
function weekdayOf(which: string | undefined, sign: string, today: Today): SpokenDate {
  const wanted = (WEEKDAYS.indexOf(sign === '天' ? '日' : sign) + 6) % 7;
  const midnight = instantInChina(chinaDateOf(today.at));
  const current = (chinaTimeOf(midnight).weekday + 6) % 7;
  const ago = current - wanted + (which === '上' ? 7 : 0);
  return daysAgo(which === undefined && ago < 0 ? ago + 7 : ago, today);
}
