import type { Queryable } from '../../database/database';
import { maskPersonalData } from '../../privacy/mask';
import type { CaseState } from '../case-state';
import type { CaseClockRow } from '../clock/case-lamp';
import { scopeCondition, scopeParameters, type Scope } from '../scope';

/** A case with all that a file of cases tells; texts are masked. Column names are the table's, for the lamp. */
export type ExportedCase = CaseClockRow & {
  id: string;
  number: string;
  source: string;
  external_no: string | null;
  account: string;
  /** The citizen left a telephone number, which no file tells. */
  has_contact: boolean;
  item: string | null;
  place: string | null;
  content: string;
  /** Staff id. */
  handler: string | null;
  accepted_at: Date | null;
  state: CaseState;
  round: number;
  answer: string | null;
  rating: number | null;
  /** 误评: it is kept, and counts for nothing. */
  is_rating_mistaken: boolean;
};

/** 正文 of a file's row: a citizen may have written for days. */
const MOST_SIGNS = 2_000;

/** Cases in the order of their ids in the list; what is out of scope, and what is restricted, is left out. */
export async function loadExported(
  db: Queryable,
  scope: Pick<Scope, 'units'>,
  ids: readonly string[],
): Promise<ExportedCase[]> {
  const rows = await db.query<ExportedCase>(
    `select c.id, c.number, c.source, c.external_no, c.account,
       c.contact_sealed is not null as has_contact, c.type, c.item, c.place,
       left(coalesce(m.text, c.statement, ''), ${MOST_SIGNS}) as content, c.owner_unit, c.handler,
       c.opened_at, c.accepted_at, c.state, c.round, a.text as answer, c.rating, exists (select from case_ratings r where
         r.case_id = c.id and r.round = c.round and r.mistaken_at is not null) as is_rating_mistaken, c.assigned_at,
       c.accept_due_at, c.counts_from_at, c.answer_due_at, c.paused_at,
       c.paused_remaining_ms::double precision, c.extension, c.extension_days, c.answered_at,
       c.closed_at
     from unnest($1::uuid[]) with ordinality as wanted(id, place)
     join cases c on c.id = wanted.id
     left join lateral (
       select string_agg(text, e'\\n' order by m.id) as text from messages m
       where m.case_id = c.id and m.text is not null) m on true
     left join lateral (
       select text from case_answers a where a.case_id = c.id order by round desc limit 1) a on true
     where not c.restricted and ${scopeCondition(2)} order by wanted.place`,
    [ids, ...scopeParameters(scope)],
  );
  return rows.map((row) => ({
    ...row,
    place: maskedOf(row.place),
    content: maskPersonalData(row.content).masked,
    answer: maskedOf(row.answer),
  }));
}

function maskedOf(text: string | null): string | null {
  return text === null ? null : maskPersonalData(text).masked;
}
