import { z } from 'zod';
import type { CalendarFile } from '../../../cases/calendar/schema';
import { presentClock } from '../../../cases/calendar/present-day';
import type { WorkSchedules } from '../../../cases/calendar/work-schedules';
import { findCalendarGap } from '../../../cases/calendar/calendar-gap';
import { previewCalendar } from '../../../cases/clock/preview-calendar';
import type { Queryable } from '../../../database/database';
import { addCivilDays, chinaTimeOf } from '../../../platform/china-time';
import { AppError } from '../../../platform/errors';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { unitCodeSchema } from '../schemas';

/** Reads a year's file as it would be read from its folder; faults as sentences with their place. */
export type ReadCalendar = (
  text: string,
) => { kind: 'file'; file: CalendarFile } | { kind: 'faults'; faults: readonly string[] };

const dayKinds = ['workday', 'makeup', 'weekend', 'holiday', 'single'] as const;

export const calendarSchema = z.object({
  year: z.int(),
  years: z.array(z.int()).describe('有放假安排的年份'),
  source: z
    .object({ title: z.string(), document: z.string(), url: z.string() })
    .nullable()
    .describe('空：这一年的放假安排还没有'),
  warning: z.string().nullable().describe('还缺哪一年'),
  days: z.array(
    z.object({
      date: z.string(),
      isWorking: z.boolean(),
      kind: z.enum(dayKinds).describe('single：本区、本单位另外定的'),
      reason: z.string().nullable(),
      hours: z.string().describe('上班时间；休息日是空的'),
    }),
  ),
});

export const previewSchema = z.object({
  year: z.int(),
  days: z.array(
    z.object({
      date: z.string(),
      before: z.boolean(),
      after: z.boolean().describe('新的安排是不是上班'),
      reason: z.string().nullable(),
    }),
  ),
  open: z.int().describe('没有办结的办件'),
  later: z.array(z.object({ unit: z.string(), cases: z.int() })).describe('期限顺延的件数'),
  kept: z.int().describe('算出来提前，仍按答应的日期的件数'),
});

/** What the calendar's endpoints stand on. */
export interface CalendarDesk {
  /** Reads every unit's cases: what is told of them is numbers. */
  database: Queryable;
  now: () => Date;
  /** Of the files that are live. */
  schedules: () => WorkSchedules;
  read: ReadCalendar;
}

/** 日历: a year as it is worked, and what another notice of the year would change. */
export function createCalendarEndpoints(desk: CalendarDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/calendar', right: 'signed_in' },
      summary: '日历：一年里的上班日、休息日、调休和作息',
      query: z.strictObject({
        year: z.coerce.number().int().min(2000).max(2100).optional(),
        unit: unitCodeSchema.optional().describe('单位自己的作息；没写时是全区的'),
      }),
      response: calendarSchema,
      async handler({ query, caller }) {
        const schedules = desk.schedules();
        const now = desk.now();
        const year = query.year ?? chinaTimeOf(now).year;
        if (query.unit !== undefined && !caller.units.includes(query.unit)) {
          throw new AppError('not_found', '没有这个单位。');
        }
        const file = schedules.basis.years.find((one) => one.year === year);
        return {
          year,
          years: [...schedules.holidays.years],
          source: file ? { title: file.title, document: file.document, url: file.source } : null,
          warning: findCalendarGap(schedules.holidays, now)?.text ?? null,
          days: daysOf(schedules, query.unit ?? '', year),
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/calendar/preview', right: 'content.read' },
      summary: '日历预览：一份放假安排如果生效，影响多少没有办结的办件。什么也不改',
      body: z.strictObject({
        text: z.string().max(50_000).describe('calendar/<年份>.yaml 的内容'),
      }),
      response: previewSchema,
      async handler({ body: { text } }) {
        const read = desk.read(text);
        if (read.kind === 'faults') {
          const fields = read.faults.map((message) => ({ name: 'text', message }));
          throw new AppError('unprocessable', '放假安排写得不对，请按提示改正。', { fields });
        }
        const { file } = read;
        const live = desk.schedules();
        const preview = await previewCalendar(desk.database, live, file, desk.now());
        return { ...preview, year: file.year, days: [...preview.days], later: [...preview.later] };
      },
    }),
  ];
}

function daysOf(
  schedules: WorkSchedules,
  unit: string,
  year: number,
): z.output<typeof calendarSchema>['days'] {
  const schedule = schedules.of(unit);
  const days = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addCivilDays(date, 1)) {
    const { isWorking, reason, spans } = schedule.dayOf(date);
    const kind = schedules.holidays.kindOf(date);
    const isUsual = isWorking === (kind === 'workday' || kind === 'makeup');
    days.push({
      ...{ date, isWorking, reason, kind: isUsual ? kind : ('single' as const) },
      hours: spans.map(({ from, to }) => `${presentClock(from)}–${presentClock(to)}`).join('，'),
    });
  }
  return days;
}
