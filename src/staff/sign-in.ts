import type { Tx } from '../database/database';
import type { AuditRow } from '../audit/audit-row';
import { obligationsOf, type Obligation } from './obligations';
import type { Person } from './person';
import { findAccount, isUsable, toPerson, type Account } from './person-store';
import { takeCode } from './second-factor';
import { insertSession, type Session } from './session-store';
import { forgetTries, giveBackTry, takeTry } from './sign-in-tries';
import type { StaffParts } from './staff-parts';

/** What a person types, and where it comes from. */
export interface SignInRequest {
  username: string;
  password: string;
  /** Six digits of the app or a recovery code; null on the first try. */
  code: string | null;
  ip: string | null;
  device: string | null;
}

/** A person at work: who they are, on which session, and what they must do first. */
export interface SignedIn {
  session: Session;
  person: Person;
  obligations: readonly Obligation[];
}

export type SignInResult =
  | ({ kind: 'signed_in'; token: string } & SignedIn)
  /** The password is right; the second factor is asked for. */
  | { kind: 'code_needed' }
  | { kind: 'locked'; until: Date }
  /** The same for a wrong name, password or code, and for an account that is closed. */
  | { kind: 'refused' };

const ADMINISTRATIVE = ['system_admin', 'unit_admin', 'inspector'];

/** Signs a person in. What is wrong is not told apart, neither in words nor in time. */
export async function signIn(parts: StaffParts, request: SignInRequest): Promise<SignInResult> {
  const taken = await takeTry(parts, request);
  if (taken.kind === 'locked') return taken;
  const account = await findAccount(parts.database, request);
  const checked = await checkPassword(parts, account, request.password);
  if (!account || checked === 'wrong') {
    await recordRefusal(parts, request, account, taken.locking.length > 0);
    return { kind: 'refused' };
  }
  if (account.totpConfirmedAt && request.code === null) {
    await giveBackTry(parts.database, parts, request, taken.locking);
    return { kind: 'code_needed' };
  }
  const rehashed = checked === 'outdated' ? await parts.hasher.hash(request.password) : null;
  const signedIn = await parts.database.transaction(async (tx) => {
    const factor = account.totpConfirmedAt
      ? await takeCode(tx, parts, account, request.code ?? '')
      : 'none';
    if (factor === null) return null;
    await giveBackTry(tx, parts, request, taken.locking);
    await forgetTries(tx, parts, request.username);
    return begin(tx, parts, account, request, { factor, rehashed });
  });
  if (signedIn) return signedIn;
  await recordRefusal(parts, request, account, taken.locking.length > 0);
  return { kind: 'refused' };
}

async function checkPassword(
  parts: StaffParts,
  account: Account | null,
  password: string,
): Promise<'right' | 'outdated' | 'wrong'> {
  if (account && isUsable(account, parts.clock.now())) {
    return parts.hasher.verify(password, account.password);
  }
  await parts.hasher.waste(password);
  return 'wrong';
}

async function begin(
  tx: Tx,
  parts: StaffParts,
  account: Account,
  { ip, device }: SignInRequest,
  { factor, rehashed }: { factor: string; rehashed: string | null },
): Promise<SignInResult> {
  const now = parts.clock.now();
  const policy = parts.policy();
  await tx.query(
    'update staff set last_sign_in_at = $2, password = coalesce($3, password) where id = $1',
    [account.id, now, rehashed],
  );
  const isAdmin = account.roles.some(({ role }) => ADMINISTRATIVE.includes(role));
  const begun = await insertSession(tx, {
    staffId: account.id,
    at: now,
    idleSeconds: 60 * (isAdmin ? policy.adminIdleMinutes : policy.idleMinutes),
    absoluteHours: policy.absoluteHours,
    ip,
    device,
  });
  const after = { session: begun.session.id, factor };
  await parts.recordAudit(tx, [{ ...rowOf(parts, account, ip), after }]);
  return {
    kind: 'signed_in',
    ...begun,
    person: await toPerson(tx, account, now),
    obligations: obligationsOf(account, policy, now),
  };
}

async function recordRefusal(
  parts: StaffParts,
  { ip }: SignInRequest,
  account: Account | null,
  locks: boolean,
): Promise<void> {
  const row = { ...rowOf(parts, account, ip), outcome: 'refused' as const, after: { locks } };
  await parts.database.transaction((tx) => parts.recordAudit(tx, [row]));
}

/** Of a name that nobody bears, nothing is kept of what was typed: it is often a password. */
function rowOf({ clock }: StaffParts, account: Account | null, ip: string | null): AuditRow {
  return {
    at: clock.now(),
    actor: { kind: 'staff', id: account?.id ?? null, name: account?.name ?? null, ip },
    action: 'staff.sign_in',
    ...(account ? { subject: { kind: 'staff', id: account.id } } : {}),
  };
}
