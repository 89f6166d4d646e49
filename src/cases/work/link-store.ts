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

/** Takes a link away, from whichever side it was made; where one was split off the other it stays. */
export async function removeLink(tx: Tx, caseId: string, otherId: string): Promise<void> {
  await tx.query(
    `delete from case_links where kind <> 'split'
       and ((case_id = $1 and other_id = $2) or (case_id = $2 and other_id = $1))`,
    [caseId, otherId],
  );
}

export interface LinkedCase {
  id: string;
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
    `select c.id, c.number, c.state, l.kind
     from (select other_id as id, kind from case_links where case_id = $1
           union select case_id, kind from case_links where other_id = $1) l
     join cases c on c.id = l.id
     where ${scopeCondition(2)} order by c.number`,
    [caseId, ...scopeParameters(scope)],
  );
}
