/** Trial mode's own state in DATA_DIR: a secret key, and where the simulator stands, for commands beside `npm start`. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { AccountConfig, Config } from './content/config';
import { AppError } from './platform/errors';

const trialSchema = z.object({
  apiBase: z.url(),
  accounts: z.array(
    z.object({
      unit: z.string(),
      appId: z.string(),
      appSecret: z.string(),
      token: z.string(),
      aesKey: z.string().nullable(),
      previousAesKey: z.string().nullable(),
    }),
  ),
});

/** The simulator as the product sees it: an API base and seven accounts. */
export interface Trial {
  apiBase: string;
  accounts: AccountConfig[];
}

/**
 * The key that encrypts at rest: from the environment, or, outside production, made once and kept in DATA_DIR.
 * @throws AppError bad_configuration in production without one
 */
export async function resolveSecretKey(config: Config): Promise<string> {
  if (config.secretKey !== null) return config.secretKey;
  if (config.production) throw new AppError('bad_configuration', '正式运行必须设置 SECRET_KEY。');
  const file = path.join(config.dataDir, 'secret-key');
  await fs.mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  try {
    await fs.writeFile(file, `${randomBytes(32).toString('base64url')}\n`, {
      flag: 'wx',
      mode: 0o600,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await fs.readFile(file, 'utf8')).trim();
}

function trialFile(config: Config): string {
  return path.join(config.dataDir, 'trial.json');
}

/** Notes where the simulator of a running `npm start` is. */
export async function saveTrial(config: Config, trial: Trial): Promise<void> {
  await fs.writeFile(trialFile(config), JSON.stringify(trial), { mode: 0o600 });
}

/** Where the simulator is, or null when `npm start` never ran in trial mode here. */
export async function findTrial(config: Config): Promise<Trial | null> {
  try {
    return trialSchema.parse(JSON.parse(await fs.readFile(trialFile(config), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
