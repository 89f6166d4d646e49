import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import type { EntryBody, Faults } from './model';
import { readPassiveReply, type ReplyContext } from './passive-reply';
import {
  postPush,
  sealPush,
  type PushAnswer,
  type SealedPush,
  type WireAccount,
} from './push-client';
import { BadReply, openReply } from './reply-reader';

/** One try of one push. `xml` is the same in every try; timestamp, nonce and signature are new. */
export interface AttemptOrder {
  account: WireAccount;
  callbackUrl: string;
  xml: string;
  openid: string;
  timestampSeconds: number;
  tryNumber: number;
  faults: Faults;
  reply: ReplyContext;
}

export interface AttemptWire {
  dispatcher: Dispatcher;
  replyTimeoutMs: number;
  /** Ends everything when the simulator closes. */
  closing: AbortSignal;
}

export interface AttemptResult {
  sealed: SealedPush;
  response: { status: number; body: string; plain: string | null } | null;
  verdict:
    | { outcome: 'replied'; body: EntryBody }
    | { outcome: 'silent' }
    | { outcome: 'bad_reply'; reason: string }
    /** WeChat tries again after this one. */
    | { outcome: 'no_answer'; reason: string };
  roundTripMs: number;
}

/** Sends once and judges the answer as WeChat does. */
export async function attemptPush(order: AttemptOrder, wire: AttemptWire): Promise<AttemptResult> {
  const { timestampSeconds, faults } = order;
  const sealed = sealPush(order.account, order.xml, order.openid, {
    timestampSeconds,
    wrongSignature: faults.wrongSignature,
    plainBody: faults.plainBody,
  });
  const startedAt = performance.now();
  const answer = await postSlowly(order, sealed, wire);
  const roundTripMs = Math.max(1, Math.round(performance.now() - startedAt));
  return { sealed, roundTripMs, ...judge(order, answer, wire.replyTimeoutMs) };
}

async function postSlowly(
  order: AttemptOrder,
  sealed: SealedPush,
  wire: AttemptWire,
): Promise<PushAnswer> {
  const signal = AbortSignal.any([wire.closing, AbortSignal.timeout(wire.replyTimeoutMs)]);
  const { delayBeforeMs, delayAfterMs } = order.faults;
  try {
    if (delayBeforeMs > 0) await sleep(delayBeforeMs, undefined, { signal });
    const answer = await postPush(order.callbackUrl, sealed, wire.dispatcher, signal);
    if (delayAfterMs > 0) await sleep(delayAfterMs, undefined, { signal });
    return answer;
  } catch {
    return { kind: 'given_up' };
  }
}

function judge(
  order: AttemptOrder,
  answer: PushAnswer,
  replyTimeoutMs: number,
): Pick<AttemptResult, 'response' | 'verdict'> {
  if (answer.kind === 'given_up') {
    return noAnswer(`等了 ${replyTimeoutMs / 1000} 秒没有收到回复，微信断开了连接`);
  }
  if (answer.kind === 'unreachable') return noAnswer(`连不上回调地址：${answer.reason}`);
  if (order.faults.loseFirstReply && order.tryNumber === 1) {
    return noAnswer('回复在路上丢了（故障开关），微信没有收到');
  }
  const { status, body } = answer;
  if (status !== 200) {
    return { ...noAnswer(`回调返回了 HTTP ${status}`), response: { status, body, plain: null } };
  }
  let plain: string | null = null;
  try {
    plain = openReply(order.account, body);
    const verdict: AttemptResult['verdict'] =
      plain === null
        ? { outcome: 'silent' }
        : { outcome: 'replied', body: readPassiveReply(plain, order.reply) };
    return { response: { status, body, plain }, verdict };
  } catch (error) {
    if (!(error instanceof BadReply)) throw error;
    return {
      response: { status, body, plain },
      verdict: { outcome: 'bad_reply', reason: error.message },
    };
  }
}

function noAnswer(reason: string): Pick<AttemptResult, 'response' | 'verdict'> {
  return { response: null, verdict: { outcome: 'no_answer', reason } };
}
