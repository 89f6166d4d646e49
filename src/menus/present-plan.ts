import { chinaTimeOf } from '../platform/china-time';
import type { MenuResult } from './apply-menus';
import type { Describing } from './describe-button';
import { compareLines, presentLiveTree, presentMenusTree, presentStoredTree } from './menu-tree';
import type { MenuVersion } from './menu-version';
import type { UnitPlan } from './plan-menus';
import { presentTable, presentWebsiteTable } from './website-table';

type Change = Extract<UnitPlan['state'], { kind: 'change' }>;

/**
 * A unit's menus as a tree, and what applying them would change: lines that begin with `+ ` come, lines
 * that begin with `- ` go.
 */
export function presentPlan(
  plan: UnitPlan,
  content: Describing,
  { replace }: { replace: boolean },
): string[] {
  const tree = presentMenusTree(plan.compiled, content);
  const indented = tree.map((line) => `  ${line}`);
  const head = ['', plan.title, ...presentLast(plan)];
  const { state } = plan;
  switch (state.kind) {
    case 'no_account':
      return [...head, ...indented, '  没有配置这个公众号的 AppID 和 AppSecret，不发布。'];
    case 'same':
      return [...head, ...indented, '  和微信上的菜单相同，不用发布。'];
    case 'change':
      return [
        ...head,
        ...presentDrift(plan, state, content),
        ...compareLines(presentLiveTree(state.live, content), tree),
        ...presentSteps(state),
        ...(state.known || replace ? [] : NOT_KNOWN),
      ];
    case 'by_hand':
      return [...head, ...presentWebsiteTable(plan.compiled, content)];
    case 'unknown':
      return [...head, ...indented, `  ${state.detail}`];
  }
}

const NOT_KNOWN = [
  '  微信上现有的菜单没有在本系统留过底，不发布。',
  '  请先用 menus pull 取回留底；确定不要了，就加上 --replace（旧菜单会先留底，可以 rollback）。',
];

/** `（加 3 行，去 2 行）`, for the question before a change. */
export function countChanges({ compiled, state }: UnitPlan, content: Describing): string {
  if (state.kind !== 'change') return '';
  const lines = compareLines(
    presentLiveTree(state.live, content),
    presentMenusTree(compiled, content),
  );
  const count = (sign: string): number => lines.filter((line) => line.startsWith(sign)).length;
  return `（加 ${count('+ ')} 行，去 ${count('- ')} 行）`;
}

function presentLast({ lastApplied, unfinished }: UnitPlan): string[] {
  const last = lastApplied ? `  上次：${describeVersion(lastApplied)}` : '  还没有发布过';
  if (!unfinished) return [last];
  return [last, `  没有做完：${describeVersion(unfinished)}。${unfinished.detail ?? ''}`];
}

const KINDS = { apply: '发布', rollback: '回滚', pull: '取回留底' } as const;

/** `第 12 版，11月23日 09:30，张工发布` */
export function describeVersion({ version, kind, actor, appliedAt }: MenuVersion): string {
  return `第 ${version} 版，${formatTime(appliedAt)}，${actor}${KINDS[kind]}`;
}

/** Where somebody changed the menu on the website: what they changed, before what applying would change. */
function presentDrift(plan: UnitPlan, state: Change, content: Describing): string[] {
  if (!state.drifted || !plan.lastApplied) return [];
  const changed = compareLines(
    presentStoredTree(plan.lastApplied.compiled, content),
    presentLiveTree(state.live, content),
  );
  return [
    '  注意：上次以后，有人在别处改过微信上的菜单：',
    ...changed.filter((line) => !line.startsWith('  ')).map((line) => `    ${line}`),
    '  发布以后会变成：',
  ];
}

function presentSteps({ steps }: Change): string[] {
  const count = (kind: string): number => steps.filter((step) => step.kind === kind).length;
  const parts = [
    count('create') > 0 ? '换默认菜单' : '默认菜单不变',
    count('add') > 0 ? `加 ${count('add')} 个个性化菜单` : '',
    count('remove') > 0 ? `撤 ${count('remove')} 个个性化菜单` : '',
  ];
  return [`  共 ${steps.length} 次调用：${parts.filter((part) => part !== '').join('，')}`];
}

const RESULTS: Readonly<Record<MenuResult['kind'], string>> = {
  applied: '已发布，群众重新进入公众号后看到（最多五分钟）',
  same: '没有变化',
  by_hand: '需要在 mp.weixin.qq.com 手工填写',
  no_account: '没有配置公众号，未发布',
  declined: '未发布',
  refused: '没有发布',
  failed: '没有发布成功',
  partial: '只做了一部分',
  unclear: '不确定是否发布成功',
};

/** A table of what happened to each account. */
export function presentResults(
  plans: readonly Pick<UnitPlan, 'title'>[],
  results: readonly MenuResult[],
): string[] {
  const rows = results.map((result, index) => [
    plans[index]!.title,
    'detail' in result ? `${RESULTS[result.kind]}：${result.detail}` : RESULTS[result.kind],
  ]);
  return presentTable(['公众号', '结果'], rows);
}

/** `11月23日 09:30`, in China. */
export function formatTime(at: Date): string {
  const { month, day, hour, minute } = chinaTimeOf(at);
  return `${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
