import type { Logger } from '../../platform/logger';
import type { Clock } from '../../platform/clock';
import { TOKEN_PATH, WechatRefusedError, WechatUnreachableError } from './errors';
import type { TokenAlarms } from './token-alarms';
import { TokenPause } from './token-pause';
import type { AccessToken, TokenStore } from './token-store';

/** A token is replaced this long before it ends; WeChat has a new one ready by then. */
const EARLY_MS = 5 * 60_000;
/** WeChat may give the old token once more; it is then asked again no sooner than this. */
const ASK_AGAIN_MS = 60_000;

export interface TokensOptions {
  account: string;
  store: TokenStore;
  /** Asks WeChat. */
  fetch: () => Promise<{ accessToken: string; expiresInSeconds: number }>;
  clock: Clock;
  logger: Logger;
  alarms?: TokenAlarms;
}

/** The access token of one account: kept in memory, shared through the store, asked for by one call at a time. */
export class Tokens {
  private current: AccessToken | null = null;
  /** The value that WeChat last called dead; never used again while it is stored. */
  private dead: string | null = null;
  private renewal: Promise<AccessToken> | null = null;
  private readonly pause: TokenPause;
  /** After an early replacement failed, the old token serves on and this is when to try again. */
  private tryEarlyAt = 0;

  constructor(private readonly options: TokensOptions) {
    this.pause = new TokenPause(options);
  }

  /**
   * A token that is good as far as we know.
   * @throws WechatRefusedError where WeChat gives none, without asking it again until the pause is over;
   * WechatUnreachableError (`mayHaveArrived` false) where it, or the store, did not answer
   */
  async get(): Promise<AccessToken> {
    const { current } = this;
    const now = this.now();
    if (current && now < refreshAtOf(current)) return current;
    const usable = current && now < current.expiresAt.getTime() ? current : null;
    if (usable && (this.pause.reason() || now < this.tryEarlyAt)) return usable;
    try {
      return await this.renew();
    } catch (error) {
      if (!usable) throw error;
      this.tryEarlyAt = now + ASK_AGAIN_MS;
      return usable;
    }
  }

  /**
   * Another token than one that WeChat called dead (40001, 40014, 42001): the newer one that is already
   * here, or in the store, or a new one.
   * @throws like `get`; also when WeChat gives the dead one again
   */
  async replace(failed: AccessToken, refusal: WechatRefusedError): Promise<AccessToken> {
    if (this.current?.value === failed.value) {
      this.current = null;
      this.dead = failed.value;
    }
    const another = await this.get();
    if (another.value !== failed.value) return another;
    throw refusal;
  }

  private renew(): Promise<AccessToken> {
    const reason = this.pause.reason();
    if (reason) return Promise.reject(reason);
    this.renewal ??= this.findOrFetch().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async findOrFetch(): Promise<AccessToken> {
    const { account, store } = this.options;
    const stored = await fromStore(store.find(account));
    if (stored && stored.value !== this.dead && this.now() < refreshAtOf(stored)) {
      return this.keep(stored, false);
    }
    const fetched = await this.fetch();
    if (fetched.value === this.dead) throw this.refuseSameToken();
    return this.keep(await fromStore(store.save(account, fetched, stored)), true);
  }

  private async fetch(): Promise<AccessToken> {
    try {
      const { accessToken, expiresInSeconds } = await this.options.fetch();
      const fetchedAt = this.options.clock.now();
      const expiresAt = new Date(fetchedAt.getTime() + expiresInSeconds * 1000);
      return { value: accessToken, fetchedAt, expiresAt };
    } catch (error) {
      if (error instanceof WechatUnreachableError) {
        throw new WechatUnreachableError(error.endpoint, false, error.reason, { cause: error });
      }
      if (error instanceof WechatRefusedError) this.pause.begin(error);
      throw error;
    }
  }

  private keep(token: AccessToken, fresh: boolean): AccessToken {
    this.current = token;
    this.dead = null;
    this.pause.end(fresh);
    return token;
  }

  /** After the pause the token gets another chance: WeChat may have taken it back into use. */
  private refuseSameToken(): Error {
    const refusal = { endpoint: TOKEN_PATH, code: 40001, message: 'the same dead token again' };
    const error = new WechatRefusedError(refusal);
    this.dead = null;
    this.pause.begin(error);
    return error;
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}

/** Without the store nobody knows the token, so the call that needs it was surely not sent. */
async function fromStore<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new WechatUnreachableError(TOKEN_PATH, false, 'token store', { cause: error });
  }
}

/** When to look for another token, in milliseconds: early, but not at every call of the last minutes. */
function refreshAtOf(token: AccessToken): number {
  const early = token.expiresAt.getTime() - EARLY_MS;
  const notBefore = token.fetchedAt.getTime() + ASK_AGAIN_MS;
  return Math.min(token.expiresAt.getTime(), Math.max(early, notBefore));
}
