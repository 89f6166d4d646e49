import { createHmac } from 'node:crypto';
import { deriveKey } from './derive-key';

/**
 * Makes values findable without keeping them: HMAC-SHA256 as base64url (43 characters). The same value in another
 * context gives another index, so that two columns cannot be joined by it.
 */
export function createBlindIndex(secretKey: string): (context: string, value: string) => string {
  const key = deriveKey(secretKey, 'blind index', 32);
  return (context, value) =>
    createHmac('sha256', key)
      .update(JSON.stringify([context, value]))
      .digest('base64url');
}
