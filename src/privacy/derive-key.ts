import { hkdfSync } from 'node:crypto';

/** A key for one purpose, by HKDF-SHA256 from the one secret: knowing one says nothing about another. */
export function deriveKey(secretKey: string, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, 'zhijian', purpose, bytes));
}
