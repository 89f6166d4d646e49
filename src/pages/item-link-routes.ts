/** `/go/:unit/:item`: the counted way to a service item's entry. It leads only to links that stand in the files. */
import Router from '@koa/router';
import type { Item } from '../items/schema';

export interface ItemLinkOptions {
  findItem(ref: string): Item | undefined;
  onClick(unit: string, item: string): void;
}

export function createItemLinkRoutes(options: ItemLinkOptions): Router {
  const router = new Router();
  router.get('/go/:unit/:item', (ctx) => {
    const { unit, item } = ctx['params'] as { unit: string; item: string };
    const url = options.findItem(`${unit}.${item}`)?.entries.find((entry) => entry.url)?.url;
    if (!url) {
      ctx.status = 404;
      ctx.type = 'text/plain';
      ctx.body = '这个链接已经停用。请回到公众号重新查找，或拨打12345咨询。';
      return;
    }
    options.onClick(unit, item);
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Referrer-Policy', 'no-referrer');
    ctx.status = 302;
    ctx.redirect(url);
  });
  return router;
}
