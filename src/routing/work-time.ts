import { chinaDateOf, chinaTimeOf, instantInChina } from '../platform/china-time';
import type { Unit } from '../units/schema';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const USUAL_HOURS = [
  { from: '08:30', to: '12:00' },
  { from: '14:30', to: '17:30' },
];

/** Whether offices work on a civil day in China (`2026-11-23`). */
export type IsWorkingDay = (date: string) => boolean;

/** Monday to Friday. */
export const isWeekday: IsWorkingDay = (date) => {
  const { weekday } = chinaTimeOf(instantInChina(date));
  return weekday >= 1 && weekday <= 5;
};

/** Whether the unit's staff are at work at this instant. */
export function isWorkTime(unit: Unit, now: Date, isWorkingDay: IsWorkingDay): boolean {
  if (!isWorkingDay(chinaDateOf(now))) return false;
  const { hour, minute } = chinaTimeOf(now);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  return (unit.hours?.workHours ?? USUAL_HOURS).some(({ from, to }) => from <= clock && clock < to);
}

/** The working day by whose end the citizen is told who handles the matter: the next one. */
export function firstContactDay(now: Date, isWorkingDay: IsWorkingDay): string {
  let day = new Date(now.getTime() + DAY_MS);
  while (!isWorkingDay(chinaDateOf(day))) day = new Date(day.getTime() + DAY_MS);
  return chinaDateOf(day);
}

/** `周二，11月24日` */
export function presentDay(date: string): string {
  const { month, day, weekday } = chinaTimeOf(instantInChina(date));
  return `${WEEKDAYS[weekday]!}，${month}月${day}日`;
}
