import { resolveAction, type MenuContext } from './button-action';
import { checkButtons } from './check-buttons';
import { matchRuleOf } from './compile-menu';
import { menuLimits, type FaultPath as Path, type MenuFault } from './menu-fault';
import type { ConditionalMenuFile, MenuFileButton } from './schema';

/**
 * The faults of the menus for some: 创建个性化菜单 (api_addconditionalmenu). The abolished fields are the
 * schema's matter, and so is the default menu that must be there (65303).
 */
export function checkConditional(
  conditional: readonly ConditionalMenuFile[],
  context: MenuContext,
): MenuFault[] {
  return [
    ...checkNumber(conditional),
    ...conditional.flatMap((one, index) => [
      ...checkRule(one, ['conditional', index]),
      ...checkHidden(conditional, index),
      ...checkButtons(one.menu, ['conditional', index, 'menu'], context),
    ]),
    ...checkDomains(conditional, context),
  ];
}

function checkNumber(conditional: readonly ConditionalMenuFile[]): MenuFault[] {
  const limit = menuLimits.conditionalMenus;
  if (conditional.length <= limit) return [];
  const message = `个性化菜单有 ${conditional.length} 个，微信一天最多建 ${limit} 个`;
  const remedy = '合并条件相近的个性化菜单';
  return [{ path: ['conditional', limit], message, remedy }];
}

function checkRule(one: ConditionalMenuFile, path: Path): MenuFault[] {
  if (one.tag !== undefined || one.platform !== undefined) return [];
  const message = `个性化菜单“${one.name}”没有写给谁看`;
  return [{ path, message, remedy: '写上 tag（标签编号）或 platform（手机），或两样都写' }];
}

/** A menu below one that fits everybody whom it fits is never shown. */
function checkHidden(conditional: readonly ConditionalMenuFile[], index: number): MenuFault[] {
  const one = conditional[index]!;
  const rule = matchRuleOf(one);
  if (Object.keys(rule).length === 0) return [];
  const above = conditional.slice(0, index).find((other) => {
    const wider = Object.entries(matchRuleOf(other));
    return wider.length > 0 && wider.every(([field, value]) => rule[field] === value);
  });
  if (!above) return [];
  const message = `个性化菜单“${one.name}”永远看不到：写在它上面的“${above.name}”已经包括这些群众`;
  const remedy = `把它移到“${above.name}”的上面；条件相同时只留一个`;
  return [{ path: ['conditional', index], message, remedy }];
}

/** All conditional menus together, in all seasons, may link to three domains (65316). */
function checkDomains(
  conditional: readonly ConditionalMenuFile[],
  context: MenuContext,
): MenuFault[] {
  const domains = new Set<string>();
  const limit = menuLimits.conditionalDomains;
  for (const [at, { menu }] of conditional.entries()) {
    for (const { leaf, path } of leavesOf(menu, ['conditional', at, 'menu'])) {
      const domain = domainOf(leaf, context);
      if (domain === null || domains.size < limit || domains.has(domain)) {
        if (domain !== null) domains.add(domain);
        continue;
      }
      const message = `个性化菜单一共只能链接到 ${limit} 个域名，这里的 ${domain} 是第 ${limit + 1} 个（前面有 ${[...domains].join('、')}）`;
      return [{ path, message, remedy: '改用前面已有的域名，或改为 item、reply 等不带网址的按钮' }];
    }
  }
  return [];
}

function domainOf(leaf: MenuFileButton, context: MenuContext): string | null {
  const action = resolveAction(leaf, context);
  const url = action?.kind === 'view' || action?.kind === 'miniprogram' ? action.url : '';
  return URL.canParse(url) ? new URL(url).hostname : null;
}

function leavesOf(
  menu: readonly MenuFileButton[],
  path: Path,
): { leaf: MenuFileButton; path: Path }[] {
  return menu.flatMap((button, index) =>
    button.buttons
      ? leavesOf(button.buttons, [...path, index, 'buttons'])
      : [{ leaf: button, path: [...path, index] }],
  );
}
