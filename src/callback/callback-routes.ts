/** WeChat's door: `GET|POST /wechat/:account`. Verify, open, parse, hand over, answer. */
import type { Context } from 'koa';
import Router from '@koa/router';
import type { Clock } from '../platform/clock';
import { AppError, httpStatusOf } from '../platform/errors';
import type { Logger } from '../platform/logger';
import { readBody } from '../platform/read-body';
import { maskInbound } from '../messages/mask-inbound';
import type { AccountCredentials } from '../wechat/account-credentials';
import { buildReplyXml } from '../wechat/build-reply';
import { openEnvelope, sealEnvelope, verifyEcho, type Query } from '../wechat/envelope';
import type { Inbound } from '../wechat/inbound';
import { dedupeParts, isAddressedTo, parseInbound } from '../wechat/parse-inbound';
import { WireError } from '../wechat/wire-error';
import { NotStoredInTime, type Handled, type Handler } from './handler';
import type { Push } from './job';

const BODY_LIMIT_BYTES = 64 * 1024;
const BODY_WORDS = { tooLarge: '请求太大', brokenOff: '请求没有传完' };
/** WeChat hangs up after five seconds: what is written out later did not arrive. */
const WRITTEN_IN_TIME_SECONDS = 4.8;

/** How a callback ended, for logs and metrics. */
export interface CallbackReport {
  requestId: string;
  account: string;
  kind: Inbound['kind'] | 'verify' | 'unreadable';
  outcome: 'answered' | 'repeated' | 'nothing' | 'late' | 'refused' | 'not_stored';
  reason?: string;
  seconds: number;
}

export interface CallbackOptions {
  accounts: ReadonlyMap<string, AccountCredentials>;
  handler: Handler;
  clock: Clock;
  logger: Logger;
  /** How far WeChat's timestamp may be from ours. */
  windowMs: number;
  /** Keyed digest of the parts that name an event, which may hold a citizen's words. */
  digest(context: string, value: string): string;
  /** The reply to this message has been written out whole, with the answers in it. */
  onAnswersWritten(account: string, messageId: string): void;
  onReport(report: CallbackReport): void;
}

export function createCallbackRoutes(options: CallbackOptions): Router {
  const router = new Router();
  router.get('/wechat/:account', (ctx) => verifyAddress(ctx, options));
  router.post('/wechat/:account', (ctx) => receiveCallback(ctx, options));
  return router;
}

function verifyAddress(ctx: Context, options: CallbackOptions): void {
  const account = accountOf(ctx, options);
  const { code, credentials, query } = account;
  const startedAt = process.hrtime.bigint();
  const echo = verifyEcho(credentials, query, options.clock.now(), options.windowMs);
  const seconds = secondsSince(startedAt);
  if (!echo.ok) {
    refuse(ctx, options, { account: code, kind: 'verify', reason: echo.reason, seconds }, 401);
    return;
  }
  ctx.type = 'text/plain';
  ctx.body = echo.echo;
  const { requestId } = ctx.state as { requestId: string };
  options.onReport({ requestId, account: code, kind: 'verify', outcome: 'answered', seconds });
}

async function receiveCallback(ctx: Context, options: CallbackOptions): Promise<void> {
  const { code, credentials, query } = accountOf(ctx, options);
  const startedAt = process.hrtime.bigint();
  const receivedAt = options.clock.now();
  const body = await readBody(ctx.req, BODY_LIMIT_BYTES, BODY_WORDS);
  const opened = openEnvelope(credentials, query, body, receivedAt, options.windowMs);
  if (!opened.ok) {
    const seconds = secondsSince(startedAt);
    refuse(
      ctx,
      options,
      { account: code, kind: 'unreadable', reason: opened.reason, seconds },
      opened.status,
    );
    return;
  }
  const inbound = readInbound(opened.xml);
  if ('reason' in inbound) {
    const seconds = secondsSince(startedAt);
    refuse(
      ctx,
      options,
      { account: code, kind: 'unreadable', reason: inbound.reason, seconds },
      400,
    );
    return;
  }
  if (!isAddressedTo(credentials, inbound)) {
    const seconds = secondsSince(startedAt);
    refuse(
      ctx,
      options,
      { account: code, kind: inbound.kind, reason: 'wrong_recipient', seconds },
      401,
    );
    return;
  }
  const { requestId } = ctx.state as { requestId: string };
  const report = { requestId, account: code, kind: inbound.kind };
  try {
    const handled = await options.handler.handle(pushOf(code, inbound, receivedAt, options));
    writeReply(ctx, options, handled, inbound, credentials, opened.key, query['nonce'] ?? '');
    watchWriting(ctx, handled, startedAt, (id) => options.onAnswersWritten(code, id));
    options.onReport({ ...report, outcome: outcomeOf(handled), seconds: secondsSince(startedAt) });
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof NotStoredInTime)) {
      options.logger.error({ err: error, ...report }, 'a callback failed');
    }
    ctx.status = 503;
    ctx.body = '';
    options.onReport({ ...report, outcome: 'not_stored', seconds: secondsSince(startedAt) });
  }
}

function accountOf(ctx: Context, options: CallbackOptions) {
  const code = (ctx['params'] as { account: string }).account;
  const credentials = options.accounts.get(code);
  if (!credentials) throw new AppError('not_found', '没有这个公众号');
  const query: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(ctx.query)) {
    query[name] = Array.isArray(value) ? value[0] : value;
  }
  return { code, credentials, query: query as Query };
}

function readInbound(xml: string): Inbound | { reason: string } {
  try {
    return parseInbound(xml);
  } catch (error) {
    if (error instanceof WireError) return { reason: error.reason };
    throw error;
  }
}

function pushOf(
  account: string,
  inbound: Inbound,
  receivedAt: Date,
  options: CallbackOptions,
): Push {
  const { masked, original } = maskInbound(inbound);
  const [kind, ...parts] = dedupeParts(inbound);
  const dedupeKey =
    kind === 'm' ? `m:${parts.join(':')}` : `e:${options.digest('event', parts.join('\n'))}`;
  return { account, openid: inbound.openid, dedupeKey, receivedAt, inbound: masked, original };
}

function writeReply(
  ctx: Context,
  options: CallbackOptions,
  handled: Handled,
  inbound: Inbound,
  credentials: AccountCredentials,
  key: Buffer | null,
  nonce: string,
): void {
  if (handled.reply.kind === 'none') {
    ctx.type = 'text/plain';
    ctx.body = 'success';
    return;
  }
  const { openid, accountOriginalId } = inbound;
  const xml = buildReplyXml(handled.reply, { openid, accountOriginalId, at: handled.replyAt });
  ctx.type = 'application/xml';
  ctx.body = key ? sealEnvelope(xml, credentials, key, nonce, options.clock.now()) : xml;
}

/** Tells of answers that a response carries once it has been written out whole, and in time. */
function watchWriting(
  { res }: Context,
  handled: Handled,
  startedAt: bigint,
  onWritten: (messageId: string) => void,
): void {
  if (handled.kind === 'late' || !handled.carriesAnswers) return;
  res.once('finish', () => {
    if (secondsSince(startedAt) < WRITTEN_IN_TIME_SECONDS) onWritten(handled.messageId);
  });
}

function outcomeOf(handled: Handled): CallbackReport['outcome'] {
  if (handled.kind === 'late') return 'late';
  if (handled.repeated) return 'repeated';
  return handled.reply.kind === 'none' ? 'nothing' : 'answered';
}

/** The reason goes to the log and not into the answer. */
function refuse(
  ctx: Context,
  options: CallbackOptions,
  refused: Omit<CallbackReport, 'outcome' | 'requestId'>,
  status: 400 | 401,
): void {
  ctx.status = status;
  ctx.body = '';
  const { requestId } = ctx.state as { requestId: string };
  options.onReport({ ...refused, requestId, outcome: 'refused' });
}

function secondsSince(startedAt: bigint): number {
  return Number(process.hrtime.bigint() - startedAt) / 1e9;
}

/** The one place that turns errors into HTTP, for the whole public listener. */
export function respondToError(ctx: Context, error: unknown): void {
  ctx.status = httpStatusOf(error);
  ctx.body = '';
}
