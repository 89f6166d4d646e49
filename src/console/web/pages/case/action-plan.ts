/** How the legal actions of a case are laid out as buttons. */
import type { CaseAction } from './case';

/** Actions that are written in 办理, where the text and its checks are. */
const WRITTEN = ['submit', 'accept_and_answer', 'revise', 'refer'];

/** The way of most cases, in its order; what stands first is the next step. */
const ORDER = [
  ...['claim', 'accept', 'accept_and_answer', 'submit', 'review', 'sign', 'send_back', 'assign'],
  ...['answer_as_co_handler', 'answer_supervision', 'judge', 'approve_extension'],
  ...['refuse_extension', 'ask_supplement', 'transfer'],
];
const SHOWN = 5;

/** Held back because nobody has asked for them: no question that anybody has. */
const ASKED_FOR = ['judge', 'answer_supervision', 'approve_extension', 'refuse_extension'];

export interface ButtonPlan {
  first: CaseAction[];
  more: CaseAction[];
  /** Held back by a guard, with the reason. */
  held: CaseAction[];
}

export function planButtons(actions: readonly CaseAction[]): ButtonPlan {
  const rank = ({ action }: CaseAction): number => {
    const at = ORDER.indexOf(action);
    return at === -1 ? ORDER.length : at;
  };
  const legal = actions
    .filter(({ refusal }) => refusal === null)
    .sort((one, other) => rank(one) - rank(other));
  const main = legal.filter(({ action }) => ORDER.includes(action)).slice(0, SHOWN);
  return {
    first: main,
    more: legal.filter((action) => !main.includes(action)),
    held: actions.filter(({ action, refusal }) => refusal !== null && !ASKED_FOR.includes(action)),
  };
}

/** Those of a case's actions that are written in 办理, the usual one first. */
export function listWritten(actions: readonly CaseAction[]): CaseAction[] {
  return WRITTEN.flatMap((name) => actions.filter(({ action }) => action === name));
}

/** Whether an action is done in the form of 办理 and not in a dialog. */
export function isWritten(action: string): boolean {
  return WRITTEN.includes(action);
}
