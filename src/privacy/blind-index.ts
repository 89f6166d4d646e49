import { hash } from 'node:crypto';
import { deriveKey } from './derive-key';

/** Of SHA-256; a key is padded to it. */
const BLOCK_BYTES = 64;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * Makes values findable without keeping them: HMAC-SHA256 as base64url (43 characters). The same value in another
 * context gives another index, so that two columns cannot be joined by it.
 */
export function createBlindIndex(secretKey: string): (context: string, value: string) => string {
  const hmac = createHmacSha256(deriveKey(secretKey, 'blind index', 32));
  return (context, value) => hmac(JSON.stringify([context, value]));
}

/**
 * HMAC (RFC 2104) from hashes in one call each. An import makes some million of them, and the object that
 * `createHmac` makes for each takes four times as long, half of it in collecting the garbage.
 * @param key at most 64 bytes
 */
function createHmacSha256(key: Buffer): (text: string) => string {
  const [inner, outer] = [INNER, OUTER].map((pad) => {
    const block = Buffer.alloc(BLOCK_BYTES, pad);
    key.forEach((byte, at) => (block[at] = byte ^ pad));
    return block;
  });
  return (text) => {
    const digest = hash('sha256', Buffer.concat([inner!, Buffer.from(text)]), 'buffer');
    return hash('sha256', Buffer.concat([outer!, digest]), 'base64url');
  };
}
