import type { TextPart } from './model';

const LINK = /<a\s([^<>]*)>([^<]*)<\/a>|https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+/gi;

/**
 * Splits a text of an account into what a phone shows: WeChat draws `<a href>` as a link and everything
 * else as written. Only http(s) links and `weixin://bizmsgmenu` taps become links, all other markup stays text.
 */
export function splitRichText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const part = linkOf(match[0], match[1], match[2]);
    if (!part) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(part);
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function linkOf(whole: string, attributes?: string, label?: string): TextPart | null {
  if (attributes === undefined || label === undefined) {
    return isWebUrl(whole) ? { kind: 'link', text: whole, href: whole } : null;
  }
  const quoted = /href\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
  const href = quoted?.[1] ?? quoted?.[2] ?? '';
  if (isWebUrl(href)) return { kind: 'link', text: label, href };
  return sayOf(href, label);
}

function sayOf(href: string, label: string): TextPart | null {
  if (!href.startsWith('weixin://bizmsgmenu?')) return null;
  const query = new URLSearchParams(href.slice(href.indexOf('?') + 1));
  const content = query.get('msgmenucontent');
  if (!content) return null;
  return { kind: 'say', text: label, content, itemId: query.get('msgmenuid') ?? '' };
}

/** @returns true for an absolute http or https address */
export function isWebUrl(value: string): boolean {
  return /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);
}

/** An address that a phone may open; '' for anything else, so that no script ever becomes a link. */
export function webUrlOf(value: string | null): string {
  return value !== null && isWebUrl(value) ? value : '';
}
