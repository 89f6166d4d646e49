import type { Queryable, Tx } from '../../database/database';
import type { Transactions } from '../../database/join-transaction';
import type { CaseActor } from '../life-cycle/actions';
import { scopeCondition, scopeParameters, type Scope } from '../scope';
import { reachCase, wantCase } from './reach-case';

/** What somebody is writing on a case. */
export interface DraftWords {
  /** 公开答复内容. */
  text: string;
  /** 办理情况, for the unit alone. */
  inside: string;
  /** 诉求属实; null: not said yet. */
  isTrue: 'yes' | 'no' | 'partly' | null;
  /** 是否解决. */
  solved: boolean | null;
  /** Ids of attachments that are to go with the answer. */
  pictures: string[];
}

export type CaseDraft = DraftWords & { savedAt: Date };

/**
 * Keeps what a person is writing on a case, one draft each; an empty one takes it away. It changes
 * nothing of the case, waits for nobody who does, and is no part of its record.
 * @throws AppError as `reachCase`
 */
export async function saveDraft(
  db: Transactions,
  scope: Scope,
  actor: CaseActor,
  draft: Partial<DraftWords> & { number: string; text: string; at: Date },
): Promise<void> {
  const { text, inside = '', isTrue = null, solved = null, pictures = [] } = draft;
  await db.transaction(async (tx) => {
    const { id } = await reachCase(tx, scope, actor, draft.number, { lock: false });
    const isEmpty = text === '' && inside === '' && isTrue === null && solved === null;
    if (isEmpty && pictures.length === 0) {
      await dropDraft(tx, id, actor.id);
      return;
    }
    await tx.query(
      `insert into case_drafts (case_id, author, text, inside, is_true, solved, pictures, saved_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict on constraint case_drafts_pkey do update set
         text = excluded.text, inside = excluded.inside, is_true = excluded.is_true,
         solved = excluded.solved, pictures = excluded.pictures, saved_at = excluded.saved_at`,
      [id, actor.id, text, inside, isTrue, solved, pictures, draft.at],
    );
  });
}

/** Takes away what somebody was writing: it has been submitted. */
export async function dropDraft(tx: Tx, caseId: string, author: string): Promise<void> {
  await tx.query(`delete from case_drafts where case_id = $1 and author = $2`, [caseId, author]);
}

/**
 * A person's own draft on a case within the scope, or null.
 * @throws AppError not_found for a case that is absent or out of scope
 */
export async function findDraft(
  db: Queryable,
  scope: Scope,
  actor: CaseActor,
  number: string,
): Promise<CaseDraft | null> {
  await wantCase(db, scope, number);
  const [row] = await db.query<CaseDraft>(
    `select d.text, d.inside, d.is_true as "isTrue", d.solved, d.pictures,
       d.saved_at as "savedAt"
     from case_drafts d join cases c on c.id = d.case_id
     where c.number = $1 and d.author = $2 and ${scopeCondition(3)}`,
    [number, actor.id, ...scopeParameters(scope)],
  );
  return row ?? null;
}
