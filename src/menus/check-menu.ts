import type { MenuContext } from './button-action';
import { checkButtons } from './check-buttons';
import { checkConditional } from './check-conditional';
import type { FaultPath as Path, MenuFault } from './menu-fault';
import type { MenuFile, MenuFileButton } from './schema';

/**
 * Everything about an account's menus that WeChat would refuse and that can be seen without asking it
 * (创建自定义菜单, api_createcustommenu; 创建个性化菜单, api_addconditionalmenu), and every reference to
 * something that is not there.
 * @returns all faults at once, in the order of the file; empty when the menus can be compiled
 */
export function checkMenu(file: MenuFile, context: MenuContext): MenuFault[] {
  return [
    ...checkButtons(file.menu, ['menu'], context),
    ...checkConditional(file.conditional ?? [], context),
    ...checkReplyKeys(file),
  ];
}

/** One key, one text: a second button of the same name must say the same. */
function checkReplyKeys({ menu, conditional = [] }: MenuFile): MenuFault[] {
  const seen = new Map<string, string>();
  const faults: MenuFault[] = [];
  const visit = (button: MenuFileButton, path: Path): void => {
    button.buttons?.forEach((leaf, index) => visit(leaf, [...path, 'buttons', index]));
    if (button.key === undefined || button.reply === undefined) return;
    const text = seen.get(button.key) ?? button.reply;
    seen.set(button.key, text);
    if (text === button.reply) return;
    const message = `key“${button.key}”用了两次，回复却不同`;
    faults.push({ path: [...path, 'key'], message, remedy: '换一个名字' });
  };
  menu.forEach((button, index) => visit(button, ['menu', index]));
  conditional.forEach((one, at) =>
    one.menu.forEach((button, index) => visit(button, ['conditional', at, 'menu', index])),
  );
  return faults;
}
