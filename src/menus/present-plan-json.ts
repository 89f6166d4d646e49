import type { Describing } from './describe-button';
import { compareLines, presentLiveTree, presentMenusTree } from './menu-tree';
import type { MenuVersion } from './menu-version';
import type { UnitPlan } from './plan-menus';

/** A unit's plan for machines: `state` and what `apply` would do, menus as WeChat has them. */
export function presentPlanJson(plan: UnitPlan, content: Describing): Record<string, unknown> {
  const { unit, title, fileHash, compiled, lastApplied, unfinished, state } = plan;
  const common = {
    unit,
    title,
    state: state.kind,
    fileHash,
    file: compiled,
    lastApplied: lastApplied && presentVersionJson(lastApplied),
    unfinished: unfinished && presentVersionJson(unfinished),
  };
  switch (state.kind) {
    case 'no_account':
    case 'by_hand':
      return common;
    case 'unknown':
      return { ...common, detail: state.detail };
    case 'same':
      return { ...common, live: state.live };
    case 'change': {
      const { live, known, drifted, steps } = state;
      const before = presentLiveTree(live, content);
      const difference = compareLines(before, presentMenusTree(compiled, content));
      return {
        ...common,
        ...{ live, known, drifted, difference },
        steps: steps.map(({ kind }) => kind),
      };
    }
  }
}

/** A version without its menus. */
export function presentVersionJson(version: MenuVersion): Record<string, unknown> {
  const { compiled, ...rest } = version;
  const conditional = compiled.conditional.length;
  return { ...rest, topButtons: compiled.button.length, conditionalMenus: conditional };
}
