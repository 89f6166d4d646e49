/** `/q/:token`: the pages of sensitive queries, 我的绑定 and 查询码. A link opens in one browser, once. */
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
import { sendPage } from '../layout';
import { answerView } from './answer-view';
import { codesView, codeView, type CodedCase } from './codes-view';
import { listLines, removeLine } from './bindings';
import { bindingsView } from './bindings-view';
import { formView, type FormView } from './form-view';
import { goneView, startView, troubleView } from './notice-views';
import { EMPTY_FORM, readSubmittedForm, type SubmittedForm } from './submitted-form';

/** Query codes of a citizen's cases. */
export interface CodesPort {
  list(link: OpenedLink): Promise<readonly CodedCase[]>;
  /** @returns null where it is not a case of theirs */
  issue(link: OpenedLink, number: string): Promise<string | null>;
}

export interface QueryRoutesParts {
  visits: PageVisits;
  queries: PageQueries;
  codes: CodesPort;
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
  const title = titleOf(opened);
  return sendPage(ctx, {
    title,
    body: startView(title, opened.action),
    unit: unitOf(parts, opened),
  });
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
  if (opened.link.target.kind === 'codes') return showCode(ctx, parts, opened, body);
  await removeLine(parts, opened.link, body.get('remove') ?? '');
  ctx.status = 303;
  return ctx.redirect(opened.action);
}

async function showCode(
  ctx: Context,
  parts: QueryRoutesParts,
  opened: Opened,
  form: URLSearchParams,
): Promise<void> {
  const number = form.get('number') ?? '';
  const code = await parts.codes.issue(opened.link, number);
  if (code === null) return sayGone(ctx);
  const unit = unitOf(parts, opened);
  return sendPage(ctx, { title: titleOf(opened), body: codeView(number, code), unit });
}

function titleOf({ query, link }: Opened): string {
  return query?.name ?? (link.target.kind === 'codes' ? '查询码' : '我的绑定');
}

/** Whose page it is: the query's unit, or the unit of the account that was written to. */
function unitOf({ units }: QueryRoutesParts, { query, link }: Opened): Unit | undefined {
  return units().get(query?.unit ?? link.account);
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
  const body = answerView(query, answer, bound);
  return sendPage(ctx, { title: query.name, body, unit: unitOf(parts, opened) });
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
  const unit = unitOf(parts, opened);
  const body =
    link.target.kind === 'codes'
      ? codesView(await parts.codes.list(link), action)
      : bindingsView(await listLines(parts, link), action);
  return sendPage(ctx, { title: titleOf(opened), body, unit });
}

async function showForm(
  ctx: Context,
  parts: QueryRoutesParts,
  opened: OpenedQuery,
  { filled, reasons = {}, lead = [] }: Pick<FormView, 'filled'> & Partial<FormView>,
): Promise<void> {
  const { link, query, action } = opened;
  const unit = unitOf(parts, opened);
  const body = formView({
    query,
    unitName: unit?.shortName ?? '',
    telephone: unit?.telephone ?? null,
    action,
    boundPerson: await parts.queries.boundPerson(query, link),
    filled,
    reasons,
    lead,
  });
  return sendPage(ctx, { title: query.name, body, unit });
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
  sendPage(ctx, { title: '链接已失效', body: goneView(), status: 410 });
}

/** A citizen reads words whatever happens; the error goes to the log. */
function guardPages({ onError }: QueryRoutesParts): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      onError(error);
      sendPage(ctx, { title: '现在查不了', body: troubleView(), status: httpStatusOf(error) });
    }
  };
}
