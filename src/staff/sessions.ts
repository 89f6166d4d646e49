import { AppError } from '../platform/errors';
import { getManaged } from './managed-account';
import { obligationsOf } from './obligations';
import { auditActorOf, type StaffActor } from './person';
import { findAccount, isUsable, toPerson } from './person-store';
import {
  endSessions,
  findSession,
  listSessions,
  touchSession,
  type Session,
} from './session-store';
import type { SignedIn } from './sign-in';
import type { StaffParts } from './staff-parts';

/**
 * Who a request comes from. Roles and deputyships are read anew each time, so that what was taken away
 * is gone with the next click.
 * @param isUse false for what the browser asks by itself: it does not keep a session alive
 * @returns null where the token is of no (more) use
 */
export async function resumeSession(
  parts: StaffParts,
  token: string,
  isUse: boolean,
): Promise<SignedIn | null> {
  const { database, clock } = parts;
  const now = clock.now();
  const session = await findSession(database, token, now);
  const account = session && (await findAccount(database, { id: session.staffId }));
  if (!account || !isUsable(account, now)) return null;
  if (isUse) await touchSession(database, session, now);
  return {
    session,
    person: await toPerson(database, account, now),
    obligations: obligationsOf(account, parts.policy(), now),
  };
}

/** Ends the session from which it is called. */
export async function signOut(parts: StaffParts, { session, person }: SignedIn): Promise<void> {
  await end(parts, { kind: 'staff', person, ip: session.ip }, person.id, {
    which: { only: session.id },
    reason: 'signed_out',
  });
}

/** Ends every other session of the same person. @returns how many */
export async function signOutElsewhere(
  parts: StaffParts,
  { session, person }: SignedIn,
): Promise<number> {
  return end(parts, { kind: 'staff', person, ip: session.ip }, person.id, {
    which: { except: session.id },
    reason: 'signed_out_elsewhere',
  });
}

/** A person's own live sessions, the oldest first. */
export async function listOwnSessions(
  { database, clock }: StaffParts,
  { person }: SignedIn,
): Promise<Session[]> {
  return listSessions(database, person.id, clock.now());
}

/** Ends another session of the same person. @throws AppError not_found for one that is over, or not theirs */
export async function endOwnSession(
  parts: StaffParts,
  { session, person }: SignedIn,
  sessionId: string,
): Promise<void> {
  const ended = await end(parts, { kind: 'staff', person, ip: session.ip }, person.id, {
    which: { only: sessionId },
    reason: 'signed_out_elsewhere',
  });
  if (ended === 0) throw new AppError('not_found', '没有这个登录，可能已经退出。');
}

/** The live sessions of an account that the actor manages. @throws AppError not_found, forbidden */
export async function listSessionsOf(
  parts: StaffParts,
  actor: StaffActor,
  staffId: string,
): Promise<Session[]> {
  await getManaged(parts.database, actor, staffId);
  return listSessions(parts.database, staffId, parts.clock.now());
}

/** 踢下线: ends one session, or all, of an account that the actor manages. @throws AppError not_found, forbidden */
export async function kick(
  parts: StaffParts,
  actor: StaffActor,
  staffId: string,
  sessionId: string | null,
): Promise<number> {
  await getManaged(parts.database, actor, staffId);
  const which = sessionId === null ? ('all' as const) : { only: sessionId };
  const ended = await end(parts, actor, staffId, { which, reason: 'kicked' });
  if (ended === 0) throw new AppError('not_found', '没有这个登录，可能已经退出。');
  return ended;
}

async function end(
  { database, clock, recordAudit }: StaffParts,
  actor: StaffActor,
  staffId: string,
  {
    which,
    reason,
  }: {
    which: Parameters<typeof endSessions>[2];
    reason: 'signed_out' | 'signed_out_elsewhere' | 'kicked';
  },
): Promise<number> {
  const at = clock.now();
  return database.transaction(async (tx) => {
    const sessions = await endSessions(tx, staffId, which, { reason, at });
    const subject = { kind: 'staff', id: staffId };
    await recordAudit(tx, [
      { at, actor: auditActorOf(actor), action: `staff.${reason}`, subject, after: { sessions } },
    ]);
    return sessions;
  });
}
