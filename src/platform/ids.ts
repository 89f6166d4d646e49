import { randomUUID } from 'node:crypto';

/**
 * A time-ordered UUID (version 7, RFC 9562): rows made together lie together in an index.
 * @param at instant whose milliseconds lead the id
 */
export function createId(at: Date = new Date()): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  // A version 4 UUID draws its random bits in bulk; all but time and version are taken over from it.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
