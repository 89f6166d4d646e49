import type { Database, Tx } from '../../database/database';
import { createId } from '../../platform/ids';
import type { Clock } from '../../platform/clock';
import { getCase } from '../life-cycle/case-row';
import type { Scope } from '../scope';
import { LIVE_CHANNEL } from './live-store';

/** Who has said nothing for so long is gone. */
const SHOWN_MS = 60_000;

export type PresenceMode = 'reading' | 'writing';

/** One tab of a person's browser, and what goes on in it. */
export interface Presence {
  number: string;
  /** Staff id. */
  staffId: string;
  /** Made by the page, one for each tab. */
  tab: string;
  /** `gone`: the page leaves the case. */
  mode: PresenceMode | 'gone';
}

/** Somebody else who has the case open. */
export interface Other {
  staffId: string;
  mode: PresenceMode;
  since: Date;
}

/**
 * Notes that somebody has a case open; where that is news, open pages are told. The last word of a
 * person counts for a minute.
 * @returns the others, who writes first
 * @throws AppError not_found for a case that is absent or out of reach
 */
export async function notePresence(
  db: Database,
  clock: Clock,
  scope: Scope,
  presence: Presence,
): Promise<Other[]> {
  const at = clock.now();
  return db.transaction(async (tx) => {
    const { id } = await getCase(tx, scope, presence.number, { lock: false });
    if (await isNews(tx, id, presence, at)) await tellPresence(tx, id, at);
    return listOthers(tx, id, presence.staffId, at);
  });
}

/** Forgets people who have said nothing for a minute, and tells open pages. */
export async function forgetAbsent(db: Database, clock: Clock): Promise<void> {
  const at = clock.now();
  await db.transaction(async (tx) => {
    const gone = await tx.query<{ caseId: string }>(
      `delete from case_presence where seen_at <= $1 returning case_id as "caseId"`,
      [shownFrom(at)],
    );
    for (const id of new Set(gone.map(({ caseId }) => caseId))) await tellPresence(tx, id, at);
  });
}

async function isNews(
  tx: Tx,
  caseId: string,
  { staffId, tab, mode }: Presence,
  at: Date,
): Promise<boolean> {
  const key = [caseId, staffId, tab];
  if (mode === 'gone') {
    const gone = await tx.query(
      `delete from case_presence where case_id = $1 and staff_id = $2 and tab = $3 returning tab`,
      key,
    );
    return gone.length > 0;
  }
  const [before] = await tx.query<{ mode: PresenceMode; seenAt: Date }>(
    `select mode, seen_at as "seenAt" from case_presence
     where case_id = $1 and staff_id = $2 and tab = $3`,
    key,
  );
  await tx.query(
    `insert into case_presence (case_id, staff_id, tab, mode, since, seen_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict on constraint case_presence_pkey do update set mode = excluded.mode, seen_at = $5,
       since = case when case_presence.mode = excluded.mode and case_presence.seen_at > $6
         then case_presence.since else $5 end`,
    [...key, mode, at, shownFrom(at)],
  );
  return before?.mode !== mode || before.seenAt <= shownFrom(at);
}

/** One line a person: who writes in one tab and reads in another writes. */
async function listOthers(tx: Tx, caseId: string, staffId: string, at: Date): Promise<Other[]> {
  const rows = await tx.query<Other>(
    `select distinct on (staff_id) staff_id as "staffId", mode, since from case_presence
     where case_id = $1 and staff_id <> $2 and seen_at > $3
     order by staff_id, mode desc, since`,
    [caseId, staffId, shownFrom(at)],
  );
  return rows.sort(
    (a, b) => Number(b.mode === 'writing') - Number(a.mode === 'writing') || +a.since - +b.since,
  );
}

async function tellPresence(tx: Tx, caseId: string, at: Date): Promise<void> {
  await tx.query(
    `with told as (
       insert into live_events (xact, id, at, kind, case_id)
       values (pg_current_xact_id()::text::bigint, $1, $2, 'presence', $3) returning id)
     select pg_notify('${LIVE_CHANNEL}', '') from told`,
    [createId(at), at, caseId],
  );
}

function shownFrom(at: Date): Date {
  return new Date(at.getTime() - SHOWN_MS);
}
