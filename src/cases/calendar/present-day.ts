import { chinaDateOf, chinaTimeOf, instantInChina } from '../../platform/china-time';

const WEEK = '日一二三四五六';

/** `10月9日（周五）`: with its weekday, because days made up for confuse everyone. @param date `2026-10-09` */
export function presentDay(date: string): string {
  const { month, day, weekday } = chinaTimeOf(instantInChina(date));
  return `${month}月${day}日（周${WEEK[weekday]!}）`;
}

/** `10月9日（周五）17:30`, in China. */
export function presentMoment(at: Date): string {
  const { hour, minute } = chinaTimeOf(at);
  return `${presentDay(chinaDateOf(at))}${presentClock(hour * 60 + minute)}`;
}

/** `17:30`. @param minuteOfDay 0 to 1440 */
export function presentClock(minuteOfDay: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}
