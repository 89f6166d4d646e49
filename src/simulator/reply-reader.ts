import { XMLParser } from 'fast-xml-parser';
import { decryptMessage, parseAesKey } from '../wechat/message-crypto';
import { signatureOf } from '../wechat/signature';
import type { WireAccount } from './push-client';

/** The answer is not what WeChat accepts: the citizen sees the service fault. `message` is for the drawer. */
export class BadReply extends Error {
  override readonly name = 'BadReply';
}

/** XML below the root, as parsed: texts stay texts. */
export interface ReplyFields {
  [element: string]: string | ReplyFields | (string | ReplyFields)[];
}

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: true });

/** @returns the elements below `<xml>`; throws BadReply for anything else */
export function parseReplyXml(xml: string): ReplyFields {
  let parsed: unknown;
  try {
    parsed = parser.parse(xml, true);
  } catch {
    throw new BadReply('回复不是完整的 XML');
  }
  const root = (parsed as { xml?: unknown }).xml;
  if (typeof root !== 'object' || root === null) throw new BadReply('回复的根元素不是 <xml>');
  return root as ReplyFields;
}

/** The text of an element; null when it is absent or has elements below it. */
export function textOf(fields: ReplyFields, element: string): string | null {
  const value = fields[element];
  return typeof value === 'string' ? value : null;
}

/**
 * Opens the body of an answer: checks the envelope's signature and decrypts it (被动回复用户消息, 消息加解密说明).
 * @returns the plain XML; null where the account has nothing to say (`success` or nothing at all)
 */
export function openReply(account: WireAccount, body: string): string | null {
  if (body === '' || body === 'success') return null;
  if (account.encodingAesKey === null) return body;
  const envelope = parseReplyXml(body);
  const encrypted = textOf(envelope, 'Encrypt');
  if (encrypted === null) throw new BadReply('安全模式下回复没有加密');
  const signature = signatureOf(
    account.token,
    textOf(envelope, 'TimeStamp') ?? '',
    textOf(envelope, 'Nonce') ?? '',
    encrypted,
  );
  if (textOf(envelope, 'MsgSignature') !== signature) throw new BadReply('回复的签名不对');
  try {
    return decryptMessage(encrypted, account.appId, [parseAesKey(account.encodingAesKey)]).xml;
  } catch {
    throw new BadReply('回复解密失败');
  }
}
