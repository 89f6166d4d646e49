import { z } from 'zod';

/** Pages of our own that a button or command can open; answered in the chat until the pages exist. */
export const pageNames = ['progress', 'items', 'human', 'help'] as const;

/** What a click button does. `item` is a ref (`renshe.card`); `items` a group of the unit, or `top`. */
export type MenuTarget =
  | { kind: 'item'; item: string }
  | { kind: 'items'; unit: string; group: string }
  /** `query` is a ref: `yibao.claim`. */
  | { kind: 'query'; query: string }
  | { kind: 'page'; page: (typeof pageNames)[number] }
  | { kind: 'reply'; unit: string; name: string };

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
  }
}

/** The inverse of `buildMenuKey`; null for a key that we never made (an old or website menu). */
export function parseMenuKey(key: string): MenuTarget | null {
  const [kind, first, ...rest] = key.split(':');
  const second = rest.join(':');
  if (kind === 'item' && first && rest.length === 0) return { kind, item: first };
  if (kind === 'query' && first && rest.length === 0) return { kind, query: first };
  if (kind === 'items' && first && second) return { kind, unit: first, group: second };
  if (kind === 'reply' && first && second) return { kind, unit: first, name: second };
  if (kind === 'page') {
    const page = z.enum(pageNames).safeParse(first);
    if (page.success && rest.length === 0) return { kind, page: page.data };
  }
  return null;
}
