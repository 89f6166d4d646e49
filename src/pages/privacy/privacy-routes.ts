/** `/p/privacy`: the notice on personal data, made of the live files and of what the tables really hold. */
import Router from '@koa/router';
import type { Query } from '../../queries/schema';
import type { Unit } from '../../units/schema';
import { guardPages } from '../guard-pages';
import { sendPage } from '../layout';
import { notFoundView } from '../progress/door-views';
import { privacyView, type PrivacyFacts } from './privacy-view';

export interface PrivacyRoutesParts {
  units: () => ReadonlyMap<string, Unit>;
  /** Of all units, offered or not. */
  queries: () => readonly Query[];
  periods: () => Pick<PrivacyFacts, 'afterUnfollowDays' | 'auditDays'>;
  onError: (error: unknown) => void;
}

export function createPrivacyRoutes(parts: PrivacyRoutesParts): Router {
  const { units, queries, periods } = parts;
  const sensitive = (): Query[] => queries().filter(({ page }) => page !== null);
  const router = new Router();
  router.use(guardPages(parts.onError));
  router.get('/p/privacy', (ctx) => {
    const body = privacyView({ unit: null, queries: sensitive(), ...periods() });
    sendPage(ctx, { title: '个人信息怎样使用', body });
  });
  router.get('/p/privacy/:unit', (ctx) => {
    const unit = units().get((ctx['params'] as { unit: string }).unit);
    if (!unit) {
      return sendPage(ctx, { title: '没有这个页面', body: notFoundView(), status: 404 });
    }
    const own = sensitive().filter((query) => query.unit === unit.code);
    const body = privacyView({ unit, queries: own, ...periods() });
    sendPage(ctx, { title: '个人信息怎样使用', body, unit });
  });
  return router;
}
