import { randomInt } from 'node:crypto';
import type { Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { auditActorOf, type Person } from './person';
import { lockAccount, type Account } from './person-store';
import type { StaffParts } from './staff-parts';
import { findTotpStep, makeTotpSecret, totpUri } from './totp';

const ISSUER = '指尖';
const CODES = 10;
/** Without what looks alike: 31 signs, ten of them some 50 bits. */
const CODE_SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 10;

const contextOf = (id: string): string => `totp/${id}`;
const digestOf = ({ blindIndex }: StaffParts, id: string, code: string): string =>
  blindIndex(`recovery code/${id}`, code.replace(/[\s-]/g, '').toUpperCase());

/**
 * Takes a second factor: six digits of the app, or one of the recovery codes. Each is taken once, also
 * when two requests bring it at the same moment.
 * @param tx of the sign-in: a code is used up only if the sign-in succeeds
 */
export async function takeCode(
  tx: Tx,
  parts: StaffParts,
  account: Pick<Account, 'id' | 'totpSecret'>,
  code: string,
): Promise<'totp' | 'recovery' | null> {
  const typed = code.trim();
  const { id, totpSecret } = account;
  const now = parts.clock.now();
  const step = totpSecret && findTotpStep(parts.sealer.open(totpSecret, contextOf(id)), typed, now);
  if (step !== null) return (await takeStep(tx, id, step)) ? 'totp' : null;
  const used = await tx.query(
    `update staff_recovery_codes set used_at = $3
     where staff_id = $1 and code = $2 and used_at is null returning code`,
    [id, digestOf(parts, id, typed), now],
  );
  return used.length === 1 ? 'recovery' : null;
}

async function takeStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const taken = await tx.query(
    `update staff set totp_last_step = $2
     where id = $1 and (totp_last_step is null or totp_last_step < $2) returning id`,
    [id, step],
  );
  return taken.length === 1;
}

/** What an app must know; until it is confirmed, sign-in does not ask for it. */
export interface TotpSetup {
  /** Base32, to be typed where no picture can be read. */
  secret: string;
  /** For a QR code. */
  uri: string;
}

/** @throws AppError conflict where a second factor is in use: whoever lost it is reset by an administrator */
export async function beginTotp(parts: StaffParts, person: Person): Promise<TotpSetup> {
  const secret = makeTotpSecret();
  const begun = await parts.database.query(
    `update staff set totp_secret = $2 where id = $1 and totp_confirmed_at is null returning id`,
    [person.id, parts.sealer.seal(secret, contextOf(person.id))],
  );
  if (begun.length === 0) {
    throw new AppError('conflict', '已经设置过动态口令。要换手机，请管理员先重置。');
  }
  return { secret, uri: totpUri(secret, person.username, ISSUER) };
}

/**
 * The first code proves that the app is set up.
 * @returns recovery codes, shown once
 * @throws AppError bad_request for a wrong code, conflict where nothing was begun
 */
export async function confirmTotp(
  parts: StaffParts,
  person: Person,
  ip: string | null,
  code: string,
): Promise<string[]> {
  const now = parts.clock.now();
  return parts.database.transaction(async (tx) => {
    const account = await lockAccount(tx, person.id);
    if (!account?.totpSecret || account.totpConfirmedAt) {
      throw new AppError('conflict', '请重新开始设置动态口令。');
    }
    const secret = parts.sealer.open(account.totpSecret, contextOf(person.id));
    const step = findTotpStep(secret, code.trim(), now);
    if (step === null) {
      throw new AppError('bad_request', '动态口令不对。请核对手机的时间，再输新的 6 位数字。');
    }
    await tx.query('update staff set totp_confirmed_at = $2, totp_last_step = $3 where id = $1', [
      person.id,
      now,
      step,
    ]);
    const actor = auditActorOf({ kind: 'staff', person, ip });
    const subject = { kind: 'staff', id: person.id };
    await parts.recordAudit(tx, [{ at: now, actor, action: 'staff.totp_confirmed', subject }]);
    return replaceCodes(tx, parts, person.id);
  });
}

/**
 * New recovery codes; the old ones are of no more use.
 * @throws AppError bad_request for a wrong code of the app
 */
export async function renewRecoveryCodes(
  parts: StaffParts,
  person: Person,
  ip: string | null,
  code: string,
): Promise<string[]> {
  return parts.database.transaction(async (tx) => {
    const account = await lockAccount(tx, person.id);
    const taken = account?.totpConfirmedAt && (await takeCode(tx, parts, account, code));
    if (taken !== 'totp') throw new AppError('bad_request', '动态口令不对。');
    const actor = auditActorOf({ kind: 'staff', person, ip });
    const subject = { kind: 'staff', id: person.id };
    const at = parts.clock.now();
    await parts.recordAudit(tx, [{ at, actor, action: 'staff.recovery_codes', subject }]);
    return replaceCodes(tx, parts, person.id);
  });
}

/** How many recovery codes are left. */
export async function countRecoveryCodes(parts: StaffParts, person: Person): Promise<number> {
  const [row] = await parts.database.query<{ count: number }>(
    `select count(*)::int as count from staff_recovery_codes where staff_id = $1 and used_at is null`,
    [person.id],
  );
  return row?.count ?? 0;
}

/** Takes the second factor away: who lost it begins anew. */
export async function dropTotp(tx: Tx, staffId: string): Promise<void> {
  await tx.query(
    'update staff set totp_secret = null, totp_confirmed_at = null, totp_last_step = null where id = $1',
    [staffId],
  );
  await tx.query('delete from staff_recovery_codes where staff_id = $1', [staffId]);
}

async function replaceCodes(tx: Tx, parts: StaffParts, staffId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, makeCode);
  await tx.query('delete from staff_recovery_codes where staff_id = $1', [staffId]);
  await tx.query(
    `insert into staff_recovery_codes (staff_id, code, made_at)
     select $1, code, $3 from unnest($2::text[]) code`,
    [staffId, codes.map((code) => digestOf(parts, staffId, code)), parts.clock.now()],
  );
  return codes;
}

/** `7KQ2M-9XH4T`. */
function makeCode(): string {
  const signs = Array.from(
    { length: CODE_LENGTH },
    () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]!,
  );
  return `${signs.slice(0, 5).join('')}-${signs.slice(5).join('')}`;
}
