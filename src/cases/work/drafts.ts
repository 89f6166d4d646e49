import type { Database } from '../../database/database';
import type { CaseActor } from '../life-cycle/actions';
import { scopeCondition, scopeParameters, type Scope } from '../scope';
import { reachCase } from './reach-case';

export interface CaseDraft {
  text: string;
  savedAt: Date;
}

/**
 * Keeps what a person is writing on a case, one draft each; an empty text takes it away. It changes
 * nothing of the case and is no part of its record.
 * @throws AppError as `reachCase`
 */
export async function saveDraft(
  db: Database,
  scope: Scope,
  actor: CaseActor,
  draft: { number: string; text: string; at: Date },
): Promise<void> {
  await db.transaction(async (tx) => {
    const { id } = await reachCase(tx, scope, actor, draft.number);
    if (draft.text === '') {
      await tx.query(`delete from case_drafts where case_id = $1 and author = $2`, [id, actor.id]);
      return;
    }
    await tx.query(
      `insert into case_drafts (case_id, author, text, saved_at) values ($1, $2, $3, $4)
       on conflict on constraint case_drafts_pkey do update set
         text = excluded.text, saved_at = excluded.saved_at`,
      [id, actor.id, draft.text, draft.at],
    );
  });
}

/** A person's own draft on a case within the scope, or null. */
export async function findDraft(
  db: Database,
  scope: Scope,
  actor: CaseActor,
  number: string,
): Promise<CaseDraft | null> {
  const [row] = await db.query<CaseDraft>(
    `select d.text, d.saved_at as "savedAt" from case_drafts d join cases c on c.id = d.case_id
     where c.number = $1 and d.author = $2 and ${scopeCondition(3)}`,
    [number, actor.id, ...scopeParameters(scope)],
  );
  return row ?? null;
}
