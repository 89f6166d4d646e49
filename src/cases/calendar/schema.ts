import { z } from 'zod';
import { weekdayOf } from '../../platform/china-time';

const civilDate = z.iso.date({ error: '写成 2026-10-01 这样的日期', abort: true });
const textSchema = z.string().trim().min(1, '不能为空');

const dayOffSchema = z.strictObject({
  name: textSchema.describe('节日名称，例如 国庆节'),
  from: civilDate.describe('放假第一天'),
  to: civilDate.describe('放假最后一天，只放一天就和 from 一样'),
});

/** `replies/district/calendar/<year>.yaml`: one year's notice of the State Council's office, retyped. */
export const calendarFileSchema = z
  .strictObject({
    year: z.int().min(2000).max(2100).describe('哪一年，和文件名一样'),
    title: textSchema.describe('通知的标题'),
    document: textSchema.describe('文号，例如 国办发明电〔2025〕7号'),
    source: z.url('写完整的网址').describe('通知原文的网址'),
    daysOff: z.array(dayOffSchema).min(1).describe('放假的日子，照通知逐段写'),
    workdays: z.array(civilDate).describe('调休上班的周六、周日，照通知逐天写'),
  })
  .superRefine((file, context) => {
    for (const { path, message } of faultsOf(file)) {
      context.addIssue({ code: 'custom', path, message });
    }
  });

export type CalendarFile = z.infer<typeof calendarFileSchema>;

interface CalendarFault {
  path: (string | number)[];
  message: string;
}

type Dates = Pick<CalendarFile, 'year' | 'daysOff' | 'workdays'>;

/** What cannot be right in a year's notice. */
function faultsOf(file: Dates): CalendarFault[] {
  const { year, daysOff, workdays } = file;
  const dates = [...daysOff.flatMap(({ from, to }) => [from, to]), ...workdays];
  const foreign = dates.filter((date) => !belongsTo(year, date));
  if (foreign.length > dates.length / 2) {
    return [{ path: ['year'], message: `里面的日子大多不是 ${year} 年的，请对照通知` }];
  }
  return [...faultsOfDaysOff(file), ...faultsOfWorkdays(file)];
}

function faultsOfDaysOff({ year, daysOff }: Dates): CalendarFault[] {
  return daysOff.flatMap(({ from, to }, index) => {
    const at = (key: string, message: string) => [{ path: ['daysOff', index, key], message }];
    const earlier = daysOff[index - 1];
    if (!belongsTo(year, from)) return at('from', foreignText(year, from));
    if (!belongsTo(year, to)) return at('to', foreignText(year, to));
    if (to < from) return at('to', `${to} 在 ${from} 前面，请对照通知`);
    return earlier && from <= earlier.to && belongsTo(year, earlier.to)
      ? at('from', `和前面的 ${earlier.name} 重叠，请按日期先后写，不要重复`)
      : [];
  });
}

function faultsOfWorkdays({ year, daysOff, workdays }: Dates): CalendarFault[] {
  return workdays.flatMap((date, index) => {
    const at = (message: string) => [{ path: ['workdays', index], message }];
    if (!belongsTo(year, date)) return at(foreignText(year, date));
    const off = daysOff.find(
      ({ from, to }) => from <= date && date <= to && belongsTo(year, from) && belongsTo(year, to),
    );
    if (off) return at(`${date} 已经写在 ${off.name} 的放假里`);
    if (weekdayOf(date) % 6 !== 0) {
      return at(`${date} 本来就是周一到周五，这里只写调休上班的周六、周日`);
    }
    return workdays.indexOf(date) < index ? at(`${date} 写了两次`) : [];
  });
}

/** A notice may give days at the end of the year before: New Year's holiday begins there at times. */
function belongsTo(year: number, date: string): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
}

function foreignText(year: number, date: string): string {
  return `${date} 不是 ${year} 年的日子，请对照通知`;
}
