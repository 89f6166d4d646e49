/** `/exports/:id`: a file that is ready, for who asked for it. */
import { Readable } from 'node:stream';
import Router from '@koa/router';
import type { Context } from 'koa';
import { getExport, readChunks } from '../../../cases/exports/export-store';
import { AppError } from '../../../platform/errors';
import { hasRightSomewhere, type Caller } from '../caller';
import { presentProblem } from '../problem';
import { recordExport, type ExportDesk } from './export-desk';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
const HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'private, no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
};
const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** @param whoAsks the caller, or throws an AppError */
export function createExportFiles(
  exporting: ExportDesk,
  whoAsks: (ctx: Context) => Promise<Caller>,
): Router {
  const router = new Router();
  router.get('/exports/:id', async (ctx) => {
    ctx.set(HEADERS);
    try {
      await serve(ctx, exporting, await whoAsks(ctx));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { requestId } = ctx.state as { requestId: string };
      const { status, body } = presentProblem(error, requestId);
      ctx.status = status;
      ctx.body = body;
    }
  });
  return router;
}

/** Each file that is taken is on record. */
async function serve(ctx: Context, exporting: ExportDesk, caller: Caller): Promise<void> {
  const { id = '' } = ctx['params'] as { id?: string };
  const { database } = exporting.desk;
  const { person } = caller;
  if (!ID.test(id)) throw new AppError('not_found', '没有这个导出，或者它已经过期。');
  const { request, ...job } = await getExport(database, person.id, id);
  const right = job.kind === 'cases' ? 'case.export' : 'report.read';
  if (!hasRightSomewhere(caller, right)) throw new AppError('forbidden', '您没有导出的权限了。');
  if (job.state !== 'ready') throw new AppError('conflict', '文件还没有准备好，请稍等。');
  const who = { person, ip: ctx.ip || null };
  await database.transaction((tx) =>
    recordExport(exporting, tx, who, 'export.download', job, request),
  );
  const name = encodeURIComponent(`${job.title}.${job.format}`);
  ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${name}`);
  ctx.type = TYPES[job.format];
  ctx.body = Readable.from(readChunks(database, id));
  ctx.length = job.bytes ?? 0;
}
