import path from 'node:path';
import Koa from 'koa';
import getRawBody from 'raw-body';
import { AppError, httpStatusOf } from '../platform/errors';
import { findPackageRoot } from '../platform/package-root';
import { createControlRouter, type ControlParts } from './api/control-routes';
import type { PlatformApi } from './api/dispatch';
import { answerExample } from './example-backend/example-backend';
import { streamLive } from './phone/live-route';
import { createPhoneRouter, phoneOf, type PhoneParts } from './phone/routes';
import { answerSignIn } from './sign-in';
import { readStaticFile } from './static-files';

const UPLOAD_LIMIT = '12mb';
/** Nothing is loaded from elsewhere; pictures of articles may come from the product on this machine. */
const CONTENT_SECURITY = [
  "default-src 'self'",
  "img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*",
  "frame-ancestors 'self'",
  "base-uri 'none'",
].join('; ');

export interface AppParts extends PhoneParts, ControlParts {
  api: PlatformApi;
  closing: AbortSignal;
}

/** The simulator's HTTP: WeChat's paths under /cgi-bin, the phone under /phone, switches under /control, files at /. */
export function createApp(parts: AppParts): Koa {
  const app = new Koa();
  app.on('error', (error: unknown) => parts.onError(error));
  app.use(answerFaults);
  app.use(answerExample(parts.closing));
  app.use(answerSignIn(parts.world));
  app.use(async (ctx, next) => {
    if (ctx.path.startsWith('/cgi-bin/')) await answerApi(parts.api, ctx);
    else await next();
  });
  app.use(async (ctx, next) => {
    if (ctx.method === 'GET' && ctx.path.startsWith('/media/')) await answerMedia(parts, ctx);
    else await next();
  });
  const router = createPhoneRouter(parts);
  router.get('/:phone/live', (ctx) => {
    streamLive(ctx, parts.world.live, phoneOf(parts.world, ctx), parts.closing);
  });
  app.use(router.routes());
  app.use(createControlRouter(parts).routes());
  app.use(answerFiles(path.join(findPackageRoot(), 'src', 'simulator', 'web')));
  return app;
}

async function answerFaults(ctx: Koa.Context, next: Koa.Next): Promise<void> {
  ctx.set('content-security-policy', CONTENT_SECURITY);
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('referrer-policy', 'no-referrer');
  try {
    await next();
  } catch (error) {
    ctx.status = bodyStatusOf(error) ?? httpStatusOf(error);
    const known = error instanceof AppError ? error.message : '出错了，请再试一次';
    ctx.body = { message: ctx.status === 413 ? '文件太大了' : known };
    if (ctx.status === 500) ctx.app.emit('error', error, ctx);
  }
}

/** The status of a body that could not be read: too large, or broken off. */
function bodyStatusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('type' in error)) return null;
  return error.type === 'entity.too.large' ? 413 : 400;
}

async function answerApi(api: PlatformApi, ctx: Koa.Context): Promise<void> {
  const answer = await api.answer({
    method: ctx.method,
    path: ctx.path,
    query: new URLSearchParams(ctx.querystring),
    contentType: ctx.get('content-type'),
    body: await getRawBody(ctx.req, { limit: UPLOAD_LIMIT }),
    clientIp: ctx.ip,
  });
  if (answer.kind === 'cut') {
    ctx.respond = false;
    ctx.req.socket.destroy();
    return;
  }
  if (answer.kind === 'page') {
    ctx.type = 'text/html';
    ctx.body = answer.html;
    return;
  }
  if (answer.kind === 'json') {
    ctx.type = 'application/json; encoding=utf-8';
    ctx.body = JSON.stringify(answer.body);
    return;
  }
  ctx.type = answer.contentType;
  ctx.set('content-disposition', `attachment; filename="${answer.fileName}"`);
  ctx.body = answer.bytes;
}

async function answerMedia({ media }: PhoneParts, ctx: Koa.Context): Promise<void> {
  const found = media.find(ctx.path.slice('/media/'.length));
  if (!found) throw new AppError('not_found', '文件已过期');
  ctx.type = found.contentType;
  ctx.set('cache-control', 'private, max-age=3600');
  ctx.body = await media.read(found);
}

function answerFiles(folder: string): Koa.Middleware {
  return async (ctx) => {
    const file = ctx.method === 'GET' ? await readStaticFile(folder, ctx.path) : null;
    if (!file) throw new AppError('not_found', '没有这个页面');
    ctx.type = file.type;
    ctx.set('cache-control', 'no-cache');
    ctx.body = file.bytes;
  };
}
