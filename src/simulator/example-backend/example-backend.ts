/**
 * A unit's own system, as an example of what an `http` source asks: JSON and XML, with and without results, and
 * the ways in which real systems fail. `queries.example.yaml` beside it shows how it is declared.
 */
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type Koa from 'koa';
import getRawBody from 'raw-body';
import { medicines, STOCK_DATE, type Medicine } from './example-data';

const PREFIX = '/example-backend/';
const BODY_LIMIT = '64kb';
const SLOW_MS = 20_000;
const HUGE_PIECES = 10;
const PIECE = Buffer.alloc(1 << 20, ' ');

/** Answers everything below `/example-backend/`. @param closing the simulator ends: nobody is waited for */
export function answerExample(closing: AbortSignal): Koa.Middleware {
  return async (ctx, next): Promise<void> => {
    if (!ctx.path.startsWith(PREFIX)) {
      await next();
      return;
    }
    const path = ctx.path.slice(PREFIX.length);
    if (path.startsWith('faults/')) return fail(ctx, path.slice('faults/'.length), closing);
    if (path === 'medicines' && ctx.method === 'GET') {
      return answerJson(ctx, textOf(ctx.query['name']));
    }
    if (path === 'medicines.xml' && ctx.method === 'POST') return answerXml(ctx);
    if (path === 'moved') return ctx.redirect(`${PREFIX}medicines${ctx.search}`);
    ctx.status = 404;
    ctx.body = { code: 404, message: 'nothing here' };
  };
}

function answerJson(ctx: Koa.Context, name: string): void {
  const list = find(name);
  ctx.body =
    list.length > 0
      ? { code: 0, data: { date: STOCK_DATE, list } }
      : { code: 1001, message: 'no such medicine', data: null };
}

async function answerXml(ctx: Koa.Context): Promise<void> {
  const xml = await getRawBody(ctx.req, { limit: BODY_LIMIT, encoding: 'utf-8' });
  const list = find(unescape(/<name>([^<]*)<\/name>/.exec(xml)?.[1] ?? ''));
  const rows = list.map(
    ({ name, price, pharmacy }) =>
      `<medicine price="${price.toFixed(2)}"><name>${name}</name><pharmacy>${pharmacy.name}</pharmacy></medicine>`,
  );
  ctx.type = 'application/xml; charset=utf-8';
  ctx.body = `<?xml version="1.0" encoding="UTF-8"?><result><date>${STOCK_DATE}</date><list>${rows.join('')}</list></result>`;
}

async function fail(ctx: Koa.Context, fault: string, closing: AbortSignal): Promise<void> {
  switch (fault) {
    case 'slow':
      await wait(SLOW_MS, undefined, { signal: closing }).catch(() => undefined);
      return answerJson(ctx, textOf(ctx.query['name']));
    case 'error':
      ctx.status = 500;
      ctx.body = { message: 'java.lang.NullPointerException' };
      return;
    case 'huge':
      ctx.type = 'application/json';
      ctx.body = Readable.from(Array.from({ length: HUGE_PIECES }, () => PIECE));
      return;
    case 'html':
      ctx.type = 'text/html; charset=utf-8';
      ctx.body = '<!doctype html><html><body><h1>系统维护中</h1></body></html>';
      return;
    case 'never':
      ctx.respond = false;
      closing.addEventListener('abort', () => ctx.res.destroy(), { once: true });
      return;
    default:
      ctx.status = 404;
  }
}

function find(name: string): Medicine[] {
  return name === '' ? [] : medicines.filter((medicine) => medicine.name.includes(name));
}

function textOf(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

function unescape(text: string): string {
  return text.replace(/&#(\d+);/g, (_whole, code) => String.fromCodePoint(Number(code)));
}
