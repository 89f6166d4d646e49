/** What each action of the table does. */
import type { Action } from './actions';
import type { EffectOf } from './effect';
import { close, judge, merge, rate, rework, withdraw } from './effects/ending';
import { answerByOperator, review, revise, sendBack, sign, submit } from './effects/gating';
import * as intake from './effects/intake';
import { answerSupervision, flag, handOver, split, supervise } from './effects/people';
import { addCoHandler, answerAsCoHandler, assign, returnCase, transfer } from './effects/routing';
import * as waiting from './effects/waiting';

export const effects: { readonly [A in Action]: EffectOf<A> } = {
  assign,
  claim: intake.claim,
  release: intake.release,
  accept: intake.accept,
  return: returnCase,
  transfer,
  hand_over: handOver,
  add_co_handler: addCoHandler,
  answer_as_co_handler: answerAsCoHandler,
  ask_supplement: waiting.askSupplement,
  supplement: waiting.supplement,
  close_unsupplemented: waiting.closeUnsupplemented,
  ask_extension: waiting.askExtension,
  approve_extension: waiting.approveExtension,
  refuse_extension: waiting.refuseExtension,
  submit,
  revise,
  send_back: sendBack,
  review,
  sign,
  refuse: intake.refuse,
  rate,
  rework,
  judge,
  close,
  merge,
  withdraw,
  supervise,
  answer_supervision: answerSupervision,
  dismiss: intake.dismiss,
  restore: intake.restore,
  refer: intake.refer,
  accept_and_answer: intake.acceptAndAnswer,
  answer_by_operator: answerByOperator,
  split,
  flag,
};
