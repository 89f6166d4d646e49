import type { Queryable } from '../database/database';
import { AppError } from '../platform/errors';
import { can, mayManage, type StaffActor } from './person';
import { findAccount, lockAccount, type Account } from './person-store';

/** Whether an actor may know of an account: it has a role where the actor manages accounts. */
export function maySee(actor: StaffActor, { roles }: Pick<Account, 'roles'>): boolean {
  if (actor.kind === 'operator') return true;
  return roles.some(({ unit }) => can(actor.person, 'staff.manage', unit));
}

/**
 * An account that the actor may change.
 * @throws AppError not_found for one that is absent or another unit's, forbidden for one above the actor
 */
export async function getManaged(
  db: Queryable,
  actor: StaffActor,
  staffId: string,
): Promise<Account> {
  return wantManaged(actor, await findAccount(db, { id: staffId }));
}

/** As `getManaged`, locked until the end of the transaction. */
export async function lockManaged(
  tx: Queryable,
  actor: StaffActor,
  staffId: string,
): Promise<Account> {
  return wantManaged(actor, await lockAccount(tx, staffId));
}

function wantManaged(actor: StaffActor, account: Account | null): Account {
  if (!account || !maySee(actor, account)) throw new AppError('not_found', '没有这个账号。');
  if (!mayManage(actor, account)) {
    throw new AppError('forbidden', '您不能改动这个账号。请找管理它的人。');
  }
  return account;
}
