import { buildMenuKey } from '../routing/menu-key';
import type { LeafMenuButton, Menu } from '../wechat/api/menu-types';
import { resolveAction, type MenuContext } from './button-action';
import type { MenuFile, MenuFileButton } from './schema';

/** WeChat's JSON for the default menu: 创建自定义菜单 (api_createcustommenu). */
export type CompiledMenu = Menu;

/**
 * Compiles a file that `checkMenu` found no fault in; the same file and items always give the same
 * menu, key by key.
 * @throws Error on a button without an action: an unchecked file
 */
export function compileMenu(file: MenuFile, context: MenuContext): CompiledMenu {
  return {
    button: file.menu.map((button) =>
      button.buttons
        ? {
            name: button.name,
            sub_button: button.buttons.map((leaf) => compileLeaf(leaf, context)),
          }
        : compileLeaf(button, context),
    ),
  };
}

/** The texts of the file's `reply:` buttons by menu key, for the responder of menu clicks. */
export function menuReplies(file: MenuFile, unit: string): Map<string, string> {
  const leaves = file.menu.flatMap((button) => button.buttons ?? [button]);
  return new Map(
    leaves.flatMap(({ reply, key }) =>
      reply === undefined || key === undefined
        ? []
        : [[buildMenuKey({ kind: 'reply', unit, name: key }), reply] as const],
    ),
  );
}

function compileLeaf(button: MenuFileButton, context: MenuContext): LeafMenuButton {
  const action = resolveAction(button, context);
  const { name } = button;
  switch (action?.kind) {
    case 'click':
      return { name, type: 'click', key: action.key };
    case 'view':
      return { name, type: 'view', url: action.url };
    case 'miniprogram':
      return {
        name,
        type: 'miniprogram',
        appid: action.appId,
        pagepath: action.path,
        url: action.url,
      };
    case undefined:
      throw new Error(`menu button without an action: ${name}`);
  }
}
