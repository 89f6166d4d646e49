/** Reading cases for staff. Every method takes the units that the reader may see first. */
import type { Queryable } from '../database/database';
import { scopeCondition, scopeParameters, type Scope } from './scope';

export interface CaseSummary {
  id: string;
  number: string;
  account: string;
  ownerUnit: string;
  state: string;
  urgent: boolean;
  restricted: boolean;
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
    `select c.id, c.number, c.account, c.owner_unit as "ownerUnit", c.state, c.urgent, c.restricted,
       c.needs_judgement as "needsJudgement", c.opened_at as "openedAt",
       c.last_message_at as "lastMessageAt", coalesce(m.text, c.statement) as "lastText"
     from cases c
     left join lateral (
       select text from messages m where m.case_id = c.id and m.text is not null order by id desc limit 1
     ) m on true
     where ${scopeCondition(3)} and c.answered_at is null and c.closed_at is null
       and ($1::uuid is null or c.id > $1)
     order by c.id limit $2`,
    [page.after ?? null, page.limit, ...scopeParameters(scope)],
  );
}

export interface CaseMessage {
  id: string;
  kind: string;
  text: string | null;
  sentAt: Date;
  /** What the account said to it by itself, as it is kept; null where it said nothing. */
  reply: unknown;
  repliedAt: Date | null;
  responder: string | null;
  /** The reply brought answers that had waited: of this case, or of another one. */
  carriesAnswers: boolean;
}

/** The citizen's messages of a case and of those merged into it, in the order in which they were written; what was entered by hand stands among them as `statement`. */
export async function listCaseMessages(
  db: Queryable,
  scope: Scope,
  number: string,
): Promise<CaseMessage[]> {
  return db.query<CaseMessage>(
    `with parts as (
       select part.* from cases c join cases part on part.id = c.id or part.merged_into = c.id
       where c.number = $1 and ${scopeCondition(2)})
     select m.id, m.kind, m.text, m.sent_at as "sentAt", m.reply, m.reply_at as "repliedAt",
       m.responder, m.carries_answers as "carriesAnswers"
     from parts join messages m on m.case_id = parts.id
     union all
     select id, 'statement', statement, opened_at, null, null, null, false from parts where statement is not null
     order by "sentAt", id`,
    [number, ...scopeParameters(scope)],
  );
}

/** Whether a message belongs to a case within the scope: the only way to its file. */
export async function isMessageInScope(
  db: Queryable,
  scope: Scope,
  account: string,
  messageId: string,
): Promise<boolean> {
  const rows = await db.query(
    `select from messages m
     join cases part on part.id = m.case_id
     join cases c on c.id = coalesce(part.merged_into, part.id)
     where m.account = $1 and m.id = $2 and ${scopeCondition(3)}`,
    [account, messageId, ...scopeParameters(scope)],
  );
  return rows.length > 0;
}

/** Whether a message stands in a case, or in one that was merged into it. */
export async function isMessageOfCase(
  db: Queryable,
  caseId: string,
  messageId: string,
): Promise<boolean> {
  const rows = await db.query(
    `select from messages m join cases part on part.id = m.case_id
     where m.id = $2 and m.account = part.account and (part.id = $1 or part.merged_into = $1)`,
    [caseId, messageId],
  );
  return rows.length > 0;
}
