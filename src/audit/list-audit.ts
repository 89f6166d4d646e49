import type { Queryable } from '../database/database';
import { firstIdAt } from '../platform/ids';
import type { AuditActor } from './audit-row';
import type { DataKeys } from './data-keys';
import { personalContextOf } from './record-audit';

/** Whose record a person may read. */
export interface AuditScope {
  units: readonly string[];
  /** Units whose restricted matters the person is named for. */
  restrictedUnits: readonly string[];
  /** The district's and the system's own record, which belongs to no unit. */
  district: boolean;
}

export interface AuditFilter {
  unit?: string;
  actorId?: string;
  /** `staff.sign_in`, or a room: `staff.`. */
  action?: string;
  subject?: { kind: string; id: string };
  from?: Date;
  to?: Date;
}

/** A page of 20, 50 or 100, newest first. `before` is the id of the last entry of the page before. */
export interface AuditPage {
  limit: 20 | 50 | 100;
  before?: string;
}

export interface AuditRecord {
  id: string;
  at: Date;
  actor: AuditActor;
  unit: string | null;
  restricted: boolean;
  action: string;
  outcome: 'done' | 'refused';
  subjectKind: string | null;
  subjectId: string | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** Whether it has values of a citizen; `readAuditPersonal` opens them. */
  hasPersonal: boolean;
  /** Its place in the chain; null until it is chained. */
  seq: number | null;
}

const IN_SCOPE = `(case when e.unit is null then $3::boolean else e.unit = any($1::text[]) end)
  and (not e.restricted or (e.unit is not null and e.unit = any($2::text[])))`;

const scopeValues = ({ units, restrictedUnits, district }: AuditScope): unknown[] => [
  units,
  restrictedUnits,
  district,
];

/** The record within one's scope, newest first, by key. */
export async function listAudit(
  db: Queryable,
  scope: AuditScope,
  filter: AuditFilter,
  page: AuditPage,
): Promise<AuditRecord[]> {
  const values = scopeValues(scope);
  const conditions = [IN_SCOPE];
  const add = (value: unknown, condition: (place: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  add(page.before, (place) => `e.id < ${place}::uuid`);
  add(filter.unit, (place) => `e.unit = ${place}`);
  add(filter.actorId, (place) => `e.actor_id = ${place}`);
  add(filter.subject?.kind, (place) => `e.subject_kind = ${place}`);
  add(filter.subject?.id, (place) => `e.subject_id = ${place}`);
  // Ids begin with their time: a span of time is a span of the key.
  add(filter.from && firstIdAt(filter.from), (place) => `e.id >= ${place}::uuid`);
  add(filter.to && firstIdAt(filter.to), (place) => `e.id < ${place}::uuid`);
  values.push(page.limit);
  const from = `from audit_entries e where ${conditions.join(' and ')}`;
  const newest = (entries: string): string =>
    `${entries} order by e.id desc limit $${values.length}`;
  const entries = newest(`select e.* ${from}`);
  const actions = filter.action === undefined ? null : await listActions(db, filter.action);
  const rows = await db.query<AuditRecordRow>(
    `select e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.ip, e.unit, e.restricted,
       e.action, e.outcome, e.subject_kind as "subjectKind", e.subject_id as "subjectId",
       e.reason, e.before, e.after, e.personal is not null as "hasPersonal", s.seq
     from (${actions ? newest(ofEachAction(from, values.length)) : entries}) e
     left join audit_seals s on s.entry_id = e.id order by e.id desc`,
    actions ? [...values, actions] : values,
  );
  return rows.map(toRecord);
}

/**
 * The newest of each action by its own index: one that is rare would be looked for through years. The bounds
 * and the order are those of that index alone; with `action = k.action` the planner takes the order of the
 * ids, since it knows how often actions are on the average, but not this one.
 * @param from of the list, up to its conditions
 * @param limit the place of the limit; the actions are the value after it
 */
function ofEachAction(from: string, limit: number): string {
  const ofOne = `select e.* ${from}
    and (e.action, e.id) >= (k.action, '${FIRST_ID}'::uuid)
    and (e.action, e.id) <= (k.action, '${LAST_ID}'::uuid)
    order by e.action desc, e.id desc limit $${limit}`;
  return `select e.* from unnest($${limit + 1}::text[]) as k(action) cross join lateral (${ofOne}) e`;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The actions that a filter names: one, or those of a room that were ever done, found by steps along the index. */
async function listActions(db: Queryable, filter: string): Promise<string[]> {
  if (!filter.endsWith('.')) return [filter];
  const next = (after: string): string =>
    `select e.action from audit_entries e where e.action > ${after} order by e.action limit 1`;
  const rows = await db.query<{ action: string }>(
    `with recursive done(action) as (
       (${next(`''`)})
       union all
       select (${next('done.action')}) from done where done.action is not null)
     select action from done where starts_with(action, $1)`,
    [filter],
  );
  return rows.map(({ action }) => action);
}

type AuditRecordRow = Omit<AuditRecord, 'actor' | 'seq'> & {
  actor_kind: AuditActor['kind'];
  actor_id: string | null;
  actor_name: string | null;
  ip: string | null;
  seq: string | null;
};

function toRecord(row: AuditRecordRow): AuditRecord {
  const { actor_kind: kind, actor_id: id, actor_name: name, ip, seq, ...rest } = row;
  return { ...rest, actor: { kind, id, name, ip }, seq: seq === null ? null : Number(seq) };
}

/**
 * The citizen's values of one entry.
 * @returns null where there is no such entry in scope; `erased` where the citizen's key is gone
 */
export async function readAuditPersonal(
  db: Queryable,
  keys: DataKeys,
  scope: AuditScope,
  entryId: string,
): Promise<{ kind: 'values'; values: Record<string, unknown> } | { kind: 'erased' } | null> {
  const [row] = await db.query<{ account: string | null; id: string; personal: Buffer | null }>(
    `select e.citizen_account as account, e.citizen_id as id, e.personal from audit_entries e
     where e.id = $4 and ${IN_SCOPE}`,
    [...scopeValues(scope), entryId],
  );
  if (!row?.account) return null;
  const sealer = row.personal && (await keys.find(db, { account: row.account, id: row.id }));
  if (!sealer) return { kind: 'erased' };
  const opened = sealer.open(row.personal!, personalContextOf(entryId));
  return { kind: 'values', values: JSON.parse(opened) as Record<string, unknown> };
}
