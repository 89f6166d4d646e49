import type { Queryable, Tx } from '../../database/database';
import { scopeCondition, scopeParameters, type Scope } from '../scope';

export interface NewLink {
  caseId: string;
  otherId: string;
  kind: 'related' | 'duplicate' | 'split';
  by: string;
  at: Date;
}

/** Notes that two cases belong together; noting it twice is noting it once. */
export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await tx.query(
    `insert into case_links (case_id, other_id, kind, linked_by, at) values ($1, $2, $3, $4, $5)
     on conflict on constraint case_links_pkey do nothing`,
    [link.caseId, link.otherId, link.kind, link.by, link.at],
  );
}

export interface LinkedCase {
  number: string;
  state: string;
  kind: NewLink['kind'];
}

/** The cases that belong to one, from whichever side they were linked, as far as the scope reaches. */
export async function listLinkedCases(
  db: Queryable,
  scope: Scope,
  caseId: string,
): Promise<LinkedCase[]> {
  return db.query<LinkedCase>(
    `select c.number, c.state, l.kind
     from (select other_id as id, kind from case_links where case_id = $1
           union select case_id, kind from case_links where other_id = $1) l
     join cases c on c.id = l.id
     where ${scopeCondition(2)} order by c.number`,
    [caseId, ...scopeParameters(scope)],
  );
}
