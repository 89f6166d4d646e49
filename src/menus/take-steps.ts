import { addConditionalMenu, deleteConditionalMenu } from '../wechat/api/conditional-menu';
import { WechatRefusedError } from '../wechat/api/errors';
import { createCustomMenu } from '../wechat/api/menu';
import type { WechatApi } from '../wechat/api/wechat-api';
import { fingerprintOf, tryToRead, type LiveMenus } from './live-menus';
import { isNotGranted, sentenceOf } from './menu-trouble';
import { planSteps, type MenuStep, type WantedMenus } from './plan-steps';

/** Told before each call; `done` from 0. */
export type OnStep = (step: MenuStep, done: number, total: number) => void;

/** What came of the calls, by what WeChat has afterwards. */
export type StepsOutcome =
  | { kind: 'applied' }
  | { kind: 'by_hand' }
  | { kind: 'failed' | 'partial' | 'unclear'; detail: string };

/** WeChat has no such conditional menu: what was to go is gone. */
const NO_SUCH_MENU = 65301;
const NOT_GRANTED = 'not_granted';
/** Once more where WeChat dropped conditional menus together with the old default menu. */
const ROUNDS = 2;

/**
 * Makes the calls one after another and stops at the first that is not clearly done; then reads back
 * what WeChat has, which alone decides on the outcome.
 */
export async function takeSteps(
  api: WechatApi,
  plan: { before: LiveMenus; wanted: WantedMenus; steps: readonly MenuStep[] },
  onStep: OnStep,
): Promise<StepsOutcome> {
  let steps = plan.steps;
  for (let round = 1; ; round++) {
    const trouble = await takeAll(api, steps, onStep);
    if (trouble === NOT_GRANTED) return { kind: 'by_hand' };
    const read = await tryToRead(api);
    if (read.kind === 'by_hand') return read;
    if (read.kind === 'unknown') {
      const lead = trouble ?? '微信收下了菜单，但没能读回来核对。';
      return { kind: 'unclear', detail: `${lead}${read.detail}` };
    }
    const rest = planSteps(read.live, plan.wanted);
    if (rest.length === 0) return { kind: 'applied' };
    const again = trouble === null && round < ROUNDS && rest.every(({ kind }) => kind !== 'create');
    if (!again) return describe(plan.before, read.live, rest, trouble);
    steps = rest;
  }
}

/** @returns why it stopped, as a sentence or `NOT_GRANTED`; null: every call was done */
async function takeAll(
  api: WechatApi,
  steps: readonly MenuStep[],
  onStep: OnStep,
): Promise<string | null> {
  for (const [done, step] of steps.entries()) {
    onStep(step, done, steps.length);
    try {
      await take(api, step);
    } catch (error) {
      if (step.kind === 'create' && isNotGranted(error)) return NOT_GRANTED;
      if (step.kind === 'remove' && isGone(error)) continue;
      return sentenceOf(error);
    }
  }
  return null;
}

async function take(api: WechatApi, step: MenuStep): Promise<void> {
  switch (step.kind) {
    case 'create':
      return createCustomMenu(api, { button: step.button });
    case 'add': {
      const { button, matchrule } = step.menu;
      await addConditionalMenu(api, { button, matchrule });
      return;
    }
    case 'remove':
      return deleteConditionalMenu(api, step.menu.menuid);
  }
}

function isGone(error: unknown): boolean {
  return error instanceof WechatRefusedError && error.code === NO_SUCH_MENU;
}

function describe(
  before: LiveMenus,
  after: LiveMenus,
  rest: readonly MenuStep[],
  trouble: string | null,
): StepsOutcome {
  const lead = trouble ?? '微信收下了菜单，读回来的却不一样，请再运行一次。';
  if (fingerprintOf(before) === fingerprintOf(after)) {
    return { kind: 'failed', detail: `${lead}微信上仍是原来的菜单。` };
  }
  const defaultDone = rest.every(({ kind }) => kind !== 'create');
  const what = defaultDone
    ? `默认菜单已是新的，个性化菜单还差 ${rest.length} 步`
    : '默认菜单还不是新的';
  return { kind: 'partial', detail: `${lead}${what}，再运行一次会接着做。` };
}
