import type { Contact, Menu, MenuButton } from './model';

/** The phones are Androids: `client_platform_type` of 创建个性化菜单. */
const PLATFORM = '2';

/**
 * The menu that a citizen sees: the newest conditional menu whose every condition fits, else the default one.
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
