import type { calendarSchema, previewSchema } from '../../../api/calendar/calendar-endpoints';
import type { Wire } from '../../api/wire';

export type Calendar = Wire<typeof calendarSchema>;
export type CalendarPreview = Wire<typeof previewSchema>;
export type CalendarDay = Calendar['days'][number];

export interface Month {
  name: string;
  /** Weeks from Monday on; null: a day of another month. */
  weeks: (CalendarDay | null)[][];
}

/** A year's days as months of weeks. */
export function monthsOf(days: readonly CalendarDay[]): Month[] {
  return Array.from({ length: 12 }, (_, index) => {
    const two = String(index + 1).padStart(2, '0');
    const own = days.filter(({ date }) => date.slice(5, 7) === two);
    const first = own[0];
    const lead = first ? (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7 : 0;
    const cells: (CalendarDay | null)[] = [...Array.from({ length: lead }, () => null), ...own];
    while (cells.length % 7 !== 0) cells.push(null);
    const weeks = Array.from({ length: cells.length / 7 }, (__, week) =>
      cells.slice(week * 7, week * 7 + 7),
    );
    return { name: `${index + 1}月`, weeks };
  });
}

/** What a day is called beside its number. */
export function markOf({ kind, isWorking }: CalendarDay): string {
  if (kind === 'makeup') return '班';
  if (kind === 'holiday') return '休';
  if (kind === 'single') return isWorking ? '班' : '休';
  return '';
}

/** The hours of a year, each with the days on which they are worked first and last, in order. */
export function hoursOf(
  days: readonly CalendarDay[],
): { from: string; to: string; hours: string }[] {
  const spans: { from: string; to: string; hours: string }[] = [];
  for (const { date, hours } of days) {
    if (hours === '') continue;
    const last = spans.at(-1);
    if (last?.hours === hours) last.to = date;
    else spans.push({ from: date, to: date, hours });
  }
  return spans;
}
