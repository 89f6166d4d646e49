import { randomInt } from 'node:crypto';

const PER_MS = 1_000_000n;
let counter = BigInt(randomInt(1_000_000));

/**
 * A MsgId like WeChat's: a 64-bit decimal number above 2^53, so whoever keeps it as a JavaScript number loses it.
 * @param now milliseconds since 1970; a million ids in one millisecond are distinct
 */
export function createMessageId(now: number): string {
  counter = (counter + 1n) % PER_MS;
  return String(BigInt(now) * PER_MS + counter);
}
