import type { LiveButton } from '../wechat/api/menu';
import type { MenuButton } from '../wechat/api/menu-types';

/** A button without what WeChat adds when it gives a menu back: empty lists, absent fields, another order. */
export type PlainButton = LiveButton;

/** Fields that make a button what it is, in the order in which they are compared and shown. */
const FIELDS = [
  'name',
  'type',
  'key',
  'url',
  'appid',
  'pagepath',
  'media_id',
  'article_id',
] as const;

/** Brings compiled and live buttons to one form. 查询自定义菜单 (api_getmenu) may add `sub_button: []` to leaves. */
export function normaliseButtons(buttons: readonly (MenuButton | LiveButton)[]): PlainButton[] {
  return buttons.map((button) => {
    const given: LiveButton = button;
    const plain: PlainButton = { name: given.name };
    for (const field of FIELDS) if (given[field]) plain[field] = given[field];
    const below = given.sub_button ?? [];
    return below.length > 0 ? { name: given.name, sub_button: normaliseButtons(below) } : plain;
  });
}

/** Whether a citizen would see and get the same from both menus. */
export function isSameMenu(
  a: readonly (MenuButton | LiveButton)[],
  b: readonly (MenuButton | LiveButton)[],
): boolean {
  return JSON.stringify(normaliseButtons(a)) === JSON.stringify(normaliseButtons(b));
}

/** Whom a conditional menu is for, with the fields in one order and without those that say nothing. */
export function normaliseRule(
  rule: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const fields = Object.entries(rule).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two rules are for the very same citizens. */
export function isSameRule(
  a: Readonly<Record<string, string | undefined>>,
  b: Readonly<Record<string, string | undefined>>,
): boolean {
  return JSON.stringify(normaliseRule(a)) === JSON.stringify(normaliseRule(b));
}
