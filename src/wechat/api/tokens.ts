import type { Logger } from '../../platform/logger';
import type { Clock } from '../../platform/clock';
import { WechatRefusedError, WechatUnreachableError } from './errors';
import type { AccessToken, TokenStore } from './token-store';

/** A token is replaced this long before it ends; WeChat has a new one ready by then. */
const EARLY_MS = 5 * 60_000;
/** WeChat may give the old token once more; it is then asked again no sooner than this. */
const ASK_AGAIN_MS = 60_000;
/** After a refusal that only a person can put right, nobody asks for this long. */
const PAUSE_MS = 10 * 60_000;
const SHORT_PAUSE_MS = 60_000;
/** Wrong secret, wrong AppID, wrong secret, frozen secret: 获取稳定版接口调用凭据 (api_getstableaccesstoken). */
const REFUSED_SECRET = new Set([40001, 40013, 40125, 40243]);

export interface TokensOptions {
  account: string;
  store: TokenStore;
  /** Asks WeChat. */
  fetch: () => Promise<{ accessToken: string; expiresInSeconds: number }>;
  clock: Clock;
  logger: Logger;
}

/** The access token of one account: kept in memory, shared through the store, asked for by one call at a time. */
export class Tokens {
  private current: AccessToken | null = null;
  /** The value that WeChat last called dead; never used again while it is stored. */
  private dead: string | null = null;
  private renewal: Promise<AccessToken> | null = null;
  private pause: { until: number; reason: Error } | null = null;
  /** After an early replacement failed, the old token serves on and this is when to try again. */
  private tryEarlyAt = 0;

  constructor(private readonly options: TokensOptions) {}

  /**
   * A token that is good as far as we know.
   * @throws WechatRefusedError where WeChat gives none, without asking it again until the pause is over;
   * WechatUnreachableError (`mayHaveArrived` false) where it did not answer
   */
  async get(): Promise<AccessToken> {
    const { current } = this;
    const now = this.now();
    if (current && now < refreshAtOf(current)) return current;
    const usable = current && now < current.expiresAt.getTime() ? current : null;
    if (usable && (this.isPaused() || now < this.tryEarlyAt)) return usable;
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
    if (this.isPaused()) return Promise.reject(this.pause!.reason);
    this.renewal ??= this.findOrFetch().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async findOrFetch(): Promise<AccessToken> {
    const { account, store } = this.options;
    const stored = await store.find(account);
    if (stored && stored.value !== this.dead && this.now() < refreshAtOf(stored)) {
      return this.keep(stored);
    }
    const fetched = await this.fetch();
    if (fetched.value === this.dead) throw this.refuseSameToken();
    return this.keep(await store.save(account, fetched, stored));
  }

  private async fetch(): Promise<AccessToken> {
    try {
      const { accessToken, expiresInSeconds } = await this.options.fetch();
      const fetchedAt = this.options.clock.now();
      const expiresAt = new Date(fetchedAt.getTime() + expiresInSeconds * 1000);
      return { value: accessToken, fetchedAt, expiresAt };
    } catch (error) {
      throw this.noteRefusal(error);
    }
  }

  private keep(token: AccessToken): AccessToken {
    this.current = token;
    this.dead = null;
    this.pause = null;
    return token;
  }

  private noteRefusal(error: unknown): unknown {
    if (error instanceof WechatUnreachableError) {
      return new WechatUnreachableError(error.endpoint, false, error.reason, { cause: error });
    }
    if (!(error instanceof WechatRefusedError) || error.code === -1) return error;
    const long = REFUSED_SECRET.has(error.code) || error.class === 'Q';
    this.pause = { until: this.now() + (long ? PAUSE_MS : SHORT_PAUSE_MS), reason: error };
    this.options.logger.error(
      { account: this.options.account, err: error },
      '取不到微信的接口凭证',
    );
    return error;
  }

  /** After the pause the token gets another chance: WeChat may have taken it back into use. */
  private refuseSameToken(): Error {
    const refusal = { endpoint: '/cgi-bin/stable_token', code: 40001, message: 'same dead token' };
    const error = new WechatRefusedError(refusal, 'token');
    this.dead = null;
    this.pause = { until: this.now() + PAUSE_MS, reason: error };
    this.options.logger.error(
      { account: this.options.account, err: error },
      '微信再次给出同一个已失效的凭证，暂停十分钟',
    );
    return error;
  }

  private isPaused(): boolean {
    return this.pause !== null && this.now() < this.pause.until;
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}

/** When to look for another token, in milliseconds: early, but not at every call of the last minutes. */
function refreshAtOf(token: AccessToken): number {
  const early = token.expiresAt.getTime() - EARLY_MS;
  const notBefore = token.fetchedAt.getTime() + ASK_AGAIN_MS;
  return Math.min(token.expiresAt.getTime(), Math.max(early, notBefore));
}
