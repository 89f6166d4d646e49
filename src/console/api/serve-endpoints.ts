/** Serves the table of endpoints: same-origin guard, session, right, checks, handler, answer; errors in one shape. */
import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import type { Database } from '../../database/database';
import type { ScopedReads } from '../../database/scoped-reads';
import { isDatabaseUnavailable } from '../../database/database-errors';
import type { Clock } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Logger } from '../../platform/logger';
import { resumeSession } from '../../staff/sessions';
import type { StaffParts } from '../../staff/staff-parts';
import { createCaller, hasRightSomewhere, rowScopeOf, type Caller } from './caller';
import type { Access, Endpoint, Reply } from './endpoint';
import { presentProblem } from './problem';
import { readRequest, type ReadRequest } from './read-request';
import { serveStream } from './event-stream';
import { runOnce } from './run-once';
import { isBackground, wantSameOrigin } from './same-origin';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './session-cookie';

export interface ServeParts {
  database: Database;
  /** What a GET asks for is read behind the second wall between units. */
  readAs: ScopedReads['run'];
  clock: Clock;
  logger: Logger;
  staff: StaffParts;
  /** Codes of all units there are. */
  units(): readonly string[];
  /** The public address is HTTPS. */
  secureCookies: boolean;
}

/** Nothing of an answer is kept, framed, run, or taken for another type. */
const HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
};
type PlainRun = Extract<Endpoint['run'], { kind: 'plain' }>;
type OnceRun = Extract<Endpoint['run'], { kind: 'once' }>;
const KEY = /^[\w-]{8,128}$/;

/** Routes of all endpoints; any other path below `/api` is not found, in the same shape. */
export function createApiRoutes(endpoints: readonly Endpoint[], parts: ServeParts): Router {
  const router = new Router();
  for (const endpoint of endpoints) {
    router.register(endpoint.path, [endpoint.method], (ctx) =>
      answer(ctx, parts, () => serve(ctx, endpoint, parts)),
    );
  }
  router.all('/api{/*rest}', (ctx) =>
    answer(ctx, parts, async () => {
      throw new AppError('not_found', '没有这个接口。');
    }),
  );
  return router;
}

/**
 * Who a request comes from.
 * @param isUse false for what keeps no session alive
 * @throws AppError unauthorised; forbidden without the right, or while something must be done first
 */
export async function identify(
  ctx: Context,
  right: Exclude<Access, 'public'>,
  parts: ServeParts,
  isUse = !isBackground(ctx),
): Promise<Caller> {
  const token = readSessionCookie(ctx);
  const signedIn = token && (await resumeSession(parts.staff, token, isUse));
  if (!signedIn) throw new AppError('unauthorised', '请先登录。');
  const caller = createCaller(signedIn, parts.units());
  if (right === 'session') return caller;
  const [first] = signedIn.obligations;
  if (first === 'change_password') throw new AppError('forbidden', '请先修改密码。');
  if (first === 'enrol_totp') throw new AppError('forbidden', '请先设置动态口令。');
  if (right !== 'signed_in' && !hasRightSomewhere(caller, right)) {
    throw new AppError('forbidden', '您没有这项权限。需要的话，请联系本单位管理员。');
  }
  return caller;
}

/** Runs what answers a request; whatever it throws becomes an answer in the one shape of faults. */
export async function answer(
  ctx: Context,
  parts: ServeParts,
  work: () => Promise<void>,
): Promise<void> {
  ctx.set(HEADERS);
  try {
    await work();
  } catch (error) {
    const { requestId } = ctx.state as { requestId: string };
    const known = isDatabaseUnavailable(error)
      ? new AppError('database_unavailable', '数据库连不上。', {}, { cause: error as Error })
      : error;
    const { status, body } = presentProblem(known, requestId);
    if (status >= 500) {
      parts.logger.error({ err: error, requestId, path: ctx.path }, 'a request failed');
    }
    ctx.status = status;
    ctx.body = body;
    setRetryAfter(ctx, error, parts.clock.now());
  }
}

function setRetryAfter(ctx: Context, error: unknown, now: Date): void {
  if (!(error instanceof AppError) || !(error.details['until'] instanceof Date)) return;
  const seconds = Math.ceil((error.details['until'].getTime() - now.getTime()) / 1000);
  ctx.set('Retry-After', String(Math.max(1, seconds)));
}

async function serve(ctx: Context, endpoint: Endpoint, parts: ServeParts): Promise<void> {
  wantSameOrigin(ctx);
  const { right, run, response } = endpoint;
  const who = async (isUse: boolean): Promise<Caller | null> =>
    right === 'public' ? null : identify(ctx, right, parts, isUse);
  const caller = await who(run.kind !== 'stream' && !isBackground(ctx));
  const read = await readRequest(ctx, endpoint);
  const { requestId } = ctx.state as { requestId: string };
  const origin = { requestId, ip: ctx.ip || null, device: ctx.get('User-Agent') || null };
  const request = { ...read, caller, origin, reply: createReply(ctx, parts) };
  if (run.kind === 'stream') return serveStream(ctx, run, request, () => who(false));
  const body =
    run.kind === 'plain'
      ? z.encode(response, await servePlain(endpoint, run, parts, caller, request))
      : await serveOnce(ctx, { run, response }, parts, caller!, read, request);
  if (body === null) {
    ctx.status = 204;
    return;
  }
  ctx.status = 200;
  ctx.body = body;
}

function servePlain(
  { method }: Endpoint,
  run: PlainRun,
  { readAs }: ServeParts,
  caller: Caller | null,
  request: unknown,
): Promise<unknown> {
  if (method !== 'GET' || !caller) return run.handle(request);
  return readAs(rowScopeOf(caller), () => run.handle(request));
}

async function serveOnce(
  ctx: Context,
  { run, response }: { run: OnceRun; response: z.ZodType },
  { database, clock }: ServeParts,
  { person }: Caller,
  { body, version }: ReadRequest,
  request: unknown,
): Promise<unknown> {
  const key = ctx.get('Idempotency-Key');
  if (!KEY.test(key)) {
    const fields = [{ name: 'Idempotency-Key', message: '要有 8 到 128 个字母、数字或横线。' }];
    throw new AppError('unprocessable', '请刷新页面后再办一次。', { fields });
  }
  const parts = [ctx.method, ctx.path, version, body];
  const once = { staffId: person.id, key, request: parts, at: clock.now() };
  const done = await runOnce(database, once, async (tx) =>
    z.encode(response, await run.handle(request, tx)),
  );
  if (done.replayed) ctx.set('Idempotency-Replayed', 'true');
  return done.body;
}

function createReply(ctx: Context, { secureCookies }: ServeParts): Reply {
  return {
    startSession: (token) => setSessionCookie(ctx, token, secureCookies),
    endSession: () => clearSessionCookie(ctx, secureCookies),
    setVersion: (version) => ctx.set('ETag', `"${version}"`),
  };
}
