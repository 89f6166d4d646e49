import type { Inbound } from '../wechat/inbound';

const MESSAGE_KINDS: ReadonlySet<Inbound['kind']> = new Set([
  'text',
  'image',
  'voice',
  'video',
  'shortvideo',
  'location',
  'link',
  'unknown_message',
]);

/** Events may be answered with up to eight articles, messages with one. */
export function isEvent(kind: Inbound['kind']): boolean {
  return !MESSAGE_KINDS.has(kind);
}
