/** The style of all citizens' pages, and 大字版, which a browser remembers. */
import Router from '@koa/router';
import { readForm } from './read-form';
import { LARGE_COOKIE } from './layout';
import { PAGE_STYLE } from './page-style';
import { setCookie } from './proofs';

const YEAR_SECONDS = 365 * 24 * 60 * 60;
/** Pages of ours alone: nothing leads elsewhere. */
const OWN_PAGE = /^\/[pq]\/[\w./-]*$/;

export function createStyleRoutes(secureCookies: boolean): Router {
  const router = new Router();
  router.get('/p/page.css', (ctx) => {
    ctx.type = 'text/css; charset=utf-8';
    ctx.set('Cache-Control', 'public, max-age=3600');
    ctx.body = PAGE_STYLE;
  });
  router.post('/p/size', async (ctx) => {
    const form = await readForm(ctx);
    const isLarge = form.get('size') === 'large';
    const maxAge = isLarge ? YEAR_SECONDS : 0;
    setCookie(ctx, LARGE_COOKIE, isLarge ? '1' : '', { path: '/', maxAge, secureCookies });
    const back = form.get('back') ?? '';
    ctx.status = 303;
    ctx.redirect(OWN_PAGE.test(back) && !back.includes('//') ? back : '/p/find');
  });
  return router;
}
