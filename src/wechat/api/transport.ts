import { Agent, request, type Dispatcher } from 'undici';
import type { z } from 'zod';
import { WechatRefusedError, WechatUnreachableError } from './errors';
import { parseAnswer } from './parse-answer';

/** Longest that one call may take, from asking for a connection to the last byte. */
const CALL_LIMIT_MS = 10_000;

/** One call of WeChat's API as data. `response` says what of the answer is used. */
export interface ApiRequest<Response> {
  method: 'GET' | 'POST';
  /** `/cgi-bin/menu/create` */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Sent as raw UTF-8 JSON: WeChat refuses `\uXXXX` for Chinese (40033). */
  body?: object;
  response: z.ZodType<Response>;
}

export interface CallOptions {
  signal?: AbortSignal;
}

export interface Transport {
  /** Origin without a trailing slash. */
  apiBase: string;
  dispatcher: Dispatcher;
  /** Never let out in an error: the AppSecret. */
  secret: string;
}

/** Connections to WeChat for one account: kept alive, few, with times within which WeChat must move. */
export function createWechatDispatcher(): Agent {
  return new Agent({
    connections: 8,
    pipelining: 1,
    connect: { timeout: 3_000 },
    headersTimeout: 8_000,
    bodyTimeout: 8_000,
    keepAliveTimeout: 30_000,
    maxResponseSize: 4 * 1024 * 1024,
  });
}

/**
 * Sends one call and reads the answer.
 * @param accessToken null for the token call itself
 * @throws WechatRefusedError where WeChat refused; WechatUnreachableError where nobody knows
 */
export async function send<Response>(
  transport: Transport,
  call: ApiRequest<Response>,
  accessToken: string | null,
  options: CallOptions = {},
): Promise<Response> {
  const { status, text } = await exchange(transport, call, accessToken, options);
  const answer = status < 500 ? parseAnswer(text) : { kind: 'unreadable' as const };
  if (answer.kind === 'unreadable' || (answer.kind === 'answered' && status >= 300)) {
    throw new WechatUnreachableError(call.path, true, `HTTP ${status}`);
  }
  if (answer.kind === 'refused') {
    const message = redact(answer.message, [transport.secret, accessToken]);
    const refusal = { endpoint: call.path, code: answer.code, message };
    throw new WechatRefusedError(refusal, accessToken === null ? 'token' : 'api');
  }
  const parsed = call.response.safeParse(answer.body);
  if (!parsed.success) throw new WechatUnreachableError(call.path, true, 'unexpected answer');
  return parsed.data;
}

async function exchange(
  transport: Transport,
  call: ApiRequest<unknown>,
  accessToken: string | null,
  options: CallOptions,
): Promise<{ status: number; text: string }> {
  const limit = AbortSignal.timeout(CALL_LIMIT_MS);
  const departure = { begun: false };
  try {
    const response = await request(`${transport.apiBase}${call.path}`, {
      method: call.method,
      query: { ...(accessToken !== null && { access_token: accessToken }), ...call.query },
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
      dispatcher: transport.dispatcher.compose(noteDeparture(departure)),
      ...(call.body && {
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(call.body),
      }),
    });
    return { status: response.statusCode, text: await response.body.text() };
  } catch (error) {
    throw new WechatUnreachableError(call.path, departure.begun, reasonOf(error), { cause: error });
  }
}

/**
 * Tells a request that never got a connection from one whose bytes may be with WeChat: undici calls
 * `onRequestStart` when the connection is there and the first byte is about to be written.
 */
function noteDeparture(departure: { begun: boolean }): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        departure.begun = true;
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
      onResponseStart: (...start) => handler.onResponseStart?.(...start),
      onResponseData: (...data) => handler.onResponseData?.(...data),
      onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
      onResponseError: (...failure) => handler.onResponseError?.(...failure),
    });
}

function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'unknown';
}

function redact(message: string, secrets: readonly (string | null)[]): string {
  return secrets.reduce<string>(
    (text, secret) => (secret ? text.replaceAll(secret, '***') : text),
    message,
  );
}
