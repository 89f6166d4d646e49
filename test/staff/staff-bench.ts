import { composeStaff, type StaffComposition } from '../../src/compose-staff';
import { addStaff } from '../../src/staff/manage-staff';
import type { Person, StaffActor } from '../../src/staff/person';
import { findPerson } from '../../src/staff/person-store';
import type { HeldRole, StaffRole } from '../../src/staff/roles';
import { defaultStaffPolicy, type StaffPolicy } from '../../src/staff/schema';
import { signIn, type SignInRequest, type SignInResult } from '../../src/staff/sign-in';
import { fixedClock, type FixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';

export const SECRET = 'a secret key of the tests, long enough';
/** Cheap, so that the tests are quick. */
const COST = { logN: 4, r: 8, p: 1 };
export const OPERATOR: StaffActor = { kind: 'operator', name: 'root' };
export const UNITS = ['renshe', 'yibao'];
export const IP = '10.1.2.3';

/** Somebody with an account of the bench. */
export interface Known {
  id: string;
  username: string;
  password: string;
}

export interface StaffBench extends TestDatabase, StaffComposition {
  clock: FixedClock;
  /** Rules of this test. */
  use(policy: Partial<StaffPolicy>): void;
  /** Opens an account whose password need not be changed. */
  add(username: string, ...roles: HeldRole[]): Promise<Known>;
  person(known: { id: string }): Promise<Person>;
  actor(known: { id: string }): Promise<StaffActor>;
  signIn(request: Partial<SignInRequest>): Promise<SignInResult>;
  /** What the record says, oldest first. */
  audited(): Promise<
    { action: string; outcome: string; actor_id: string | null; unit: string | null }[]
  >;
}

export function held(
  role: StaffRole,
  unit: string | null = 'renshe',
  restricted = false,
): HeldRole {
  return { role, unit, restricted };
}

export async function createStaffBench(): Promise<StaffBench> {
  const test = await createTestDatabase();
  const { database } = test;
  const clock = fixedClock();
  let policy: StaffPolicy = { ...defaultStaffPolicy, totpRoles: [], keepTemporaryPasswords: true };
  const composed = composeStaff({
    database,
    clock,
    secretKey: SECRET,
    policy: () => policy,
    trial: false,
    scryptCost: COST,
  });
  const person = async ({ id }: { id: string }): Promise<Person> => {
    const found = await findPerson(database, id, clock.now());
    if (!found) throw new Error('no such person');
    return found;
  };
  return {
    ...test,
    ...composed,
    clock,
    use: (changes) => void (policy = { ...policy, ...changes }),
    async add(username, ...roles) {
      const name = `某${username}`;
      const opened = await addStaff(composed.parts, OPERATOR, {
        username,
        name,
        roles: roles.length > 0 ? roles : [held('clerk')],
        contractUntil: null,
      });
      return { id: opened.id, username, password: opened.temporaryPassword };
    },
    person,
    actor: async (known) => ({ kind: 'staff', person: await person(known), ip: IP }),
    signIn: (request) =>
      signIn(composed.parts, {
        username: 'zhangsan',
        password: 'wrong',
        code: null,
        ip: IP,
        device: null,
        ...request,
      }),
    audited: () =>
      database.query('select action, outcome, actor_id, unit from audit_entries order by xact, id'),
  };
}
