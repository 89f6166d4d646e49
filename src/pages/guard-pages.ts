import type { Middleware } from 'koa';
import { httpStatusOf } from '../platform/errors';
import { sendPage } from './layout';
import { troubleView } from './progress/door-views';

/** A citizen reads words whatever happens. @param onError told without the address, which is a citizen's key */
export function guardPages(onError: (error: unknown) => void): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      onError(error);
      sendPage(ctx, { title: '现在打不开', body: troubleView(), status: httpStatusOf(error) });
    }
  };
}
