// The wire: how WeChat speaks to an account and how the account answers; it knows nothing of government.
import type { AccountCredentials } from './account-credentials';
import { decryptMessage, encryptMessage } from './message-crypto';
import { isSignature, signatureOf } from './signature';
import { WireError, type WireFault } from './wire-error';
import { cdataElement } from './xml-text';

/** The query of a callback; of a repeated parameter the first value. */
export type Query = Readonly<Record<string, string | undefined>>;

export type EnvelopeFault =
  | WireFault
  | 'bad_timestamp'
  | 'stale_timestamp'
  | 'missing_parameter'
  | 'wrong_signature'
  | 'not_encrypted'
  | 'no_aes_key';

/** `key`: the AES key that opened the message and must seal the answer; null in plain mode. */
export type Opened =
  | { ok: true; xml: string; key: Buffer | null }
  | { ok: false; status: 400 | 401; reason: EnvelopeFault };

/**
 * Proves that a POST comes from WeChat and takes the message out of its envelope. The account alone decides
 * the mode. With AES keys only `encrypt_type=aes` with a right `msg_signature` is accepted, and of a body in
 * compatible mode only the enciphered part is used; without keys `signature` is checked, which does not cover
 * the body. Whom the message is addressed to is checked after parsing, by `isAddressedTo`.
 * Sources: 消息推送 (message-push), 消息加解密 (Message_encryption_and_decryption). Never throws.
 * @param windowMs how far the query's timestamp may be from `now`, in either direction
 * @returns 401 with the reason for what is not proven, 400 for a body that is no envelope; the reason is for logs only
 */
export function openEnvelope(
  account: AccountCredentials,
  query: Query,
  body: Buffer,
  now: Date,
  windowMs: number,
): Opened {
  const late = timestampFault(query['timestamp'], now, windowMs);
  if (late !== null) return refuse(late);
  return account.aesKeys.length === 0
    ? openPlain(account, query, body)
    : openSafe(account, query, body);
}

function openPlain(account: AccountCredentials, query: Query, body: Buffer): Opened {
  if (query['encrypt_type'] === 'aes') return refuse('no_aes_key');
  const fault = signatureFault(account.token, query, query['signature']);
  return fault === null ? { ok: true, xml: body.toString('utf8'), key: null } : refuse(fault);
}

function openSafe(account: AccountCredentials, query: Query, body: Buffer): Opened {
  if (query['encrypt_type'] !== 'aes') return refuse('not_encrypted');
  if (query['msg_signature'] === undefined) return refuse('missing_parameter');
  const outer = body.toString('utf8');
  if (!isXmlShaped(outer)) return { ok: false, status: 400, reason: 'not_xml' };
  const encrypted = findEncrypted(outer);
  if (encrypted === null) return refuse('not_encrypted');
  const fault = signatureFault(account.token, query, query['msg_signature'], encrypted);
  if (fault !== null) return refuse(fault);
  try {
    return { ok: true, ...decryptMessage(encrypted, account.appId, account.aesKeys) };
  } catch (error) {
    if (error instanceof WireError) return refuse(error.reason);
    throw error;
  }
}

/**
 * Proves the GET by which WeChat checks the address (接入指南, Access_Overview) and gives what must be
 * returned as `text/plain`. It is plain in every mode; where a `msg_signature` is present, `echostr` is enciphered.
 */
export function verifyEcho(
  account: AccountCredentials,
  query: Query,
  now: Date,
  windowMs: number,
): { ok: true; echo: string } | { ok: false; reason: EnvelopeFault } {
  const { echostr, msg_signature: messageSignature } = query;
  const late = timestampFault(query['timestamp'], now, windowMs);
  if (late !== null) return { ok: false, reason: late };
  if (echostr === undefined) return { ok: false, reason: 'missing_parameter' };
  if (messageSignature === undefined) {
    const fault = signatureFault(account.token, query, query['signature']);
    return fault === null ? { ok: true, echo: echostr } : { ok: false, reason: fault };
  }
  const fault = signatureFault(account.token, query, messageSignature, echostr);
  if (fault !== null) return { ok: false, reason: fault };
  try {
    return { ok: true, echo: decryptMessage(echostr, account.appId, account.aesKeys).xml };
  } catch (error) {
    if (error instanceof WireError) return { ok: false, reason: error.reason };
    throw error;
  }
}

/**
 * The envelope of an enciphered answer. `success` and the empty body are never put into one.
 * Source: 消息加解密 (Message_encryption_and_decryption).
 * @param key the one that opened the message
 * @param nonce that of the query, given back
 */
export function sealEnvelope(
  xml: string,
  account: AccountCredentials,
  key: Buffer,
  nonce: string,
  now: Date,
): string {
  const encrypted = encryptMessage(xml, account.appId, key);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = signatureOf(account.token, timestamp, nonce, encrypted);
  return (
    `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt>` +
    `<MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
    `<TimeStamp>${timestamp}</TimeStamp>${cdataElement('Nonce', nonce)}</xml>`
  );
}

function refuse(reason: EnvelopeFault): Opened {
  return { ok: false, status: 401, reason };
}

function timestampFault(
  timestamp: string | undefined,
  now: Date,
  windowMs: number,
): EnvelopeFault | null {
  if (timestamp === undefined) return 'missing_parameter';
  if (!/^\d{1,11}$/.test(timestamp)) return 'bad_timestamp';
  return Math.abs(now.getTime() - Number(timestamp) * 1000) <= windowMs ? null : 'stale_timestamp';
}

function signatureFault(
  token: string,
  query: Query,
  given: string | undefined,
  ...covered: string[]
): EnvelopeFault | null {
  const { timestamp, nonce } = query;
  if (timestamp === undefined || nonce === undefined || given === undefined) {
    return 'missing_parameter';
  }
  const expected = signatureOf(token, timestamp, nonce, ...covered);
  return isSignature(expected, given) ? null : 'wrong_signature';
}

function isXmlShaped(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith('<') && trimmed.endsWith('</xml>');
}

/**
 * The text of the last `<Encrypt>`. Found by position and not by parsing: nothing is proven yet, and only this
 * text will be. The last one, because in compatible mode the citizen's own words stand before it.
 */
function findEncrypted(outer: string): string | null {
  const end = outer.lastIndexOf('</Encrypt>');
  const start = outer.lastIndexOf('<Encrypt>', end);
  if (end < 0 || start < 0) return null;
  const inner = outer.slice(start + '<Encrypt>'.length, end).trim();
  return inner.startsWith('<![CDATA[') && inner.endsWith(']]>') ? inner.slice(9, -3).trim() : inner;
}
