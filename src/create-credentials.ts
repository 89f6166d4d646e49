import type { AccountConfig } from './content/config';
import type { Unit } from './units/schema';
import type { AccountCredentials } from './wechat/account-credentials';
import { parseAesKey } from './wechat/message-crypto';

/** What the callback verifies and opens each account's pushes with, by unit code. */
export function createCredentials(
  accounts: readonly AccountConfig[],
  units: ReadonlyMap<string, Unit>,
): ReadonlyMap<string, AccountCredentials> {
  return new Map(
    accounts.map((account) => [
      account.unit,
      {
        appId: account.appId,
        token: account.token,
        aesKeys: [account.aesKey, account.previousAesKey]
          .filter((key) => key !== null)
          .map(parseAesKey),
        originalId: units.get(account.unit)?.originalId ?? null,
      },
    ]),
  );
}
