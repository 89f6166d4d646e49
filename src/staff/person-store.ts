/** Staff: who works here, how they prove it, and what they may do where. */
import type { Queryable } from '../database/database';
import { chinaDateOf } from '../platform/china-time';
import type { Deputyship, Person } from './person';
import { DISTRICT, type HeldRole, type StaffRole } from './roles';

/** An account with what sign-in must know of it. */
export interface Account {
  id: string;
  username: string;
  name: string;
  state: 'active' | 'disabled';
  /** The last day of an outsider's contract, as a civil day. */
  contractUntil: string | null;
  password: string;
  passwordAt: Date;
  passwordTemporary: boolean;
  totpSecret: Buffer | null;
  totpConfirmedAt: Date | null;
  lastSignInAt: Date | null;
  roles: readonly HeldRole[];
}

type AccountRow = Omit<Account, 'roles'> & {
  roles: { role: StaffRole; unit: string; restricted: boolean }[];
};

/** Columns and roles of the account `s`, for `toAccount`. */
export const ACCOUNT = `s.id, s.username, s.name, s.state, s.contract_until as "contractUntil",
  s.password, s.password_at as "passwordAt", s.password_temporary as "passwordTemporary",
  s.totp_secret as "totpSecret", s.totp_confirmed_at as "totpConfirmedAt",
  s.last_sign_in_at as "lastSignInAt",
  coalesce((select json_agg(json_build_object(
      'role', r.role, 'unit', r.unit, 'restricted', r.restricted) order by r.unit, r.role)
    from staff_roles r where r.staff_id = s.id), '[]') as roles`;

export function toAccount(row: AccountRow): Account {
  const roles = row.roles.map((held) => ({
    ...held,
    unit: held.unit === DISTRICT ? null : held.unit,
  }));
  return { ...row, roles };
}

/** User names are kept in lower case and compared so. */
export async function findAccount(
  db: Queryable,
  by: { id: string } | { username: string },
): Promise<Account | null> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['username', by.username.toLowerCase()];
  const [row] = await db.query<AccountRow>(
    `select ${ACCOUNT} from staff s where s.${column} = $1`,
    [value],
  );
  return row ? toAccount(row) : null;
}

/** As `findAccount` by id, locked until the end of the transaction. */
export async function lockAccount(tx: Queryable, id: string): Promise<Account | null> {
  const [row] = await tx.query<AccountRow>(
    `select ${ACCOUNT} from staff s where s.id = $1 for no key update of s`,
    [id],
  );
  return row ? toAccount(row) : null;
}

/** Whether the account may be used: not closed, and an outsider's contract not over. */
export function isUsable(account: Account, now: Date): boolean {
  const { state, contractUntil } = account;
  return state === 'active' && (contractUntil === null || chinaDateOf(now) <= contractUntil);
}

/** A person with roles and today's deputyships; null where the account is absent or may not be used. */
export async function findPerson(db: Queryable, id: string, now: Date): Promise<Person | null> {
  const account = await findAccount(db, { id });
  return account && isUsable(account, now) ? toPerson(db, account, now) : null;
}

/** @param account one that may be used */
export async function toPerson(db: Queryable, account: Account, now: Date): Promise<Person> {
  const { id, username, name, contractUntil, roles } = account;
  const deputyFor = await listDeputyships(db, id, now);
  return { id, username, name, outsourced: contractUntil !== null, roles, deputyFor };
}

/** Those that hold today: the principal still has the role and may use the account. */
async function listDeputyships(db: Queryable, id: string, now: Date): Promise<Deputyship[]> {
  return db.query<Deputyship>(
    `select d.principal_id as "principalId", p.name as "principalName", d.unit, d.role
     from staff_deputies d join staff p on p.id = d.principal_id
     join staff_roles r on r.staff_id = p.id and r.unit = d.unit and r.role = d.role
     where d.deputy_id = $1 and d.revoked_at is null and $2 between d.from_date and d.until_date
       and p.state = 'active' and (p.contract_until is null or p.contract_until >= $2)
     order by d.from_date, d.id`,
    [id, chinaDateOf(now)],
  );
}
