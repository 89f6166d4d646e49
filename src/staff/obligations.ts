import type { Account } from './person-store';
import type { StaffPolicy } from './schema';

const DAY_MS = 24 * 60 * 60_000;

/** What a person must do before anything else. */
export type Obligation = 'change_password' | 'enrol_totp';

/** From the account and the rules; empty where nothing stands in the way. */
export function obligationsOf(account: Account, policy: StaffPolicy, now: Date): Obligation[] {
  const { passwordTemporary, passwordAt, totpConfirmedAt, roles } = account;
  const ageMs = now.getTime() - passwordAt.getTime();
  const mustChange =
    (passwordTemporary && !policy.keepTemporaryPasswords) || ageMs > policy.passwordDays * DAY_MS;
  const mustEnrol =
    totpConfirmedAt === null && roles.some(({ role }) => policy.totpRoles.includes(role));
  return [
    ...(mustChange ? (['change_password'] as const) : []),
    ...(mustEnrol ? (['enrol_totp'] as const) : []),
  ];
}
