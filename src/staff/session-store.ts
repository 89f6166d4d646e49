import { createHash, randomBytes } from 'node:crypto';
import type { Queryable } from '../database/database';
import { createId } from '../platform/ids';

const TOKEN_BYTES = 32;
const MAX_DEVICE = 200;
/** Seen within as many milliseconds is as good as now: not every request is a write. */
const SEEN_STEP_MS = 30_000;

export type SessionEnd = 'signed_out' | 'signed_out_elsewhere' | 'kicked' | 'password' | 'disabled';

export interface Session {
  id: string;
  staffId: string;
  startedAt: Date;
  seenAt: Date;
  expiresAt: Date;
  ip: string | null;
  device: string | null;
}

export interface NewSession {
  staffId: string;
  at: Date;
  idleSeconds: number;
  absoluteHours: number;
  ip: string | null;
  /** What the browser calls itself. */
  device: string | null;
}

const SESSION = `id, staff_id as "staffId", started_at as "startedAt", seen_at as "seenAt",
  expires_at as "expiresAt", ip, device`;
const ALIVE = `ended_at is null and expires_at > $2
  and seen_at + make_interval(secs => idle_seconds) > $2`;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** @returns the token, which is kept nowhere but in the cookie */
export async function insertSession(
  db: Queryable,
  session: NewSession,
): Promise<{ token: string; session: Session }> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const { staffId, at, idleSeconds, absoluteHours, ip } = session;
  const device = session.device?.slice(0, MAX_DEVICE) ?? null;
  const expiresAt = new Date(at.getTime() + absoluteHours * 3_600_000);
  const id = createId(at);
  await db.query(
    `insert into staff_sessions
       (id, token_hash, staff_id, started_at, seen_at, idle_seconds, expires_at, ip, device)
     values ($1, $2, $3, $4, $4, $5, $6, $7, $8)`,
    [id, hashOf(token), staffId, at, idleSeconds, expiresAt, ip, device],
  );
  return { token, session: { id, staffId, startedAt: at, seenAt: at, expiresAt, ip, device } };
}

/** The session of a token, while it is neither ended, nor too long unused, nor over. */
export async function findSession(
  db: Queryable,
  token: string,
  now: Date,
): Promise<Session | null> {
  const [row] = await db.query<Session>(
    `select ${SESSION} from staff_sessions where token_hash = $1 and ${ALIVE}`,
    [hashOf(token), now],
  );
  return row ?? null;
}

/** Notes that a session is used. */
export async function touchSession(db: Queryable, session: Session, now: Date): Promise<void> {
  if (now.getTime() - session.seenAt.getTime() < SEEN_STEP_MS) return;
  await db.query('update staff_sessions set seen_at = greatest(seen_at, $2) where id = $1', [
    session.id,
    now,
  ]);
}

/** The live sessions of a person, the oldest first. */
export async function listSessions(db: Queryable, staffId: string, now: Date): Promise<Session[]> {
  return db.query<Session>(
    `select ${SESSION} from staff_sessions where staff_id = $1 and ${ALIVE} order by started_at, id`,
    [staffId, now],
  );
}

/**
 * Ends sessions of a person.
 * @param which one, all, or all but one
 * @returns how many were ended
 */
export async function endSessions(
  db: Queryable,
  staffId: string,
  which: { only: string } | { except: string } | 'all',
  end: { reason: SessionEnd; at: Date },
): Promise<number> {
  const only = which !== 'all' && 'only' in which ? which.only : null;
  const except = which !== 'all' && 'except' in which ? which.except : null;
  const rows = await db.query(
    `update staff_sessions set ended_at = $2, end_reason = $3
     where staff_id = $1 and ended_at is null
       and ($4::uuid is null or id = $4) and ($5::uuid is null or id <> $5)
     returning id`,
    [staffId, end.at, end.reason, only, except],
  );
  return rows.length;
}

/** Sessions that were over before `before` go; that somebody was here stays in the audit. */
export async function removeOldSessions(db: Queryable, before: Date): Promise<void> {
  await db.query('delete from staff_sessions where expires_at < $1', [before]);
}
