import type { AccountCredentials } from './account-credentials';
import type { Fields, Inbound } from './inbound';
import { parseEvent } from './parse-event';
import { parseMessage } from './parse-message';
import { readXml } from './read-xml';
import { textOf, without } from './xml-fields';
import { WireError } from './wire-error';

const MAX_ID_CHARACTERS = 128;
const COMMON = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType'];

/**
 * Reads a push, plain or already deciphered. Types and events that we do not know, or that lack what their kind
 * must have, are kept as `unknown_message` and `other_event` with their fields.
 * Sources: 接收普通消息 (Receiving_standard_messages), 接收事件推送 (Receiving_event_pushes).
 * @throws WireError `not_xml`, `doctype` or `too_large`; `not_a_push` where sender, recipient, time or type is missing
 */
export function parseInbound(xml: string): Inbound {
  const fields = readXml(xml);
  const pushed = {
    accountOriginalId: idOf(fields, 'ToUserName'),
    openid: idOf(fields, 'FromUserName'),
    sentAtSeconds: secondsOf(fields),
  };
  const type = idOf(fields, 'MsgType').toLowerCase();
  const rest = without(fields, COMMON);
  return type === 'event' ? parseEvent(pushed, rest) : parseMessage(type, pushed, rest);
}

/**
 * Whether the push is meant for this account. An account without an original id takes every recipient: the address
 * of the callback and, in safe mode, the app id inside the message name it already.
 */
export function isAddressedTo(account: AccountCredentials, inbound: Inbound): boolean {
  return account.originalId === null || account.originalId === inbound.accountOriginalId;
}

/**
 * What, beside account and sender, tells one push from another; WeChat repeats a push with the same values. Messages
 * have their id. Sender and time alone do not tell events apart, so what was tapped or scanned is added.
 * The parts are as long as the sender made them and may hold personal data: keep a digest of them, not them.
 * Source: 接收普通消息 (Receiving_standard_messages), on the order of retries.
 */
export function dedupeParts(inbound: Inbound): string[] {
  if ('msgId' in inbound && inbound.msgId !== undefined) return ['m', inbound.msgId];
  const time = String(inbound.sentAtSeconds);
  if (inbound.kind === 'unknown_message') return ['e', time, inbound.msgType, '', ''];
  const event = inbound.kind === 'other_event' ? inbound.event : inbound.kind;
  const eventKey = 'eventKey' in inbound ? inbound.eventKey : undefined;
  return ['e', time, event, eventKey ?? sceneOf(inbound), distinctionOf(inbound)];
}

function sceneOf(inbound: Inbound): string {
  return inbound.kind === 'scan' ? inbound.scene : '';
}

function distinctionOf(inbound: Inbound): string {
  if ('ticket' in inbound) return inbound.ticket ?? '';
  if ('menuId' in inbound) return inbound.menuId ?? '';
  // Two results of one second differ in the message that they are about.
  return inbound.kind === 'other_event' ? (textOf(inbound.fields, 'MsgID') ?? '') : '';
}

function idOf(fields: Fields, name: string): string {
  const id = textOf(fields, name)?.trim() ?? '';
  if (id === '' || id.length > MAX_ID_CHARACTERS) throw new WireError('not_a_push');
  return id;
}

function secondsOf(fields: Fields): number {
  const text = textOf(fields, 'CreateTime')?.trim() ?? '';
  if (!/^\d{1,10}$/.test(text)) throw new WireError('not_a_push');
  return Number(text);
}
