import type { Queryable } from '../database/database';
import { maskPersonalData } from '../privacy/mask';

/** What whoever assigns a case must know of it. */
export interface DispatchFacts {
  /** The citizen's words, masked; at most 500 signs. */
  words: string;
  /** 异议: units that gave it back or on, the first one first. */
  objections: {
    kind: 'return' | 'transfer';
    at: Date;
    /** Staff id. */
    by: string;
    /** The unit that had it then. */
    unit: string;
    reason: string | null;
    proposedUnit: string | null;
  }[];
}

const MOST_SIGNS = 500;

/** By case id. @param ids of cases within the reader's scope */
export async function loadDispatchFacts(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DispatchFacts>> {
  const rows = await db.query<{
    id: string;
    words: string | null;
    objections: (Omit<DispatchFacts['objections'][number], 'at'> & { at: string })[];
  }>(
    `select c.id, left(coalesce(c.statement, said.words), 2000) as words,
       coalesce(moves.objections, '[]') as objections
     from cases c
     left join lateral (
       select string_agg(m.text, E'\\n' order by m.sent_at, m.id) as words from messages m
       where m.case_id = c.id and m.text is not null) said on true
     left join lateral (
       select json_agg(json_build_object('kind', e.kind, 'at', e.at, 'by', e.actor, 'unit', e.had,
           'reason', e.reason, 'proposedUnit', e.data ->> 'proposedUnit') order by e.seq) as objections
       from (select v.*, lag(v.unit) over (order by v.seq) as had from case_events v
             where v.case_id = c.id) e
       where e.kind in ('return', 'transfer')) moves on true
     where c.id = any($1::uuid[])`,
    [ids],
  );
  return new Map(
    rows.map(({ id, words, objections }) => [
      id,
      {
        words: [...maskPersonalData(words ?? '').masked].slice(0, MOST_SIGNS).join(''),
        objections: objections.map((one) => ({ ...one, at: new Date(one.at) })),
      },
    ]),
  );
}
