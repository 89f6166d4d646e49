import type { LiveButton } from '../wechat/api/menu';
import type { MenuButton } from '../wechat/api/menu-types';
import { describeButton, type Describing } from './describe-button';
import { normaliseButtons } from './normalise-menu';

/** A menu as lines of a tree for people, two levels deep. */
export function presentMenuTree(
  buttons: readonly (MenuButton | LiveButton)[],
  content: Describing,
): string[] {
  return normaliseButtons(buttons).flatMap((button) =>
    button.sub_button
      ? [
          `▸ ${button.name}`,
          ...button.sub_button.map(
            (leaf) => `    ${leaf.name}  →  ${describeButton(leaf, content)}`,
          ),
        ]
      : [`▸ ${button.name}  →  ${describeButton(button, content)}`],
  );
}

/**
 * The lines of `after`, those that `before` lacks marked `+`, and where they stood the lines of
 * `before` that went, marked `-`. Both are a screenful at most: the plain table of longest common parts will do.
 */
export function compareLines(before: readonly string[], after: readonly string[]): string[] {
  const common = commonLengths(before, after);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push(`  ${after[j]!}`);
      i++;
      j++;
    } else if (
      j >= after.length ||
      (i < before.length && common[i + 1]![j]! >= common[i]![j + 1]!)
    ) {
      lines.push(`- ${before[i++]!}`);
    } else {
      lines.push(`+ ${after[j++]!}`);
    }
  }
  return lines;
}

/** `[i][j]`: the length of the longest common part of `before` from i and `after` from j. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const same = before[i] === after[j];
      table[i]![j] = same
        ? table[i + 1]![j + 1]! + 1
        : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}
