import type { Clock } from '../../platform/clock';
import type { Logger } from '../../platform/logger';
import type { WechatRefusedError } from './errors';
import type { TokenAlarms } from './token-alarms';

/** After a refusal that only a new setting puts right: 10 minutes, then twice as long each time. */
const LONG_MS = 10 * 60_000;
const LONGEST_MS = 4 * 3600_000;
/** After one that ends by itself, or as soon as someone taps a button. */
const SHORT_MS = 60_000;
const BUSY = -1;
/** Wrong secret, wrong AppID, wrong secret, frozen secret: 获取稳定版接口调用凭据 (api_getstableaccesstoken). */
const REFUSED_SECRET = new Set([40001, 40013, 40125, 40243]);

export interface TokenPauseOptions {
  account: string;
  clock: Clock;
  logger: Logger;
  alarms?: TokenAlarms;
}

/** How long an account's token is not asked for after WeChat refused it, and who is told. */
export class TokenPause {
  private until = 0;
  private refusal: WechatRefusedError | null = null;
  private inARow = 0;
  /** Codes that were told since a token was last there. */
  private readonly told = new Set<number>();
  /** A process that starts may have been preceded by one that told and was stopped to be put right. */
  private mayBeTold = true;

  constructor(private readonly options: TokenPauseOptions) {}

  /** Why WeChat is not asked now; null: it may be asked. */
  reason(): WechatRefusedError | null {
    return this.options.clock.now().getTime() < this.until ? this.refusal : null;
  }

  /** WeChat refused. `-1` is no reason to wait. */
  begin(refusal: WechatRefusedError): void {
    if (refusal.code === BUSY) return;
    const now = this.options.clock.now();
    const isLong = REFUSED_SECRET.has(refusal.code) || refusal.class === 'Q';
    const longMs = Math.min(LONGEST_MS, LONG_MS * 2 ** this.inARow);
    this.inARow = isLong ? this.inARow + 1 : 0;
    this.until = now.getTime() + (isLong ? longMs : SHORT_MS);
    this.refusal = refusal;
    this.tell(refusal, now);
  }

  /** A token is there. @param fresh WeChat has just given it to this process */
  end(fresh: boolean): void {
    this.until = 0;
    this.refusal = null;
    this.inARow = 0;
    const { account, alarms, clock, logger } = this.options;
    if (this.told.size > 0) logger.info({ account }, '又取得了微信的接口凭证');
    else if (!fresh || !this.mayBeTold) return;
    this.told.clear();
    this.mayBeTold = false;
    this.handOver(() => alarms?.settle(account, clock.now()));
  }

  private tell(refusal: WechatRefusedError, raisedAt: Date): void {
    if (this.told.has(refusal.code)) return;
    this.told.add(refusal.code);
    const { account, alarms, logger } = this.options;
    logger.error({ account, err: refusal }, '取不到微信的接口凭证');
    if (refusal.class === 'R') return;
    const { code, forOperator: sentence, addressToAllow, rid } = refusal;
    this.handOver(() => alarms?.raise({ account, code, sentence, addressToAllow, rid, raisedAt }));
  }

  /** Calls do not wait for those who are told, and do not fail with them. */
  private handOver(tell: () => void | Promise<void> | undefined): void {
    const { account, logger } = this.options;
    Promise.resolve()
      .then(tell)
      .catch((err: unknown) => logger.error({ account, err }, '微信凭证的告警没有记下'));
  }
}
