/** `/pictures/:number/:sha256`: pictures that staff put to a case, looked at in the browser. */
import Router from '@koa/router';
import type { Context } from 'koa';
import { wantCase } from '../../../cases/work/reach-case';
import { findCasePicture } from '../../../media/answer-pictures';
import { AppError } from '../../../platform/errors';
import { answer, identify } from '../serve-endpoints';
import type { FileRouteParts } from './file-routes';

/** Nothing of a file may run, be framed, be cached or be taken for another type. */
const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; img-src 'self'; frame-ancestors 'self'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'private, no-store',
  'Content-Disposition': 'inline',
};

/** GET of a picture, for whoever may read its case. */
export function createPictureRoutes(parts: FileRouteParts): Router {
  const router = new Router();
  router.get('/pictures/:number/:sha256', (ctx) =>
    answer(ctx, parts.serving, () => show(ctx, parts)),
  );
  return router;
}

async function show(ctx: Context, { desk, store, serving }: FileRouteParts): Promise<void> {
  const { scope } = await identify(ctx, 'case.read', serving);
  const { number, sha256 } = ctx['params'] as { number: string; sha256: string };
  const { id } = await wantCase(desk.database, scope, number);
  const picture = await findCasePicture(desk.database, id, sha256);
  if (!picture) throw new AppError('not_found', '没有这张图片，或您不能查看它。');
  ctx.set(HEADERS);
  ctx.set('Content-Type', picture.contentType);
  ctx.length = picture.bytes;
  ctx.body = await store.open(sha256);
}
