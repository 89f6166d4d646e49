import type { Dispatcher, FormData } from 'undici';
import type { z } from 'zod';
import { WechatRefusedError, WechatUnreachableError } from './errors';
import { asUnreachable, exchange, type Transport, type WireRequest } from './exchange';
import { parseAnswer } from './parse-answer';
import { toWireJson } from './wire-json';

/** Longest that a call may take, from asking for a connection to the last byte. */
const CALL_LIMIT_MS = 10_000;
/** The same for a call that carries a file. */
export const FILE_LIMIT_MS = 60_000;
/** Drafts come twenty at a time with their texts, up to a megabyte each. */
const MAX_ANSWER_BYTES = 24 * 1024 * 1024;
/** Shorter values of a query are words like `zh_CN`, not secrets. */
const MIN_SECRET_LENGTH = 8;

/** One call of WeChat's API as data. `response` says what of the answer is used. */
export interface ApiRequest<Response> {
  method: 'GET' | 'POST';
  /** `/cgi-bin/menu/create` */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Sent as raw UTF-8 JSON. */
  body?: object;
  /** Sent as multipart/form-data, in the place of `body`. */
  form?: FormData;
  response: z.ZodType<Response>;
}

export interface CallOptions {
  signal?: AbortSignal;
}

/**
 * Sends one call and reads the answer.
 * @param accessToken null for calls that carry none
 * @throws WechatRefusedError where WeChat refused; WechatUnreachableError where nobody knows
 */
export async function send<Response>(
  transport: Transport,
  call: ApiRequest<Response>,
  accessToken: string | null,
  options: CallOptions = {},
): Promise<Response> {
  const wire = buildWireRequest(call, accessToken, options);
  const { statusCode, body } = await exchange(transport, wire);
  const text = await readText(body, call.path, MAX_ANSWER_BYTES);
  return readAnswer(transport, wire, call.response, { statusCode, text });
}

/** The request with the token in its query and its limit of time running. */
export function buildWireRequest(
  call: Omit<ApiRequest<unknown>, 'response'>,
  accessToken: string | null,
  options: CallOptions,
  limitMs: number = call.form ? FILE_LIMIT_MS : CALL_LIMIT_MS,
): WireRequest {
  const limit = AbortSignal.timeout(limitMs);
  return {
    method: call.method,
    path: call.path,
    query: { ...(accessToken !== null && { access_token: accessToken }), ...call.query },
    body: call.form ?? (call.body ? toWireJson(call.body) : null),
    signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
  };
}

/** What WeChat said, or its refusal, or that it cannot be understood. */
export function readAnswer<Response>(
  transport: Transport,
  wire: WireRequest,
  schema: z.ZodType<Response>,
  { statusCode, text }: { statusCode: number; text: string },
): Response {
  const answer = statusCode < 500 ? parseAnswer(text) : { kind: 'unreadable' as const };
  if (answer.kind === 'refused') {
    const message = redact(answer.message, [transport.appSecret, ...Object.values(wire.query)]);
    throw new WechatRefusedError({ endpoint: wire.path, code: answer.code, message });
  }
  if (answer.kind === 'unreadable' || statusCode >= 300) {
    throw new WechatUnreachableError(wire.path, true, `HTTP ${statusCode}`);
  }
  const parsed = schema.safeParse(answer.body);
  if (!parsed.success) throw new WechatUnreachableError(wire.path, true, 'unexpected answer');
  return parsed.data;
}

/** @throws WechatUnreachableError where it is cut or longer than `maxBytes` */
export async function readText(
  body: AsyncIterable<Buffer> | Dispatcher.ResponseData['body'],
  path: string,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new WechatUnreachableError(path, true, 'answer too long');
      chunks.push(chunk);
    }
  } catch (error) {
    throw asUnreachable(path, true, error);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function redact(message: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .reduce((text, secret) => text.replaceAll(secret, '***'), message);
}
