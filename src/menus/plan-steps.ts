import type { LiveButton } from '../wechat/api/menu';
import type { LiveConditional, LiveMenus } from './live-menus';
import { menuLimits } from './menu-fault';
import { isSameMenu, isSameRule, normaliseButtons } from './normalise-menu';

/** Menus that an account is to have; what is compiled from a file is one, and so is an earlier version. */
export interface WantedMenus {
  button: readonly LiveButton[];
  /** The first that fits a citizen is shown. */
  conditional: readonly WantedConditional[];
}

export interface WantedConditional {
  matchrule: Readonly<Record<string, string | undefined>>;
  button: readonly LiveButton[];
}

/** One call that changes something on WeChat. */
export type MenuStep =
  /** 创建自定义菜单 (api_createcustommenu): exchanges the default menu at one stroke. */
  | { kind: 'create'; button: readonly LiveButton[] }
  /** 创建个性化菜单 (api_addconditionalmenu) */
  | { kind: 'add'; menu: WantedConditional }
  /** 删除个性化菜单 (api_deleteconditionalmenu) */
  | { kind: 'remove'; menu: LiveConditional };

/**
 * The fewest calls that make the live menus the wanted ones, in an order that leaves no citizen without a
 * menu: the default menu is exchanged and never deleted; new conditional menus are there before old
 * ones go, except where both together would link to more domains than WeChat takes (65316): then their
 * citizens see the default menu for a moment. Empty: the live menus are the wanted ones.
 */
export function planSteps(live: LiveMenus, wanted: WantedMenus): MenuStep[] {
  const inForce = live.button !== null && live.website === null && live.open;
  const create: MenuStep[] =
    inForce && isSameMenu(live.button!, wanted.button)
      ? []
      : [{ kind: 'create', button: wanted.button }];
  const kept = findKept(live.conditional, wanted.conditional);
  // The newest matches first on WeChat, so the last of the list is made first.
  const adds = wanted.conditional
    .filter((menu) => !kept.has(menu))
    .reverse()
    .map((menu): MenuStep => ({ kind: 'add', menu }));
  const keptLive = new Set(kept.values());
  const removes = live.conditional
    .filter((menu) => !keptLive.has(menu))
    .map((menu): MenuStep => ({ kind: 'remove', menu }));
  const fitTogether = fits([...live.conditional, ...wanted.conditional]);
  return fitTogether ? [...create, ...adds, ...removes] : [...create, ...removes, ...adds];
}

/** The host names that menus link to. */
export function domainsOf(menus: readonly { button: readonly LiveButton[] }[]): Set<string> {
  const leaves = menus.flatMap(({ button }) =>
    normaliseButtons(button).flatMap((one) => one.sub_button ?? [one]),
  );
  const urls = leaves.flatMap(({ url }) => (url !== undefined && URL.canParse(url) ? [url] : []));
  return new Set(urls.map((url) => new URL(url).hostname));
}

function fits(menus: readonly WantedConditional[]): boolean {
  return (
    menus.length <= menuLimits.conditionalMenus &&
    domainsOf(menus).size <= menuLimits.conditionalDomains
  );
}

/**
 * Live menus that can stay, by the wanted menu that they are. A menu can only be added on top, so one
 * that can be shown to the same citizen as a menu below it stays only if that one stays, and below it.
 */
function findKept(
  live: readonly LiveConditional[],
  wanted: readonly WantedConditional[],
): Map<WantedConditional, LiveConditional> {
  const kept = new Map<WantedConditional, LiveConditional>();
  for (let index = wanted.length - 1; index >= 0; index--) {
    const menu = wanted[index]!;
    const below = wanted.slice(index + 1).filter((other) => overlaps(menu, other));
    if (below.some((other) => !kept.has(other))) continue;
    const lowest = Math.min(live.length, ...below.map((other) => live.indexOf(kept.get(other)!)));
    const same = live.findLast(
      (one, at) =>
        at < lowest &&
        isSameRule(one.matchrule, menu.matchrule) &&
        isSameMenu(one.button, menu.button),
    );
    if (same) kept.set(menu, same);
  }
  return kept;
}

/** Whether a citizen can fit both: they do not ask for two different tags or platforms. */
function overlaps(
  { matchrule: a }: WantedConditional,
  { matchrule: b }: WantedConditional,
): boolean {
  return Object.entries(a).every(
    ([field, value]) => value === undefined || b[field] === undefined || b[field] === value,
  );
}
