/** What becomes of a case that waits to be taken up: 认领, 受理, 不予受理, 无需办理, 告知渠道. */
import { openApproval } from '../../../approvals/approval-store';
import { AppError } from '../../../platform/errors';
import { refusalCauses, type ActionInputs } from '../actions';
import { startAnswer, startGate, stopClock } from '../clock-effects';
import { getUnit, wantText, type Effect, type EffectOf, type Execution } from '../effect';
import { planGates } from '../gates';
import { gatesFor, wantSendable } from '../outgoing-words';
import { publishAnswer } from '../publish-answer';
import { submitText } from '../submit-text';

/** How long a claimed case is kept from others before somebody has taken it up. */
const CLAIM_MS = 30 * 60 * 1000;

/** 认领: nobody else takes the case up for half an hour. */
export const claim: EffectOf<'claim'> = ({ actor, at }) => ({
  patch: { handler: actor.id, claimed_until: new Date(at.getTime() + CLAIM_MS) },
});

/** 取消认领. */
export const release: EffectOf<'release'> = () => ({
  patch: { handler: null, claimed_until: null },
});

/** 受理: what kind of matter it is, and who answers for it; a 举报 only by people who are named for it. */
export const accept: EffectOf<'accept'> = (execution) => taken(execution, execution.input);

/** 受理并答复: 受理 and 提交 in one press; the citizen gets the answer only. */
export const acceptAndAnswer: EffectOf<'accept_and_answer'> = async (execution) => {
  const { row, input } = execution;
  const { patch, data } = taken(execution, input);
  const submitted = await submitText({ ...execution, row: { ...row, ...patch } }, input);
  return {
    ...submitted,
    patch: { ...patch, ...submitted.patch },
    data: { ...data, ...submitted.data },
  };
};

function wantNamed({ reach, row }: Omit<Execution, 'input'>): void {
  const named = reach && 'units' in reach ? (reach.restrictedUnits ?? []) : [];
  if (named.includes(row.owner_unit)) return;
  throw new AppError('forbidden', '举报由指定的人员受理。请标记“保密”，他们会看到这件。');
}

function taken(execution: Omit<Execution, 'input'>, input: ActionInputs['accept']): Effect {
  const { ports, row, actor, at } = execution;
  if (input.type === 'report') wantNamed(execution);
  return {
    to: 'in_progress',
    patch: {
      ...startAnswer(ports.clocks, row, input.type, at),
      type: input.type,
      item: input.item,
      handler: actor.id,
      claimed_until: null,
      ...(input.type === 'report' ? { restricted: true } : {}),
    },
    data: { type: input.type, item: input.item },
  };
}

/** 不予受理: one of the listed reasons and the proper channel, before both gates. */
export const refuse: EffectOf<'refuse'> = async (execution) => {
  const { tx, ports, row, actor, at, input, reason } = execution;
  const channel = wantText(input.channel, '应当走的渠道');
  const text = `您反映的事项不予受理。原因：${refusalCauses[input.cause]}。${reason ?? ''}\n您可以：${channel}`;
  wantSendable(execution, text, input.confirmed ?? false);
  const gates = planGates(getUnit(ports, row.owner_unit).gates, 'refusal', false);
  const approval = await openApproval(tx, {
    text,
    gates: gates.length > 0 ? gates : ['review'],
    drafters: [actor.id],
    at,
  });
  return {
    to: 'awaiting_review',
    patch: {
      ...startGate(ports.clocks, row, at),
      handler: actor.id,
      claimed_until: null,
      approval_id: approval,
      answer_kind: 'refusal',
    },
    data: { cause: input.cause, approval },
  };
};

/** 无需办理. */
export const dismiss: EffectOf<'dismiss'> = ({ input, at }) => ({
  to: 'closed',
  patch: { ...stopClock(), closed_at: at, outcome: 'unneeded' },
  data: { cause: input.cause },
});

/** 恢复办理: 无需办理 was wrong. */
export const restore: EffectOf<'restore'> = () => ({
  to: 'awaiting_acceptance',
  patch: { closed_at: null, outcome: null, handler: null },
});

/** 告知渠道: the matter belongs to none of our units; words that were changed pass 审核. */
export const refer: EffectOf<'refer'> = async (execution) => {
  const { tx, ports, row, actor, at, input } = execution;
  const text = wantText(input.text, '告知内容');
  const check = wantSendable(execution, text, input.confirmed ?? false);
  const template = `elsewhere:${input.channel}`;
  const unchanged = await ports.words.isUnchanged(tx, row, template, text);
  const planned = planGates(getUnit(ports, row.owner_unit).gates, 'referral', unchanged);
  const gates = gatesFor(planned, check, unchanged);
  const taken = { handler: actor.id, claimed_until: null };
  const data = { channel: input.channel };
  if (gates.length === 0) {
    const draft = {
      kind: 'referral',
      text,
      pictures: [],
      approvalId: null,
      draftedBy: actor.id,
    } as const;
    const published = await publishAnswer(execution, draft);
    return { ...published, patch: { ...published.patch, ...taken }, data };
  }
  const approval = await openApproval(tx, { text, gates: ['review'], drafters: [actor.id], at });
  return {
    to: 'awaiting_review',
    patch: {
      ...taken,
      ...startGate(ports.clocks, row, at),
      approval_id: approval,
      answer_kind: 'referral',
    },
    data: { ...data, approval },
  };
};
