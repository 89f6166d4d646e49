import { randomInt } from 'node:crypto';
import type { MenuButton, WebsiteButton } from '../model';
import { ApiRefusal, json, ok, readJson, type ApiCall, type ApiAnswer } from './api-call';
import { checkButtons } from './menu-check';

/** A body with `\uXXXX` in it is refused whatever it says: WeChat wants raw UTF-8. */
export function readMenuJson(call: ApiCall): Record<string, unknown> {
  if (/\\u[0-9a-f]{4}/i.test(call.request.body.toString('utf8'))) {
    throw new ApiRefusal(40033, 'invalid charset');
  }
  return readJson(call.request);
}

export function createMenuId(): number {
  return randomInt(200_000_000, 999_999_999);
}

/**
 * 创建自定义菜单: replaces the default menu, also one made on the website, and switches it on; conditional
 * menus stay.
 */
export function createMenu(call: ApiCall): ApiAnswer {
  const button = checkButtons(readMenuJson(call));
  const conditional = call.world.menu(call.account.unit)?.conditional ?? [];
  call.world.setMenu(call.account.unit, {
    unit: call.account.unit,
    button,
    menuId: createMenuId(),
    conditional,
  });
  const website = call.world.website(call.account.unit);
  call.world.setWebsite(call.account.unit, { ...website, menu: null, menuOpen: true });
  return ok;
}

/** 获取自定义菜单配置 (menu/get): buttons without children come back with an empty `sub_button`. */
export function getMenu({ world, account }: ApiCall): ApiAnswer {
  const menu = world.menu(account.unit);
  if (!menu) throw new ApiRefusal(46003, 'menu no exist');
  if (menu.conditional.length === 0) return json({ menu: { button: withEmptyLists(menu.button) } });
  return json({
    menu: { button: withEmptyLists(menu.button), menuid: menu.menuId },
    conditionalmenu: [...menu.conditional].reverse().map((one) => ({
      button: withEmptyLists(one.button),
      matchrule: one.matchrule,
      menuid: one.menuId,
    })),
  });
}

/** 删除自定义菜单: takes the conditional menus away too. */
export function deleteMenu({ world, account }: ApiCall): ApiAnswer {
  world.setMenu(account.unit, null);
  return ok;
}

/**
 * 查询自定义菜单信息 (get_current_selfmenu_info): the menu in force, also the website's, in another shape:
 * sub-menus under `list`.
 */
export function getSelfMenuInfo({ world, account }: ApiCall): ApiAnswer {
  const website = world.website(account.unit);
  const button = website.menu ?? world.menu(account.unit)?.button.map(toWebsiteShape);
  if (!button) return json({ is_menu_open: 0 });
  return json({ is_menu_open: website.menuOpen ? 1 : 0, selfmenu_info: { button } });
}

function toWebsiteShape({ sub_button: below, ...rest }: MenuButton): WebsiteButton {
  return below ? { name: rest.name, sub_button: { list: below.map(toWebsiteShape) } } : rest;
}

/** 获取自动回复规则 (get_current_autoreply_info): what was set up on the website. */
export function getAutoreplyInfo({ world, account }: ApiCall): ApiAnswer {
  const { autoReply } = world.website(account.unit);
  return json(autoReply ?? { is_add_friend_reply_open: 0, is_autoreply_open: 0 });
}

function withEmptyLists(buttons: readonly MenuButton[]): MenuButton[] {
  return buttons.map((button) => ({
    ...button,
    sub_button: withEmptyLists(button.sub_button ?? []),
  }));
}
