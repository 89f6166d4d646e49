/** `/q/:token`: the pages of sensitive queries and 我的绑定. A link opens in one browser, once. */
import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import Router from '@koa/router';
import getRawBody from 'raw-body';
import type { OpenedLink } from '../../queries/identity/page-links';
import type { PageQueries } from '../../queries/identity/page-query';
import type { PageVisits } from '../../queries/identity/page-visits';
import type { Query } from '../../queries/schema';
import type { Unit } from '../../units/schema';
import { html } from '../html';
import { PAGE_STYLE, sendPage } from '../layout';
import { listLines, removeLine } from './bindings';
import { bindingsView } from './bindings-view';
import { answerView, formView } from './form-view';

export interface QueryRoutesParts {
  visits: PageVisits;
  queries: PageQueries;
  findQuery: (ref: string) => Query | undefined;
  isOffered: (query: Query) => boolean;
  units: () => ReadonlyMap<string, Unit>;
  /** The origin is https. */
  secureCookies: boolean;
}

const BODY_LIMIT_BYTES = 16 * 1024;
const COOKIE = 'zhijian_q';

export function createQueryRoutes(parts: QueryRoutesParts): Router {
  const router = new Router();
  router.get('/q/page.css', (ctx) => {
    ctx.type = 'text/css; charset=utf-8';
    ctx.set('Cache-Control', 'public, max-age=3600');
    ctx.body = PAGE_STYLE;
  });
  router.get('/q/:token', (ctx) => openPage(ctx, parts));
  router.post('/q/:token/open', (ctx) => claimPage(ctx, parts));
  router.post('/q/:token', (ctx) => submitPage(ctx, parts));
  return router;
}

/** A page's link with what it leads to. */
interface Opened {
  link: OpenedLink;
  /** Null for 我的绑定. */
  query: Query | null;
  action: string;
}

/**
 * The first page asks for one tap: whatever merely looks at links (previews, scanners) does not use
 * them up.
 */
async function openPage(ctx: Context, parts: QueryRoutesParts): Promise<void> {
  const opened = readLink(ctx, parts);
  if (!opened) return sayGone(ctx);
  const session = ctx.cookies.get(COOKIE);
  if (session !== undefined && (await parts.visits.holds(opened.link, session))) {
    return showPage(ctx, parts, opened);
  }
  const name = opened.query?.name ?? '我的绑定';
  return sendPage(
    ctx,
    name,
    html`<h1>${name}</h1>
      <section>
        <p>这个链接只能用一次，只在这部手机上打开。不是您本人要的，请直接关闭。</p>
        <form method="post" action="${opened.action}/open">
          <button type="submit">开始</button>
        </form>
      </section>`,
  );
}

async function claimPage(ctx: Context, parts: QueryRoutesParts): Promise<void> {
  const opened = readLink(ctx, parts);
  if (!opened) return sayGone(ctx);
  const session = ctx.cookies.get(COOKIE) ?? randomBytes(24).toString('base64url');
  if (!(await parts.visits.claim(opened.link, session))) {
    return sayGone(ctx);
  }
  // Not by Koa, which refuses to set a secure cookie behind a proxy that ends TLS.
  const secure = parts.secureCookies ? '; Secure' : '';
  const rest = `Path=/q/; Max-Age=3600; HttpOnly; SameSite=Lax${secure}`;
  ctx.append('Set-Cookie', `${COOKIE}=${session}; ${rest}`);
  ctx.status = 303;
  ctx.redirect(opened.action);
}

async function submitPage(ctx: Context, parts: QueryRoutesParts): Promise<void> {
  const opened = readLink(ctx, parts);
  const session = ctx.cookies.get(COOKIE);
  if (!opened || session === undefined) return sayGone(ctx);
  if (!(await parts.visits.holds(opened.link, session))) return sayGone(ctx);
  const body = new URLSearchParams(await readBody(ctx));
  if (opened.query) return submitQuery(ctx, parts, { ...opened, query: opened.query }, body);
  await removeLine(parts, opened.link, body.get('remove') ?? '');
  ctx.status = 303;
  return ctx.redirect(opened.action);
}

async function submitQuery(
  ctx: Context,
  parts: QueryRoutesParts,
  { link, query, action }: Opened & { query: Query },
  body: URLSearchParams,
): Promise<void> {
  const telephone = parts.units().get(query.unit)?.telephone ?? null;
  const values = Object.fromEntries(
    query.fields.map(({ id }) => [id, body.get(`f-${id}`) ?? undefined]),
  );
  const isBound = body.get('bound') === 'yes';
  if (!isBound && body.get('consent') !== 'yes') {
    const reasons = { consent: '要勾选同意才能查询。不同意也没关系，可以到窗口办。' };
    return showPage(ctx, parts, { link, query, action }, values, reasons);
  }
  const outcome = isBound
    ? await parts.queries.submitBound(query, link, body.get('lastFour') ?? '', telephone)
    : await parts.queries.submit(
        query,
        link,
        { values, onBehalf: body.get('who') === 'agent', binds: body.get('binds') === 'yes' },
        telephone,
      );
  if (outcome.kind === 'wrong_fields') {
    return showPage(ctx, parts, { link, query, action }, values, outcome.reasons);
  }
  if (outcome.answer.kind === 'none') {
    const reasons = { [query.fields[0]!.id]: outcome.answer.lead ?? '' };
    return showPage(ctx, parts, { link, query, action }, values, reasons);
  }
  return sendPage(ctx, query.name, answerView(query, outcome.answer, outcome.bound));
}

async function showPage(
  ctx: Context,
  parts: QueryRoutesParts,
  { link, query, action }: Opened,
  values: Readonly<Record<string, string | undefined>> = {},
  reasons: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (!query) {
    const lines = await listLines(parts, link);
    return sendPage(ctx, '我的绑定', bindingsView(lines, action));
  }
  const unit = parts.units().get(query.unit);
  const view = formView({
    query,
    unitName: unit?.shortName ?? '',
    telephone: unit?.telephone ?? null,
    action,
    boundPerson: await parts.queries.boundPerson(query, link),
    values,
    reasons,
  });
  return sendPage(ctx, query.name, view);
}

/** Null for what is not ours, is over, or asks for what is no longer offered. */
function readLink(ctx: Context, parts: QueryRoutesParts): Opened | null {
  const { token } = ctx['params'] as { token: string };
  const link = parts.visits.read(token);
  if (!link) return null;
  const action = `/q/${token}`;
  if (link.target.kind === 'bindings') return { link, query: null, action };
  const query = parts.findQuery(link.target.query);
  return query?.page && parts.isOffered(query) ? { link, query, action } : null;
}

function readBody(ctx: Context): Promise<string> {
  return getRawBody(ctx.req, { limit: BODY_LIMIT_BYTES, encoding: 'utf8' });
}

/** One page for every reason, so that it tells nothing. */
function sayGone(ctx: Context): void {
  sendPage(
    ctx,
    '链接已失效',
    html`<h1>链接已失效</h1>
      <section>
        <p>链接30分钟内有效，只能用一次。请回到公众号再说一次，会给您新的链接。要帮忙请打12345。</p>
      </section>`,
    410,
  );
}
