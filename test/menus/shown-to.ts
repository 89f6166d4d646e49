import type { LiveButton } from '../../src/wechat/api/menu';
import type { WantedMenus } from '../../src/menus/plan-steps';
import { normaliseButtons } from '../../src/menus/normalise-menu';

/** Citizens of every kind: with and without a tag, on every platform. */
export const citizens = [null, '101', '102', '103'].flatMap((tag) =>
  ['1', '2', '3'].map((platform) => ({ tag, platform })),
);
export type SomeCitizen = (typeof citizens)[number];

/** The menu that WeChat shows a citizen: the first whose every condition fits, else the default one. */
export function shownTo(citizen: SomeCitizen, menus: WantedMenus): LiveButton[] {
  return menusFor(citizen, menus)[0]!;
}

/** Every menu that is meant for a citizen, the default one last. */
export function menusFor({ tag, platform }: SomeCitizen, menus: WantedMenus): LiveButton[][] {
  const fitting = menus.conditional.filter(
    ({ matchrule }) =>
      (matchrule['tag_id'] === undefined || matchrule['tag_id'] === tag) &&
      (matchrule['client_platform_type'] === undefined ||
        matchrule['client_platform_type'] === platform),
  );
  return [...fitting, menus].map(({ button }) => normaliseButtons(button));
}
