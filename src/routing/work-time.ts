import { chinaTimeOf, instantInChina } from '../platform/china-time';

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** When units work, as far as a citizen is told of it: the calendar and the limits belong to the queue. */
export interface WorkTime {
  /** Whether the unit's staff are at work at this instant. */
  isWorkTime(unit: string, at: Date): boolean;
  /** The working day in China (`2026-11-24`) by whose end somebody must have taken up what arrives at `at`. */
  firstContactBy(unit: string, at: Date): { date: string; isProvisional: boolean };
}

/** `周二，11月24日` */
export function presentDay(date: string): string {
  const { month, day, weekday } = chinaTimeOf(instantInChina(date));
  return `${WEEKDAYS[weekday]!}，${month}月${day}日`;
}
