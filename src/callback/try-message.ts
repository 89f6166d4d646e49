import { maskInbound } from '../messages/mask-inbound';
import {
  CASE_NUMBER_SLOT,
  PAGE_LINK_SLOT,
  PROGRESS_LINK_SLOT,
  type Snapshot,
} from '../routing/decision';
import type { QueryRouter } from '../routing/router';
import type { Trace } from '../routing/trace-answer';
import type { Unit } from '../units/schema';
import { buildReplyXml, fitReply } from '../wechat/build-reply';
import type { Reply } from '../wechat/reply';
import { unmaskedFor } from './decide';

/** Stand where the number of the case that would be opened, and links for this citizen alone, will be. */
export const TRIED_CASE_NUMBER = '（办件编号）';
export const TRIED_PAGE_LINK = '（群众自己的链接）';
export const TRIED_PROGRESS_LINK = '（办件页面的链接）';

/** Nobody of whom anything is known. */
const STRANGER: Snapshot = {
  ...{ question: null, cases: [], heldAnswers: [], lastReceiptAt: null, lastItem: null },
};

export interface TriedMessage extends Trace {
  /** The words as they would be kept: personal data masked. */
  text: string;
  /** As WeChat would get it; `none` where a source must be asked first. */
  reply: Reply;
  /** The passive reply's XML in plain text, before it is enciphered; empty where nothing is said. */
  xml: string;
}

/**
 * What the callback would answer to a text of somebody whom it has never seen, by the same masking,
 * routing and building of the reply. Writes nothing and asks no source.
 * @param unit whose account is written to
 * @returns null where the router does not know the account
 */
export function tryMessage(
  router: Pick<QueryRouter, 'trace'>,
  unit: Unit,
  text: string,
  now: Date,
): TriedMessage | null {
  const accountOriginalId = unit.originalId ?? 'gh_000000000000';
  const sentAtSeconds = Math.floor(now.getTime() / 1000);
  const openid = 'oTryOut';
  const pushed = { accountOriginalId, openid, sentAtSeconds, msgId: '1' };
  const { masked, original } = maskInbound({ ...pushed, kind: 'text', content: text });
  const message = { id: 'try', account: unit.code, inbound: masked };
  const trace = router.trace({ ...message, ...unmaskedFor(original, STRANGER) }, STRANGER, now);
  if (!trace) return null;
  const { decision } = trace;
  const reply: Reply =
    decision.kind === 'deferred' ? { kind: 'none' } : fitReply(fillSlots(decision.reply), false);
  const xml = buildReplyXml(reply, { openid, accountOriginalId, at: now });
  return { ...trace, text: masked.kind === 'text' ? masked.content : text, reply, xml };
}

function fillSlots(reply: Reply): Reply {
  if (reply.kind !== 'text') return reply;
  const text = reply.text
    .replaceAll(CASE_NUMBER_SLOT, TRIED_CASE_NUMBER)
    .replaceAll(PAGE_LINK_SLOT, TRIED_PAGE_LINK)
    .replaceAll(PROGRESS_LINK_SLOT, TRIED_PROGRESS_LINK);
  return { kind: 'text', text };
}
