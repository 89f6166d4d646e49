import type { Action } from './actions';
import { transitions } from './transitions';

/** What happens to a case beside the actions of its life cycle, as it stands in 流程. */
export const changesBesideActions = {
  opened: '生成办件',
  registered: '登记',
  split_off: '拆分出来',
  message_added: '群众来信',
  message_moved_away: '来信移到别的办件',
  judged_by_citizen: '群众说明来信是另一件事',
  merged_in: '并入一件',
  recomputed: '期限重新计算',
  escalated: '逾期自动督办',
  rating_marked_mistaken: '认定误评',
} as const;

/** All that can stand in a case's line of events. */
export type CaseEventKind = Action | keyof typeof changesBesideActions;

/** What a person reads of an event of a case. */
export function presentEventKind(kind: CaseEventKind): string {
  return isAction(kind) ? transitions[kind].label : changesBesideActions[kind];
}

function isAction(kind: CaseEventKind): kind is Action {
  return Object.hasOwn(transitions, kind);
}
