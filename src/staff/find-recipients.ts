import type { Queryable } from '../database/database';
import { chinaDateOf } from '../platform/china-time';
import { DISTRICT, type StaffRole } from './roles';

/** Whom a word about a case is meant for: one person, or who has a role. `unit` null: in the district. */
export type Addressee = { person: string } | { role: StaffRole; unit: string | null };

/** A word, and what whoever hears it must be able to see. */
export interface Wanted {
  to: readonly Addressee[];
  /** The unit that owns the case. */
  unit: string;
  coUnits: readonly string[];
  /** Named people only. */
  restricted: boolean;
}

/**
 * Ids of the staff whom words are meant for: active, able to see the case, with the deputies that
 * 审核 and 签发 have today.
 * @returns for each word, in their order
 */
export async function findRecipients(
  db: Queryable,
  wanted: readonly Wanted[],
  now: Date,
): Promise<string[][]> {
  const found = wanted.map((): string[] => []);
  const asked = wanted.flatMap(({ to, unit, coUnits, restricted }, word) =>
    to.map((one) => ({
      ...{ word, owner: unit, seen_in: [unit, ...coUnits], restricted },
      person: 'person' in one ? one.person : null,
      role: 'role' in one ? one.role : null,
      unit: 'role' in one ? (one.unit ?? DISTRICT) : null,
    })),
  );
  if (asked.length === 0) return found;
  const rows = await db.query<{ word: number; id: string }>(RECIPIENTS, [
    JSON.stringify(asked),
    chinaDateOf(now),
    DISTRICT,
  ]);
  for (const { word, id } of rows) found[word]!.push(id);
  return found;
}

const RECIPIENTS = `
with asked as (
  select * from json_to_recordset($1::json) as a(word integer, owner text, seen_in text[],
    restricted boolean, person text, role text, unit text)),
meant as (
  select a.word, a.owner, a.seen_in, a.restricted, s.id
  from asked a join staff s on s.id::text = a.person
  union
  select a.word, a.owner, a.seen_in, a.restricted, r.staff_id
  from asked a join staff_roles r on r.role = a.role and r.unit = a.unit
  where not a.restricted or r.restricted
  union
  select a.word, a.owner, a.seen_in, a.restricted, d.deputy_id
  from asked a join staff_deputies d on d.role = a.role and d.unit = a.unit and d.revoked_at is null
    and $2::date between d.from_date and d.until_date
  join staff_roles r on r.staff_id = d.principal_id and r.unit = d.unit and r.role = d.role
  join staff p on p.id = d.principal_id and p.state = 'active')
select distinct m.word, m.id from meant m join staff s on s.id = m.id
where s.state = 'active' and (s.contract_until is null or s.contract_until >= $2::date)
  and exists (select from staff_roles r where r.staff_id = m.id and case when m.restricted
    then r.restricted and r.unit = m.owner
    else r.unit = any(m.seen_in) or (r.unit = $3 and r.role in ('coordinator', 'inspector')) end)
order by m.word, m.id`;
