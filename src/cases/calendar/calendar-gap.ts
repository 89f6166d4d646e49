import { chinaTimeOf } from '../../platform/china-time';
import type { HolidayCalendar } from './holiday-calendar';

/** That a year's holidays are not in the files; `urgent` from December on, when limits begin to fall into it. */
export interface CalendarGap {
  year: number;
  urgent: boolean;
  /** What a person has to do, in Chinese. */
  text: string;
}

/**
 * The nearest year that is missing: this one, or from November, when the notice comes out, the next.
 * Limits in it are marked 临时; nothing stops, because the notice may be late.
 */
export function findCalendarGap(holidays: HolidayCalendar, now: Date): CalendarGap | null {
  const { year: thisYear, month } = chinaTimeOf(now);
  const isKnown = (year: number): boolean => holidays.years.includes(year);
  const year = isKnown(thisYear) ? thisYear + 1 : thisYear;
  if (isKnown(year) || (year > thisYear && month < 11)) return null;
  const text =
    `还没有${year}年的放假安排，落在${year}年的期限都是临时的。` +
    `国务院办公厅的通知发布以后，照前一年的样子加上 replies/district/calendar/${year}.yaml`;
  return { year, urgent: year === thisYear || month === 12, text };
}
