import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedAccount } from './accounts';
import { attemptPush, type AttemptOrder, type AttemptResult, type AttemptWire } from './attempt';
import type { Exchange, Exchanges } from './exchanges';
import { openWindow } from './ledger';
import { createMessageId } from './message-ids';
import type { Contact, Entry, Faults } from './model';
import { buildPushXml } from './push-xml';
import type { Push } from './pushes';
import type { World } from './world';

/** What WeChat shows when an account's server fails (被动回复用户消息). */
export const SERVICE_FAULT = '该公众号提供的服务出现故障，请稍后再试';
const TRIES = 3;

export interface PusherOptions extends AttemptWire {
  callbackBase: string;
  /** From the start of one try to the start of the next. */
  retryDelayMs: number;
  hasMedia(unit: string, mediaId: string): boolean;
  faultsOf(phone: string): Faults;
}

interface Job {
  account: SimulatedAccount;
  contact: Contact;
  push: Push;
  /** For the drawer, in Chinese. */
  title: string;
  /** The bubble or note whose state shows how it went. */
  entry: Entry;
  xml: string;
}

/** Pushes what citizens do to the callback: one citizen's pushes one after another, three tries each. */
export class Pusher {
  private readonly queues = new Map<string, Promise<void>>();

  constructor(
    private readonly world: World,
    private readonly exchanges: Exchanges,
    private readonly options: PusherOptions,
  ) {}

  /** Takes its place in the citizen's queue. @returns when it was answered or given up */
  push(
    account: SimulatedAccount,
    contact: Contact,
    push: Push,
    title: string,
    entry: Entry,
  ): Promise<void> {
    const now = this.world.now();
    const ledger = push.opens ? openWindow(contact.ledger, push.opens, now) : contact.ledger;
    this.world.updateContact(contact, { ledger, lastExchangeAt: now });
    const xml = buildPushXml({
      ToUserName: account.originalId,
      FromUserName: contact.openid,
      CreateTime: Math.floor(now / 1000),
      ...push.fields,
      ...(push.isEvent ? {} : { MsgId: createMessageId(now) }),
    });
    const job = { account, contact, push, title, entry, xml };
    const before = this.queues.get(contact.openid) ?? Promise.resolve();
    const turn = before.then(() => this.run(job));
    this.queues.set(contact.openid, turn);
    return turn.finally(() => {
      if (this.queues.get(contact.openid) === turn) this.queues.delete(contact.openid);
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.queues.values());
  }

  private async run(job: Job): Promise<void> {
    for (let tryNumber = 1; tryNumber <= TRIES && !this.options.closing.aborted; tryNumber += 1) {
      const startedAt = performance.now();
      const result = await this.attempt(job, tryNumber);
      if (result.verdict.outcome !== 'no_answer') return this.finish(job, tryNumber, result);
      if (tryNumber < TRIES) {
        await this.pause(this.options.retryDelayMs - (performance.now() - startedAt));
      }
    }
    this.fail(job, TRIES);
  }

  private async pause(ms: number): Promise<void> {
    const closing = this.options.closing;
    await sleep(Math.max(0, ms), undefined, { signal: closing }).catch(() => undefined);
  }

  private async attempt(job: Job, tryNumber: number): Promise<AttemptResult> {
    const faults = this.options.faultsOf(job.contact.phone);
    const order: AttemptOrder = {
      account: job.account,
      callbackUrl: `${this.options.callbackBase}/wechat/${job.account.unit}`,
      xml: job.xml,
      openid: job.contact.openid,
      timestampSeconds: Math.floor(this.world.now() / 1000),
      tryNumber,
      faults,
      reply: {
        openid: job.contact.openid,
        originalId: job.account.originalId,
        articleLimit: job.push.isEvent ? 8 : 1,
        hasMedia: (mediaId) => this.options.hasMedia(job.account.unit, mediaId),
      },
    };
    const twice = faults.duplicate && tryNumber === 1;
    const [first, second] = await Promise.all([
      attemptPush(order, this.options),
      twice ? attemptPush(order, this.options) : null,
    ]);
    this.record(job, order, first, '');
    if (second) this.record(job, order, second, compare(first, second));
    return first;
  }

  private record(job: Job, order: AttemptOrder, result: AttemptResult, note: string): void {
    const { verdict } = result;
    const exchange: Exchange = {
      id: randomUUID(),
      phone: job.contact.phone,
      unit: job.account.unit,
      title: job.title,
      tryNumber: order.tryNumber,
      at: this.world.now(),
      request: {
        url: `${order.callbackUrl}?${new URLSearchParams(result.sealed.query).toString()}`,
        body: result.sealed.body,
        plain: order.xml,
      },
      response: result.response,
      outcome: verdict.outcome,
      remark: note + ('reason' in verdict ? verdict.reason : REMARKS[verdict.outcome]),
      roundTripMs: result.roundTripMs,
      faults: namesOf(order.faults),
    };
    this.exchanges.add(exchange);
  }

  private finish(job: Job, tries: number, { verdict, roundTripMs }: AttemptResult): void {
    if (verdict.outcome === 'bad_reply') return this.fail(job, tries);
    this.world.markDelivery(job.contact, job.entry, { state: 'answered', tries, roundTripMs });
    if (verdict.outcome !== 'replied' || !job.contact.following) return;
    const from = verdict.body.kind === 'note' ? 'system' : 'account';
    this.world.append(job.contact, from, verdict.body);
  }

  private fail(job: Job, tries: number): void {
    const { contact, entry } = job;
    this.world.markDelivery(contact, entry, { state: 'failed', tries, roundTripMs: null });
    if (contact.following) {
      this.world.append(contact, 'system', { kind: 'note', text: SERVICE_FAULT });
    }
  }
}

const REMARKS = { replied: '收到回复', silent: '回调收下了，没有要回复的' };

function compare(first: AttemptResult, second: AttemptResult): string {
  const same = first.response?.plain === second.response?.plain;
  return `同一条消息的第二次投递，两次回复${same ? '一致' : '不一致'}。`;
}

function namesOf(faults: Faults): string[] {
  return [
    faults.duplicate ? '重复投递' : '',
    faults.wrongSignature ? '签名错误' : '',
    faults.plainBody ? '明文消息体' : '',
    faults.loseFirstReply ? '丢失第一次回复' : '',
    faults.delayBeforeMs + faults.delayAfterMs > 0 ? '网络缓慢' : '',
  ].filter((name) => name !== '');
}
