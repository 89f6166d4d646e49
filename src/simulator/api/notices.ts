import { randomInt } from 'node:crypto';
import type { Contact } from '../model';
import { webUrlOf } from '../rich-text';
import {
  ApiRefusal,
  json,
  numberField,
  objectOf,
  ok,
  readJson,
  textField,
  type ApiAnswer,
  type ApiCall,
} from './api-call';
import { findCitizen } from './user';

const KNOWN_FOR_MS = 600_000;
const MSGID_END = 2 ** 47;

/** Kinds of a template's keys: their names on the card, and how many characters WeChat takes. */
const KEYS: Readonly<Record<string, { label: string; characters: number }>> = {
  thing: { label: '事项', characters: 20 },
  character_string: { label: '编号', characters: 32 },
  number: { label: '数量', characters: 32 },
  letter: { label: '代码', characters: 32 },
  symbol: { label: '符号', characters: 5 },
  time: { label: '时间', characters: 32 },
  date: { label: '日期', characters: 32 },
  amount: { label: '金额', characters: 16 },
  phone_number: { label: '电话', characters: 17 },
  car_number: { label: '车牌', characters: 8 },
  name: { label: '姓名', characters: 20 },
  phrase: { label: '状态', characters: 5 },
  const: { label: '类型', characters: 20 },
};

/**
 * 发送模板消息 (message/template/send): to followers. The same client_msg_id for the same citizen within ten
 * minutes is shown once and answered with the first msgid.
 */
export function sendTemplateMessage(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const contact = findCitizen(call, textField(body, 'touser'));
  if (!contact.following) throw new ApiRefusal(43004, 'require subscribe');
  const rows = readNotice(body);
  const msgid = sendOnce(call, contact, textField(body, 'client_msg_id'), () =>
    show(call, contact, { title: '模板消息', rows, url: textField(body, 'url') }, body),
  );
  return json({ errcode: 0, errmsg: 'ok', msgid });
}

/** 发送订阅通知 (message/subscribe/bizsend): whoever follows counts as having accepted the template for good. */
export function sendSubscriptionNotice(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const contact = findAccepting(call, body);
  const rows = readNotice(body);
  sendOnce(call, contact, textField(body, 'client_msg_id'), () =>
    show(call, contact, { title: '订阅通知', rows, url: textField(body, 'page') }, body),
  );
  return ok;
}

/** 发送一次性订阅消息 (message/template/subscribe). */
export function sendOneTimeNotice(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const contact = findAccepting(call, body);
  checkTemplate(body);
  const scene = numberField(body, 'scene');
  const title = textField(body, 'title');
  const value = textField(objectOf(body['data'])['content'], 'value');
  const isRight =
    scene >= 0 &&
    scene <= 10_000 &&
    title !== '' &&
    [...title].length <= 15 &&
    value !== '' &&
    [...value].length <= 200;
  if (!isRight) throw new ApiRefusal(47003, 'argument invalid');
  show(call, contact, { title, rows: [{ label: '', value }], url: textField(body, 'url') }, body);
  return ok;
}

function findAccepting(call: ApiCall, body: Record<string, unknown>): Contact {
  const contact = findCitizen(call, textField(body, 'touser'));
  if (!contact.following) throw new ApiRefusal(43101, 'user refuse to accept the msg');
  return contact;
}

function checkTemplate(body: Record<string, unknown>): void {
  if (!/^[\w-]{20,64}$/.test(textField(body, 'template_id'))) {
    throw new ApiRefusal(40037, 'invalid template_id');
  }
}

/** The rows of the card; 47003 for a value that is empty or too long for its kind of key. */
function readNotice(body: Record<string, unknown>): { label: string; value: string }[] {
  checkTemplate(body);
  const data = Object.entries(objectOf(body['data']));
  if (data.length === 0) throw new ApiRefusal(47003, 'argument invalid! data is empty');
  return data.map(([key, given]) => {
    const value = textField(given, 'value');
    const kind = KEYS[key.replace(/\d+$/, '')];
    if (value === '' || (kind && [...value].length > kind.characters)) {
      throw new ApiRefusal(47003, `argument invalid! data.${key}.value is empty or too long`);
    }
    return { label: kind?.label ?? '', value };
  });
}

interface Notice {
  title: string;
  rows: { label: string; value: string }[];
  url: string;
}

function show(
  { world, account }: ApiCall,
  contact: Contact,
  notice: Notice,
  body: Record<string, unknown>,
): void {
  const chat = world.notices(contact.phone);
  if (!chat) return;
  const opensMiniProgram = textField(body['miniprogram'], 'appid') !== '';
  const url = opensMiniProgram ? '' : webUrlOf(notice.url);
  const card = { ...notice, url, opensMiniProgram, accountName: account.name };
  world.append(chat, 'account', { kind: 'notice', ...card });
}

const sent = new WeakMap<Contact, Map<string, { at: number; msgid: number }>>();

function sendOnce(call: ApiCall, contact: Contact, clientId: string, send: () => void): number {
  const now = call.world.now();
  const known = sent.get(contact) ?? new Map<string, { at: number; msgid: number }>();
  const before = known.get(clientId);
  if (clientId !== '' && before && now - before.at < KNOWN_FOR_MS) return before.msgid;
  const msgid = randomInt(MSGID_END);
  sent.set(contact, known.set(clientId, { at: now, msgid }));
  send();
  return msgid;
}
