import { randomBytes } from 'node:crypto';
import { request, type Dispatcher } from 'undici';
import { encryptMessage, parseAesKey } from '../wechat/message-crypto';
import { signatureOf } from '../wechat/signature';
import { buildPushXml } from './push-xml';

/** What the sending side needs of an account. `encodingAesKey` null: plain mode. */
export interface WireAccount {
  appId: string;
  token: string;
  encodingAesKey: string | null;
  originalId: string;
}

/** How one post differs from a right one; times in seconds since 1970. */
export interface SealOptions {
  timestampSeconds: number;
  nonce?: string;
  /** Signatures that do not fit. */
  wrongSignature?: boolean;
  /** The plain body and no `encrypt_type`, whatever the account's mode. */
  plainBody?: boolean;
}

export interface SealedPush {
  query: Readonly<Record<string, string>>;
  body: string;
}

/** Signs and, where the account has a key, encrypts one push (消息加解密说明, safe mode). */
export function sealPush(
  account: WireAccount,
  xml: string,
  openid: string,
  options: SealOptions,
): SealedPush {
  const timestamp = String(options.timestampSeconds);
  const nonce = options.nonce ?? String(randomBytes(4).readUInt32BE());
  const sign = (...parts: string[]): string => {
    const signature = signatureOf(account.token, ...parts);
    return options.wrongSignature ? reverse(signature) : signature;
  };
  const query = { signature: sign(timestamp, nonce), timestamp, nonce, openid };
  if (account.encodingAesKey === null || options.plainBody) return { query, body: xml };
  const encrypted = encryptMessage(xml, account.appId, parseAesKey(account.encodingAesKey));
  return {
    query: { ...query, encrypt_type: 'aes', msg_signature: sign(timestamp, nonce, encrypted) },
    body: buildPushXml({ ToUserName: account.originalId, Encrypt: encrypted }),
  };
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}

export type PushAnswer =
  | { kind: 'answered'; status: number; body: string }
  /** Nobody listens, or the connection broke. */
  | { kind: 'unreachable'; reason: string }
  /** The caller's signal said that the time is up. */
  | { kind: 'given_up' };

/**
 * Posts one sealed push and reads the whole answer.
 * @param signal gives up, as WeChat does after five seconds
 */
export async function postPush(
  callbackUrl: string,
  sealed: SealedPush,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<PushAnswer> {
  const url = new URL(callbackUrl);
  for (const [name, value] of Object.entries(sealed.query)) url.searchParams.set(name, value);
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: sealed.body,
      dispatcher,
      signal,
    });
    return { kind: 'answered', status: answer.statusCode, body: await answer.body.text() };
  } catch (error) {
    if (signal.aborted) return { kind: 'given_up' };
    return { kind: 'unreachable', reason: error instanceof Error ? error.message : String(error) };
  }
}
