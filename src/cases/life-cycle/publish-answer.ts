import { composeAnswer, composeRestrictedAnswer } from './answer-text';
import type { AnswerKind } from './case-row';
import { stopClock } from './clock-effects';
import { getUnit, type Effect, type Execution } from './effect';
import type { Delivery } from './ports';

/** A text that may leave: it passed its gates, or needed none. */
export interface PublishedText {
  kind: AnswerKind;
  text: string;
  /** Names of the pictures that go with it, in their order. */
  pictures: readonly string[];
  approvalId: string | null;
  draftedBy: string;
}

/**
 * The one way out of a unit: the answer is written to the citizen's case and handed to delivery, in the
 * transaction that signs it. A 不予受理 ends the case, everything else waits for a rating.
 */
export async function publishAnswer(
  execution: Omit<Execution, 'input'>,
  answer: PublishedText,
): Promise<Effect> {
  const { tx, row, actor, at, ports } = execution;
  await tx.query(
    `insert into case_answers (case_id, round, kind, unit, text, pictures, approval_id, drafted_by,
       signed_by, signed_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[row.id, row.round, answer.kind, row.owner_unit, answer.text, answer.pictures],
      ...[
        answer.approvalId,
        answer.draftedBy,
        actor.id,
        at,
        row.answer_due_at ?? row.accept_due_at,
      ],
    ],
  );
  const refused = answer.kind === 'refusal';
  return {
    to: refused ? 'closed' : 'answered',
    patch: {
      ...stopClock(),
      approval_id: null,
      answer_kind: null,
      answered_at: at,
      first_human_answer_at: row.first_human_answer_at ?? at,
      ...(refused
        ? { closed_at: at, outcome: 'refused' }
        : {
            outcome: answer.kind === 'answer' ? 'answered' : 'referred',
            auto_close_at: ports.clocks.dueAt(row.owner_unit, { kind: 'auto_close' }, at).at,
          }),
    },
    answer: await handOver(execution, answer),
  };
}

async function handOver(
  { tx, row, at, ports }: Omit<Execution, 'input'>,
  answer: PublishedText,
): Promise<{ text: string; delivery: Delivery | null }> {
  const unit = getUnit(ports, row.owner_unit);
  const progressUrl = ports.progressUrl({ caseId: row.id, round: row.round }, at);
  const about = { number: row.number, unit, at, progressUrl };
  const text = row.restricted
    ? composeRestrictedAnswer(about)
    : composeAnswer({ ...about, kind: answer.kind, text: answer.text });
  if (row.citizen_id === null) return { text, delivery: null };
  const delivery = await ports.outbox.enqueueAnswer(tx, {
    account: row.account,
    citizenId: row.citizen_id,
    caseId: row.id,
    text,
    whole: { progressUrl, telephone: unit.telephone },
    // What is confidential stands on the citizen's page alone.
    pictures: row.restricted ? [] : answer.pictures,
    at,
  });
  return { text, delivery };
}
