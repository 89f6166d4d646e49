/** What a citizen sees at an address that there is no page for. */
import Router from '@koa/router';
import { html } from './html';
import { sendPage } from './layout';

/** Stands last among the routes of citizens' pages. */
export function createAbsentRoutes(): Router {
  const router = new Router();
  router.get(/^\/p(?:\/.*)?$/, (ctx) => {
    const body = html`
      <h1>没有这个页面</h1>
      <section>
        <p>地址可能没有复制完整。请回到公众号，重新点链接。</p>
        <a class="button" href="/p/find">查办件</a>
        <a class="button quiet" href="/p/items">看办事指南</a>
      </section>
    `;
    sendPage(ctx, { title: '没有这个页面', body, status: 404 });
  });
  return router;
}
