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

/** Below every id that is made at an instant or later, above all that were made before: where a time begins in a key. */
export function firstIdAt(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
