import { openApproval } from '../../approvals/approval-store';
import { AppError } from '../../platform/errors';
import type { DraftInput } from './actions';
import { startGate } from './clock-effects';
import { getUnit, wantText, type Effect, type Execution } from './effect';
import { planGates } from './gates';
import type { LifeCyclePorts } from './ports';
import { publishAnswer } from './publish-answer';

/**
 * Puts an answer before the gates that its matter has in this unit, frozen; without gates it leaves.
 * @throws AppError bad_request for an empty text, or one with words that may not leave
 */
export async function submitText(
  execution: Omit<Execution, 'input'>,
  draft: DraftInput,
): Promise<Effect> {
  const { tx, ports, row, actor, at } = execution;
  const text = wantText(draft.text, '公开答复内容');
  wantSendable(ports, row.owner_unit, text);
  const unchanged =
    draft.template !== null &&
    (await ports.words.isUnchanged(tx, row.owner_unit, draft.template, text));
  const matter = row.type ?? 'help';
  const [first, ...rest] = planGates(getUnit(ports, row.owner_unit).gates, matter, unchanged);
  const data = { handling: draft.handling, template: draft.template };
  if (!first) {
    const plain = { kind: 'answer', text, approvalId: null, draftedBy: actor.id } as const;
    return { ...(await publishAnswer(execution, plain)), data };
  }
  const drafters = actor.onBehalfOf === null ? [actor.id] : [actor.id, actor.onBehalfOf];
  const approval = await openApproval(tx, { text, gates: [first, ...rest], drafters, at });
  return {
    to: first === 'review' ? 'awaiting_review' : 'awaiting_signature',
    patch: {
      ...startGate(ports.clocks, row, at),
      handler: actor.id,
      approval_id: approval,
      answer_kind: 'answer',
    },
    data: { ...data, approval },
  };
}

/** @throws AppError bad_request for words that may not leave the unit, naming them */
export function wantSendable(ports: LifeCyclePorts, unit: string, text: string): void {
  const { level, hits } = ports.words.checkOutgoing(unit, text);
  if (level === 'forbidden') {
    throw new AppError('bad_request', `答复里有不能发出的内容：${hits.join('、')}。`, { hits });
  }
}
