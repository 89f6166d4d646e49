import type { Database, Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { chinaDateOf } from '../platform/china-time';
import type { Scope } from './case-store';

/** How an answer leaves: a row of the outbox, written in the transaction that answers the case. */
export interface AnswerOutbox {
  enqueueAnswer(
    tx: Tx,
    answer: {
      account: string;
      citizenId: string;
      caseId: string;
      text: string;
      /** Where a shortened answer sends the citizen for the rest. */
      whole: { progressUrl: string | null; telephone: string | null };
      at: Date;
    },
  ): Promise<Delivery>;
}

/** How far the answer has come, in delivery's words. */
export interface Delivery {
  state: 'waiting' | 'held' | 'failed';
  reason: string | null;
}

/** What an answer says of the unit that gives it. */
export interface AnsweringUnit {
  name: string;
  telephone: string | null;
}

export interface AnswerCase {
  number: string;
  /** What the citizen reads, without salutation and signature. */
  text: string;
  /** Who answers, for the event. */
  actor: string;
  at: Date;
}

/**
 * Answers a case and hands the answer over to delivery, in one transaction.
 * @returns the text that the citizen gets, and where it stands; null for a case without a citizen
 * @throws AppError not_found for a case that is absent or another unit's; conflict when it is not open
 */
export async function answerCase(
  db: Database,
  outbox: AnswerOutbox,
  units: ReadonlyMap<string, AnsweringUnit>,
  scope: Scope,
  answer: AnswerCase,
): Promise<{ text: string; delivery: Delivery | null }> {
  return db.transaction(async (tx) => {
    const [found] = await tx.query<{
      id: string;
      account: string;
      citizen_id: string | null;
      owner_unit: string;
      answered_at: Date | null;
      closed_at: Date | null;
      version: number;
    }>(
      `select id, account, citizen_id, owner_unit, answered_at, closed_at, version
       from cases where number = $1 and owner_unit = any($2) for no key update`,
      [answer.number, scope.units],
    );
    if (!found) throw new AppError('not_found', `没有编号为 ${answer.number} 的办件。`);
    if (found.answered_at || found.closed_at) {
      throw new AppError('conflict', `办件 ${answer.number} 已经答复过了。`);
    }
    const unit = units.get(found.owner_unit);
    const text = composeAnswer(answer, unit?.name ?? found.owner_unit);
    await tx.query(
      `update cases set state = 'answered', answered_at = $2, version = version + 1,
         first_human_answer_at = coalesce(first_human_answer_at, $2)
       where id = $1`,
      [found.id, answer.at],
    );
    await tx.query(
      `insert into case_events (case_id, seq, kind, at, actor, data) values ($1, $2, 'answered', $3, $4, $5)`,
      [found.id, found.version + 1, answer.at, answer.actor, JSON.stringify({ text: answer.text })],
    );
    if (!found.citizen_id) return { text, delivery: null };
    const delivery = await outbox.enqueueAnswer(tx, {
      account: found.account,
      citizenId: found.citizen_id,
      caseId: found.id,
      text,
      whole: { progressUrl: null, telephone: unit?.telephone ?? null },
      at: answer.at,
    });
    return { text, delivery };
  });
}

/** The whole text of an answer: which case, what, and the 落款 (unit and day). */
function composeAnswer(answer: AnswerCase, unitName: string): string {
  const [year, month, day] = chinaDateOf(answer.at).split('-').map(Number);
  return `【答复】您的办件 ${answer.number}：\n${answer.text.trim()}\n——${unitName} ${year}年${month}月${day}日`;
}
