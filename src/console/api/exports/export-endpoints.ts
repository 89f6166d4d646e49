import { z } from 'zod';
import {
  exportFormats,
  getExport,
  insertExport,
  listExports,
  type ExportFormat,
  type ExportJobView,
} from '../../../cases/exports/export-store';
import { countListed } from '../../../cases/lists/count-listed';
import { figureNames } from '../../../cases/reports/figures';
import { getSnapshot } from '../../../cases/reports/snapshots';
import type { Tx } from '../../../database/database';
import { chinaDateOf } from '../../../platform/china-time';
import { AppError } from '../../../platform/errors';
import type { Caller } from '../caller';
import type { CaseDesk } from '../cases/case-desk';
import { listQuerySchema, type ListQuery } from '../cases/list-query';
import { readerOf } from '../cases/list-context';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { periodOf, reportedUnits } from '../reports/report-endpoints';
import { daySchema } from '../reports/report-schemas';
import { idSchema, instantSchema, keysOf, unitCodeSchema } from '../schemas';
import { recordExport, type ExportDesk } from './export-desk';
import {
  exportScopeOf,
  exportedListOf,
  type CasesRequest,
  type ReportRequest,
} from './export-request';

const formatSchema = keysOf<ExportFormat>(exportFormats);

export const exportSchema = z.object({
  id: idSchema,
  kind: z.enum(['cases', 'report']),
  format: formatSchema,
  title: z.string(),
  state: z.enum(['waiting', 'running', 'ready', 'failed']),
  done: z.int().describe('已写的行数'),
  total: z.int().nullable().describe('大约一共几行；空：还不知道'),
  bytes: z.int().nullable(),
  problem: z.string().nullable().describe('为什么没有导出来'),
  createdAt: instantSchema,
  expiresAt: instantSchema.describe('到这时删除'),
  fileUrl: z.string().nullable(),
});

const presentExport = (job: ExportJobView): z.output<typeof exportSchema> => {
  const { id, kind, format, title, state, done, total, bytes, problem, createdAt, expiresAt } = job;
  const fileUrl = state === 'ready' ? `/exports/${id}` : null;
  return {
    id,
    kind,
    format,
    title,
    state,
    done,
    total,
    bytes,
    problem,
    createdAt,
    expiresAt,
    fileUrl,
  };
};

/** 导出: asked for, written in the background, handed out when it is ready. */
export function createExportEndpoints(exporting: ExportDesk): Endpoint[] {
  const { database } = exporting.desk;
  return [
    defineOnce({
      ...{ method: 'POST', path: '/api/exports', right: 'case.export' },
      summary: '导出办件：正是列表里筛选出来的，12345 的字段；保密件除外，个人信息遮盖',
      body: z.strictObject({
        format: formatSchema,
        list: z
          .record(z.string().max(40), z.string().max(1000))
          .describe('列表地址里的筛选条件，原样带来'),
      }),
      response: exportSchema,
      handler: ({ caller, origin, body }, tx) => requestCases(exporting, tx, caller, origin, body),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/reports/exports', right: 'report.read' },
      summary: '导出报表或者一期通报',
      body: z.strictObject({
        format: formatSchema,
        from: daySchema,
        to: daySchema,
        unit: unitCodeSchema.optional(),
        snapshot: idSchema.optional().describe('通报；没写时是现在的数字'),
      }),
      response: exportSchema,
      async handler({ caller, origin, body: { format, ...wanted } }, tx) {
        periodOf(wanted);
        const units = reportedUnits(caller, wanted.unit);
        if (wanted.snapshot !== undefined) await getSnapshot(tx, units, wanted.snapshot);
        const request: ReportRequest = wanted;
        const job = await insertExport(tx, {
          ...{ staffId: caller.person.id, kind: 'report', format, request },
          title: `办件报表${wanted.from}至${wanted.to}`,
          ...{ total: figureNames.length, at: exporting.desk.ports.clock.now() },
        });
        const who = { person: caller.person, ip: origin.ip };
        await recordExport(exporting, tx, who, 'export.request', job, request);
        return presentExport(job);
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/exports', right: 'signed_in' },
      summary: '自己的导出，新的在前',
      response: z.object({ exports: z.array(exportSchema) }),
      handler: async ({ caller }) => ({
        exports: (await listExports(database, caller.person.id)).map(presentExport),
      }),
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/exports/:id', right: 'signed_in' },
      summary: '一个导出到哪一步了',
      params: z.strictObject({ id: idSchema }),
      response: exportSchema,
      handler: async ({ caller, params: { id } }) =>
        presentExport(await getExport(database, caller.person.id, id)),
    }),
  ];
}

async function requestCases(
  exporting: ExportDesk,
  tx: Tx,
  caller: Caller,
  { ip }: { ip: string | null },
  { format, list }: { format: ExportFormat; list: Record<string, string> },
): Promise<z.output<typeof exportSchema>> {
  const { desk } = exporting;
  const { person } = caller;
  const query = listQuerySchema.safeParse(list);
  if (!query.success) {
    throw new AppError('unprocessable', '筛选条件不对，请刷新列表以后再导出。');
  }
  if (query.data.restricted === 'true') throw new AppError('bad_request', '保密件不能导出。');
  const request: CasesRequest = { list };
  const now = desk.ports.clock.now();
  const job = await insertExport(tx, {
    ...{ staffId: person.id, kind: 'cases', format, request, at: now },
    title: `办件${chinaDateOf(now)}`,
    total: await countWanted(desk, caller, query.data, now),
  });
  await recordExport(exporting, tx, { person, ip }, 'export.request', job, request);
  return presentExport(job);
}

/** How many rows there will be; null for a search, and for more than are counted. */
async function countWanted(
  desk: CaseDesk,
  { person, units }: Caller,
  query: ListQuery,
  now: Date,
): Promise<number | null> {
  if (query.q !== undefined) return null;
  const scope = exportScopeOf(person, units);
  const wanted = await exportedListOf(desk, person, scope, query, now);
  const reader = readerOf({ person, scope });
  const { cases, exact } = await countListed(desk.database, scope, reader, wanted, now);
  return exact ? cases : null;
}
