import { ENOUGH_ATTEMPTS } from '../work/contacts';
import type { CaseActor, CaseRole } from './actions';
import type { CaseRow } from './case-row';
import type { CaseClocks } from './clocks';
import type { CaseFacts } from './facts';

/** What a guard looks at. */
export interface GuardContext {
  row: CaseRow;
  actor: CaseActor;
  at: Date;
  clocks: CaseClocks;
  facts: CaseFacts;
  /** 统筹 has said why an answer that did not leave does not matter. */
  excused: boolean;
}

/** Why an action is refused: the person may not (403), or the case does not allow it now (409). */
export interface Refusal {
  code: 'forbidden' | 'conflict';
  message: string;
}

const no = (message: string): Refusal => ({ code: 'conflict', message });
const mayNot = (message: string): Refusal => ({ code: 'forbidden', message });

const DAY_MS = 24 * 60 * 60 * 1000;
/** 评价 stays open, and 无需办理 can be undone, for as many days. */
const OPEN_DAYS = 30;
/** A hand-over beyond as many is the district's decision. */
const HOPS_WITHOUT_DISTRICT = 2;
/** Matters that end only when the citizen was spoken with. */
const TO_BE_SPOKEN: readonly string[] = ['help', 'complaint', 'report'];

/** Whether somebody has a role in a unit. */
export function hasRole(actor: CaseActor, role: CaseRole, unit: string): boolean {
  return actor.roles.some((held) => held.role === role && (held.unit ?? unit) === unit);
}

function claimedByOther({ row, actor, at }: GuardContext): boolean {
  return (
    row.handler !== null &&
    row.handler !== actor.id &&
    row.claimed_until !== null &&
    row.claimed_until > at
  );
}

function isNobodyElses({ row, actor }: GuardContext): boolean {
  return row.handler === null || row.handler === actor.id || row.handler === actor.onBehalfOf;
}

const coordinates = ({ actor, row }: GuardContext): boolean =>
  hasRole(actor, 'coordinator', row.owner_unit);

const isAfter = (days: number, from: Date | null, at: Date): boolean =>
  from === null || at.getTime() - from.getTime() > days * DAY_MS;

/** Each guard by name; null: it lets the action through. */
export const guards = {
  not_claimed: (context) => (claimedByOther(context) ? no('这件已经有人认领，正在处理。') : null),
  is_handler: (context) =>
    isNobodyElses(context) ? null : mayNot('这件由别的承办人办理。要换人，请单位管理员移交。'),
  is_handler_or_gate: (context) =>
    isNobodyElses(context) ||
    hasRole(context.actor, 'reviewer', context.row.owner_unit) ||
    hasRole(context.actor, 'signer', context.row.owner_unit)
      ? null
      : mayNot('只有承办人和审核、签发的人可以修改送审稿。'),
  own_or_coordinator: (context) =>
    coordinates(context) ||
    (isNobodyElses(context) && hasRole(context.actor, 'clerk', context.row.owner_unit))
      ? null
      : mayNot('这件由别的承办人办理。'),
  within_return_time: ({ row, at, clocks }) => {
    const from = row.assigned_at ?? row.opened_at;
    return at <= clocks.dueAt(row.owner_unit, { kind: 'return' }, from).at
      ? null
      : no('收到已经超过退回时限，请受理，或者请统筹转办。');
  },
  not_designated: ({ row }) => (row.designated ? no('这件由统筹指定本单位办理，不能退回。') : null),
  below_third_hop: (context) =>
    context.row.hops < HOPS_WITHOUT_DISTRICT || coordinates(context)
      ? null
      : mayNot('这件已经转过两次，再转要由统筹决定。'),
  supplements_left: ({ row, clocks }) => {
    const limit = clocks.supplementLimit(row.owner_unit);
    return row.supplements < limit ? null : no(`这件已经请群众补充过${limit}次，不能再要求补充。`);
  },
  supplement_time_over: ({ row, at }) =>
    row.auto_close_at !== null && row.auto_close_at <= at ? null : no('还在等群众补充。'),
  before_limit: ({ row, at }) =>
    row.answer_due_at !== null && at <= row.answer_due_at
      ? null
      : no('已经过了期限，不能再申请延期。'),
  extension_left: ({ row }) =>
    row.extension === null ? null : no('这件已经申请过延期，只能申请一次。'),
  extension_asked: ({ row }) => (row.extension === 'asked' ? null : no('这件没有待批的延期申请。')),
  not_applicant: ({ row, actor }) =>
    [actor.id, actor.onBehalfOf].includes(row.extension_asked_by)
      ? mayNot('申请延期的人不能自己批。')
      : null,
  not_drafter: ({ facts, actor }) =>
    facts.approval?.drafters.some((one) => one === actor.id || one === actor.onBehalfOf)
      ? mayNot('拟稿的人不能审核、签发自己的稿子。')
      : null,
  signature_wanted: ({ facts }) =>
    facts.approval?.gates.includes('signature') ? null : no('这件只要审核，不用签发。'),
  was_answered: ({ row }) =>
    row.outcome === 'answered' || row.outcome === 'referred' || row.outcome === 'refused'
      ? null
      : no('这件没有答复过。'),
  not_rated: ({ row }) => (row.rating === null ? null : no('这次答复已经评价过了。')),
  rating_open: ({ row, at }) =>
    isAfter(OPEN_DAYS, row.answered_at, at) ? no('评价的时间已经过了。') : null,
  needs_judgement: ({ row }) => (row.needs_judgement ? null : no('这件没有要判断的来信。')),
  contact_recorded: ({ row, facts }) =>
    TO_BE_SPOKEN.includes(row.type ?? '') &&
    !facts.contacts.reached &&
    facts.contacts.attempts < ENOUGH_ATTEMPTS
      ? no('投诉、求助、举报要有联系群众的记录才能办结：联系上一次，或者在不同时间试过三次。')
      : null,
  answer_told: ({ row, facts, excused }) => {
    const { delivered, contacts } = facts;
    const spoken = contacts.reached || contacts.attempts >= ENOUGH_ATTEMPTS;
    if (delivered.told || spoken || excused) return null;
    if (delivered.failed) return no('答复没有送出。请先办妥，或者由统筹写明原因后办结。');
    return TO_BE_SPOKEN.includes(row.type ?? '') ? no('群众还没有收到答复。') : null;
  },
  is_supervised: ({ row }) => (row.supervision_due_at ? null : no('这件没有要反馈的督办。')),
  no_risk_word: ({ facts }) =>
    facts.riskWord === null
      ? null
      : no(`来信里有“${facts.riskWord}”，不能按无需办理处理，请受理。`),
  was_dismissed: ({ row }) =>
    row.outcome === 'unneeded' ? null : no('只有按无需办理处理的件可以恢复。'),
  restorable: ({ row, at }) =>
    isAfter(OPEN_DAYS, row.closed_at, at) ? no(`超过${OPEN_DAYS}天，不能恢复。`) : null,
} satisfies Record<string, (context: GuardContext) => Refusal | null>;

export type GuardName = keyof typeof guards;

/** The first guard of a row that refuses, or null. */
export function findRefusal(names: readonly GuardName[], context: GuardContext): Refusal | null {
  for (const name of names) {
    const refusal = guards[name](context);
    if (refusal) return refusal;
  }
  return null;
}
