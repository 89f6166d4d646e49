import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './json-file';

/** An account of the simulated platform with everything that its owner would copy out of WeChat's console. */
export interface SimulatedAccount {
  unit: string;
  name: string;
  appId: string;
  appSecret: string;
  token: string;
  encodingAesKey: string;
  originalId: string;
  type: 'subscription' | 'service';
  verified: boolean;
}

/** What the product tells of a unit's account. */
export interface SimulatedUnit {
  code: string;
  accountName: string;
  type: 'subscription' | 'service';
  verified: boolean;
}

const credentialsSchema = z.object({
  appId: z.string(),
  appSecret: z.string(),
  token: z.string(),
  encodingAesKey: z.string(),
  originalId: z.string(),
});
const fileSchema = z.record(z.string(), credentialsSchema);

/**
 * The accounts of the units, with credentials that are made once and kept in `file` (mode 0600),
 * so that a restart finds the same ones.
 */
export async function loadAccounts(
  file: string,
  units: readonly SimulatedUnit[],
): Promise<SimulatedAccount[]> {
  const kept = (await readJsonFile(file, fileSchema)) ?? {};
  const missing = units.filter((unit) => !kept[unit.code]);
  for (const unit of missing) kept[unit.code] = createCredentials();
  if (missing.length > 0) await writeJsonFile(file, kept);
  return units.map((unit) => ({
    unit: unit.code,
    name: unit.accountName,
    type: unit.type,
    verified: unit.verified,
    ...kept[unit.code]!,
  }));
}

function createCredentials(): z.infer<typeof credentialsSchema> {
  return {
    appId: `wx${randomBytes(8).toString('hex')}`,
    appSecret: randomBytes(16).toString('hex'),
    token: randomBytes(16).toString('hex'),
    // 32 bytes are 43 characters of base64 and one "=", which WeChat leaves off.
    encodingAesKey: createAesKey(),
    originalId: `gh_${randomBytes(6).toString('hex')}`,
  };
}

function createAesKey(): string {
  for (;;) {
    const key = randomBytes(32).toString('base64').slice(0, 43);
    if (/^[A-Za-z0-9]+$/.test(key)) return key;
  }
}
