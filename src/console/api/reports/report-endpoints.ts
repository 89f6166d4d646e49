import { z } from 'zod';
import { listBehind } from '../../../cases/reports/list-behind';
import { listReturns } from '../../../cases/reports/list-returns';
import { readReplies } from '../../../cases/reports/count-replies';
import { readDays, readFigures, type Period } from '../../../cases/reports/read-report';
import { getSnapshot } from '../../../cases/reports/snapshots';
import { AppError } from '../../../platform/errors';
import { unitsWith, wantUnit, type Caller } from '../caller';
import { listedCaseSchema } from '../cases/case-schemas';
import type { CaseDesk } from '../cases/case-desk';
import { loadListContext } from '../cases/list-context';
import { presentListed } from '../cases/present-case';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { idSchema, pageSizeSchema } from '../schemas';
import { presentReport, presentResponder } from './present-report';
import {
  figurePartSchema,
  figureSchema,
  isPeriod,
  periodQuerySchema,
  reportSchema,
  returnsSchema,
} from './report-schemas';

const behindSchema = periodQuerySchema.extend({
  figure: figureSchema,
  part: figurePartSchema.default('base').describe('全部、计入的、没有计入的'),
  snapshot: idSchema.optional().describe('通报里的数'),
  limit: pageSizeSchema,
  cursor: z.string().max(500).optional(),
});

/** 报表: figures of a period, the cases behind each, and why units sent cases back. */
export function createReportEndpoints(desk: CaseDesk): Endpoint[] {
  const { database } = desk;
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/reports', right: 'report.read', query: periodQuerySchema },
      summary: '报表：各单位在一段时间里收到的办件的各项数字，每分钟更新',
      response: reportSchema,
      async handler({ caller, query }) {
        const period = periodOf(query);
        const units = reportedUnits(caller, query.unit);
        const answered = await readReplies(database, units, period);
        const replies = answered.filter(
          ({ responder }) => responder !== 'handover' || caller.scope.receivesCadreReports,
        );
        return {
          ...presentReport(period, await readFigures(database, units, period)),
          days: await readDays(database, units, period),
          replies: replies.map((one) => ({ ...one, label: presentResponder(one.responder) })),
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/reports/cases', right: 'report.read', query: behindSchema },
      summary: '一个数字后面的办件，按页取；保密件和已经转走的只计数，不列出',
      response: z.object({
        cases: z.array(listedCaseSchema),
        next: z.string().nullable(),
        previous: z.string().nullable(),
      }),
      async handler({ caller, query }) {
        const { figure, part, snapshot, limit: size, cursor } = query;
        const units = reportedUnits(caller, query.unit);
        if (snapshot !== undefined) await getSnapshot(database, units, snapshot);
        const of = { ...periodOf(query), figure, part, units, snapshotId: snapshot ?? null };
        const page = { size, ...(cursor === undefined ? {} : { cursor }) };
        const { rows, next, previous } = await listBehind(database, caller.scope, of, page);
        const context = await loadListContext(desk, caller, rows, new Set());
        return { cases: rows.map((row) => presentListed(row, desk, context)), next, previous };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/reports/returns', right: 'report.read' },
      summary: '退回的办件和退回的理由，最近的 200 件',
      query: periodQuerySchema,
      response: returnsSchema,
      async handler({ caller, query }) {
        const units = reportedUnits(caller, query.unit);
        return { returns: await listReturns(database, units, periodOf(query)) };
      },
    }),
  ];
}

/**
 * The units that a report is of: one that was named, or all that the caller may report on.
 * @throws AppError not_found for a unit without the right, and one that there is not
 */
export function reportedUnits(caller: Caller, unit: string | undefined): string[] {
  if (unit === undefined) return unitsWith(caller, 'report.read');
  wantUnit(caller, 'report.read', unit);
  return [unit];
}

/** @throws AppError unprocessable for a period that ends before it begins, or longer than 400 days */
export function periodOf(query: { from: string; to: string }): Period {
  if (isPeriod(query)) return { firstDay: query.from, lastDay: query.to };
  const fields = [{ name: 'query.to', message: '要在开始以后，最多 400 天。' }];
  throw new AppError('unprocessable', '请重新选日期。', { fields });
}
