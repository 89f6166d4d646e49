import type { LiveButton } from '../wechat/api/menu';
import { describeRule } from './menu-tree';
import { describeForWebsite, type Describing } from './describe-button';
import { normaliseButtons } from './normalise-menu';
import type { WantedMenus } from './plan-steps';

/** The menus as tables to type in at mp.weixin.qq.com, for an account that may not have them by the API. */
export function presentWebsiteTable(menus: WantedMenus, content: Describing): string[] {
  return [
    '  本公众号不能用接口设置菜单（多半是没有认证）。',
    '  请登录 mp.weixin.qq.com，在“自定义菜单”里照下表填写：',
    ...presentButtons(menus.button, content),
    ...menus.conditional.flatMap(({ matchrule, button }) => [
      `  个性化菜单，只给${describeRule(matchrule)}：`,
      ...presentButtons(button, content),
    ]),
  ];
}

function presentButtons(buttons: readonly LiveButton[], content: Describing): string[] {
  const rows = normaliseButtons(buttons).flatMap((button) =>
    (button.sub_button ?? [null]).map((leaf) => {
      const { kind, value } = describeForWebsite(leaf ?? button, content);
      return [button.name, leaf?.name ?? '—', kind, value.replaceAll(/\s*\n\s*/g, ' / ')];
    }),
  );
  const table = presentTable(['一级按钮', '二级按钮', '内容', '填写'], rows);
  return table.map((line) => `  ${line}`);
}

/** Lines of a table whose columns line up in a terminal, where a Chinese character is two wide. */
export function presentTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const widths = head.map((cell, column) =>
    Math.max(widthOf(cell), ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

const WIDE =
  /[\u1100-\u115f\u2014\u201c\u201d\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}
