import { chinaDateOf, instantInChina } from '../../platform/china-time';

/** A stretch of months in which cases came in; null: without an end on that side. */
export interface SearchWindow {
  from: Date | null;
  before: Date | null;
  /** Its months, `2026-11`; null: too many to name. */
  months: readonly string[] | null;
}

/** How many months the first two windows have; the last has the rest. */
const FIRST = 1;
const SECOND = 6;

/**
 * The stretches in which a search looks one after the other, from an instant on: a page of a common
 * word is full after the first month, and a rare one costs little anywhere.
 */
export function searchWindows(start: Date, way: 'next' | 'previous'): SearchWindow[] {
  const first = numberOf(chinaDateOf(start));
  return way === 'next'
    ? [
        { from: startOf(first), before: null, months: monthsFrom(first, FIRST) },
        {
          from: startOf(first - SECOND),
          before: startOf(first),
          months: monthsFrom(first - SECOND, SECOND),
        },
        { from: null, before: startOf(first - SECOND), months: null },
      ]
    : [
        { from: null, before: startOf(first + FIRST), months: monthsFrom(first, FIRST) },
        {
          from: startOf(first + FIRST),
          before: startOf(first + FIRST + SECOND),
          months: monthsFrom(first + FIRST, SECOND),
        },
        { from: startOf(first + FIRST + SECOND), before: null, months: null },
      ];
}

/** Months since the year 0. */
function numberOf(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function nameOf(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

function startOf(month: number): Date {
  return instantInChina(`${nameOf(month)}-01`);
}

function monthsFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => nameOf(first + index));
}
