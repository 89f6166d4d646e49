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

/** What cannot be right in a year's notice. */
function faultsOf({ year, daysOff, workdays }: Omit<CalendarFile, 'title'>): CalendarFault[] {
  const faults: CalendarFault[] = [];
  const check = (date: string, path: (string | number)[]): void => {
    // A notice may give days at the end of the year before: New Year's holiday begins there at times.
    const isNear = date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
    if (!isNear) faults.push({ path, message: `${date} 不是 ${year} 年的日子，请对照通知` });
  };
  for (const [index, { from, to }] of daysOff.entries()) {
    check(from, ['daysOff', index, 'from']);
    check(to, ['daysOff', index, 'to']);
    const earlier = daysOff[index - 1];
    if (to < from) {
      faults.push({ path: ['daysOff', index, 'to'], message: `${to} 在 ${from} 前面，请对照通知` });
    } else if (earlier && from <= earlier.to) {
      const message = `和前面的 ${earlier.name} 重叠，请按日期先后写，不要重复`;
      faults.push({ path: ['daysOff', index, 'from'], message });
    }
  }
  for (const [index, date] of workdays.entries()) {
    const path = ['workdays', index];
    check(date, path);
    const off = daysOff.find(({ from, to }) => from <= date && date <= to);
    if (off) faults.push({ path, message: `${date} 已经写在 ${off.name} 的放假里` });
    else if (weekdayOf(date) % 6 !== 0) {
      faults.push({ path, message: `${date} 本来就是周一到周五，这里只写调休上班的周六、周日` });
    } else if (workdays.indexOf(date) < index) {
      faults.push({ path, message: `${date} 写了两次` });
    }
  }
  return faults;
}
