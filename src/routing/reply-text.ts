import { cutLines } from '../platform/cut-lines';
import { TEXT_LIMIT_BYTES } from '../wechat/reply';

/** Every text that no person wrote begins with this. */
export const AUTOMATIC = '【自动回复】';

/** The longest quotation of what was said or asked, in characters. */
const QUOTE_LIMIT = 40;

/** Addresses stand in the place of these characters later, each no longer than so many bytes. */
const LINK_SLOTS = /[\uE001\uE002]/g;
const LINK_BYTES = 240;

/** Whether WeChat takes the text, its links filled in, as one passive reply (被动回复用户消息). */
export function fitsReply(text: string): boolean {
  const links = text.match(LINK_SLOTS)?.length ?? 0;
  return Buffer.byteLength(text) + links * LINK_BYTES <= TEXT_LIMIT_BYTES;
}

/** The citizen's own words, shortened. */
export function quote(text: string): string {
  const signs = [...text.trim()];
  return signs.length > QUOTE_LIMIT ? `${signs.slice(0, QUOTE_LIMIT).join('')}…` : signs.join('');
}

/** Lines that are there, joined. */
export function joinLines(lines: readonly (string | null | undefined | false)[]): string {
  return lines.filter((line): line is string => typeof line === 'string' && line !== '').join('\n');
}

/** As many leading lines as fit beside `reserveBytes`; a text that fits is left alone. */
export function cutToFit(text: string, reserveBytes = 0): string {
  return cutLines(text, TEXT_LIMIT_BYTES - reserveBytes);
}
