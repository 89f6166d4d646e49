import type { MenuOutcome } from '../change-menus';
import type { UnitPlan } from '../plan-menus';
import type { WatchState } from './watch-state';

/** What is to be done about a unit's menus, and what an operator is told. */
export interface Verdict {
  state: WatchState;
  /** A Chinese sentence; null when all is well. */
  detail: string | null;
  /** apply: the file is to be applied now; retry: soon again, then less and less often. */
  next: 'rest' | 'apply' | 'retry';
}

/**
 * Decides on a unit's menus. By itself only a file is applied whose account was applied from here
 * before and still has what it was given: what somebody did on the website, rolled back or pulled is
 * never overwritten without a person.
 * @param autoApply what the file says
 * @returns null where the account is not configured here
 */
export function judgePlan(
  { state, lastApplied, unfinished }: Pick<UnitPlan, 'state' | 'lastApplied' | 'unfinished'>,
  autoApply: boolean,
): Verdict | null {
  switch (state.kind) {
    case 'no_account':
      return null;
    case 'by_hand':
      return BY_HAND;
    case 'unknown':
      return { state: 'unknown', detail: state.detail, next: 'retry' };
    case 'same':
      return told('same', null);
    case 'change':
      break;
  }
  if (state.drifted) return told('drifted', DRIFTED);
  if (!state.known) return told('not_pulled', NOT_PULLED);
  const kind = (unfinished ?? lastApplied)?.kind;
  if (!autoApply) return told('to_apply', `菜单文件有改动，还没有发布。${APPLY}`);
  if (kind === 'apply') return { state: 'to_apply', detail: null, next: 'apply' };
  if (kind === 'rollback') return told('to_apply', `上次是回滚，自动发布停了。${APPLY}`);
  if (kind === 'pull') return told('to_apply', `上次是取回留底，自动发布停了。${APPLY}`);
  return told('to_apply', `第一次发布要有人确认。${APPLY}`);
}

/** What is to be said after the file was applied by itself. */
export function judgeOutcome(outcome: MenuOutcome): Verdict {
  switch (outcome.kind) {
    case 'applied':
    case 'same':
      return told('same', null);
    case 'by_hand':
      return BY_HAND;
    case 'refused':
      return { state: 'to_apply', detail: outcome.detail, next: 'retry' };
    case 'failed':
    case 'partial':
    case 'unclear':
      return { state: 'failed', detail: `自动发布没有成功：${outcome.detail}`, next: 'retry' };
  }
}

const BY_HAND = told('by_hand', '本公众号不能用接口设置菜单，要在 mp.weixin.qq.com 手工填写。');
const APPLY = '请运行 menus plan 看改动，再运行 menus apply。';
const DRIFTED =
  '有人在别处改过微信上的菜单，没有覆盖。请运行 menus plan 看改了什么，再用 menus pull 取回，或用 menus apply 换回。';
const NOT_PULLED =
  '微信上的菜单不是从这里发布的，也没有取回留底。请先运行 menus pull，再运行 menus plan。';

function told(state: WatchState, detail: string | null): Verdict {
  return { state, detail, next: 'rest' };
}
