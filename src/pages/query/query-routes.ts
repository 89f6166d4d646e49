/** `/q/:token`: the pages of sensitive queries and 我的绑定. A link opens in one browser, once. */
import { randomBytes } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import Router from '@koa/router';
import type { OpenedLink } from '../../queries/identity/page-links';
import type { PageOutcome, PageQueries } from '../../queries/identity/page-query';
import type { PageVisits } from '../../queries/identity/page-visits';
import type { Query } from '../../queries/schema';
import type { Unit } from '../../units/schema';
import { httpStatusOf } from '../../platform/errors';
import { readBody } from '../../platform/read-body';
import { PAGE_STYLE, sendPage } from '../layout';
import { answerView } from './answer-view';
import { listLines, removeLine } from './bindings';
import { bindingsView } from './bindings-view';
import { formView, type FormView } from './form-view';
import { goneView, startView, troubleView } from './notice-views';
import { EMPTY_FORM, readSubmittedForm, type SubmittedForm } from './submitted-form';

export interface QueryRoutesParts {
  visits: PageVisits;
  queries: PageQueries;
  findQuery: (ref: string) => Query | undefined;
  isOffered: (query: Query) => boolean;
  units: () => ReadonlyMap<string, Unit>;
  /** The origin is https. */
  secureCookies: boolean;
  /** A page could not be made; without its address, which is a citizen's key. */
  onError: (error: unknown) => void;
}

const BODY_LIMIT_BYTES = 16 * 1024;
const BODY_WORDS = { tooLarge: '网页的表单太长', brokenOff: '网页的表单没有传完' };
const COOKIE = 'zhijian_q';

export function createQueryRoutes(parts: QueryRoutesParts): Router {
  const router = new Router();
  router.use(guardPages(parts));
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

type OpenedQuery = Opened & { query: Query };

async function openPage(ctx: Context, parts: QueryRoutesParts): Promise<void> {
  const opened = readLink(ctx, parts);
  if (!opened) return sayGone(ctx);
  const session = ctx.cookies.get(COOKIE);
  if (session !== undefined && (await parts.visits.holds(opened.link, session))) {
    return showPage(ctx, parts, opened);
  }
  const name = opened.query?.name ?? '我的绑定';
  return sendPage(ctx, name, startView(name, opened.action));
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
  const body = new URLSearchParams(await readForm(ctx));
  const { query } = opened;
  if (query) return submitQuery(ctx, parts, { ...opened, query }, readSubmittedForm(query, body));
  await removeLine(parts, opened.link, body.get('remove') ?? '');
  ctx.status = 303;
  return ctx.redirect(opened.action);
}

async function submitQuery(
  ctx: Context,
  parts: QueryRoutesParts,
  opened: OpenedQuery,
  filled: SubmittedForm,
): Promise<void> {
  const { query } = opened;
  if (!filled.bound && !filled.consents) {
    const reasons = { consent: '要勾选同意才能查询。不同意也没关系，可以到窗口办。' };
    return showForm(ctx, parts, opened, { filled, reasons });
  }
  const outcome = await ask(parts, opened, filled);
  if (outcome.kind === 'wrong_fields') {
    return showForm(ctx, parts, opened, { filled, reasons: outcome.reasons });
  }
  const { answer, bound } = outcome;
  if (answer.kind === 'none') {
    const lead = [answer.lead, ...answer.tail].filter((line) => line !== null);
    return showForm(ctx, parts, opened, { filled, lead });
  }
  return sendPage(ctx, query.name, answerView(query, answer, bound));
}

function ask(
  { queries, units }: QueryRoutesParts,
  { query, link }: OpenedQuery,
  { bound, values, onBehalf, binds }: SubmittedForm,
): Promise<PageOutcome> {
  const telephone = units().get(query.unit)?.telephone ?? null;
  return bound
    ? queries.submitBound(query, link, bound.lastFour, telephone)
    : queries.submit(query, link, { values, onBehalf, binds }, telephone);
}

async function showPage(ctx: Context, parts: QueryRoutesParts, opened: Opened): Promise<void> {
  const { link, query, action } = opened;
  if (query) return showForm(ctx, parts, { ...opened, query }, { filled: EMPTY_FORM });
  const lines = await listLines(parts, link);
  return sendPage(ctx, '我的绑定', bindingsView(lines, action));
}

async function showForm(
  ctx: Context,
  { queries, units }: QueryRoutesParts,
  { link, query, action }: OpenedQuery,
  { filled, reasons = {}, lead = [] }: Pick<FormView, 'filled'> & Partial<FormView>,
): Promise<void> {
  const unit = units().get(query.unit);
  const view = formView({
    query,
    unitName: unit?.shortName ?? '',
    telephone: unit?.telephone ?? null,
    action,
    boundPerson: await queries.boundPerson(query, link),
    filled,
    reasons,
    lead,
  });
  return sendPage(ctx, query.name, view);
}

/** Null for what is not ours, is over, or asks for what is no longer offered. */
function readLink(ctx: Context, parts: QueryRoutesParts): Opened | null {
  const { token } = ctx['params'] as { token: string };
  const link = parts.visits.read(token);
  if (!link) return null;
  const action = `/q/${token}`;
  if (link.target.kind !== 'form') return { link, query: null, action };
  const query = parts.findQuery(link.target.query);
  return query?.page && parts.isOffered(query) ? { link, query, action } : null;
}

async function readForm(ctx: Context): Promise<string> {
  return (await readBody(ctx.req, BODY_LIMIT_BYTES, BODY_WORDS)).toString('utf8');
}

function sayGone(ctx: Context): void {
  sendPage(ctx, '链接已失效', goneView(), 410);
}

/** A citizen reads words whatever happens; the error goes to the log. */
function guardPages({ onError }: QueryRoutesParts): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      onError(error);
      sendPage(ctx, '现在查不了', troubleView(), httpStatusOf(error));
    }
  };
}
