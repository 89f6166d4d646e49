import type { LiveButton, SelfmenuButton } from '../../wechat/api/menu';
import type { StoredMenus } from '../menu-version';
import { describeRule } from '../menu-tree';
import { platformNames, type ConditionalMenuFile, type MenuFile } from '../schema';
import type { MenuFileButton } from '../schema';
import { buildFileLeaf, type LiveLeaf, type PullContext } from './file-button';

/** Something that the unit has to decide: where in the file, and what, in Chinese. */
export interface PullNote {
  path: (string | number)[];
  text: string;
}

/** A live menu in the file's words, with what is left to decide. */
export interface PulledFile {
  file: MenuFile;
  notes: PullNote[];
}

/**
 * The file whose menus these are. What was applied from a file gives that file back in meaning: compiled
 * again, it is the same menu.
 */
export function buildMenuFile(stored: StoredMenus, context: PullContext): PulledFile {
  const notes: PullNote[] = [];
  const freshKey = createFreshKeys(stored);
  const build = (buttons: readonly LiveTop[], path: (string | number)[]): MenuFileButton[] =>
    buttons.map((top, index) => buildTop(top, [...path, index], { context, freshKey, notes }));
  const menu = build(stored.website ? stored.website.map(toTop) : stored.button.map(toTop), [
    'menu',
  ]);
  const conditional = stored.conditional.flatMap((one) => {
    const whom = whomOf(one.matchrule);
    if (!whom) {
      const text = `没有取回一个个性化菜单：${describeRule(one.matchrule)}。`;
      notes.push({ path: [], text });
      return [];
    }
    return [{ ...whom, name: one.name || describeRule(one.matchrule), button: one.button }];
  });
  if (conditional.length === 0) return { file: { menu }, notes };
  return {
    file: {
      menu,
      conditional: conditional.map(({ button, ...one }, index) => ({
        ...one,
        menu: build(button.map(toTop), ['conditional', index, 'menu']),
      })),
    },
    notes,
  };
}

interface LiveTop extends LiveLeaf {
  below: LiveLeaf[];
}

function toTop(button: LiveButton | SelfmenuButton): LiveTop {
  const { sub_button: below, ...leaf } = button;
  return { ...leaf, below: Array.isArray(below) ? below : (below?.list ?? []) };
}

function buildTop(
  { below, ...leaf }: LiveTop,
  path: (string | number)[],
  parts: { context: PullContext; freshKey: () => string; notes: PullNote[] },
): MenuFileButton {
  const build = (one: LiveLeaf, at: (string | number)[]): MenuFileButton => {
    const { button, note } = buildFileLeaf(one, parts.context, parts.freshKey);
    if (note !== null) parts.notes.push({ path: at, text: note });
    return button;
  };
  if (below.length === 0) return build(leaf, path);
  return {
    name: leaf.name,
    buttons: below.map((one, index) => build(one, [...path, 'buttons', index])),
  };
}

/** Null for a rule with fields that WeChat abolished, which matches nobody any more. */
function whomOf(
  rule: Readonly<Record<string, string>>,
): Pick<ConditionalMenuFile, 'tag' | 'platform'> | null {
  const { tag_id: tag, client_platform_type: platform, ...abolished } = rule;
  if (Object.keys(abolished).length > 0) return null;
  const name = platform === undefined ? undefined : platformNames[Number(platform) - 1];
  if ((platform !== undefined && name === undefined) || (!tag && !name)) return null;
  return { ...(tag !== undefined && { tag: Number(tag) }), ...(name && { platform: name }) };
}

/** `old-1`, `old-2` … that no reply of the menu has. */
function createFreshKeys(stored: StoredMenus): () => string {
  const taken = JSON.stringify(stored);
  let count = 0;
  return () => {
    do {
      count += 1;
    } while (taken.includes(`:old-${count}"`));
    return `old-${count}`;
  };
}
