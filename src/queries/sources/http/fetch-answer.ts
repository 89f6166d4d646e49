import { setTimeout as wait } from 'node:timers/promises';
import { request, type Dispatcher } from 'undici';
import type { UnavailableReason } from '../../source';
import { OutboundRefused } from '../../../platform/guarded-dispatcher';
import type { OutboundPolicy } from '../../../platform/outbound-policy';
import type { HttpAnswer } from './read-answer';
import type { RenderedRequest } from './request-template';

export interface FetchParts {
  dispatcher: Dispatcher;
  policy: OutboundPolicy;
  /** Before the second try; twice as long before the third. */
  retryDelayMs: number;
}

export interface FetchOptions extends RenderedRequest {
  method: 'GET' | 'POST';
  /** Hosts beside the URL's own to which it may be redirected. */
  redirectHosts: readonly string[];
  retries: number;
  signal: AbortSignal;
}

export type Fetched =
  { kind: 'answer'; answer: HttpAnswer } | { kind: 'failed'; reason: UnavailableReason };

const MAX_BODY_BYTES = 1 << 20;
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const WORTH_ANOTHER_TRY = new Set([502, 503, 504]);

/** The body is larger than any answer to a citizen's query. */
class TooLarge extends Error {}
/** A redirect that is not followed. */
class BadRedirect extends Error {}

/** Asks a system, again after a failure that may pass, and never follows it where it was not allowed to go. */
export async function fetchAnswer(parts: FetchParts, options: FetchOptions): Promise<Fetched> {
  const tries = options.method === 'GET' ? options.retries + 1 : 1;
  for (let attempt = 1; ; attempt++) {
    const fetched = await tryOnce(parts, options);
    if (attempt >= tries || !mayPass(fetched)) return fetched;
    try {
      await wait(parts.retryDelayMs * attempt, undefined, { signal: options.signal });
    } catch {
      return { kind: 'failed', reason: 'timeout' };
    }
  }
}

function mayPass(fetched: Fetched & { permanent?: boolean }): boolean {
  if (fetched.kind === 'answer') return WORTH_ANOTHER_TRY.has(fetched.answer.status);
  return fetched.reason === 'refused' && !fetched.permanent;
}

async function tryOnce(
  parts: FetchParts,
  options: FetchOptions,
): Promise<Fetched & { permanent?: boolean }> {
  try {
    return { kind: 'answer', answer: await follow(parts, options) };
  } catch (error) {
    return { kind: 'failed', ...explain(error, options.signal) };
  }
}

async function follow(parts: FetchParts, options: FetchOptions): Promise<HttpAnswer> {
  const { method, body, signal, redirectHosts } = options;
  let { url, headers } = options;
  for (let redirects = 0; ; redirects++) {
    if (url.protocol !== 'https:' && !parts.policy.allowsPlainHttp(url)) {
      throw new OutboundRefused();
    }
    const response = await request(url, {
      method,
      headers: { accept: '*/*', 'accept-encoding': 'identity', ...headers },
      body,
      signal,
      dispatcher: parts.dispatcher,
    });
    if (!REDIRECTS.has(response.statusCode)) return readWhole(response);
    await response.body.dump();
    const next = targetOf(response, url);
    const isKnown =
      next && (next.host === options.url.host || redirectHosts.includes(next.hostname));
    if (method !== 'GET' || redirects >= MAX_REDIRECTS || !next || !isKnown) {
      throw new BadRedirect();
    }
    if (next.protocol !== 'https:' && url.protocol === 'https:') throw new BadRedirect();
    // Headers may hold the secret of the first system.
    if (next.origin !== url.origin) headers = {};
    url = next;
  }
}

function targetOf({ headers }: Dispatcher.ResponseData, from: URL): URL | null {
  const location = typeof headers.location === 'string' ? headers.location : '';
  if (location === '' || !URL.canParse(location, from.href)) return null;
  const url = new URL(location, from);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url : null;
}

async function readWhole({
  statusCode,
  headers,
  body,
}: Dispatcher.ResponseData): Promise<HttpAnswer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early destroys the body, and with it the connection.
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MAX_BODY_BYTES) throw new TooLarge();
    pieces.push(piece);
  }
  const type = headers['content-type'];
  return {
    status: statusCode,
    contentType: typeof type === 'string' ? type : '',
    body: Buffer.concat(pieces),
  };
}

function explain(
  error: unknown,
  signal: AbortSignal,
): { reason: UnavailableReason; permanent?: boolean } {
  if (signal.aborted) return { reason: 'timeout' };
  if (error instanceof OutboundRefused) return { reason: 'refused', permanent: true };
  if (error instanceof TooLarge || error instanceof BadRedirect) return { reason: 'bad_answer' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { reason: /TIMEOUT|ETIMEDOUT/.test(code) ? 'timeout' : 'refused' };
}
