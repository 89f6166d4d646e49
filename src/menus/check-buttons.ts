import { listActionWords, type MenuContext } from './button-action';
import { checkLeaf } from './check-leaf';
import { menuLimits, type FaultPath as Path, type MenuFault } from './menu-fault';
import type { MenuFileButton } from './schema';
import { checkSeasons, countSideBySide } from './season/check-seasons';

/**
 * The faults of one menu by itself: counts, names, levels, seasons and what each button does.
 * @param path where the list of buttons stands in the file
 */
export function checkButtons(
  menu: readonly MenuFileButton[],
  path: Path,
  context: MenuContext,
): MenuFault[] {
  return [
    ...checkCount(menu, path, 'top'),
    ...menu.flatMap((button, index) => checkTopButton(button, [...path, index], context)),
    ...checkSeasons(menu, path),
  ];
}

function checkTopButton(button: MenuFileButton, path: Path, context: MenuContext): MenuFault[] {
  const faults = checkName(button.name, [...path, 'name'], menuLimits.topNameBytes, '一级');
  if (!button.buttons) return [...faults, ...checkLeaf(button, path, context)];
  const [word] = listActionWords(button);
  if (word) {
    faults.push({
      path: [...path, word],
      message: `按钮“${button.name}”有二级按钮，点它只会展开，${word} 不起作用`,
      remedy: `删去 ${word}，或把它写成 buttons 里的一个二级按钮`,
    });
  }
  return [
    ...faults,
    ...checkCount(button.buttons, [...path, 'buttons'], 'sub'),
    ...button.buttons.flatMap((leaf, index) =>
      checkSubButton(leaf, [...path, 'buttons', index], context),
    ),
  ];
}

function checkSubButton(button: MenuFileButton, path: Path, context: MenuContext): MenuFault[] {
  const faults = checkName(button.name, [...path, 'name'], menuLimits.subNameBytes, '二级');
  if (button.buttons) {
    return [
      ...faults,
      {
        path: [...path, 'buttons'],
        message: `“${button.name}”下面又有 buttons，微信的菜单只有两级`,
        remedy: '把里面的按钮移到上一级；按钮太多时用 items 让系统列出一组事项',
      },
    ];
  }
  return [...faults, ...checkLeaf(button, path, context)];
}

function checkCount(
  buttons: readonly MenuFileButton[],
  path: Path,
  level: 'top' | 'sub',
): MenuFault[] {
  const limit = level === 'top' ? menuLimits.topButtons : menuLimits.subButtons;
  const what = level === 'top' ? '一级按钮' : '二级按钮';
  if (buttons.length === 0) {
    const remedy =
      level === 'top' ? '写 1 到 3 个按钮' : '写 1 到 5 个按钮，或删去 buttons 并给它一个动作';
    return [{ path, message: `没有${what}`, remedy }];
  }
  const count = countSideBySide(buttons);
  if (count <= limit) return [];
  return [
    {
      path: [...path, limit],
      message: `${what}有 ${count} 个，微信最多 ${limit} 个`,
      remedy: `合并或删去 ${count - limit} 个；同类事项可以用 items 列出`,
    },
  ];
}

function checkName(name: string, path: Path, limitBytes: number, level: string): MenuFault[] {
  if (name.trim() === '') return [{ path, message: '按钮没有名称', remedy: '写上按钮名称' }];
  const faults = checkCharacters(name, path, '按钮名称');
  const bytes = Buffer.byteLength(name);
  if (bytes > limitBytes) {
    faults.push({
      path,
      message: `${level}按钮名称“${name}”有 ${bytes} 字节，微信最多 ${limitBytes} 字节（一个汉字 3 字节）`,
      remedy: `缩短到 ${Math.floor(limitBytes / 3)} 个汉字以内`,
    });
  }
  return faults;
}

function checkCharacters(text: string, path: Path, what: string): MenuFault[] {
  if (!/[\p{Surrogate}\p{Cc}\u2028\u2029]/u.test(text)) return [];
  return [
    {
      path,
      message: `${what}里有控制字符、换行或不完整的字符，微信会拒绝`,
      remedy: '删去它，直接写文字，不要用 \\u 写法',
    },
  ];
}
