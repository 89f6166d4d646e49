/** `/p/find`: number and query code, for whoever has no link. Wrong and absent get one answer. */
import Router from '@koa/router';
import type { Context } from 'koa';
import { guardPages } from '../guard-pages';
import { sendPage } from '../layout';
import { readForm } from '../read-form';
import { findView } from './door-views';
import { sentenceOf, type ProgressRoutesParts } from './progress-routes';

export function createFindRoutes(parts: ProgressRoutesParts): Router {
  const router = new Router();
  router.use(guardPages(parts.onError));
  router.get('/p/find', (ctx) => show(ctx, '', null));
  router.post('/p/find', (ctx) => find(ctx, parts));
  return router;
}

async function find(
  ctx: Context,
  { desk, links, proofs, clock }: ProgressRoutesParts,
): Promise<void> {
  const form = await readForm(ctx);
  const number = (form.get('number') ?? '').slice(0, 24);
  const checked = await desk.checkCode(number, (form.get('code') ?? '').slice(0, 40), ctx.ip);
  const progress = checked.kind === 'right' ? await desk.find(checked.caseId) : null;
  if (!progress) {
    return show(ctx, number, sentenceOf(checked.kind === 'too_many' ? 'too_many' : 'wrong'));
  }
  proofs.give(ctx, { kind: 'case', caseId: progress.id });
  ctx.status = 303;
  ctx.set('Cache-Control', 'no-store');
  ctx.redirect(links.path({ caseId: progress.id, round: progress.round }, clock.now()));
}

function show(ctx: Context, number: string, wrong: string | null): void {
  const body = findView(number, wrong);
  sendPage(ctx, { title: '查办件', body, status: wrong === null ? 200 : 403 });
}
