/** Reading cases for staff. Every method takes the units that the reader may see first. */
import type { Queryable } from '../database/database';

/** The units whose cases a person may read. */
export interface Scope {
  readonly units: readonly string[];
}

export interface CaseSummary {
  id: string;
  number: string;
  account: string;
  ownerUnit: string;
  state: string;
  urgent: boolean;
  needsJudgement: boolean;
  openedAt: Date;
  lastMessageAt: Date;
  /** The citizen's last words in this case, masked. */
  lastText: string | null;
}

/**
 * Open cases, oldest first, by key.
 * @param after the id of the last case of the page before; ids are ordered by time
 */
export async function listOpenCases(
  db: Queryable,
  scope: Scope,
  page: { limit: number; after?: string },
): Promise<CaseSummary[]> {
  return db.query<CaseSummary>(
    `select c.id, c.number, c.account, c.owner_unit as "ownerUnit", c.state, c.urgent,
       c.needs_judgement as "needsJudgement", c.opened_at as "openedAt",
       c.last_message_at as "lastMessageAt", m.text as "lastText"
     from cases c
     left join lateral (
       select text from messages m where m.case_id = c.id and m.text is not null order by id desc limit 1
     ) m on true
     where c.owner_unit = any($1) and c.answered_at is null and c.closed_at is null
       and ($2::uuid is null or c.id > $2)
     order by c.id limit $3`,
    [scope.units, page.after ?? null, page.limit],
  );
}

export interface CaseMessage {
  id: string;
  kind: string;
  text: string | null;
  sentAt: Date;
}

/** The citizen's messages of a case, in the order in which they were written. */
export async function listCaseMessages(
  db: Queryable,
  scope: Scope,
  number: string,
): Promise<CaseMessage[]> {
  return db.query<CaseMessage>(
    `select m.id, m.kind, m.text, m.sent_at as "sentAt"
     from messages m join cases c on c.id = m.case_id
     where c.number = $2 and c.owner_unit = any($1)
     order by m.sent_at, m.id`,
    [scope.units, number],
  );
}
