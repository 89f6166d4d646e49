import { chinaDateOf } from '../platform/china-time';
import { can, type StaffActor } from './person';
import { ACCOUNT, toAccount, type Account } from './person-store';
import { DISTRICT, roleNames, type HeldRole, type StaffRole } from './roles';
import { trySubjectsOf } from './sign-in-tries';
import type { StaffParts } from './staff-parts';

/** An account as a list shows it: nothing of it opens anything. */
export interface StaffSummary {
  id: string;
  username: string;
  name: string;
  state: 'active' | 'disabled';
  contractUntil: string | null;
  roles: readonly HeldRole[];
  mustChangePassword: boolean;
  hasTotp: boolean;
  lastSignInAt: Date | null;
  lockedUntil: Date | null;
  /** Devices on which the person is signed in. */
  sessions: number;
}

/** A page by user name; `after` is the last one of the page before. */
export interface StaffPage {
  limit: 20 | 50 | 100;
  after?: string;
}

/**
 * Accounts that have a role where the actor manages accounts.
 * @param filter `unit` one unit only, null the district's
 */
export async function listStaff(
  parts: StaffParts,
  actor: StaffActor,
  filter: { unit?: string | null; state?: 'active' | 'disabled' },
  page: StaffPage,
): Promise<StaffSummary[]> {
  const now = parts.clock.now();
  const places = managedPlaces(actor);
  const place = filter.unit === null ? DISTRICT : (filter.unit ?? null);
  const rows = await parts.database.query<Parameters<typeof toAccount>[0] & { sessions: number }>(
    `select ${ACCOUNT}, (select count(*)::int from staff_sessions e
         where e.staff_id = s.id and e.ended_at is null and e.expires_at > $5
           and e.seen_at + make_interval(secs => e.idle_seconds) > $5) as sessions
     from staff s
     where ($1::text is null or s.username > $1) and ($2::text is null or s.state = $2)
       and exists (select from staff_roles r where r.staff_id = s.id
         and ($3::text[] is null or r.unit = any($3)) and ($4::text is null or r.unit = $4))
     order by s.username limit $6`,
    [page.after ?? null, filter.state ?? null, places, place, now, page.limit],
  );
  const locks = await findLocks(
    parts,
    rows.map(({ username }) => username),
    now,
  );
  return rows.map((row) =>
    summarise(toAccount(row), row.sessions, locks.get(row.username) ?? null),
  );
}

/** Null: everywhere. A person who manages the district's accounts manages all. */
function managedPlaces(actor: StaffActor): string[] | null {
  if (actor.kind === 'operator' || can(actor.person, 'staff.manage', null)) return null;
  const { person } = actor;
  return person.roles.flatMap(({ unit }) =>
    unit !== null && can(person, 'staff.manage', unit) ? [unit] : [],
  );
}

function summarise(account: Account, sessions: number, lockedUntil: Date | null): StaffSummary {
  const { id, username, name, state, contractUntil, roles, lastSignInAt } = account;
  return {
    id,
    username,
    name,
    state,
    contractUntil,
    roles,
    mustChangePassword: account.passwordTemporary,
    hasTotp: account.totpConfirmedAt !== null,
    lastSignInAt,
    lockedUntil,
    sessions,
  };
}

async function findLocks(
  parts: StaffParts,
  usernames: readonly string[],
  now: Date,
): Promise<Map<string, Date>> {
  const nameOf = new Map(
    usernames.map((username) => [trySubjectsOf(parts, { username, ip: null }).username, username]),
  );
  const rows = await parts.database.query<{ subject: string; until: Date }>(
    `select subject, locked_until as until from staff_sign_in_tries
     where subject = any($1::text[]) and locked_until > $2`,
    [[...nameOf.keys()], now],
  );
  return new Map(rows.map(({ subject, until }) => [nameOf.get(subject)!, until]));
}

/** A gate that hangs on one person, or on nobody. */
export interface ThinGate {
  unit: string;
  gate: 'review' | 'sign';
  /** Who can pass it: 0 or 1. */
  people: number;
}

/**
 * Gates that fewer than two people can pass, of units that have anybody at all: an absence stops them,
 * and nobody passes a text of their own. A signer passes both gates.
 */
export async function listThinGates(
  { database, clock }: Pick<StaffParts, 'database' | 'clock'>,
  units: readonly string[],
): Promise<ThinGate[]> {
  const rows = await database.query<{ unit: string; review: number; sign: number }>(
    `select u.unit,
       count(distinct s.id) filter (where r.role in ('reviewer', 'signer'))::int as review,
       count(distinct s.id) filter (where r.role = 'signer')::int as sign
     from unnest($1::text[]) u(unit)
     join staff_roles r on r.unit = u.unit
     join staff s on s.id = r.staff_id and s.state = 'active'
       and (s.contract_until is null or s.contract_until >= $2)
     group by u.unit order by u.unit`,
    [units, chinaDateOf(clock.now())],
  );
  return rows.flatMap(({ unit, review, sign }) => [
    ...(review < 2 ? [{ unit, gate: 'review' as const, people: review }] : []),
    ...(sign < 2 ? [{ unit, gate: 'sign' as const, people: sign }] : []),
  ]);
}

/** A colleague, for a list to choose from. */
export interface Colleague {
  id: string;
  name: string;
  roles: readonly StaffRole[];
}

/** Who works in a unit, by name; the scope is the caller's to hold. */
export async function listColleagues(
  { database, clock }: Pick<StaffParts, 'database' | 'clock'>,
  unit: string,
  roles: readonly StaffRole[] = roleNames,
): Promise<Colleague[]> {
  return database.query<Colleague>(
    `select s.id, s.name, array_agg(r.role order by r.role) as roles
     from staff_roles r join staff s on s.id = r.staff_id
     where r.unit = $1 and r.role = any($2::text[]) and s.state = 'active'
       and (s.contract_until is null or s.contract_until >= $3)
     group by s.id, s.name order by s.name, s.id`,
    [unit, roles, chinaDateOf(clock.now())],
  );
}
