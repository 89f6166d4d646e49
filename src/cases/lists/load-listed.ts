import type { Queryable } from '../../database/database';
import type { CaseRow } from '../life-cycle/case-row';
import { scopeCondition, scopeParameters, type Scope } from '../scope';

const SUMMARY_LENGTH = 40;

/** A row of a list; column names are the table's, so that `lampOfCase` reads it. */
export type ListedCase = Pick<
  CaseRow,
  | 'id'
  | 'number'
  | 'version'
  | 'account'
  | 'citizen_id'
  | 'owner_unit'
  | 'source'
  | 'state'
  | 'type'
  | 'item'
  | 'round'
  | 'handler'
  | 'claimed_until'
  | 'urgent'
  | 'restricted'
  | 'supervised'
  | 'opinion_risk'
  | 'duplicate'
  | 'out_of_remit'
  | 'needs_judgement'
  | 'opened_at'
  | 'last_message_at'
  | 'assigned_at'
  | 'accept_due_at'
  | 'counts_from_at'
  | 'answer_due_at'
  | 'provisional'
  | 'contact_due_at'
  | 'paused_at'
  | 'paused_remaining_ms'
  | 'extension'
  | 'extension_days'
  | 'answered_at'
  | 'closed_at'
  | 'latest_rating'
> & {
  /** 摘要: what the citizen said first, masked, on one line of at most 40 signs; null without words. */
  summary: string | null;
};

/** Rows of cases within a scope, in the order of their ids in the list; what is out of scope is left out. */
export async function loadListed(
  db: Queryable,
  scope: Scope,
  ids: readonly string[],
): Promise<ListedCase[]> {
  if (ids.length === 0) return [];
  const rows = await db.query<ListedCase>(
    `select c.id, c.number, c.version, c.account, c.citizen_id, c.owner_unit, c.source, c.state, c.type,
       c.item, c.round, c.handler, c.claimed_until, c.urgent, c.restricted, c.supervised,
       c.opinion_risk, c.duplicate, c.out_of_remit, c.needs_judgement, c.opened_at, c.last_message_at,
       c.assigned_at, c.accept_due_at, c.counts_from_at, c.answer_due_at, c.provisional,
       c.contact_due_at, c.paused_at, c.paused_remaining_ms::double precision, c.extension,
       c.extension_days, c.answered_at, c.closed_at, c.latest_rating,
       coalesce(c.statement, m.text) as summary
     from unnest($1::uuid[]) with ordinality as wanted(id, place)
     join cases c on c.id = wanted.id
     left join lateral (
       select left(text, 200) as text from messages m
       where m.case_id = c.id and m.text is not null order by m.id limit 1) m on true
     where ${scopeCondition(2)} order by wanted.place`,
    [ids, ...scopeParameters(scope)],
  );
  return rows.map((row) => ({
    ...row,
    summary: row.summary === null ? null : shorten(row.summary),
  }));
}

function shorten(text: string): string {
  const signs = [...text.replace(/\s+/g, ' ').trim()];
  return signs.length <= SUMMARY_LENGTH
    ? signs.join('')
    : `${signs.slice(0, SUMMARY_LENGTH - 1).join('')}…`;
}
