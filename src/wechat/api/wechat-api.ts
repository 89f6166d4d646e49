/**
 * The typed client of WeChat's server API for one account. Each API is one small function that takes
 * a `WechatApi` and says what it sends and what it reads (`menu.ts` and its like).
 */
import type { Dispatcher } from 'undici';
import type { Logger } from '../../platform/logger';
import type { Clock } from '../../platform/clock';
import { WechatRefusedError, WechatUnreachableError } from './errors';
import { getStableAccessToken } from './stable-token';
import type { TokenStore } from './token-store';
import { Tokens } from './tokens';
import { createWechatDispatcher, send, type ApiRequest, type CallOptions } from './transport';

export interface WechatApiOptions {
  /** The account's code, under which its token is stored. */
  account: string;
  /** `https://api.weixin.qq.com`, without a trailing slash. */
  apiBase: string;
  appId: string;
  appSecret: string;
  tokens: TokenStore;
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
   * Makes one of the few calls that carry the AppSecret and no token.
   * @throws WechatRefusedError where WeChat refused, WechatUnreachableError where nobody knows
   */
  callWithSecret<Response>(
    build: (app: AppCredentials) => ApiRequest<Response>,
    options?: CallOptions,
  ): Promise<Response>;
  /** Closes the account's own connections after the running calls. */
  close(): Promise<void>;
}

/** The client of one account; make one per process and account, so that its token is asked for once. */
export function createWechatApi(options: WechatApiOptions): WechatApi {
  const own = options.dispatcher ? null : createWechatDispatcher();
  const dispatcher = options.dispatcher ?? own!;
  const transport = { apiBase: options.apiBase, dispatcher, secret: options.appSecret };
  const tokens = new Tokens({
    account: options.account,
    store: options.tokens,
    fetch: () => getStableAccessToken(transport, options.appId),
    clock: options.clock,
    logger: options.logger,
  });
  return {
    account: options.account,
    appId: options.appId,
    callWithSecret: (build, callOptions) => send(transport, build(options), null, callOptions),
    async call(request, callOptions = {}) {
      const token = await untilAborted(tokens.get(), request.path, callOptions.signal);
      try {
        return await send(transport, request, token.value, callOptions);
      } catch (error) {
        if (!(error instanceof WechatRefusedError) || error.class !== 'T') throw error;
        const another = await untilAborted(
          tokens.replace(token, error),
          request.path,
          callOptions.signal,
        );
        return await send(transport, request, another.value, callOptions);
      }
    },
    close: async () => own?.close(),
  };
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
