/** An answer before its gates: 提交, 修改, 退回修改, 审核, 签发. */
import {
  endApproval,
  hashText,
  openApproval,
  recordPasses,
} from '../../../approvals/approval-store';
import { planPass } from '../../../approvals/plan-pass';
import { AppError } from '../../../platform/errors';
import { maskPersonalData } from '../../../privacy/mask';
import { startGate } from '../clock-effects';
import { wantText, type Effect, type EffectOf, type Execution } from '../effect';
import type { Gate } from '../gates';
import { wantSendable } from '../outgoing-words';
import { publishAnswer } from '../publish-answer';
import { submitText } from '../submit-text';

/** 提交审核. */
export const submit: EffectOf<'submit'> = (execution) => submitText(execution, execution.input);

/** 修改送审稿: the text that was frozen is dropped with all its approvals; the new one begins anew. */
export const revise: EffectOf<'revise'> = async (execution) => {
  const { tx, ports, row, actor, at, input } = execution;
  const before = approvalOf(execution);
  const text = wantText(input.text, '公开答复内容');
  const target = { caseId: row.id, account: row.account, at };
  const pictures = await ports.pictures.choose(tx, target, input.pictures ?? []);
  if (hashText(text, pictures) === before.hash) throw new AppError('bad_request', '内容没有改动。');
  wantSendable(execution, text, input.confirmed ?? false);
  await endApproval(tx, before.id, 'dropped', at);
  const approval = await openApproval(tx, {
    text,
    pictures,
    gates: before.gates,
    drafters: [...new Set([...before.drafters, actor.id])],
    at,
  });
  return {
    to: before.gates[0] === 'review' ? 'awaiting_review' : 'awaiting_signature',
    patch: { ...startGate(ports.clocks, row, at), approval_id: approval },
    data: { approval, dropped: before.id },
  };
};

/** 审核退回: an answer goes back to 办理中; a 不予受理 or 告知渠道, which was never taken up, to 待受理. */
export const sendBack: EffectOf<'send_back'> = async (execution) => {
  const { tx, row, at } = execution;
  const { id } = approvalOf(execution);
  await endApproval(tx, id, 'returned', at);
  return {
    to: row.answer_kind === 'answer' ? 'in_progress' : 'awaiting_acceptance',
    patch: {
      approval_id: null,
      answer_kind: null,
      gate_due_at: null,
      send_backs: row.send_backs + 1,
    },
    data: { approval: id },
  };
};

/** 审核通过: the frozen text goes to 签发, or out where one gate is enough. */
export const review: EffectOf<'review'> = (execution) =>
  pass(execution, ['review'], execution.input);

/** 签发: from 待审核 the signer passes both gates in one press. */
export const sign: EffectOf<'sign'> = (execution) => {
  const { input } = execution;
  const approval = approvalOf(execution);
  const gates = approval.gates.filter((gate) => !approval.passed.includes(gate)) as Gate[];
  return pass(execution, gates, input);
};

/**
 * 值守答复: whoever has the machine answers in the unit's name, without gates and answerable alone; for
 * trials and for the day on which nobody can sign in. The record says so.
 */
export const answerByOperator: EffectOf<'answer_by_operator'> = async (execution) => {
  const { tx, row, actor, at, input } = execution;
  const text = wantText(input.text, '答复内容');
  if (row.approval_id !== null) await endApproval(tx, row.approval_id, 'dropped', at);
  const answer = {
    kind: 'answer',
    text,
    pictures: [],
    approvalId: null,
    draftedBy: actor.id,
  } as const;
  return publishAnswer(execution, answer);
};

async function pass(
  execution: Omit<Execution, 'input'>,
  gates: readonly Gate[],
  input: { hash: string; opinion: string | null; confirmed?: boolean },
): Promise<Effect> {
  const { tx, ports, row, actor, at } = execution;
  const approval = approvalOf(execution);
  const by = { by: actor.id, onBehalfOf: actor.onBehalfOf };
  const plan = planPass(approval, { gates, hash: input.hash, ...by });
  switch (plan.kind) {
    case 'other_text':
      throw new AppError('conflict', '送审稿已经改过，请看过新的内容再办。', { state: row.state });
    case 'own_text':
      throw new AppError('forbidden', '拟稿的人不能审核、签发自己的稿子。');
    case 'not_their_gate':
      throw new AppError('conflict', '这件不在这一步。', { state: row.state });
    case 'passed':
      break;
  }
  const isLast = plan.next === null;
  if (isLast) wantSendable(execution, approval.text, input.confirmed ?? false);
  const opinion = input.opinion === null ? null : maskPersonalData(input.opinion).masked;
  await recordPasses(tx, approval.id, { gates, ...by, opinion, isLast, at });
  const data = { approval: approval.id, gates, hash: approval.hash, opinion };
  if (!isLast) {
    return { to: 'awaiting_signature', patch: startGate(ports.clocks, row, at), data };
  }
  const published = await publishAnswer(execution, {
    kind: row.answer_kind ?? 'answer',
    text: approval.text,
    pictures: approval.pictures,
    approvalId: approval.id,
    draftedBy: approval.drafters[0]!,
  });
  return { ...published, data };
}

function approvalOf({ facts }: Pick<Execution, 'facts'>) {
  if (!facts.approval) throw new AppError('conflict', '这件没有送审稿。');
  return facts.approval;
}
