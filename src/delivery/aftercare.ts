/** What is still done for an answer that is held: whether its citizen left, and a notice that it waits. */
import type { Queryable } from '../database/database';
import { chinaTimeOf } from '../platform/china-time';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import { WechatRefusedError } from '../wechat/api/errors';
import type { AccountApi, AnswerNotice } from './account-api';
import { saveCapabilities, type Capability } from './account-store';
import {
  beginNotice,
  claimHeld,
  endAftercare,
  endNotice,
  type HeldDelivery,
} from './aftercare-store';
import { accepted, readCallError, type CallResult } from './send-result';
import type { DeliveryReason } from './states';

const LIMIT = 20;
const AGAIN_MS = 60_000;
/** WeChat knows a client_msg_id for ten minutes: for so long a notice may be tried again. */
const NOTICE_TRIES_MS = 9 * 60_000;
/** After so long it no longer matters why a window was shut. */
const ASKING_ENDS_MS = 24 * 3_600_000;
const TOLD_BY_NOTICE = new Set<DeliveryReason>(['window_closed', 'quota_used']);

/** How an account tells a citizen that an answer waits. */
export interface NoticeTemplate {
  kind: AnswerNotice['kind'];
  templateId: string;
  /** Texts of the template's fields; `{date}` stands for the day in China. */
  data: Readonly<Record<string, string>>;
  /** Where a tap leads; null: nowhere. */
  url: string | null;
}

export interface AftercareOptions {
  database: Queryable;
  accounts: ReadonlyMap<string, AccountApi>;
  /** By account; read anew each time, so that a reload takes effect. */
  notices(): ReadonlyMap<string, NoticeTemplate>;
  clock: Clock;
  logger: Logger;
}

/**
 * Looks after held answers that are due. After 45015 it asks once whether the citizen left, so that staff
 * read 未关注 or 超过 48 小时; then, where the account can, a notice goes out, once.
 */
export function createAftercare(options: AftercareOptions): () => Promise<void> {
  const { database, clock, logger } = options;

  async function lookAfter(held: HeldDelivery): Promise<void> {
    const reason = await findReason(held);
    if (reason === null) return;
    const noticedAt = TOLD_BY_NOTICE.has(reason) ? await notify(held) : null;
    if (noticedAt === 'later') return;
    await endAftercare(database, { ...held, reason, noticedAt });
  }

  /** @returns null where WeChat did not say; it is asked again */
  async function findReason({
    account,
    openid,
    reason,
    createdAt,
  }: HeldDelivery): Promise<DeliveryReason | null> {
    if (reason !== 'window_or_unfollowed' || openid === null) return reason;
    try {
      const follows = await options.accounts.get(account)!.isFollower(openid);
      return follows ? 'window_closed' : 'not_following';
    } catch (error) {
      const late = clock.now().getTime() - createdAt.getTime() > ASKING_ENDS_MS;
      return error instanceof WechatRefusedError && !isPassing(error)
        ? reason
        : late
          ? reason
          : null;
    }
  }

  /** @returns when the citizen was told; null where nobody is told; `later`: to be tried again */
  async function notify(held: HeldDelivery): Promise<Date | null | 'later'> {
    const template = options.notices().get(held.account);
    if (!template || held.openid === null || held.kind !== 'answer' || held.noticedAt) return null;
    if (held.granted[capabilityOf(template)] === false) return null;
    const { account, id: outboxId } = held;
    const at = clock.now();
    const attempt = await beginNotice(database, { account, outboxId, route: template.kind, at });
    const call = await send(held, held.openid, template, at);
    await endNotice(database, { account, id: attempt, end: call.end, at: clock.now() });
    return conclude(held, template, call, at);
  }

  async function send(
    held: HeldDelivery,
    openid: string,
    { kind, templateId, data, url }: NoticeTemplate,
    at: Date,
  ): Promise<CallResult> {
    const { year, month, day } = chinaTimeOf(at);
    const texts = Object.entries(data).map(([key, text]) => [
      key,
      text.replaceAll('{date}', `${year}年${month}月${day}日`),
    ]);
    const filled = Object.fromEntries(texts) as Record<string, string>;
    const clientMsgId = held.id.replaceAll('-', '');
    try {
      const api = options.accounts.get(held.account)!;
      await api.sendNotice({ openid, kind, templateId, data: filled, url, clientMsgId });
      return accepted;
    } catch (error) {
      return readCallError(error);
    }
  }

  async function conclude(
    held: HeldDelivery,
    template: NoticeTemplate,
    { result, end }: CallResult,
    at: Date,
  ): Promise<Date | null | 'later'> {
    const { account } = held;
    if (result.kind === 'accepted') return at;
    if (result.kind === 'unreachable') {
      // Bizsend has no id of ours: what may have arrived is not sent again.
      const repeatable = template.kind === 'template' || !result.mayHaveArrived;
      const waited = at.getTime() - held.createdAt.getTime();
      return repeatable && waited < NOTICE_TRIES_MS ? 'later' : null;
    }
    if (result.class === 'R' || result.class === 'T') return 'later';
    if (result.code === 48001) {
      const capability = capabilityOf(template);
      const known = { account, capability, granted: false, reason: 'refused', at } as const;
      await saveCapabilities(database, [known]);
    }
    logger.warn({ account, outboxId: held.id, detail: end.detail }, 'a notice was refused');
    return null;
  }

  return async () => {
    const now = clock.now();
    const againAt = new Date(now.getTime() + AGAIN_MS);
    const accounts = [...options.accounts.keys()];
    const due = await claimHeld(database, { accounts, now, againAt, limit: LIMIT });
    for (const held of due) await lookAfter(held);
  };
}

function capabilityOf({ kind }: NoticeTemplate): Capability {
  return kind === 'template' ? 'template_message' : 'subscription_notice';
}

/** A refusal that may be over in a minute. */
function isPassing(error: WechatRefusedError): boolean {
  return error.class === 'R' || error.class === 'T' || error.class === 'Q';
}
