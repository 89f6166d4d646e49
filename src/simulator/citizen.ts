import { randomBytes } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { systemClock, type Clock } from '../platform/clock';
import { createMessageId } from './message-ids';
import { buildPushXml } from './push-xml';
import { postPush, sealPush, type WireAccount } from './push-client';
import {
  clickPush,
  followPush,
  imagePush,
  locationPush,
  menuItemPush,
  scanPush,
  textPush,
  unfollowPush,
  viewPush,
  voicePush,
  type Place,
  type Push,
} from './pushes';
import { openReply, parseReplyXml, textOf, type ReplyFields } from './reply-reader';

export interface CitizenOptions {
  /** `encodingAesKey` null: plain mode. */
  account: WireAccount;
  /** `http://127.0.0.1:3000/wechat/renshe` */
  callbackUrl: string;
  dispatcher: Dispatcher;
  /** Made up when absent: 28 characters. */
  openid?: string;
  clock?: Clock;
  /** How long an answer may take; WeChat's 5 s. */
  replyTimeoutMs?: number;
}

/** How one post differs from what WeChat would send just now. Seconds since 1970. */
export interface PostOverrides {
  timestampSeconds?: number;
  nonce?: string;
  wrongSignature?: boolean;
  plainBody?: boolean;
}

/** The same MsgId and CreateTime given twice make the same message twice. */
export interface SendOverrides extends PostOverrides {
  msgId?: string;
  createTimeSeconds?: number;
}

export interface CitizenAnswer {
  status: number;
  /** As it came over the wire. */
  body: string;
  /** The reply's plain XML; null for `success`, nothing, and any status but 200. */
  xml: string | null;
  fields: ReplyFields | null;
  /** The text of a text reply. */
  text: string | null;
}

/** A citizen without a phone: one account, one post a call, no retries. For tests and proofs. */
export interface Citizen {
  readonly openid: string;
  sendText(content: string, overrides?: SendOverrides): Promise<CitizenAnswer>;
  sendVoice(recognition: string | null, overrides?: SendOverrides): Promise<CitizenAnswer>;
  sendImage(mediaId: string, overrides?: SendOverrides): Promise<CitizenAnswer>;
  sendLocation(place: Place, overrides?: SendOverrides): Promise<CitizenAnswer>;
  tapMenuItem(content: string, itemId: string, overrides?: SendOverrides): Promise<CitizenAnswer>;
  follow(scene?: string, overrides?: SendOverrides): Promise<CitizenAnswer>;
  unfollow(overrides?: SendOverrides): Promise<CitizenAnswer>;
  scan(scene: string, overrides?: SendOverrides): Promise<CitizenAnswer>;
  clickMenu(key: string, overrides?: SendOverrides): Promise<CitizenAnswer>;
  viewMenu(url: string, overrides?: SendOverrides): Promise<CitizenAnswer>;
  send(push: Push, overrides?: SendOverrides): Promise<CitizenAnswer>;
  /** Posts any text as the plain XML. */
  sendRaw(xml: string, overrides?: PostOverrides): Promise<CitizenAnswer>;
  /** The XML that `send` would post. */
  buildXml(push: Push, overrides?: SendOverrides): string;
}

/**
 * Makes a citizen. Every method resolves with the answer, whatever its status; it rejects when there is
 * none in time, and with BadReply when the reply's signature or encryption is wrong.
 */
export function createCitizen(options: CitizenOptions): Citizen {
  const { account, clock = systemClock } = options;
  const openid = options.openid ?? `o${randomBytes(21).toString('base64url').slice(0, 27)}`;

  const buildXml = (push: Push, overrides: SendOverrides = {}): string => {
    const now = clock.now().getTime();
    return buildPushXml({
      ToUserName: account.originalId,
      FromUserName: openid,
      CreateTime: overrides.createTimeSeconds ?? Math.floor(now / 1000),
      ...push.fields,
      ...(push.isEvent ? {} : { MsgId: overrides.msgId ?? createMessageId(now) }),
    });
  };
  const sendRaw = async (xml: string, overrides: PostOverrides = {}): Promise<CitizenAnswer> => {
    const sealed = sealPush(account, xml, openid, {
      timestampSeconds: Math.floor(clock.now().getTime() / 1000),
      ...overrides,
    });
    const signal = AbortSignal.timeout(options.replyTimeoutMs ?? 5000);
    const answer = await postPush(options.callbackUrl, sealed, options.dispatcher, signal);
    if (answer.kind === 'given_up') throw new Error('no answer in time');
    if (answer.kind === 'unreachable') throw new Error(`callback not reached: ${answer.reason}`);
    return readAnswer(account, answer.status, answer.body);
  };
  const send = (push: Push, overrides?: SendOverrides): Promise<CitizenAnswer> =>
    sendRaw(buildXml(push, overrides), overrides);
  const sceneOf = (key: string): { key: string; ticket: string } => ({
    key,
    ticket: `ticket-${key}`,
  });

  return {
    openid,
    buildXml,
    send,
    sendRaw,
    sendText: (content, overrides) => send(textPush(content), overrides),
    sendVoice: (recognition, overrides) => send(voicePush('voice-media', recognition), overrides),
    sendImage: (mediaId, overrides) =>
      send(imagePush(mediaId, 'http://127.0.0.1/picture.jpg'), overrides),
    sendLocation: (place, overrides) => send(locationPush(place), overrides),
    tapMenuItem: (content, itemId, overrides) => send(menuItemPush(content, itemId), overrides),
    follow: (scene, overrides) =>
      send(followPush(scene === undefined ? null : sceneOf(scene)), overrides),
    unfollow: (overrides) => send(unfollowPush(), overrides),
    scan: (scene, overrides) => send(scanPush(sceneOf(scene)), overrides),
    clickMenu: (key, overrides) => send(clickPush(key), overrides),
    viewMenu: (url, overrides) => send(viewPush('VIEW', url, null), overrides),
  };
}

function readAnswer(account: WireAccount, status: number, body: string): CitizenAnswer {
  const xml = status === 200 ? openReply(account, body) : null;
  const fields = xml === null ? null : parseReplyXml(xml);
  return { status, body, xml, fields, text: fields && textOf(fields, 'Content') };
}
