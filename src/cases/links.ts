import type { Tx } from '../database/database';

export interface NewLink {
  caseId: string;
  otherId: string;
  kind: 'related' | 'duplicate' | 'split';
  by: string;
  at: Date;
}

/** Notes that two cases belong together; noting it twice is noting it once. */
export async function linkCases(tx: Tx, link: NewLink): Promise<void> {
  await tx.query(
    `insert into case_links (case_id, other_id, kind, linked_by, at) values ($1, $2, $3, $4, $5)
     on conflict on constraint case_links_pkey do nothing`,
    [link.caseId, link.otherId, link.kind, link.by, link.at],
  );
}
