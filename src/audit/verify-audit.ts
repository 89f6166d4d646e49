import type { Database, Tx } from '../database/database';
import { GENESIS, HASHED_ENTRY, type ChainKey, type HashedEntry } from './chain';

const BATCH = 2_000;
const UNSEALED_AFTER_MS = 60_000;

/** Where the chain does not hold. `seq` is the place in the chain. */
export type ChainBreak =
  /** A link is gone: the numbers have a gap. */
  | { kind: 'seal_missing'; seq: number }
  /** The link is there, the entry is gone. */
  | { kind: 'entry_missing'; seq: number; entryId: string }
  /** Entry, link or the link before are not what they were. */
  | { kind: 'changed'; seq: number; entryId: string }
  /** Chained under a SECRET_KEY that is not known here. */
  | { kind: 'unknown_key'; seq: number; method: string }
  /** What was noted elsewhere of this place differs: the chain was made anew, or its end cut off. */
  | { kind: 'differs_from_note'; seq: number };

/** A place in the chain, as `audit verify` prints it, to be kept outside the database. */
export interface ChainNote {
  seq: number;
  /** Hex. */
  hash: string;
}

export interface AuditVerdict {
  /** Links that were checked and hold. */
  checked: number;
  /** Links before the first one that is still there: pruned, with a checkpoint. */
  pruned: number;
  /** The last link that holds; null where there is none. */
  head: ChainNote | null;
  firstBreak: ChainBreak | null;
  /** Entries older than a minute that are not chained: the sealer does not run, or a transaction hangs. */
  unsealed: number;
}

export interface VerifyOptions {
  /** Keys by which links may have been made; the current one first. */
  keys: readonly ChainKey[];
  now: Date;
  /** Stops before the first entry of this time or later. */
  before?: Date;
  note?: ChainNote;
}

/** Recomputes the chain from its first link, against one snapshot of the database, and stops at the first break. */
export async function verifyAudit(
  database: Database,
  options: VerifyOptions,
): Promise<AuditVerdict> {
  return database.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const start = await findStart(tx);
    const walked = await walk(tx, start, options);
    const [row] = await tx.query<{ count: string }>(
      `select count(*) as count from audit_entries e
       where e.at < $1 and not exists (select from audit_seals s where s.entry_id = e.id)`,
      [new Date(options.now.getTime() - UNSEALED_AFTER_MS)],
    );
    return { ...walked, pruned: start.seq, unsealed: Number(row?.count ?? 0) };
  });
}

interface Place {
  seq: number;
  hash: Buffer;
}

async function findStart(tx: Tx): Promise<Place> {
  const [row] = await tx.query<{ seq: string; hash: Buffer }>(
    'select seq, hash from audit_checkpoints order by seq desc limit 1',
  );
  return row ? { seq: Number(row.seq), hash: row.hash } : { seq: 0, hash: GENESIS };
}

interface Link {
  seq: string;
  entry_id: string;
  method: string;
  hash: Buffer;
  sealed_at: Date;
  at: Date | null;
  entry: HashedEntry | null;
}

type Walked = Pick<AuditVerdict, 'checked' | 'head' | 'firstBreak'>;

async function walk(tx: Tx, start: Place, options: VerifyOptions): Promise<Walked> {
  let place = start;
  const end = (firstBreak: ChainBreak | null): Walked => ({
    checked: place.seq - start.seq,
    head: place.seq === 0 ? null : { seq: place.seq, hash: place.hash.toString('hex') },
    firstBreak,
  });
  for (;;) {
    const links = await listLinks(tx, place.seq);
    for (const link of links) {
      if (options.before && link.at && link.at >= options.before) return end(null);
      const found = findBreak(link, place, options);
      if (found) return end(found);
      place = { seq: place.seq + 1, hash: link.hash };
    }
    if (links.length < BATCH) return end(noteBeyond(place, options));
  }
}

async function listLinks(tx: Tx, after: number): Promise<Link[]> {
  return tx.query<Link>(
    `select s.seq, s.entry_id, s.method, s.hash, s.sealed_at, e.at,
       case when e.id is null then null else ${HASHED_ENTRY} end as entry
     from audit_seals s left join audit_entries e on e.id = s.entry_id
     where s.seq > $1 order by s.seq limit ${BATCH}`,
    [after],
  );
}

function findBreak(link: Link, previous: Place, { keys, note }: VerifyOptions): ChainBreak | null {
  const seq = previous.seq + 1;
  if (Number(link.seq) !== seq) return { kind: 'seal_missing', seq };
  if (!link.entry) return { kind: 'entry_missing', seq, entryId: link.entry_id };
  const key = keys.find(({ method }) => method === link.method);
  if (!key) return { kind: 'unknown_key', seq, method: link.method };
  const hash = key.hash(previous.hash, { seq, sealedAt: link.sealed_at }, link.entry);
  if (!hash.equals(link.hash)) return { kind: 'changed', seq, entryId: link.entry_id };
  if (note?.seq === seq && note.hash !== link.hash.toString('hex')) {
    return { kind: 'differs_from_note', seq };
  }
  return null;
}

/** A note about a place that the chain does not reach any more: its end was cut off. */
function noteBeyond(place: Place, { note }: VerifyOptions): ChainBreak | null {
  return note && note.seq > place.seq ? { kind: 'differs_from_note', seq: note.seq } : null;
}
