import type { Queryable } from '../database/database';
import { keyOf, type Entry } from './entry';

/** An entry that is switched off, and by whom. */
export interface SwitchedOff extends Entry {
  id: string;
  reason: string;
  switchedBy: string;
  switchedAt: Date;
}

const COLUMNS = `id, unit, kind, entry, content_hash as hash, name, reason,
  switched_by as "switchedBy", switched_at as "switchedAt"`;

/** What is switched off in some units, the newest first; whether the files still say it is not asked. */
export async function listSwitchedOff(
  db: Queryable,
  units: readonly string[],
): Promise<SwitchedOff[]> {
  return db.query<SwitchedOff & Record<string, unknown>>(
    `select ${COLUMNS} from content_switches
     where unit = any($1::text[]) and lifted_at is null order by switched_at desc, id desc`,
    [units],
  );
}

/** `keyOf` of all that is switched off anywhere, for the content that citizens meet. */
export async function readSwitchedOff(db: Queryable): Promise<ReadonlySet<string>> {
  const rows = await db.query<Omit<Entry, 'name'> & Record<string, unknown>>(
    'select unit, kind, entry, content_hash as hash from content_switches where lifted_at is null',
    [],
    'switches.read',
  );
  return new Set(rows.map(keyOf));
}

/** @returns its id; null where it is switched off already */
export async function insertSwitch(db: Queryable, given: SwitchedOff): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    `insert into content_switches
       (id, unit, kind, entry, content_hash, name, reason, switched_by, switched_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (unit, kind, entry, content_hash) where lifted_at is null do nothing returning id`,
    [
      given.id,
      given.unit,
      given.kind,
      given.entry,
      given.hash,
      given.name,
      given.reason,
      given.switchedBy,
      given.switchedAt,
    ],
  );
  return row?.id ?? null;
}

/** Puts an entry back into service. @returns what it was; null where there is none in these units */
export async function liftSwitch(
  db: Queryable,
  units: readonly string[],
  lifted: { id: string; by: string; at: Date },
): Promise<SwitchedOff | null> {
  const [row] = await db.query<SwitchedOff & Record<string, unknown>>(
    `update content_switches set lifted_by = $3, lifted_at = $4
     where id = $2 and unit = any($1::text[]) and lifted_at is null returning ${COLUMNS}`,
    [units, lifted.id, lifted.by, lifted.at],
  );
  return row ?? null;
}
