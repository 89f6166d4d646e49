import type { Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { auditActorOf } from './person';
import { findAccount, type Account } from './person-store';
import { findPasswordFault } from './password-rules';
import { endSessions } from './session-store';
import type { SignedIn } from './sign-in';
import { forgetTries, takeTry } from './sign-in-tries';
import type { StaffParts } from './staff-parts';

/**
 * A person's own new password. Other sessions end.
 * @throws AppError bad_request with what is wrong with either password, too_many_requests while the account is locked
 */
export async function changePassword(
  parts: StaffParts,
  { session, person }: SignedIn,
  passwords: { current: string; next: string },
): Promise<void> {
  const { database, clock, hasher } = parts;
  const { username } = person;
  const taken = await takeTry(parts, { username, ip: session.ip });
  if (taken.kind === 'locked') {
    const { until } = taken;
    throw new AppError('too_many_requests', '输错的次数太多，请稍后再试。', { until });
  }
  const account = await findAccount(database, { id: person.id });
  if (!account || (await hasher.verify(passwords.current, account.password)) === 'wrong') {
    throw new AppError('bad_request', '现在的密码不对。');
  }
  await wantGoodPassword(parts, account, passwords.next);
  const hash = await hasher.hash(passwords.next);
  const at = clock.now();
  await database.transaction(async (tx) => {
    await forgetTries(tx, parts, username);
    await replacePassword(tx, parts, account, { hash, temporary: false });
    await endSessions(tx, person.id, { except: session.id }, { reason: 'password', at });
    const actor = auditActorOf({ kind: 'staff', person, ip: session.ip });
    const subject = { kind: 'staff', id: person.id };
    await parts.recordAudit(tx, [{ at, actor, action: 'staff.password_changed', subject }]);
  });
}

async function wantGoodPassword(parts: StaffParts, account: Account, next: string): Promise<void> {
  const { passwordLength, passwordHistory } = parts.policy();
  const fault = findPasswordFault(next, account, passwordLength);
  if (fault) throw new AppError('bad_request', fault);
  const former = await parts.database.query<{ password: string }>(
    'select password from staff_passwords where staff_id = $1 order by replaced_at desc limit $2',
    [account.id, passwordHistory - 1],
  );
  for (const stored of [account.password, ...former.map(({ password }) => password)]) {
    if ((await parts.hasher.verify(next, stored)) !== 'wrong') {
      throw new AppError('bad_request', `不能和最近 ${passwordHistory} 个密码相同。`);
    }
  }
}

/**
 * Puts a new hash in the place of the one that the caller has seen, which goes into the history.
 * @throws AppError conflict where somebody else was first
 */
export async function replacePassword(
  tx: Tx,
  parts: StaffParts,
  account: Pick<Account, 'id' | 'password'>,
  { hash, temporary }: { hash: string; temporary: boolean },
): Promise<void> {
  const at = parts.clock.now();
  const replaced = await tx.query(
    `update staff set password = $3, password_at = $4, password_temporary = $5
     where id = $1 and password = $2 returning id`,
    [account.id, account.password, hash, at, temporary],
  );
  if (replaced.length === 0) throw new AppError('conflict', '密码刚刚被改过，请重新登录。');
  await tx.query(
    `insert into staff_passwords (staff_id, replaced_at, password) values ($1, $2, $3)
     on conflict on constraint staff_passwords_pkey do nothing`,
    [account.id, at, account.password],
  );
  await tx.query(
    `delete from staff_passwords where staff_id = $1 and replaced_at not in (
       select replaced_at from staff_passwords where staff_id = $1
       order by replaced_at desc limit $2)`,
    [account.id, parts.policy().passwordHistory],
  );
}
