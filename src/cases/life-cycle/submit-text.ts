import { openApproval } from '../../approvals/approval-store';
import { countTemplateUse } from '../phrases/phrase-store';
import { AppError } from '../../platform/errors';
import type { DraftInput } from './actions';
import { startGate } from './clock-effects';
import { getUnit, wantText, type Effect, type Execution } from './effect';
import { planGates, type Gate } from './gates';
import { gatesFor, wantSendable } from './outgoing-words';
import { publishAnswer } from './publish-answer';

/**
 * Puts an answer before the gates that its matter has in this unit, frozen; without gates it leaves.
 * @throws AppError bad_request for an empty text; unprocessable for one with words that may not leave, or
 *   that want a second look
 */
export async function submitText(
  execution: Omit<Execution, 'input'>,
  draft: DraftInput,
): Promise<Effect> {
  const { tx, ports, row, actor, at } = execution;
  const text = wantText(draft.text, '公开答复内容');
  const check = wantSendable(execution, text, draft.confirmed ?? false);
  const target = { caseId: row.id, account: row.account, at };
  const pictures = await ports.pictures.choose(tx, target, draft.pictures ?? []);
  const { template } = draft;
  // A picture was approved by nobody.
  const unchanged =
    template !== null &&
    pictures.length === 0 &&
    (await ports.words.isUnchanged(tx, row, template, text));
  if (template !== null) await countTemplateUse(tx, row.owner_unit, template, at);
  const planned = planGates(getUnit(ports, row.owner_unit).gates, row.type ?? 'help', unchanged);
  const [first, ...rest] = gatesFor(planned, check, unchanged);
  const twice = check.hits.filter(({ level }) => level === 'confirm').map((hit) => hit.text);
  const data = {
    ...{ handling: draft.handling, template, unchanged, pictures: pictures.length },
    ...(twice.length > 0 ? { confirmed: twice } : {}),
  };
  if (!first) {
    const plain = {
      kind: 'answer',
      text,
      pictures,
      approvalId: null,
      draftedBy: actor.id,
    } as const;
    return { ...(await publishAnswer(execution, plain)), data };
  }
  const asked = await wantAsked(execution, first, draft.asked ?? null);
  const drafters = actor.onBehalfOf === null ? [actor.id] : [actor.id, actor.onBehalfOf];
  const approval = await openApproval(tx, {
    text,
    pictures,
    gates: [first, ...rest],
    drafters,
    asked,
    at,
  });
  return {
    to: first === 'review' ? 'awaiting_review' : 'awaiting_signature',
    patch: {
      ...startGate(ports.clocks, row, at),
      handler: actor.id,
      approval_id: approval,
      answer_kind: 'answer',
    },
    data: { ...data, approval, ...(asked === null ? {} : { asked }) },
  };
}

/** Who may pass a text that stands before a gate: the signer both at once. */
const PASSERS = { review: ['reviewer', 'signer'], signature: ['signer'] } as const;

/** @throws AppError bad_request for somebody who may not pass the text */
async function wantAsked(
  { tx, ports, row, actor }: Omit<Execution, 'input'>,
  gate: Gate,
  asked: string | null,
): Promise<string | null> {
  if (asked === null) return null;
  const isOwn = asked === actor.id || asked === actor.onBehalfOf;
  if (!isOwn && (await ports.people.holdsRole(tx, asked, row.owner_unit, PASSERS[gate]))) {
    return asked;
  }
  throw new AppError('bad_request', '选的下一步审核人不能审这件，请另选一位，或者不指定。');
}
