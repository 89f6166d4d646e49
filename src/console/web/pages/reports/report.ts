import type {
  reportSchema,
  returnsSchema,
  snapshotListSchema,
  snapshotSchema,
} from '../../../api/reports/report-schemas';
import type { Wire } from '../../api/wire';

export type Report = Wire<typeof reportSchema>;
export type Snapshot = Wire<typeof snapshotSchema>;
export type SnapshotHead = Wire<typeof snapshotListSchema>['snapshots'][number];
export type ReturnedCase = Wire<typeof returnsSchema>['returns'][number];
export type Figure = Report['figures'][number];
export type FigureName = Figure['name'];
export type Values = Report['total'];

/** A figure of one unit or of all; what the list behind it is asked for. */
export interface ChosenFigure {
  figure: Figure;
  /** Null: all units. */
  unit: string | null;
  from: string;
  to: string;
  snapshot: string | null;
}

export interface DayRange {
  from: string;
  to: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
/** A civil day in China, as the day of an instant in UTC. */
const shifted = (now: Date): Date => new Date(now.getTime() + 8 * 60 * 60 * 1000);

/** Every day of a period, with `empty` for those of which nothing is told. */
export function fillDays<Day extends { day: string }>(
  { from, to }: DayRange,
  told: readonly Day[],
  empty: (day: string) => Day,
): Day[] {
  const known = new Map(told.map((one) => [one.day, one]));
  const days: Day[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
    const day = dayOf(new Date(at));
    days.push(known.get(day) ?? empty(day));
  }
  return days;
}

/** Periods that are asked for most. @param now any instant of today */
export function usualPeriods(now: Date): readonly (DayRange & { label: string })[] {
  const today = shifted(now);
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()];
  const first = (ofMonth: number): string => dayOf(new Date(Date.UTC(year, ofMonth, 1)));
  const last = (ofMonth: number): string => dayOf(new Date(Date.UTC(year, ofMonth + 1, 0)));
  const to = dayOf(today);
  return [
    { label: '本月', from: first(month), to },
    { label: '上月', from: first(month - 1), to: last(month - 1) },
    { label: '近 7 天', from: dayOf(new Date(today.getTime() - 6 * DAY_MS)), to },
    { label: '本季度', from: first(month - (month % 3)), to },
    { label: '今年', from: first(0), to },
  ];
}
