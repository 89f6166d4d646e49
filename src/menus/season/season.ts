/** Seasons: on which days in China a button is in its menu. */

/**
 * First and last day, both included: `2026-12-31` once, or `12-31` every year (then both are written,
 * and the season may run over the new year). Neither: always there.
 */
export interface Season {
  from?: string | undefined;
  until?: string | undefined;
}

const YEARLY = /^\d\d-\d\d$/;
const ONCE = /^\d{4}-\d\d-\d\d$/;

/** Whether a day of a season says no year: it comes back every year. */
export function isYearly(day: string): boolean {
  return YEARLY.test(day);
}

/** Whether it is a day of the calendar: `2026-12-31`, or `12-31`; 29 February is one of every year. */
export function isSeasonDay(text: string): boolean {
  if (!ONCE.test(text) && !isYearly(text)) return false;
  const day = isYearly(text) ? `2028-${text}` : text;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

/** @param chinaDate `2026-11-23`, the day in China */
export function isInSeason({ from, until }: Season, chinaDate: string): boolean {
  const yearly = isYearly(from ?? until ?? '');
  const today = yearly ? chinaDate.slice(5) : chinaDate;
  const begun = from === undefined || from <= today;
  const lasts = until === undefined || today <= until;
  const overNewYear = yearly && from !== undefined && until !== undefined && from > until;
  return overNewYear ? begun || lasts : begun && lasts;
}

/** The days on which the season begins, or is over for the first time, in these years and in its own. */
export function changeDaysOf({ from, until }: Season, years: readonly number[]): string[] {
  const inYears = (day: string | undefined): { year: string; rest: string }[] => {
    if (day === undefined) return [];
    if (!isYearly(day)) return [{ year: day.slice(0, 4), rest: day.slice(5) }];
    return years.map((year) => ({ year: String(year), rest: day }));
  };
  return [
    ...inYears(from).map(({ year, rest }) => dayOf(year, rest, 0)),
    ...inYears(until).map(({ year, rest }) => dayOf(year, rest, 1)),
  ];
}

/** `after` days later; 29 February of a year that has none is followed, and replaced, by 1 March. */
function dayOf(year: string, rest: string, after: 0 | 1): string {
  if (rest === '02-29' && !isSeasonDay(`${year}-${rest}`)) return `${year}-03-01`;
  const at = new Date(`${year}-${rest}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + after);
  return at.toISOString().slice(0, 10);
}
