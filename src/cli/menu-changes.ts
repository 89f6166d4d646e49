import { applyMenus, type MenuResult } from '../menus/apply-menus';
import { selectMenuUnits } from '../menus/menu-desk';
import { compareLines, presentLiveTree, presentMenusTree } from '../menus/menu-tree';
import { planMenus } from '../menus/plan-menus';
import { describeVersion, presentPlan, presentResults } from '../menus/present-plan';
import { presentPlanJson } from '../menus/present-plan-json';
import { planRollback, rollbackMenu } from '../menus/rollback-menu';
import type { CommandIo } from './command';
import { confirm, getUnit, printDifference, SHELL, withMenuDesk } from './menu-desk';

export interface ChangeOptions {
  yes: boolean;
  replace: boolean;
  json: boolean;
}

/** `menus plan`. @returns 0 nothing would change, 1 a unit could not be compared, 2 something would change */
export async function planCommand(
  units: readonly string[],
  { json }: ChangeOptions,
  io: CommandIo,
): Promise<number> {
  return withMenuDesk(io, async (desk) => {
    const { routing } = desk.content();
    const plans = await planMenus(desk, selectMenuUnits(desk.content(), units));
    if (json) {
      io.out(
        JSON.stringify(
          plans.map((plan) => presentPlanJson(plan, routing)),
          null,
          2,
        ),
      );
    } else {
      const lines = plans.flatMap((plan) => presentPlan(plan, routing, { replace: false }));
      for (const line of lines) printDifference(line, io);
    }
    if (plans.some(({ state }) => state.kind === 'unknown')) return 1;
    return plans.some(({ state }) => state.kind === 'change') ? 2 : 0;
  });
}

/** `menus apply`. @returns 0 done, 1 a unit was not (wholly) done, 2 the person did not agree */
export async function applyCommand(
  units: readonly string[],
  { yes, replace }: ChangeOptions,
  io: CommandIo,
): Promise<number> {
  return withMenuDesk(io, async (desk) => {
    const results = await applyMenus(desk, {
      units,
      actor: SHELL,
      replace,
      confirm: (question) => confirm(question, yes, io),
      out: (line) => printDifference(line, io),
    });
    return exitCodeOf(results);
  });
}

/** `menus rollback <unit> <version>`. @returns as `applyCommand` */
export async function rollbackCommand(
  [unit, number]: readonly [string, number],
  { yes, replace }: ChangeOptions,
  io: CommandIo,
): Promise<number> {
  return withMenuDesk(io, async (desk) => {
    const { routing } = desk.content();
    const plan = await planRollback(desk, getUnit(desk, unit), number);
    const title = `${routing.units.get(unit)!.accountName}（${unit}）`;
    if (plan.kind !== 'change') return report({ unit, ...plan }, title, io);
    io.out(`\n${title}  回到${describeVersion(plan.version)}`);
    const before = presentLiveTree(plan.live, routing);
    const after = presentMenusTree(plan.version.compiled, routing);
    for (const line of compareLines(before, after)) printDifference(line, io);
    if (plan.unanswered.length > 0) {
      io.out(
        `  注意：这些按钮的内容已不在文件里，点了只会得到使用帮助：${plan.unanswered.join('、')}`,
      );
    }
    io.out('  文件没有变：下次 apply 会再发布文件里的菜单。');
    const agreed = await confirm(`\n把${title}的菜单退回第 ${number} 版？`, yes, io);
    if (!agreed) return report({ unit, kind: 'declined' }, title, io);
    const outcome = await rollbackMenu(desk, plan, { actor: SHELL, replace });
    const result: MenuResult =
      outcome.kind === 'applied' ? { unit, kind: 'applied' } : { unit, ...outcome };
    return report(result, title, io);
  });
}

function report(
  result: MenuResult | { unit: string; kind: 'unknown'; detail: string },
  title: string,
  io: CommandIo,
): number {
  const known: MenuResult = result.kind === 'unknown' ? { ...result, kind: 'failed' } : result;
  for (const line of ['', ...presentResults([{ title }], [known])]) io.out(line);
  return exitCodeOf([known]);
}

const NOT_DONE: readonly MenuResult['kind'][] = ['failed', 'partial', 'unclear', 'refused'];

function exitCodeOf(results: readonly MenuResult[]): number {
  if (results.some(({ kind }) => NOT_DONE.includes(kind))) return 1;
  return results.some(({ kind }) => kind === 'declined') ? 2 : 0;
}
