/** 办理状态: the states of a case and their Chinese. */
export const caseStates = {
  awaiting_assignment: '待分派',
  awaiting_acceptance: '待受理',
  in_progress: '办理中',
  awaiting_supplement: '待补充',
  awaiting_review: '待审核',
  awaiting_signature: '待签发',
  answered: '已答复',
  closed: '已办结',
  merged: '已合并',
  withdrawn: '已撤回',
} as const;

export type CaseState = keyof typeof caseStates;

/** What a person reads of a state; an unknown one as it is. */
export function presentCaseState(state: string): string {
  return caseStates[state as CaseState] ?? state;
}
