/** Whether the process lives, whether it can serve, and its figures. */
import Router from '@koa/router';
import type { Registry } from 'prom-client';

/** One thing that must be right before callbacks are worth sending here. */
export interface Readiness {
  ready: boolean;
  checks: Readonly<Record<string, { ok: boolean; detail: string }>>;
}

export interface HealthOptions {
  readiness(): Promise<Readiness>;
  registry: Registry;
}

/** `/healthz`, `/readyz` (200 or 503, with the checks as JSON) and `/metrics` (Prometheus text). */
export function createHealthRoutes(options: HealthOptions): Router {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = 'ok';
  });
  router.get('/readyz', async (ctx) => {
    const readiness = await options.readiness();
    ctx.status = readiness.ready ? 200 : 503;
    ctx.body = readiness;
  });
  router.get('/metrics', async (ctx) => {
    ctx.type = options.registry.contentType;
    ctx.body = await options.registry.metrics();
  });
  return router;
}
