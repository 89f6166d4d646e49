import { chinaDateOf } from '../../platform/china-time';
import type { LiveButton } from '../../wechat/api/menu';
import { findLastApplied } from '../application-store';
import { titleOf, type MenuDesk } from '../menu-desk';
import type { StoredMenus } from '../menu-version';
import { compileUnit } from '../plan-menus';
import { tapOfButton, type Tap } from './tap';
import { sumTaps, sumTapsByDay, type TapSum } from './tap-store';

/** How often one button was tapped. */
export interface ButtonUse {
  /** `办一办 / 社保卡`, with the conditional menu before it; several where it stands in several places. */
  names: string[];
  leaf: LiveButton;
  /** Null: WeChat does not tell of taps on this kind of button. */
  clicks: number | null;
  /** The last day with a tap; null: none. */
  lastDay: string | null;
}

/** How a unit's menu was used over some days. */
export interface MenuStatistics {
  unit: string;
  title: string;
  /** `2026-11-01`, days in China, both included. */
  first: string;
  last: string;
  /** When the menu came to the account; null: it was never applied, the buttons are those of the file. */
  appliedAt: Date | null;
  /** Most used first, those that nobody used last. */
  buttons: ButtonUse[];
  /** Taps of buttons that are no longer in the menu, most used first. */
  gone: TapSum[];
  /** Days with taps, in order. */
  days: { day: string; clicks: number }[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Taps of a unit's buttons over the last days, today included.
 * @param unit a unit that has a menu file (`selectMenuUnits`)
 * @param days at least 1
 */
export async function readMenuStatistics(
  desk: MenuDesk,
  unit: string,
  days: number,
): Promise<MenuStatistics> {
  const now = desk.clock.now();
  const last = chinaDateOf(now);
  const first = chinaDateOf(new Date(now.getTime() - (days - 1) * DAY_MS));
  const applied = await findLastApplied(desk.database, unit);
  const sums = await sumTaps(desk.database, unit, first, last);
  const menus = applied?.compiled ?? compileUnit(desk, unit);
  return {
    ...{ unit, first, last },
    title: titleOf(unit, desk.content()),
    appliedAt: applied?.appliedAt ?? null,
    ...matchTaps(menus, sums),
    days: await sumTapsByDay(desk.database, unit, first, last),
  };
}

/** Puts counts and buttons together. @param sums most used first */
export function matchTaps(
  menus: Pick<StoredMenus, 'button' | 'conditional'>,
  sums: readonly TapSum[],
): { buttons: ButtonUse[]; gone: TapSum[] } {
  const uses = new Map<string, ButtonUse>();
  for (const { name, leaf } of listLeaves(menus)) {
    const tap = tapOfButton(leaf);
    const key = tap ? keyOf(tap) : JSON.stringify(leaf);
    const known = uses.get(key);
    if (known) known.names.push(name);
    else uses.set(key, { names: [name], leaf, clicks: tap && 0, lastDay: null });
  }
  const gone: TapSum[] = [];
  for (const sum of sums) {
    const use = uses.get(keyOf(sum));
    if (use) Object.assign(use, { clicks: sum.clicks, lastDay: sum.lastDay });
    else gone.push(sum);
  }
  const buttons = [...uses.values()].sort((a, b) => (b.clicks ?? -1) - (a.clicks ?? -1));
  return { buttons, gone };
}

function keyOf({ kind, button }: Tap): string {
  return `${kind} ${button}`;
}

function listLeaves({
  button,
  conditional,
}: Pick<StoredMenus, 'button' | 'conditional'>): { name: string; leaf: LiveButton }[] {
  const of = (buttons: readonly LiveButton[], prefix: string) =>
    buttons.flatMap((top) => {
      const leaves = top.sub_button ?? [];
      if (leaves.length === 0) return [{ name: `${prefix}${top.name}`, leaf: top }];
      return leaves.map((leaf) => ({ name: `${prefix}${top.name} / ${leaf.name}`, leaf }));
    });
  return [
    ...of(button, ''),
    ...conditional.flatMap((menu) => of(menu.button, `（${menu.name || '个性化菜单'}）`)),
  ];
}
