import type { CaseState } from '../case-state';
import type { Action, CaseRole } from './actions';
import type { GuardName } from './guards';
import type { NoticeKind } from './notices';

/** What an action does to the clocks; `clock-effects.ts` knows how. */
export type ClockEffect =
  | 'none'
  | 'start_accept'
  | 'start_answer'
  | 'start_gate'
  | 'pause'
  | 'resume'
  | 'extend'
  | 'stop'
  | 'restart';

/** One row of the life cycle. */
export interface Transition {
  label: string;
  from: readonly CaseState[];
  /** Where it can lead; `same` leaves the state. */
  to: readonly CaseState[] | 'same';
  roles: readonly CaseRole[];
  guards: readonly GuardName[];
  clock: ClockEffect;
  /** What the citizen is told beside the answer itself. */
  notice: NoticeKind | null;
  /** A reason of five characters or more is needed. */
  reason: boolean;
  /** Whose unit the role must be held in: the one that owns the case, or one that helps with it. */
  heldIn: 'owner' | 'co_handler';
}

const QUEUED = ['awaiting_assignment', 'awaiting_acceptance'] as const;
const TAKEN = ['in_progress', 'awaiting_supplement'] as const;
const GATED = ['awaiting_review', 'awaiting_signature'] as const;
const ACCEPTED = [...TAKEN, ...GATED] as const;
const OPEN = [...QUEUED, ...ACCEPTED] as const;
const DONE = ['answered', 'closed'] as const;

const row = (
  label: string,
  from: readonly CaseState[],
  to: Transition['to'],
  roles: readonly CaseRole[],
  more: Partial<Omit<Transition, 'label' | 'from' | 'to' | 'roles'>> = {},
): Transition => ({
  label,
  from,
  to,
  roles,
  guards: [],
  clock: 'none',
  notice: null,
  reason: false,
  heldIn: 'owner',
  ...more,
});

/**
 * The life cycle of a case, a row an action. It is executed by `executeAction` and drawn as buttons by
 * `listActions`. 生成办件 and 登记 make a case and have no row: `openCases`, `registerCase`.
 */
export const transitions: Readonly<Record<Action, Transition>> = {
  assign: row('分派', ['awaiting_assignment'], ['awaiting_acceptance'], ['coordinator'], {
    clock: 'start_accept',
  }),
  claim: row('认领', ['awaiting_acceptance'], 'same', ['clerk'], { guards: ['not_claimed'] }),
  release: row('取消认领', ['awaiting_acceptance'], 'same', ['clerk'], { guards: ['is_handler'] }),
  accept: row('受理', ['awaiting_acceptance'], ['in_progress'], ['clerk'], {
    guards: ['not_claimed'],
    clock: 'start_answer',
    notice: 'accepted',
  }),
  return: row('退回', ['awaiting_acceptance'], ['awaiting_assignment'], ['clerk'], {
    guards: ['not_claimed', 'within_return_time', 'not_designated'],
    reason: true,
  }),
  transfer: row(
    '转办',
    ['awaiting_acceptance', 'in_progress'],
    ['awaiting_acceptance'],
    ['coordinator', 'clerk'],
    {
      guards: ['own_or_coordinator', 'below_third_hop'],
      clock: 'start_accept',
      notice: 'transferred',
      reason: true,
    },
  ),
  hand_over: row('离岗移交', OPEN, 'same', ['unit_admin', 'coordinator'], { reason: true }),
  add_co_handler: row('加协办', ACCEPTED, 'same', ['clerk', 'coordinator'], {
    guards: ['own_or_coordinator'],
    reason: true,
  }),
  answer_as_co_handler: row('协办回复', ACCEPTED, 'same', ['clerk'], { heldIn: 'co_handler' }),
  ask_supplement: row('要求补充', ['in_progress'], ['awaiting_supplement'], ['clerk'], {
    guards: ['is_handler', 'supplements_left'],
    clock: 'pause',
    notice: 'supplement_asked',
    reason: true,
  }),
  supplement: row('群众补充', ['awaiting_supplement'], ['in_progress'], ['citizen'], {
    clock: 'resume',
  }),
  close_unsupplemented: row('办结（未补充）', ['awaiting_supplement'], ['closed'], ['system'], {
    guards: ['supplement_time_over'],
    clock: 'stop',
    notice: 'unsupplemented',
  }),
  ask_extension: row('申请延期', ['in_progress'], 'same', ['clerk'], {
    guards: ['is_handler', 'before_limit', 'extension_left'],
    reason: true,
  }),
  approve_extension: row('批准延期', ['in_progress', ...GATED], 'same', ['signer'], {
    guards: ['extension_asked', 'not_applicant'],
    clock: 'extend',
    notice: 'extended',
    reason: true,
  }),
  refuse_extension: row('不批延期', ['in_progress', ...GATED], 'same', ['signer'], {
    guards: ['extension_asked', 'not_applicant'],
    reason: true,
  }),
  submit: row('提交审核', ['in_progress'], [...GATED, 'answered'], ['clerk'], {
    guards: ['is_handler'],
    clock: 'start_gate',
  }),
  revise: row('修改送审稿', GATED, ['awaiting_review'], ['clerk', 'reviewer', 'signer'], {
    guards: ['is_handler_or_gate'],
    clock: 'start_gate',
  }),
  send_back: row(
    '审核退回',
    GATED,
    ['in_progress', 'awaiting_acceptance'],
    ['reviewer', 'signer'],
    { reason: true },
  ),
  review: row(
    '审核通过',
    ['awaiting_review'],
    ['awaiting_signature', 'answered', 'closed'],
    ['reviewer'],
    { guards: ['not_drafter'], clock: 'start_gate' },
  ),
  sign: row('签发', GATED, ['answered', 'closed'], ['signer'], {
    guards: ['signature_wanted', 'not_drafter'],
    clock: 'stop',
  }),
  refuse: row('不予受理', ['awaiting_acceptance'], ['awaiting_review'], ['clerk'], {
    guards: ['not_claimed'],
    clock: 'start_gate',
    reason: true,
  }),
  rate: row('评价', DONE, 'same', ['citizen'], {
    guards: ['was_answered', 'not_rated', 'rating_open'],
  }),
  rework: row('重办', DONE, ['in_progress'], ['system', 'coordinator'], {
    guards: ['was_answered'],
    clock: 'restart',
    notice: 'reworked',
    reason: true,
  }),
  judge: row('判断来信：是同一件事', [...OPEN, ...DONE], 'same', ['clerk'], {
    guards: ['needs_judgement'],
  }),
  close: row('办结', ['answered'], ['closed'], ['system', 'coordinator'], {
    guards: ['contact_recorded', 'answer_told'],
    clock: 'stop',
  }),
  merge: row('合并', OPEN, ['merged'], ['clerk', 'coordinator'], {
    guards: ['own_or_coordinator'],
    clock: 'stop',
    notice: 'merged',
    reason: true,
  }),
  withdraw: row('撤回', OPEN, ['withdrawn'], ['citizen'], { clock: 'stop' }),
  supervise: row('督办', [...OPEN, ...DONE], 'same', ['coordinator'], { reason: true }),
  answer_supervision: row('督办反馈', [...OPEN, ...DONE], 'same', ['clerk'], {
    guards: ['is_supervised'],
  }),
  dismiss: row('无需办理', ['awaiting_acceptance'], ['closed'], ['clerk'], {
    guards: ['not_claimed', 'no_risk_word'],
    clock: 'stop',
  }),
  restore: row('恢复办理', ['closed'], ['awaiting_acceptance'], ['clerk', 'coordinator'], {
    guards: ['was_dismissed', 'restorable'],
    reason: true,
  }),
  refer: row('告知渠道', ['awaiting_acceptance'], ['answered', 'awaiting_review'], ['clerk'], {
    guards: ['not_claimed'],
    clock: 'stop',
  }),
  accept_and_answer: row('受理并答复', ['awaiting_acceptance'], [...GATED, 'answered'], ['clerk'], {
    guards: ['not_claimed'],
    clock: 'start_answer',
  }),
  answer_by_operator: row('值守答复', OPEN, ['answered'], ['operator'], { clock: 'stop' }),
  split: row('拆分', OPEN, 'same', ['clerk'], { guards: ['own_or_coordinator'], notice: 'split' }),
  flag: row('标记', [...OPEN, ...DONE], 'same', ['clerk', 'coordinator']),
};
