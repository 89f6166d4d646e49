import { listApprovals, type PastApproval } from '../../approvals/list-approvals';
import type { Queryable } from '../../database/database';
import type { Scope } from '../scope';
import { wantCase } from '../work/reach-case';

/** A text that was submitted for a case. */
export type SubmittedText = PastApproval & {
  round: number;
  /** Why it was sent back, and by whom; null where it was not. */
  returned: { by: string; reason: string | null; at: Date } | null;
};

/**
 * Every text that stood before the gates of a case, the first one first.
 * @throws AppError not_found for a case that is absent or out of scope
 */
export async function listSubmitted(
  db: Queryable,
  scope: Scope,
  number: string,
): Promise<SubmittedText[]> {
  const { id } = await wantCase(db, scope, number);
  const events = await db.query<{
    kind: string;
    approval: string;
    round: number;
    by: string;
    reason: string | null;
    at: Date;
  }>(
    `select kind, data ->> 'approval' as approval, round, actor as by, reason, at
     from case_events where case_id = $1 and data ? 'approval' order by seq`,
    [id],
  );
  const made = events.filter(({ kind }) => kind !== 'send_back');
  const back = new Map(
    events.filter(({ kind }) => kind === 'send_back').map((event) => [event.approval, event]),
  );
  const found = await listApprovals(
    db,
    made.map(({ approval }) => approval),
  );
  const texts = new Map(found.map((approval) => [approval.id, approval]));
  return made.flatMap(({ approval, round }) => {
    const text = texts.get(approval);
    const sent = back.get(approval);
    if (!text) return [];
    const returned = sent ? { by: sent.by, reason: sent.reason, at: sent.at } : null;
    return [{ ...text, round, returned }];
  });
}

/** The texts that stand before the gates of cases, by case id. @param ids of cases within the reader's scope */
export async function findWaitingTexts(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PastApproval>> {
  const rows = await db.query<{ id: string; approval: string }>(
    `select id, approval_id as approval from cases
     where id = any($1::uuid[]) and approval_id is not null`,
    [ids],
  );
  const found = await listApprovals(
    db,
    rows.map(({ approval }) => approval),
  );
  const texts = new Map(found.map((approval) => [approval.id, approval]));
  return new Map(
    rows.flatMap(({ id, approval }) => {
      const text = texts.get(approval);
      return text ? [[id, text] as const] : [];
    }),
  );
}
