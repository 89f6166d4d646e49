import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * The signature of a push: SHA-1, in lower-case hex, of the strings sorted by their bytes and joined.
 * Source: 接入指南 (Access_Overview) for token, timestamp, nonce; 消息加解密 (Message_encryption_and_decryption),
 * which adds the ciphertext.
 */
export function signatureOf(token: string, ...parts: string[]): string {
  const sorted = [token, ...parts].map((part) => Buffer.from(part)).sort((a, b) => a.compare(b));
  return createHash('sha1').update(Buffer.concat(sorted)).digest('hex');
}

/** Whether `given` is the expected signature. Takes the same time for every wrong value of the right length. */
export function isSignature(expected: string, given: string | undefined): boolean {
  if (given === undefined) return false;
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}
