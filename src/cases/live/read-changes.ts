import type { Tx } from '../../database/database';
import type { CaseState } from '../case-state';
import { presentPlace, type LivePlace } from './live-place';

/** Something that happened to a case, with all that decides who is told of it. */
export interface CaseChange {
  /** Of the live event: the same however often it is read. */
  id: string;
  at: Date;
  /** The kind of the case's event, or `note`, `delivery` … */
  kind: string;
  caseId: string;
  number: string;
  unit: string;
  coUnits: readonly string[];
  restricted: boolean;
  state: CaseState;
  version: number;
  handler: string | null;
  /** Staff id, an operator's name, `citizen` or `system`; null for what is no event of the case. */
  actor: string | null;
  /** Of the event; no personal data in clear. */
  data: Readonly<Record<string, unknown>>;
  note: { author: string; mentions: readonly string[] } | null;
  /** Where an answer on its way stands now. */
  delivery: { id: string; state: string } | null;
}

/** The last that was read of the changes between two places. */
export interface ChangeCursor {
  xact: string;
  id: string;
}

type Row = Omit<CaseChange, 'note' | 'delivery'> & {
  xact: string;
  author: string | null;
  mentions: string[] | null;
  deliveryId: string | null;
  deliveryState: string | null;
};

/**
 * Changes that `until` has seen and `after` has not, a page at a time, in the order of transactions.
 * @param cursor null: the first page
 */
export async function readChanges(
  tx: Tx,
  range: { after: LivePlace; until: LivePlace; cursor: ChangeCursor | null; limit: number },
): Promise<{ changes: CaseChange[]; cursor: ChangeCursor | null }> {
  const { after, until, cursor, limit } = range;
  const rows = await tx.query<Row>(
    `select e.xact::text, e.id, e.at, e.kind, c.id as "caseId", c.number, c.owner_unit as unit,
       array(select h.unit from case_co_handlers h where h.case_id = c.id) as "coUnits",
       c.restricted, c.state, c.version, c.handler, v.actor, coalesce(v.data, '{}') as data, n.author, n.mentions,
       o.id as "deliveryId", o.state as "deliveryState"
     from live_events e join cases c on c.id = e.case_id
     left join case_events v on v.case_id = e.case_id and v.seq = e.seq
     left join case_notes n on e.kind = 'note' and n.case_id = e.case_id and n.id = e.ref
     left join outbox o on e.kind = 'delivery' and o.id = e.ref
     where e.xact >= $1::bigint and (e.xact >= $2::bigint or e.xact = any($3::bigint[]))
       and pg_visible_in_snapshot(e.xact::text::xid8, $4::pg_snapshot)
       and ($5::bigint is null or (e.xact, e.id) > ($5::bigint, $6::uuid))
     order by e.xact, e.id limit $7`,
    [
      ...[after.xmin, after.xmax, after.running, presentPlace(until)],
      ...[cursor?.xact ?? null, cursor?.id ?? null, limit],
    ],
  );
  const last = rows.at(-1);
  const changes = rows.map(
    ({ xact: _xact, author, mentions, deliveryId, deliveryState, ...change }): CaseChange => ({
      ...change,
      note: author === null ? null : { author, mentions: mentions ?? [] },
      delivery: deliveryId === null ? null : { id: deliveryId, state: deliveryState! },
    }),
  );
  const isFull = rows.length === limit;
  return { changes, cursor: isFull && last ? { xact: last.xact, id: last.id } : null };
}
