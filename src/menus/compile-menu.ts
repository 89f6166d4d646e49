import { buildMenuKey } from '../routing/menu-key';
import type { LeafMenuButton, Menu, MenuButton } from '../wechat/api/menu-types';
import { resolveAction, type MenuContext } from './button-action';
import type { ConditionalMenuFile, MenuFile, MenuFileButton } from './schema';
import { menuAt } from './season/menu-at';

/** WeChat's JSON for an account: 创建自定义菜单 (api_createcustommenu) and 创建个性化菜单 (api_addconditionalmenu). */
export interface CompiledMenu extends Menu {
  /** In the file's order: of several that fit a citizen the first is shown. Made on WeChat from the last one up. */
  conditional: CompiledConditional[];
}

/** A menu for some. `name` is for people here and is not sent. */
export interface CompiledConditional {
  name: string;
  matchrule: Record<string, string>;
  button: MenuButton[];
}

const PLATFORMS = { ios: '1', android: '2', other: '3' } as const;

/**
 * Compiles a file that `checkMenu` found no fault in; the same file, items and season always give the
 * same menu, key by key.
 * @param chinaDate `2026-11-23`, the day in China: decides on seasonal buttons
 * @throws Error on a button without an action: an unchecked file
 */
export function compileMenu(file: MenuFile, context: MenuContext, chinaDate: string): CompiledMenu {
  const { menu, conditional = [] } = menuAt(file, chinaDate);
  return {
    button: compileButtons(menu, context),
    conditional: conditional.map((one) => ({
      name: one.name,
      matchrule: matchRuleOf(one),
      button: compileButtons(one.menu, context),
    })),
  };
}

/** Whom a conditional menu is for, in WeChat's fields; empty for an unchecked file without `tag` and `platform`. */
export function matchRuleOf({ tag, platform }: ConditionalMenuFile): Record<string, string> {
  return {
    ...(tag !== undefined && { tag_id: String(tag) }),
    ...(platform !== undefined && { client_platform_type: PLATFORMS[platform] }),
  };
}

/** The texts of the file's `reply:` buttons by menu key, whatever their season, for the responder of menu clicks. */
export function menuReplies(file: MenuFile, unit: string): Map<string, string> {
  const menus = [file.menu, ...(file.conditional ?? []).map(({ menu }) => menu)];
  const leaves = menus.flat().flatMap((button) => button.buttons ?? [button]);
  return new Map(
    leaves.flatMap(({ reply, key }) =>
      reply === undefined || key === undefined
        ? []
        : [[buildMenuKey({ kind: 'reply', unit, name: key }), reply] as const],
    ),
  );
}

function compileButtons(buttons: readonly MenuFileButton[], context: MenuContext): MenuButton[] {
  return buttons.map((button) =>
    button.buttons
      ? {
          name: button.name,
          sub_button: button.buttons.map((leaf) => compileLeaf(leaf, context)),
        }
      : compileLeaf(button, context),
  );
}

function compileLeaf(button: MenuFileButton, context: MenuContext): LeafMenuButton {
  const action = resolveAction(button, context);
  const { name } = button;
  switch (action?.kind) {
    case 'key':
      return { name, type: action.type, key: action.key };
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
    case 'article':
      return { name, type: action.type, article_id: action.articleId };
    case undefined:
      throw new Error(`menu button without an action: ${name}`);
  }
}
