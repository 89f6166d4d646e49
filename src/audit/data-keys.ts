import { randomBytes } from 'node:crypto';
import type { Queryable, Tx } from '../database/database';
import { createSealer, type Sealer } from '../privacy/sealer';
import type { CitizenRef } from './audit-row';

/**
 * Each citizen's own key. What stays on record after an erasure (audit, events of cases) keeps its
 * personal values under it, so that destroying one row here makes them unreadable everywhere.
 */
export interface DataKeys {
  /**
   * Sealers of citizens, made where they have no key yet.
   * @returns by `keyOf`; a citizen who was erased has none, and nothing personal may be kept of them
   */
  obtain(tx: Tx, citizens: readonly CitizenRef[], at: Date): Promise<Map<string, Sealer>>;
  /** The sealer of one citizen, for reading; null where there is none or no more. */
  find(db: Queryable, citizen: CitizenRef): Promise<Sealer | null>;
}

const KEY_BYTES = 32;

/** What `obtain` maps by. */
export function keyOf({ account, id }: CitizenRef): string {
  return `${account}/${id}`;
}

const contextOf = (citizen: CitizenRef): string => `data key/${keyOf(citizen)}`;

interface KeyRow extends CitizenRef {
  sealed_key: Buffer | null;
}

/** @param master seals the keys themselves, under SECRET_KEY */
export function createDataKeys(master: Sealer): DataKeys {
  const open = (row: KeyRow): Sealer | null =>
    row.sealed_key && createSealer(master.open(row.sealed_key, contextOf(row)));
  return {
    async obtain(tx, citizens, at) {
      const wanted = distinct(citizens);
      let rows = await findKeys(tx, wanted);
      const known = new Set(rows.map(keyOf));
      const missing = wanted.filter((citizen) => !known.has(keyOf(citizen)));
      if (missing.length > 0) {
        await insertKeys(tx, master, missing, at);
        rows = await findKeys(tx, wanted);
      }
      const found = new Map<string, Sealer>();
      for (const row of rows) {
        const sealer = open(row);
        if (sealer) found.set(keyOf(row), sealer);
      }
      return found;
    },
    async find(db, citizen) {
      const [row] = await findKeys(db, [citizen]);
      return row ? open(row) : null;
    },
  };
}

/** In a fixed order, so that two transactions that make the same keys do not wait for each other in a circle. */
function distinct(citizens: readonly CitizenRef[]): CitizenRef[] {
  return [...new Map(citizens.map((citizen) => [keyOf(citizen), citizen]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, citizen]) => citizen);
}

async function findKeys(db: Queryable, citizens: readonly CitizenRef[]): Promise<KeyRow[]> {
  return db.query<KeyRow>(
    `select k.account, k.citizen_id as id, k.sealed_key
     from unnest($1::text[], $2::uuid[]) as c(account, id)
     join data_keys k on k.account = c.account and k.citizen_id = c.id`,
    [citizens.map(({ account }) => account), citizens.map(({ id }) => id)],
  );
}

/** Who is second finds the first one's key afterwards. */
async function insertKeys(
  tx: Tx,
  master: Sealer,
  citizens: readonly CitizenRef[],
  at: Date,
): Promise<void> {
  const keys = citizens.map((citizen) =>
    master.seal(randomBytes(KEY_BYTES).toString('base64'), contextOf(citizen)),
  );
  await tx.query(
    `insert into data_keys (account, citizen_id, sealed_key, created_at)
     select *, $4 from unnest($1::text[], $2::uuid[], $3::bytea[])
     on conflict on constraint data_keys_pkey do nothing`,
    [citizens.map(({ account }) => account), citizens.map(({ id }) => id), keys, at],
  );
}

/**
 * Destroys the keys of citizens in the transaction that erases them. A row stays behind, so that
 * nobody makes a new key for them.
 */
export async function destroyDataKeys(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into data_keys as k (account, citizen_id, sealed_key, created_at, destroyed_at)
     select $1, id, null, $3, $3 from unnest($2::uuid[]) id order by id
     on conflict on constraint data_keys_pkey do update
       set sealed_key = null, destroyed_at = coalesce(k.destroyed_at, $3)`,
    [account, citizenIds, at],
  );
}
