/** The one way to the server: our header, keys that survive a retry, one shape of errors. */
import { ApiProblem, isUncertain, presentOffline, presentRefusal } from './api-problem';
import { createWriteKeys } from './write-keys';

export type QueryValue = string | number | boolean | null | undefined | readonly string[];

export interface AskOptions {
  query?: Readonly<Record<string, QueryValue>>;
  /** The version that the person saw, for `If-Match`. */
  version?: string | number;
  /** The page asks by itself: keeps no session alive and asks nobody to sign in. */
  background?: boolean;
  /** A refusal for want of a session is the caller's matter (signing in). */
  unguarded?: boolean;
  signal?: AbortSignal;
}

export interface ApiParts {
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  newKey: () => string;
  /** What an answer says of the server's time. */
  learnTime: (date: string | null) => void;
  /** Asks the person to sign in again; true when they are, and the request is sent once more. */
  signInAgain(): Promise<boolean>;
}

export interface ApiClient {
  get<Answer>(path: string, options?: AskOptions): Promise<Answer>;
  post<Answer>(path: string, body?: unknown, options?: AskOptions): Promise<Answer>;
  put<Answer>(path: string, body?: unknown, options?: AskOptions): Promise<Answer>;
}

/** @throws ApiProblem from each method */
export function createApiClient(parts: ApiParts): ApiClient {
  const keys = createWriteKeys(parts.newKey);

  async function send<Answer>(
    method: string,
    path: string,
    body: unknown,
    options: AskOptions,
  ): Promise<Answer> {
    const { version = null } = options;
    const text = body === undefined ? null : JSON.stringify(body);
    const write = method === 'GET' ? null : keys.open([method, path, version, text]);
    const init = buildInit(method, text, options, write?.key ?? null);
    try {
      const answer = await exchange(parts, path + buildQuery(options.query), init);
      write?.settle();
      return answer as Answer;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (!isUncertain(error)) write?.settle();
      const asks = error.kind === 'signed_out' && !options.background && !options.unguarded;
      if (!asks || !(await parts.signInAgain())) throw error;
      return send(method, path, body, { ...options, unguarded: true });
    }
  }

  return {
    get: (path, options = {}) => send('GET', path, undefined, options),
    post: (path, body, options = {}) => send('POST', path, body, options),
    put: (path, body, options = {}) => send('PUT', path, body, options),
  };
}

function buildInit(
  method: string,
  text: string | null,
  { version, background = false, signal }: AskOptions,
  key: string | null,
): RequestInit {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'X-Zhijian-Request': background ? 'background' : 'user',
  };
  if (text !== null) headers['Content-Type'] = 'application/json';
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  if (key !== null) headers['Idempotency-Key'] = key;
  return { method, headers, body: text, credentials: 'same-origin', signal: signal ?? null };
}

async function exchange(
  { fetch, learnTime }: ApiParts,
  path: string,
  init: RequestInit,
): Promise<unknown> {
  const response = await fetch(path, init).catch((error: unknown) => {
    if ((error as Error).name === 'AbortError') throw error;
    throw presentOffline();
  });
  learnTime(response.headers.get('Date'));
  if (response.status === 204) return null;
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || body === null) throw presentRefusal(response.status, body);
  return body;
}

/** `?units=a,b&limit=20`; what is null, absent or empty is left out. */
export function buildQuery(query: AskOptions['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text !== '') parameters.set(name, text);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
