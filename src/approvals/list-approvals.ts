import type { Queryable } from '../database/database';

/** A text that stood before its gates, and what became of it. */
export interface PastApproval {
  id: string;
  text: string;
  /** Names of the pictures that go with it, in their order. */
  pictures: string[];
  /** Who is asked to pass its first gate; null: whoever may. */
  asked: string | null;
  /** SHA-256 of text and pictures, in hex. */
  hash: string;
  gates: string[];
  drafters: string[];
  draftedAt: Date;
  state: 'open' | 'passed' | 'returned' | 'dropped';
  endedAt: Date | null;
  passes: { gate: string; by: string; onBehalfOf: string | null; opinion: string | null }[];
}

/** Approvals by their ids, in no order; the caller has checked who may see them. */
export async function listApprovals(
  db: Queryable,
  ids: readonly string[],
): Promise<PastApproval[]> {
  return db.query<PastApproval>(
    `select a.id, a.text, a.pictures, a.asked, encode(a.text_hash, 'hex') as hash, a.gates, a.drafters,
       a.drafted_at as "draftedAt", a.state, a.ended_at as "endedAt",
       coalesce((select json_agg(json_build_object('gate', p.gate, 'by', p.passed_by,
           'onBehalfOf', p.on_behalf_of, 'opinion', p.opinion) order by p.at)
         from approval_passes p where p.approval_id = a.id), '[]') as passes
     from approvals a where a.id = any($1::uuid[])`,
    [ids],
  );
}
