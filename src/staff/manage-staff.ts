import type { Tx } from '../database/database';
import { violatedConstraint } from '../database/database-errors';
import { AppError } from '../platform/errors';
import { createId } from '../platform/ids';
import { replacePassword } from './change-password';
import { lockManaged } from './managed-account';
import { auditActorOf, mayManage, type StaffActor } from './person';
import type { Account } from './person-store';
import { describeRoles, DISTRICT, findRoleFault, type HeldRole } from './roles';
import { dropTotp } from './second-factor';
import { endSessions } from './session-store';
import { forgetTries } from './sign-in-tries';
import type { StaffParts } from './staff-parts';
import { makeTemporaryPassword } from './temporary-password';

export interface NewStaff {
  /** Letters, digits, `.`, `-` and `_`; kept in lower case. */
  username: string;
  name: string;
  roles: readonly HeldRole[];
  /** The last day of an outsider's contract; null for the units' own people. */
  contractUntil: string | null;
}

/** An account with the password that is told once. */
export interface OpenedAccount {
  id: string;
  username: string;
  temporaryPassword: string;
}

const USERNAME = /^[a-z][a-z0-9._-]{1,31}$/;

/**
 * Opens an account with a temporary password.
 * @throws AppError bad_request, forbidden for roles that the actor may not give, conflict for a name
 *   that is taken or a second receiver of reports against cadres
 */
export async function addStaff(
  parts: StaffParts,
  actor: StaffActor,
  given: NewStaff,
): Promise<OpenedAccount> {
  const username = given.username.trim().toLowerCase();
  const name = given.name.trim();
  if (!USERNAME.test(username)) {
    const form = '小写字母开头，2 到 32 个字母、数字、点、横线';
    throw new AppError('bad_request', `用户名不对：要${form}。`);
  }
  if (name.length < 2 || name.length > 30) throw new AppError('bad_request', '请写真实姓名。');
  wantRoles(actor, null, given.roles);
  const at = parts.clock.now();
  const id = createId(at);
  const temporaryPassword = makeTemporaryPassword();
  const hash = await parts.hasher.hash(temporaryPassword);
  const { contractUntil, roles } = given;
  const by = auditActorOf(actor);
  await explainTaken(
    parts.database.transaction(async (tx) => {
      await tx.query(
        `insert into staff (id, username, name, state, contract_until, password, password_at,
           password_temporary, created_by, created_at)
         values ($1, $2, $3, 'active', $4, $5, $6, true, $7, $6)`,
        [id, username, name, contractUntil, hash, at, by.id],
      );
      await insertRoles(tx, id, roles, { by: by.id, at });
      const after = { username, name, roles: describeRoles(roles), contractUntil };
      await record(tx, parts, actor, 'staff.add', { id, roles }, { after });
    }),
  );
  return { id, username, temporaryPassword };
}

/**
 * Closes an account: it signs in no more, its sessions end, its deputyships are over.
 * @throws AppError not_found, forbidden; conflict where it is closed already
 */
export async function disableStaff(
  parts: StaffParts,
  actor: StaffActor,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const at = parts.clock.now();
  await parts.database.transaction(async (tx) => {
    const account = await lockManaged(tx, actor, id);
    if (account.state === 'disabled') throw new AppError('conflict', '这个账号已经停用。');
    await tx.query(`update staff set state = 'disabled', disabled_at = $2 where id = $1`, [id, at]);
    await endSessions(tx, id, 'all', { reason: 'disabled', at });
    await tx.query(
      `update staff_deputies set revoked_at = $2
       where (deputy_id = $1 or principal_id = $1) and revoked_at is null`,
      [id, at],
    );
    await record(tx, parts, actor, 'staff.disable', account, { reason });
  });
}

export interface Reset {
  id: string;
  /** Takes the second factor away as well: the telephone is lost. */
  dropTotp: boolean;
  /** Opens an account again that was closed. */
  enable: boolean;
}

/**
 * A new temporary password; locks are lifted, sessions end.
 * @returns the password, told once
 * @throws AppError not_found, forbidden; conflict for a closed account unless `enable`
 */
export async function resetStaff(
  parts: StaffParts,
  actor: StaffActor,
  { id, dropTotp: drop, enable }: Reset,
): Promise<OpenedAccount> {
  const at = parts.clock.now();
  const temporaryPassword = makeTemporaryPassword();
  const hash = await parts.hasher.hash(temporaryPassword);
  return parts.database.transaction(async (tx) => {
    const account = await lockManaged(tx, actor, id);
    if (account.state === 'disabled' && !enable) {
      throw new AppError('conflict', '这个账号已经停用，要先启用。');
    }
    await tx.query(`update staff set state = 'active', disabled_at = null where id = $1`, [id]);
    await replacePassword(tx, parts, account, { hash, temporary: true });
    await endSessions(tx, id, 'all', { reason: 'password', at });
    await forgetTries(tx, parts, account.username);
    if (drop) await dropTotp(tx, id);
    const after = { totpDropped: drop, enabled: account.state === 'disabled' };
    await record(tx, parts, actor, 'staff.reset', account, { after });
    return { id, username: account.username, temporaryPassword };
  });
}

/**
 * Gives an account these roles in the place of those it has.
 * @throws AppError bad_request, not_found; forbidden for roles, old or new, that are not the actor's to give
 */
export async function changeRoles(
  parts: StaffParts,
  actor: StaffActor,
  { id, roles }: { id: string; roles: readonly HeldRole[] },
): Promise<void> {
  const at = parts.clock.now();
  await explainTaken(
    parts.database.transaction(async (tx) => {
      const account = await lockManaged(tx, actor, id);
      wantRoles(actor, id, roles);
      await tx.query('delete from staff_roles where staff_id = $1', [id]);
      await insertRoles(tx, id, roles, { by: auditActorOf(actor).id, at });
      const before = { roles: describeRoles(account.roles) };
      const after = { roles: describeRoles(roles) };
      await record(tx, parts, actor, 'staff.roles', { id, roles }, { before, after });
    }),
  );
}

function wantRoles(actor: StaffActor, id: string | null, roles: readonly HeldRole[]): void {
  const fault = findRoleFault(roles);
  if (fault) throw new AppError('bad_request', fault);
  if (!mayManage(actor, { id, roles })) {
    throw new AppError('forbidden', `您不能授予这些角色：${describeRoles(roles)}。`);
  }
}

async function insertRoles(
  tx: Tx,
  id: string,
  roles: readonly HeldRole[],
  given: { by: string | null; at: Date },
): Promise<void> {
  await tx.query(
    `insert into staff_roles (staff_id, unit, role, restricted, given_by, given_at)
     select $1, unit, role, restricted, $5, $6
     from unnest($2::text[], $3::text[], $4::boolean[]) as r(unit, role, restricted)`,
    [
      id,
      roles.map(({ unit }) => unit ?? DISTRICT),
      roles.map(({ role }) => role),
      roles.map(({ restricted }) => restricted),
      given.by,
      given.at,
    ],
  );
}

/** One row for each unit in which the account has a role, so that each unit's record is whole. */
async function record(
  tx: Tx,
  { recordAudit, clock }: StaffParts,
  actor: StaffActor,
  action: string,
  { id, roles }: Pick<Account, 'id' | 'roles'>,
  what: {
    reason?: string;
    before?: Readonly<Record<string, unknown>>;
    after?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const at = clock.now();
  const subject = { kind: 'staff', id };
  const units = new Set(roles.map(({ unit }) => unit));
  await recordAudit(
    tx,
    [...units].map((unit) => ({
      at,
      actor: auditActorOf(actor),
      action,
      unit,
      subject,
      ...what,
    })),
  );
}

const TAKEN: Readonly<Record<string, string>> = {
  staff_username_key: '这个用户名已经有人用了。',
  staff_roles_receiver_idx: '全区只能指定一个人接收反映干部的举报，请先取消原来的人。',
  staff_roles_pkey: '同一个角色写了两遍。',
};

async function explainTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const sentence = TAKEN[violatedConstraint(error) ?? ''];
    if (!sentence) throw error;
    throw new AppError('conflict', sentence, {}, { cause: error });
  }
}
