import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type Router from '@koa/router';
import Koa from 'koa';
import { respondToError } from './callback/callback-routes';
import { createId } from './platform/ids';
import type { Logger } from './platform/logger';

/** One HTTP listener of several routers: each request has an id, in the answer and in the log. */
export function createListener(
  logger: Logger,
  trustProxy: boolean,
  routers: readonly Router[],
): RequestListener {
  const app = new Koa({ proxy: trustProxy });
  app.use(async (ctx, next) => {
    const requestId = createId();
    ctx.state = { requestId };
    ctx.set('X-Request-Id', requestId);
    try {
      await next();
    } catch (error) {
      respondToError(ctx, error);
      if (ctx.status >= 500) {
        logger.error({ err: error, requestId, path: safePath(ctx.path) }, 'a request failed');
      }
    }
  });
  for (const router of routers) app.use(router.routes());
  app.on('error', (error: unknown) =>
    logger.warn({ err: error }, 'a response could not be written'),
  );
  const respond = app.callback();
  return (request: IncomingMessage, response: ServerResponse) => void respond(request, response);
}

/** A citizen's page is opened by its address: that is not for the log. */
function safePath(path: string): string {
  return path.replace(/^\/(q|p\/c)\/[^/]+/, '/$1/…');
}
