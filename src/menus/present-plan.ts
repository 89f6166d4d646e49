import type { MenuPlan, MenuResult } from './apply-menu';
import type { CompiledMenu } from './compile-menu';
import type { Describing } from './describe-button';
import { compareLines, presentMenuTree } from './menu-tree';
import { presentTable, presentWebsiteTable } from './website-table';

/** One account's menu with how it stands to the live one; `plan` null: the account is not configured here. */
export interface PlannedMenu {
  /** `君山人社（renshe）` */
  title: string;
  compiled: CompiledMenu;
  plan: MenuPlan | null;
}

/** The menu as a tree, and what applying it would change. */
export function presentPlan({ title, compiled, plan }: PlannedMenu, content: Describing): string[] {
  const tree = presentMenuTree(compiled.button, content);
  const indented = tree.map((line) => `  ${line}`);
  switch (plan?.kind) {
    case undefined:
      return ['', title, ...indented, '  没有配置这个公众号的 AppID 和 AppSecret，不发布。'];
    case 'same':
      return ['', title, ...indented, '  和微信上的菜单相同，不用发布。'];
    case 'change': {
      const live = presentMenuTree(plan.live?.button ?? [], content);
      return ['', title, ...compareLines(live, tree)];
    }
    case 'by_hand':
      return ['', title, ...presentWebsiteTable(compiled, content)];
    case 'unknown':
      return ['', title, ...indented, `  ${plan.detail}`];
  }
}

const RESULTS: Readonly<Record<MenuResult['kind'], string>> = {
  applied: '已发布，群众重新进入公众号后看到（最多五分钟）',
  same: '没有变化',
  by_hand: '需要在 mp.weixin.qq.com 手工填写',
  no_account: '没有配置公众号，未发布',
  declined: '未发布',
  failed: '没有发布成功',
};

/** What happened to each account. */
export function presentResults(
  menus: readonly PlannedMenu[],
  results: readonly MenuResult[],
): string[] {
  return presentTable(
    ['公众号', '结果'],
    results.map((result, index) => [
      menus[index]!.title,
      result.kind === 'failed' ? `${RESULTS.failed}：${result.detail}` : RESULTS[result.kind],
    ]),
  );
}
