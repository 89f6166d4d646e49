import type { LiveButton, SelfmenuButton } from '../wechat/api/menu';
import type { MenuButton } from '../wechat/api/menu-types';
import { describeButton, type Describing } from './describe-button';
import type { LiveMenus } from './live-menus';
import { storedFrom, type StoredMenus } from './menu-version';
import { normaliseButtons } from './normalise-menu';
import type { WantedMenus } from './plan-steps';

/** A menu as lines of a tree for people, two levels deep. */
export function presentMenuTree(
  buttons: readonly (MenuButton | LiveButton)[],
  content: Describing,
): string[] {
  return normaliseButtons(buttons).flatMap((button) =>
    button.sub_button
      ? [
          `▸ ${button.name}`,
          ...button.sub_button.map(
            (leaf) => `    ${leaf.name}  →  ${describeButton(leaf, content)}`,
          ),
        ]
      : [`▸ ${button.name}  →  ${describeButton(button, content)}`],
  );
}

/** All menus of an account as lines for people: the default one, then those for some, first match first. */
export function presentMenusTree(menus: WantedMenus, content: Describing): string[] {
  return [
    ...presentMenuTree(menus.button, content),
    ...menus.conditional.flatMap(({ matchrule, button }) => [
      `● 个性化菜单：只给${describeRule(matchrule)}`,
      ...presentMenuTree(button, content).map((line) => `  ${line}`),
    ]),
  ];
}

/** What WeChat has, as lines; a menu that was made on the website is named so. */
export function presentLiveTree(live: LiveMenus, content: Describing): string[] {
  const closed = live.open ? [] : ['（在公众平台网站上停用了）'];
  return [...closed, ...presentStoredTree(storedFrom(live), content)];
}

/** A version's menus as lines. */
export function presentStoredTree(stored: StoredMenus, content: Describing): string[] {
  if (!stored.website) return presentMenusTree(stored, content);
  return ['（在公众平台网站上做的菜单）', ...presentWebsiteTree(stored.website)];
}

/** What tapping a button that was made on the website does: `回复文字：…`. */
export function describeWebsiteButton({ type, value, url, key }: SelfmenuButton): string {
  return `${WEBSITE_TYPES[type ?? ''] ?? type ?? ''}：${url ?? value ?? key ?? ''}`;
}

function presentWebsiteTree(buttons: readonly SelfmenuButton[]): string[] {
  const describe = describeWebsiteButton;
  return buttons.flatMap((button) =>
    button.sub_button
      ? [
          `▸ ${button.name}`,
          ...button.sub_button.list.map((leaf) => `    ${leaf.name}  →  ${describe(leaf)}`),
        ]
      : [`▸ ${button.name}  →  ${describe(button)}`],
  );
}

/** 查询自定义菜单信息 (api_getcurrentselfmenuinfo) */
const WEBSITE_TYPES: Readonly<Record<string, string>> = {
  view: '打开网址',
  text: '回复文字',
  news: '回复图文',
  img: '回复图片',
  photo: '回复图片',
  voice: '回复语音',
  video: '回复视频',
  click: '发送按键',
  miniprogram: '打开小程序',
};

const PHONES: Readonly<Record<string, string>> = {
  '1': '苹果手机',
  '2': '安卓手机',
  '3': '其他手机',
};

/** Whom a conditional menu is for: `标签 101、安卓手机`. */
export function describeRule(rule: WantedMenus['conditional'][number]['matchrule']): string {
  const parts = Object.entries(rule).flatMap(([field, value]) => {
    if (value === undefined || value === '') return [];
    if (field === 'tag_id') return [`标签 ${value}`];
    if (field === 'client_platform_type') return [PHONES[value] ?? `手机 ${value}`];
    return [`${field} ${value}（已取消，不再匹配）`];
  });
  return parts.join('、');
}

/**
 * The lines of `after`, those that `before` lacks marked `+`, and where they stood the lines of
 * `before` that went, marked `-`. Both are a screenful at most: the plain table of longest common parts will do.
 */
export function compareLines(before: readonly string[], after: readonly string[]): string[] {
  const common = commonLengths(before, after);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push(`  ${after[j]!}`);
      i++;
      j++;
    } else if (
      j >= after.length ||
      (i < before.length && common[i + 1]![j]! >= common[i]![j + 1]!)
    ) {
      lines.push(`- ${before[i++]!}`);
    } else {
      lines.push(`+ ${after[j++]!}`);
    }
  }
  return lines;
}

/** `[i][j]`: the length of the longest common part of `before` from i and `after` from j. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const same = before[i] === after[j];
      table[i]![j] = same
        ? table[i + 1]![j + 1]! + 1
        : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}
