import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { WireError } from './wire-error';

/**
 * The cipher of messages, 消息加解密 (Message_encryption_and_decryption): AES-256-CBC, the key's first
 * 16 bytes as IV, PKCS#7 to blocks of 32, around 16 random bytes + length (4 bytes, big-endian) + text + app id.
 */
const BLOCK_BYTES = 32;
const AES_BLOCK_BYTES = 16;
const RANDOM_BYTES = 16;
const HEAD_BYTES = RANDOM_BYTES + 4;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * The 32-byte key from an EncodingAESKey of 43 characters [A-Za-z0-9].
 * @throws WireError `bad_key`
 */
export function parseAesKey(encodingAesKey: string): Buffer {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) throw new WireError('bad_key');
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

/**
 * Enciphers a text for an account; gives base64.
 * @param random the 16 leading bytes; given only where a result must be the same each time
 */
export function encryptMessage(
  xml: string,
  appId: string,
  key: Buffer,
  random: Buffer = randomBytes(RANDOM_BYTES),
): string {
  const text = Buffer.from(xml);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const content = Buffer.concat([random, length, text, Buffer.from(appId)]);
  const pad = BLOCK_BYTES - (content.length % BLOCK_BYTES);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, AES_BLOCK_BYTES));
  cipher.setAutoPadding(false);
  const first = cipher.update(Buffer.concat([content, Buffer.alloc(pad, pad)]));
  return Buffer.concat([first, cipher.final()]).toString('base64');
}

/**
 * Deciphers base64 with the first key that fits, and says which it was: the answer must use the same one.
 * @param keys the current key first, then the previous one
 * @throws WireError when no key gives a well-formed text of this account
 */
export function decryptMessage(
  encrypted: string,
  appId: string,
  keys: readonly Buffer[],
): { xml: string; key: Buffer } {
  if (encrypted.length % 4 !== 0 || !BASE64.test(encrypted)) throw new WireError('bad_base64');
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length < BLOCK_BYTES || bytes.length % AES_BLOCK_BYTES !== 0) {
    throw new WireError('bad_block_length');
  }
  let fault: WireError | undefined;
  for (const key of keys) {
    const opened = openWith(bytes, appId, key);
    if (typeof opened === 'string') return { xml: opened, key };
    // A wrong account is the more telling fault: that key did open the text.
    if (fault?.reason !== 'wrong_app_id') fault = opened;
  }
  throw fault ?? new WireError('bad_key');
}

function openWith(bytes: Buffer, appId: string, key: Buffer): string | WireError {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, AES_BLOCK_BYTES));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = padded[padded.length - 1]!;
  if (pad < 1 || pad > BLOCK_BYTES || pad > padded.length - HEAD_BYTES) {
    return new WireError('bad_padding');
  }
  const content = padded.subarray(0, padded.length - pad);
  if (padded.subarray(content.length).some((byte) => byte !== pad)) {
    return new WireError('bad_padding');
  }
  const end = HEAD_BYTES + content.readUInt32BE(RANDOM_BYTES);
  if (end > content.length) return new WireError('bad_length');
  if (!content.subarray(end).equals(Buffer.from(appId))) return new WireError('wrong_app_id');
  return content.toString('utf8', HEAD_BYTES, end);
}
