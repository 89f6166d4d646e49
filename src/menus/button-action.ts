import { buildMenuKey, type MenuTarget } from '../routing/menu-key';
import type { Item } from '../items/schema';
import type { Query } from '../queries/schema';
import type { Unit } from '../units/schema';
import type { KeyButtonType } from '../wechat/api/menu-types';
import type { MenuFileButton } from './schema';

/** What a menu file is read against. `publicUrl` has no trailing slash. */
export interface MenuContext {
  unit: Pick<Unit, 'code' | 'topItems'>;
  /** The items of all units. */
  items: readonly Item[];
  /** The queries of all units; absent where there are none. */
  queries?: readonly Pick<Query, 'ref' | 'fields'>[];
  publicUrl: string;
}

/** The words that a button can be given an action with; exactly one of them on a leaf. */
export const actionWords = [
  'item',
  'items',
  'query',
  'page',
  'reply',
  'url',
  'miniprogram',
  'scan',
  'photo',
  'location',
  'article',
] as const;
export type ActionWord = (typeof actionWords)[number];

/** What a leaf does on WeChat's side. */
export type ButtonAction =
  | { kind: 'key'; type: KeyButtonType; key: string }
  | { kind: 'view'; url: string }
  | { kind: 'miniprogram'; appId: string; path: string; url: string }
  | { kind: 'article'; type: 'article_id' | 'article_view_limited'; articleId: string };

const SCANS = { open: 'scancode_push', answer: 'scancode_waitmsg' } as const;
const PHOTOS = {
  camera: 'pic_sysphoto',
  album: 'pic_weixin',
  either: 'pic_photo_or_album',
} as const;

/** The action words that the button has, in the order of `actionWords`. */
export function listActionWords(button: MenuFileButton): ActionWord[] {
  return actionWords.filter((word) => button[word] !== undefined);
}

/** `renshe.card` for `card` in renshe's file; a reference that names its unit stays as it is. */
export function itemRefOf(reference: string, unit: string): string {
  return reference.includes('.') ? reference : `${unit}.${reference}`;
}

/** Whether the item has a link that our redirect can open. */
export function hasLink(item: Item): boolean {
  return item.entries.some((entry) => entry.url !== null);
}

/** Our counted redirect to the item's recommended link. */
export function redirectUrlOf(item: Item, publicUrl: string): string {
  return `${publicUrl}/go/${item.unit}/${item.id}`;
}

/**
 * The action of a leaf, or null where it has none, more than one, or names an item that is not there:
 * faults that `checkMenu` reports.
 */
export function resolveAction(button: MenuFileButton, context: MenuContext): ButtonAction | null {
  const [word, ...others] = listActionWords(button);
  if (word === undefined || others.length > 0) return null;
  if (word === 'url') return { kind: 'view', url: button.url! };
  if (word === 'miniprogram') return { kind: 'miniprogram', ...button.miniprogram! };
  if (word === 'item') return resolveItem(button, context);
  if (word === 'article') return resolveArticle(button);
  const target = targetOf(button, context.unit.code);
  return target && { kind: 'key', type: keyTypeOf(target), key: buildMenuKey(target) };
}

function resolveItem(button: MenuFileButton, context: MenuContext): ButtonAction | null {
  const ref = itemRefOf(button.item!, context.unit.code);
  const item = context.items.find((candidate) => candidate.ref === ref);
  if (!item) return null;
  const asLink = button.as === 'link' || (button.as === undefined && hasLink(item));
  return asLink
    ? { kind: 'view', url: redirectUrlOf(item, context.publicUrl) }
    : { kind: 'key', type: 'click', key: buildMenuKey({ kind: 'item', item: ref }) };
}

function resolveArticle(button: MenuFileButton): ButtonAction {
  const type = button.as === 'card' ? 'article_id' : 'article_view_limited';
  return { kind: 'article', type, articleId: button.article! };
}

function targetOf(button: MenuFileButton, unit: string): MenuTarget | null {
  if (button.items !== undefined) return { kind: 'items', unit, group: button.items };
  if (button.query !== undefined) return { kind: 'query', query: itemRefOf(button.query, unit) };
  if (button.page !== undefined) return { kind: 'page', page: button.page };
  if (button.scan !== undefined) return { kind: 'scan', unit, mode: button.scan };
  if (button.photo !== undefined) return { kind: 'photo', unit, source: button.photo };
  if (button.location !== undefined) {
    return { kind: 'location', query: itemRefOf(button.location, unit) };
  }
  if (button.reply !== undefined && button.key !== undefined) {
    return { kind: 'reply', unit, name: button.key };
  }
  return null;
}

function keyTypeOf(target: MenuTarget): KeyButtonType {
  switch (target.kind) {
    case 'scan':
      return SCANS[target.mode];
    case 'photo':
      return PHOTOS[target.source];
    case 'location':
      return 'location_select';
    default:
      return 'click';
  }
}
