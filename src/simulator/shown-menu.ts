import type { Contact, Menu, MenuButton, WebsiteButton } from './model';
import type { World } from './world';

/** The phones are Androids: `client_platform_type` of 创建个性化菜单. */
const PLATFORM = '2';

/**
 * What a citizen's menu bar shows: the website's menu while that is in force, else the API's. Null: no menu,
 * or it is switched off.
 */
export function shownMenu(
  world: World,
  contact: Pick<Contact, 'unit' | 'tags'>,
): { button: MenuButton[]; menuId: number | null } | null {
  const website = world.website(contact.unit);
  if (!website.menuOpen) return null;
  if (website.menu) return { button: website.menu.map(toMenuButton), menuId: null };
  const menu = world.menu(contact.unit);
  return menu && currentButtons(menu, contact);
}

function toMenuButton({ name, type, key, url, sub_button: below }: WebsiteButton): MenuButton {
  return below ? { name, sub_button: below.list.map(toMenuButton) } : { name, type, key, url };
}

/**
 * The menu that a citizen sees of those made by the API: the newest conditional menu whose every condition fits, else the default one.
 * Of several tags the last one put on counts. `menuId` is null for the default menu.
 */
export function currentButtons(
  menu: Menu,
  contact: Pick<Contact, 'tags'>,
): { button: MenuButton[]; menuId: number | null } {
  const tag = String(contact.tags.at(-1));
  const fits = menu.conditional.findLast(
    ({ matchrule }) =>
      (!matchrule.tag_id || matchrule.tag_id === tag) &&
      (!matchrule.client_platform_type || matchrule.client_platform_type === PLATFORM),
  );
  return fits ?? { button: menu.button, menuId: null };
}
