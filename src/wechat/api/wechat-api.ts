/**
 * The typed client of WeChat's server API for one account. Each API is one small function that takes
 * a `WechatApi` and says what it sends and what it reads (`menu.ts` and its like).
 */
import type { Dispatcher } from 'undici';
import type { Logger } from '../../platform/logger';
import type { Clock } from '../../platform/clock';
import {
  download,
  downloadFrom,
  type Download,
  type DownloadedFile,
  type DownloadOptions,
} from './download';
import { WechatRefusedError, WechatUnreachableError } from './errors';
import { createWechatDispatcher, type Transport } from './exchange';
import { getStableAccessToken } from './stable-token';
import type { TokenAlarms } from './token-alarms';
import type { TokenStore } from './token-store';
import { Tokens } from './tokens';
import { send, type ApiRequest, type CallOptions } from './transport';

const WECHAT = 'https://api.weixin.qq.com';
/** WeChat's own stand-in for when the first cannot be reached. */
const WECHAT_FALLBACK = 'https://api2.weixin.qq.com';

export interface WechatApiOptions {
  /** The account's code, under which its token is stored. */
  account: string;
  /** `https://api.weixin.qq.com`, without a trailing slash. */
  apiBase: string;
  /** Tried where no connection to `apiBase` can be made; absent: WeChat's own for WeChat's own. */
  fallbackBase?: string;
  appId: string;
  appSecret: string;
  tokens: TokenStore;
  /** Told once of what a person must put right before WeChat gives a token again. */
  alarms?: TokenAlarms;
  /** Connections of the caller's, which it closes; absent: this account's own. */
  dispatcher?: Dispatcher;
  clock: Clock;
  logger: Logger;
}

/** What a call shows that is made without a token. Never logged. */
export interface AppCredentials {
  appId: string;
  appSecret: string;
}

export interface WechatApi {
  readonly account: string;
  readonly appId: string;
  /**
   * Makes one call with the account's token; with another token once more where WeChat says that the
   * token is dead (40001, 40014, 42001).
   * @throws WechatRefusedError where WeChat refused, WechatUnreachableError where nobody knows
   */
  call<Response>(request: ApiRequest<Response>, options?: CallOptions): Promise<Response>;
  /**
   * Makes one of the few calls that carry the AppSecret, or nothing, and no token.
   * @throws WechatRefusedError where WeChat refused, WechatUnreachableError where nobody knows
   */
  callWithSecret<Response>(
    build: (app: AppCredentials) => ApiRequest<Response>,
    options?: CallOptions,
  ): Promise<Response>;
  /**
   * Makes a call that answers with a file or with JSON.
   * @throws WechatRefusedError, WechatUnreachableError, WechatFileTooLargeError
   */
  download<Response>(
    request: ApiRequest<Response>,
    options: DownloadOptions,
  ): Promise<Download<Response>>;
  /**
   * Fetches a file from an address in an answer of WeChat's, without the token.
   * @param path of the call that gave the address, for errors
   * @throws WechatUnreachableError, WechatFileTooLargeError
   */
  downloadFrom(address: string, path: string, options: DownloadOptions): Promise<DownloadedFile>;
  /** Closes the account's own connections after the running calls. */
  close(): Promise<void>;
}

/** The client of one account; make one per process and account, so that its token is asked for once. */
export function createWechatApi(options: WechatApiOptions): WechatApi {
  const own = options.dispatcher ? null : createWechatDispatcher();
  const transport: Transport = {
    origins: originsOf(options),
    dispatcher: options.dispatcher ?? own!,
    appId: options.appId,
    appSecret: options.appSecret,
  };
  const { account, store, clock, logger, alarms } = { ...options, store: options.tokens };
  const fetch = (): ReturnType<typeof getStableAccessToken> => getStableAccessToken(transport);
  const tokens = new Tokens({ account, store, fetch, clock, logger, ...(alarms && { alarms }) });
  return {
    account,
    appId: options.appId,
    call: (request, callOptions = {}) =>
      withToken(tokens, request.path, callOptions, (token) =>
        send(transport, request, token, callOptions),
      ),
    callWithSecret: (build, callOptions) => send(transport, build(options), null, callOptions),
    download: (request, downloadOptions) =>
      withToken(tokens, request.path, downloadOptions, (token) =>
        download(transport, request, token, downloadOptions),
      ),
    downloadFrom: (address, path, downloadOptions) =>
      downloadFrom(transport, address, path, downloadOptions),
    close: async () => own?.close(),
  };
}

function originsOf({ apiBase, fallbackBase }: WechatApiOptions): Transport['origins'] {
  if (fallbackBase !== undefined) return [apiBase, fallbackBase];
  return apiBase === WECHAT ? [apiBase, WECHAT_FALLBACK] : [apiBase];
}

async function withToken<T>(
  tokens: Tokens,
  path: string,
  { signal }: CallOptions,
  work: (accessToken: string) => Promise<T>,
): Promise<T> {
  const token = await untilAborted(tokens.get(), path, signal);
  try {
    return await work(token.value);
  } catch (error) {
    if (!(error instanceof WechatRefusedError) || error.class !== 'T') throw error;
    const another = await untilAborted(tokens.replace(token, error), path, signal);
    return await work(another.value);
  }
}

/** A call that is given up while it waits for a token has surely not been sent; the token's renewal goes on. */
function untilAborted<T>(work: Promise<T>, path: string, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new WechatUnreachableError(path, false, 'aborted'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
