import type { Database, Tx } from '../database/database';
import type { Clock } from '../platform/clock';
import { GENESIS, HASHED_ENTRY, type ChainKey, type HashedEntry } from './chain';

/** Any fixed number; `prune_audit` waits on the same. */
const LOCK_KEY = 4_736_201_946;
const BATCH = 1_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Chains every entry whose transaction is over, in the order of transactions. One process at a time
 * does it; others find the lock taken and leave. Entries of a transaction that runs, and of later
 * ones, wait: whoever commits late must not come to stand before what is chained.
 * @returns how many links were made
 */
export async function sealAudit(database: Database, key: ChainKey, clock: Clock): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await database.transaction((tx) => sealBatch(tx, key, clock.now()));
    sealed += count;
    if (count < BATCH) return sealed;
  }
}

async function sealBatch(tx: Tx, key: ChainKey, sealedAt: Date): Promise<number> {
  const [lock] = await tx.query<{ taken: boolean }>(
    'select pg_try_advisory_xact_lock($1) as taken',
    [LOCK_KEY],
  );
  if (!lock?.taken) return 0;
  const head = await findHead(tx);
  const waiting = await listWaiting(tx, head);
  if (waiting.length === 0) return 0;
  let { seq, hash } = head;
  const links = waiting.map(({ id, entry }) => {
    seq += 1;
    hash = key.hash(hash, { seq, sealedAt }, entry);
    return { seq, id, hash };
  });
  await tx.query(
    `insert into audit_seals (seq, entry_id, hash, method, sealed_at)
     select *, $4, $5 from unnest($1::bigint[], $2::uuid[], $3::bytea[])`,
    [
      links.map((link) => link.seq),
      links.map((link) => link.id),
      links.map((link) => link.hash),
      key.method,
      sealedAt,
    ],
  );
  return links.length;
}

interface Head {
  seq: number;
  hash: Buffer;
  /** The last chained entry, behind which all that waits lies; from the very start where it is unknown. */
  xact: string;
  id: string;
}

/**
 * The end of the chain. A database that was restored from a dump counts its transactions anew: then
 * the last entry seems to lie in the future, and what waits is looked for from the start, once.
 */
async function findHead(tx: Tx): Promise<Head> {
  const [row] = await tx.query<{
    seq: string;
    hash: Buffer;
    xact: string | null;
    id: string | null;
  }>(
    `select * from (
       (select s.seq, s.hash, e.xact, e.id from audit_seals s
        left join audit_entries e on e.id = s.entry_id
          and e.xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        order by s.seq desc limit 1)
       union all
       (select seq, hash, null, null from audit_checkpoints order by seq desc limit 1)
     ) ends order by seq desc limit 1`,
  );
  return {
    seq: Number(row?.seq ?? 0),
    hash: row?.hash ?? GENESIS,
    xact: row?.xact ?? '0',
    id: row?.id ?? FIRST_ID,
  };
}

async function listWaiting(tx: Tx, head: Head): Promise<{ id: string; entry: HashedEntry }[]> {
  return tx.query(
    `select e.id, ${HASHED_ENTRY} as entry from audit_entries e
     where (e.xact, e.id) > ($1::bigint, $2::uuid)
       and e.xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       and not exists (select from audit_seals s where s.entry_id = e.id)
     order by e.xact, e.id limit ${BATCH}`,
    [head.xact, head.id],
  );
}
