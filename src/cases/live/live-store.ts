import type { Queryable } from '../../database/database';
import { parsePlace, presentPlace, type LivePlace } from './live-place';

/** What the triggers call when staff have changed something; the payload is empty. */
export const LIVE_CHANNEL = 'zhijian_live';
const KEPT_MS = 24 * 60 * 60_000;

/** A live event with what decides who may know of it: the case as it is at this moment. */
export interface LiveEvent {
  kind: string;
  /** For this member of staff alone; null: for whoever may see the case. */
  person: string | null;
  /** Null for what is about no case. */
  case: LiveCase | null;
}

export interface LiveCase {
  number: string;
  unit: string;
  /** Units that help with it. */
  coUnits: readonly string[];
  restricted: boolean;
  state: string;
  version: number;
  handler: string | null;
  /** The unit that owned it before this event, where that was another. */
  leftUnit: string | null;
}

interface EventRow extends Omit<LiveCase, 'number'> {
  now: string;
  /** Null: there is no event, only the place. */
  kind: string | null;
  person: string | null;
  number: string | null;
}

/** What is committed since a place, and the place that this leads to. */
export interface LiveNews {
  events: LiveEvent[];
  place: LivePlace;
}

/**
 * Reads what was committed after a place, in one statement with the place that it leads to: whoever
 * goes from place to place sees each event once, in whatever order transactions end.
 * @param until at most what this place has seen; null: up to now
 * @param limit events beyond it are left out: who gets as many has missed some
 */
export async function readLiveNews(
  db: Queryable,
  { after, until, limit }: { after: LivePlace; until: LivePlace | null; limit: number },
): Promise<LiveNews> {
  const rows = await db.query<EventRow>(
    `select s.now, e.* from (select pg_current_snapshot()::text as now) s left join lateral (
       select e.kind, e.person, c.number, c.owner_unit as unit, c.restricted, c.state, c.version,
         c.handler, array(select h.unit from case_co_handlers h where h.case_id = c.id) as "coUnits",
         (select nullif(p.unit, c.owner_unit) from case_events p
          where p.case_id = e.case_id and p.seq < e.seq order by p.seq desc limit 1) as "leftUnit"
       from live_events e left join cases c on c.id = e.case_id
       where e.xact >= $1::bigint and (e.xact >= $2::bigint or e.xact = any($3::bigint[]))
         and ($4::text is null or pg_visible_in_snapshot(e.xact::text::xid8, $4::pg_snapshot))
       order by e.xact, e.id limit $5) e on true`,
    [after.xmin, after.xmax, after.running, until && presentPlace(until), limit],
  );
  const events = rows.flatMap(({ kind, person, number, now: _now, ...rest }) =>
    kind === null ? [] : [{ kind, person, case: number === null ? null : { number, ...rest } }],
  );
  return { events, place: until ?? parsePlace(rows[0]!.now)! };
}

/** The place that has seen all that is committed. */
export async function findPlace(db: Queryable): Promise<LivePlace> {
  const [row] = await db.query<{ now: string }>(`select pg_current_snapshot()::text as now`);
  return parsePlace(row!.now)!;
}

/**
 * Whether nothing after a place has been taken away: an event of before it is still there, and the
 * place is of this database's own count of transactions.
 */
export async function isKept(db: Queryable, { xmin, xmax }: LivePlace): Promise<boolean> {
  const [row] = await db.query<{ kept: boolean }>(
    `select exists (select from live_events where xact < $1::bigint)
       and $2::bigint <= pg_snapshot_xmax(pg_current_snapshot())::text::bigint as kept`,
    [xmin, xmax],
  );
  return row!.kept;
}

/**
 * Takes away events of more than a day ago, from the beginning, but for the last of them: it tells
 * who comes after it that nothing was missed. A database that was restored from a dump counts its
 * transactions anew: what seems to lie in the future then is of the old count, and goes.
 */
export async function pruneLiveEvents(db: Queryable, now: Date): Promise<void> {
  await db.query(
    `delete from live_events where xact >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint`,
  );
  await db.query(
    `delete from live_events where xact < (select max(xact) from live_events where at < $1)`,
    [new Date(now.getTime() - KEPT_MS)],
  );
  await db.query(
    `insert into live_events (xact, id, at, kind)
     select 0, '00000000-0000-0000-0000-000000000000', $1, 'beginning'
     where not exists (select from live_events)
     on conflict on constraint live_events_pkey do nothing`,
    [now],
  );
}
