import type { Dispatcher } from 'undici';
import { postPush, sealPush, type WireAccount } from '../../src/simulator/push-client';
import { buildPushXml } from '../../src/simulator/push-xml';
import type { Push } from '../../src/simulator/pushes';
import { openReply } from '../../src/simulator/reply-reader';

/** How long WeChat waits for an answer. */
const PATIENCE_MS = 5000;

/** Where WeChat's side posts to. */
export interface Target {
  /** `http://127.0.0.1:41234` */
  base: string;
  dispatcher: Dispatcher;
}

/** One message or event that WeChat may post several times, always with the same XML inside. */
export interface Pushed {
  account: WireAccount & { unit: string };
  openid: string;
  /** Null for events. */
  msgId: string | null;
  xml: string;
}

export type PostAnswer =
  /** `reply`: the plain XML inside a 200; null for `success`. */
  | { kind: 'answered'; status: number; reply: string | null }
  /** No answer: the connection broke, or nothing came within five seconds. */
  | { kind: 'lost'; timedOut: boolean };

let lastMessageId = BigInt(Date.now()) * 1_000_000n;

/** A message with an id that no other of this process has. */
export function aPushed(
  account: Pushed['account'],
  openid: string,
  { isEvent, fields }: Push,
  at: Date = new Date(),
): Pushed {
  lastMessageId += 1n;
  const msgId = isEvent ? null : String(lastMessageId);
  const xml = buildPushXml({
    ToUserName: account.originalId,
    FromUserName: openid,
    CreateTime: Math.floor(at.getTime() / 1000),
    ...fields,
    ...(msgId === null ? {} : { MsgId: msgId }),
  });
  return { account, openid, msgId, xml };
}

/** Posts a message as WeChat does: signed and enciphered anew each time. */
export async function postPushed(target: Target, pushed: Pushed): Promise<PostAnswer> {
  const { account, openid, xml } = pushed;
  const sealed = sealPush(account, xml, openid, {
    timestampSeconds: Math.floor(Date.now() / 1000),
  });
  const answer = await postPush(
    `${target.base}/wechat/${account.unit}`,
    sealed,
    target.dispatcher,
    AbortSignal.timeout(PATIENCE_MS),
  );
  if (answer.kind !== 'answered') return { kind: 'lost', timedOut: answer.kind === 'given_up' };
  const reply = answer.status === 200 ? openReply(account, answer.body) : null;
  return { kind: 'answered', status: answer.status, reply };
}
