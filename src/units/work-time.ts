import { z } from 'zod';
import { addCivilDays } from '../platform/china-time';

const LEAP_YEAR_DAYS = 366;

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '写成 08:30 这样的时间', abort: true });
const monthDay = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, {
  error: '写成 07-01 这样的月和日，加引号',
  abort: true,
});
const reasonSchema = z.string().trim().min(1, '不能为空').max(30).describe('为什么，会显示给人看');

const workHoursSchema = z
  .array(z.strictObject({ from: clockTime, to: clockTime }))
  .min(1)
  .describe('机器用的工作时段，从早到晚');

const singleDaySchema = z.strictObject({
  date: z.iso.date({ error: '写成 2026-10-01 这样的日期', abort: true }),
  reason: reasonSchema,
});

/** When an office works: hours of a usual day, times of the year with other hours, single days. */
export const workTimeShape = {
  workHours: workHoursSchema,
  seasons: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1, '不能为空').describe('例如 夏令时'),
        from: monthDay.describe('每年从哪天起，例如 "07-01"'),
        to: monthDay.describe('到哪天止，这一天也算，例如 "09-30"'),
        workHours: workHoursSchema,
      }),
    )
    .default([])
    .describe('一年里作息不同的时段，例如夏令时；其余日子照 workHours'),
  restDays: z.array(singleDaySchema).default([]).describe('除国家放假以外，另外不上班的日子'),
  workDays: z.array(singleDaySchema).default([]).describe('国家放假或周末，但照常上班的日子'),
};

export type WorkTime = z.infer<z.ZodObject<typeof workTimeShape>>;

type Path = (string | number)[];
type AddFault = (path: Path, message: string) => void;

/** Adds what cannot be right in somebody's working time to the issues of its object. */
export function checkWorkTime(
  workTime: WorkTime,
  context: { addIssue(issue: { code: 'custom'; path: Path; message: string }): void },
): void {
  const fault: AddFault = (path, message) => context.addIssue({ code: 'custom', path, message });
  const { workHours, seasons, restDays, workDays } = workTime;
  checkHours(workHours, ['workHours'], fault);
  const days = seasons.map(({ from, to }) => daysOf(from, to));
  for (const [index, { workHours: hours }] of seasons.entries()) {
    checkHours(hours, ['seasons', index, 'workHours'], fault);
    const other = seasons.slice(0, index).find((_, at) => overlap(days[at]!, days[index]!));
    if (other) fault(['seasons', index, 'from'], `和“${other.name}”的日子重叠`);
  }
  const singles = new Set<string>();
  for (const [key, list] of Object.entries({ restDays, workDays })) {
    for (const [index, { date }] of list.entries()) {
      if (singles.has(date)) fault([key, index, 'date'], `${date} 写了两次，只留一处`);
      singles.add(date);
    }
  }
}

function checkHours(hours: WorkTime['workHours'], path: Path, fault: AddFault): void {
  for (const [index, { from, to }] of hours.entries()) {
    const earlier = hours[index - 1];
    if (to <= from) fault([...path, index, 'to'], `${to} 不在 ${from} 后面`);
    else if (earlier && from < earlier.to) {
      fault([...path, index, 'from'], `${from} 在上一段结束以前，请从早到晚写`);
    }
  }
}

/** Month and day of every day from one to the other, over the turn of the year where they say so. */
function daysOf(from: string, to: string): Set<string> {
  const all: string[] = [];
  for (let day = 0; day < LEAP_YEAR_DAYS; day++) all.push(addCivilDays('2024-01-01', day).slice(5));
  return new Set(
    all.filter((day) => (from <= to ? from <= day && day <= to : from <= day || day <= to)),
  );
}

function overlap(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((day) => others.has(day));
}
