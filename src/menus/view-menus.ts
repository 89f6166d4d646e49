import type { LiveButton, SelfmenuButton } from '../wechat/api/menu';
import type { MenuButton } from '../wechat/api/menu-types';
import { describeButton, type Describing } from './describe-button';
import type { LiveMenus } from './live-menus';
import { menuLimits } from './menu-fault';
import { describeRule, describeWebsiteButton } from './menu-tree';
import { storedFrom, type StoredMenus } from './menu-version';
import { normaliseButtons } from './normalise-menu';
import type { WantedMenus } from './plan-steps';

/** A button as the console shows it. */
export interface ViewedButton {
  name: string;
  /** UTF-8 bytes of the name, and how many WeChat allows here. */
  bytes: number;
  limitBytes: number;
  /** What a tap does; null for one that opens a list. */
  does: string | null;
  children: ViewedButton[];
}

/** One menu of an account: the default one, or one for some. */
export interface ViewedMenu {
  title: string;
  buttons: ViewedButton[];
}

/** Menus that an account is to have, for people. */
export function viewMenus(menus: WantedMenus, content: Describing): ViewedMenu[] {
  return [
    { title: '默认菜单', buttons: viewButtons(menus.button, content) },
    ...menus.conditional.map(({ matchrule, button }) => ({
      title: `个性化菜单：只给${describeRule(matchrule)}`,
      buttons: viewButtons(button, content),
    })),
  ];
}

/** Menus as a version keeps them, for people. */
export function viewStored(stored: StoredMenus, content: Describing): ViewedMenu[] {
  if (!stored.website) return viewMenus(stored, content);
  return [{ title: '在公众平台网站上做的菜单', buttons: stored.website.map(viewWebsiteButton) }];
}

/** What WeChat has, for people. */
export function viewLive(live: LiveMenus, content: Describing): ViewedMenu[] {
  return viewStored(storedFrom(live), content);
}

function viewButtons(
  buttons: readonly (MenuButton | LiveButton)[],
  content: Describing,
): ViewedButton[] {
  return normaliseButtons(buttons).map((button) => ({
    ...named(button.name, menuLimits.topNameBytes),
    does: button.sub_button ? null : describeButton(button, content),
    children: (button.sub_button ?? []).map((leaf) => ({
      ...named(leaf.name, menuLimits.subNameBytes),
      does: describeButton(leaf, content),
      children: [],
    })),
  }));
}

function viewWebsiteButton(button: SelfmenuButton): ViewedButton {
  const below = button.sub_button?.list ?? [];
  return {
    ...named(button.name, menuLimits.topNameBytes),
    does: below.length > 0 ? null : describeWebsiteButton(button),
    children: below.map((leaf) => ({
      ...named(leaf.name, menuLimits.subNameBytes),
      does: describeWebsiteButton(leaf),
      children: [],
    })),
  };
}

function named(name: string, limitBytes: number) {
  return { name, bytes: Buffer.byteLength(name), limitBytes };
}
