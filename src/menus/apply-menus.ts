import { changeMenus, type MenuOutcome } from './change-menus';
import { selectMenuUnits, type MenuDesk } from './menu-desk';
import { planMenus, type UnitPlan } from './plan-menus';
import { countChanges, presentPlan, presentResults } from './present-plan';
import type { OnStep } from './take-steps';
import { presentWebsiteTable } from './website-table';

/** What came of one unit's menus in a run. */
export type MenuResult = { unit: string } & (
  Exclude<MenuOutcome, { kind: 'applied' }> | { kind: 'applied' | 'no_account' | 'declined' }
);

export interface ApplyMenusOptions {
  /** Unit codes; empty: every unit that has a menu file. */
  units: readonly string[];
  actor: string;
  /** Menus that were never applied or pulled from here may be replaced. */
  replace: boolean;
  /** Asked once, after everything has been shown. */
  confirm(question: string): Promise<boolean>;
  out(line: string): void;
}

/**
 * Shows every unit's menus and what would change, asks once, then applies; what goes wrong with one
 * unit does not stop the others. Ends with a table of what happened to each.
 * @throws AppError bad_request where a unit is unknown or has no menu file
 */
export async function applyMenus(
  desk: MenuDesk,
  options: ApplyMenusOptions,
): Promise<MenuResult[]> {
  const plans = await planMenus(desk, selectMenuUnits(desk.content(), options.units));
  const { routing } = desk.content();
  for (const line of plans.flatMap((plan) => presentPlan(plan, routing, options))) {
    options.out(line);
  }
  const results = await applyAll(desk, plans, options);
  for (const line of ['', ...presentResults(plans, results)]) options.out(line);
  return results;
}

/**
 * Applies one unit's file as it was planned.
 * @returns what came of it; `refused` where the live menus changed since the plan was made
 */
export async function applyMenu(
  desk: MenuDesk,
  plan: UnitPlan,
  by: { actor: string; replace: boolean },
  onStep: OnStep = () => undefined,
): Promise<MenuOutcome> {
  const api = desk.apiOf(plan.unit);
  if (!api) return { kind: 'refused', detail: '没有配置这个公众号的 AppID 和 AppSecret。' };
  if (plan.state.kind === 'by_hand') return { kind: 'by_hand' };
  const change = {
    kind: 'apply',
    fileHash: plan.fileHash,
    compiled: plan.compiled,
    rolledBackTo: null,
    fingerprint: plan.state.kind === 'change' ? plan.state.fingerprint : null,
    ...by,
  } as const;
  return changeMenus(desk, api, change, onStep);
}

async function applyAll(
  desk: MenuDesk,
  plans: readonly UnitPlan[],
  options: ApplyMenusOptions,
): Promise<MenuResult[]> {
  const changing = plans.filter((plan) => isApplicable(plan, options.replace));
  const names = changing.map(
    (plan) => `${plan.title}${countChanges(plan, desk.content().routing)}`,
  );
  const question = `\n把菜单发布到${names.join('、')}？`;
  const agreed = changing.length > 0 && (await options.confirm(question));
  const results: MenuResult[] = [];
  for (const plan of plans) {
    // A version that was broken off at its very end is settled, which changes nothing on WeChat.
    const settles = plan.state.kind === 'same' && plan.unfinished !== null;
    const tries = settles || (changing.includes(plan) && agreed);
    results.push(tries ? await applyOne(desk, plan, options) : notTried(plan, options.replace));
  }
  return results;
}

function isApplicable({ state }: UnitPlan, replace: boolean): boolean {
  return state.kind === 'change' && (state.known || replace);
}

async function applyOne(
  desk: MenuDesk,
  plan: UnitPlan,
  options: ApplyMenusOptions,
): Promise<MenuResult> {
  const { unit, title } = plan;
  const onStep: OnStep = (step, done, total) =>
    options.out(`正在发布：${title}  ${done + 1}/${total}  ${STEPS[step.kind]}`);
  try {
    const outcome = await applyMenu(desk, plan, options, onStep);
    if (outcome.kind === 'by_hand') {
      presentWebsiteTable(plan.compiled, desk.content().routing).forEach((line) =>
        options.out(line),
      );
    }
    return outcome.kind === 'applied' ? { unit, kind: 'applied' } : { unit, ...outcome };
  } catch (error) {
    desk.logger.error({ err: error, unit }, 'a menu could not be applied');
    return { unit, kind: 'failed', detail: '程序出错，详情在日志里。' };
  }
}

const STEPS = {
  create: '默认菜单',
  add: '新的个性化菜单',
  remove: '撤下旧的个性化菜单',
} as const;

function notTried({ unit, state }: UnitPlan, replace: boolean): MenuResult {
  switch (state.kind) {
    case 'unknown':
      return { unit, kind: 'failed', detail: state.detail };
    case 'change':
      return state.known || replace
        ? { unit, kind: 'declined' }
        : { unit, kind: 'refused', detail: '现有的菜单没有留底。' };
    default:
      return { unit, kind: state.kind };
  }
}
