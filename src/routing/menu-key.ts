import { z } from 'zod';

/** Pages of our own that a button or command can open; answered in the chat until the pages exist. */
export const pageNames = ['progress', 'items', 'human', 'help', 'privacy'] as const;
/** What becomes of a scanned code: WeChat opens it, or it is sent here and answered. */
export const scanModes = ['open', 'answer'] as const;
/** Where a picture may come from. */
export const photoSources = ['camera', 'album', 'either'] as const;

/** What a click button does. `item` is a ref (`renshe.card`); `items` a group of the unit, or `top`. */
export type MenuTarget =
  | { kind: 'item'; item: string }
  | { kind: 'items'; unit: string; group: string }
  /** `query` is a ref: `yibao.claim`. */
  | { kind: 'query'; query: string }
  | { kind: 'page'; page: (typeof pageNames)[number] }
  | { kind: 'reply'; unit: string; name: string }
  | { kind: 'scan'; unit: string; mode: (typeof scanModes)[number] }
  | { kind: 'photo'; unit: string; source: (typeof photoSources)[number] }
  /** The citizen chooses a place, with which the query (a ref) is asked. */
  | { kind: 'location'; query: string };

/** WeChat's EventKey of a click button: stable, readable, at most 128 bytes (自定义菜单创建接口). */
export function buildMenuKey(target: MenuTarget): string {
  switch (target.kind) {
    case 'item':
      return `item:${target.item}`;
    case 'query':
      return `query:${target.query}`;
    case 'items':
      return `items:${target.unit}:${target.group}`;
    case 'page':
      return `page:${target.page}`;
    case 'reply':
      return `reply:${target.unit}:${target.name}`;
    case 'scan':
      return `scan:${target.unit}:${target.mode}`;
    case 'photo':
      return `photo:${target.unit}:${target.source}`;
    case 'location':
      return `location:${target.query}`;
  }
}

/** The inverse of `buildMenuKey`; null for a key that we never made (an old or website menu). */
export function parseMenuKey(key: string): MenuTarget | null {
  const [kind, first, ...rest] = key.split(':');
  const second = rest.join(':');
  if (kind === 'item' && first && rest.length === 0) return { kind, item: first };
  if (kind === 'query' && first && rest.length === 0) return { kind, query: first };
  if (kind === 'location' && first && rest.length === 0) return { kind, query: first };
  if (kind === 'items' && first && second) return { kind, unit: first, group: second };
  if (kind === 'reply' && first && second) return { kind, unit: first, name: second };
  if (kind === 'page') {
    const page = z.enum(pageNames).safeParse(first);
    if (page.success && rest.length === 0) return { kind, page: page.data };
  }
  return first ? parseHandKey(kind!, first, second) : null;
}

/** Keys of the buttons that first ask the citizen for a code or a picture. */
function parseHandKey(kind: string, unit: string, how: string): MenuTarget | null {
  const mode = kind === 'scan' ? z.enum(scanModes).safeParse(how) : null;
  if (mode?.success) return { kind: 'scan', unit, mode: mode.data };
  const source = kind === 'photo' ? z.enum(photoSources).safeParse(how) : null;
  return source?.success ? { kind: 'photo', unit, source: source.data } : null;
}
