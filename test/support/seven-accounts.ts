import { createHash } from 'node:crypto';
import type { WireAccount } from '../../src/simulator/push-client';
import { accountVariable } from '../../src/content/variables';

export const unitCodes = [
  'minzheng',
  'gongan',
  'wenlv',
  'renshe',
  'yibao',
  'jikong',
  'ziran',
] as const;

/** An account as both sides know it, in safe mode. */
export interface TestAccount extends WireAccount {
  unit: string;
  appSecret: string;
  encodingAesKey: string;
}

/** Accounts of the seven units; the same seed gives the same secrets. */
export function makeAccounts(seed: string): TestAccount[] {
  return unitCodes.map((unit) => ({
    unit,
    appId: `wx${lettersOf(`${seed} app ${unit}`, 16).toLowerCase()}`,
    appSecret: lettersOf(`${seed} secret ${unit}`, 32),
    token: lettersOf(`${seed} token ${unit}`, 24),
    encodingAesKey: lettersOf(`${seed} aes ${unit}`, 43),
    originalId: `gh_${lettersOf(`${seed} original ${unit}`, 12).toLowerCase()}`,
  }));
}

/** The variables by which a process is told of accounts: `RENSHE_APP_ID` and so on. */
export function variablesOf(accounts: readonly TestAccount[]): Record<string, string> {
  return Object.fromEntries(
    accounts.flatMap(({ unit, appId, appSecret, token, encodingAesKey }) => [
      [accountVariable(unit, 'APP_ID'), appId],
      [accountVariable(unit, 'APP_SECRET'), appSecret],
      [accountVariable(unit, 'TOKEN'), token],
      [accountVariable(unit, 'AES_KEY'), encodingAesKey],
    ]),
  );
}

/** Letters and digits that look random. */
function lettersOf(seed: string, length: number): string {
  const digest = createHash('sha512')
    .update(seed)
    .digest('base64')
    .replace(/[^0-9A-Za-z]/g, '');
  return digest.slice(0, length);
}
