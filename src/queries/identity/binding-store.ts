import type { Queryable } from '../../database/database';
import { createId } from '../../platform/ids';
import type { Sealer } from '../../privacy/sealer';

/** Whose bindings: one citizen of one account. */
export interface BindingOwner {
  account: string;
  citizenId: string;
}

export interface NewBinding extends BindingOwner {
  unit: string;
  query: string;
  /** 李**，999***: for the citizen to know which one it is. */
  shown: string;
  /** The proven fields, by id. */
  fields: Readonly<Record<string, string>>;
  /** Blind index of the person. */
  identityKey: string;
  at: Date;
}

/** A binding as its citizen sees it. */
export interface Binding {
  id: string;
  unit: string;
  query: string;
  shown: string;
  boundAt: Date;
}

/** Binds an identity in place of the one that was bound to this query before. */
export async function bind(tx: Queryable, binding: NewBinding, sealer: Sealer): Promise<void> {
  const { account, citizenId, unit, query, shown, fields, identityKey, at } = binding;
  const id = createId(at);
  await removeBindingsOf(tx, binding, { unit, query }, at);
  await tx.query(
    `insert into query_bindings
       (account, id, citizen_id, unit, query, shown, identity, identity_key, bound_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict do nothing`,
    [
      account,
      id,
      citizenId,
      unit,
      query,
      shown,
      sealer.seal(JSON.stringify(fields), contextOf(account, id)),
      identityKey,
      at,
    ],
  );
}

/**
 * The proven fields of the identity that is bound to a query, or null. A binding rests on the consent to
 * one version of the notice: while its citizen has not agreed to `consentVersion`, it counts for nothing.
 */
export async function findBoundFields(
  db: Queryable,
  { account, citizenId }: BindingOwner,
  { unit, query, consentVersion }: { unit: string; query: string; consentVersion: string },
  sealer: Sealer,
): Promise<Record<string, string> | null> {
  const [row] = await db.query<{ id: string; identity: Buffer }>(
    `select id, identity from query_bindings b
     where account = $1 and citizen_id = $2 and unit = $3 and query = $4 and removed_at is null
       and exists (
         select from query_consents c
         where c.account = b.account and c.citizen_id = b.citizen_id and c.unit = b.unit
           and c.query = b.query and c.version = $5 and not c.on_behalf and c.withdrawn_at is null)`,
    [account, citizenId, unit, query, consentVersion],
  );
  if (!row) return null;
  const opened = sealer.open(row.identity, contextOf(account, row.id));
  return JSON.parse(opened) as Record<string, string>;
}

export async function listBindings(
  db: Queryable,
  { account, citizenId }: BindingOwner,
): Promise<Binding[]> {
  return db.query<Binding>(
    `select id, unit, query, shown, bound_at as "boundAt" from query_bindings
     where account = $1 and citizen_id = $2 and removed_at is null
     order by bound_at desc limit 50`,
    [account, citizenId],
  );
}

/** Removes one binding; what it proved is destroyed, that it was there stays on record. */
export async function removeBinding(
  db: Queryable,
  { account, citizenId }: BindingOwner,
  id: string,
  now: Date,
): Promise<void> {
  await db.query(
    `update query_bindings set removed_at = $4, identity = null
     where account = $1 and citizen_id = $2 and id = $3 and removed_at is null`,
    [account, citizenId, id, now],
  );
}

export async function removeBindingsOf(
  tx: Queryable,
  { account, citizenId }: BindingOwner,
  { unit, query }: { unit: string; query: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `update query_bindings set removed_at = $5, identity = null
     where account = $1 and citizen_id = $2 and unit = $3 and query = $4 and removed_at is null`,
    [account, citizenId, unit, query, now],
  );
}

function contextOf(account: string, id: string): string {
  return `binding:${account}:${id}`;
}
