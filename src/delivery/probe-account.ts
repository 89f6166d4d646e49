import type { Queryable } from '../database/database';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import { WechatRefusedError } from '../wechat/api/errors';
import type { AccountApi } from './account-api';
import {
  raiseAlarm,
  saveCapabilities,
  saveQuota,
  type Capability,
  type KnownCapability,
} from './account-store';

/** What unit.yaml says of an account. */
export interface DeclaredAccount {
  account: string;
  accountType: 'subscription' | 'service';
  verified: boolean;
}

/** Granted with verification, and all together: 接口权限说明 (Explanation_of_interface_privileges). */
const VERIFIED: readonly Capability[] = ['custom_message', 'menu', 'user_info'];
/** Granted to verified service accounts. */
const SERVICE: readonly Capability[] = [
  'template_message',
  'subscription_notice',
  'web_authorization',
  'scene_qr',
];
const NOT_GRANTED = new Set([48001, 76022]);

/** What an account may do by its declared type and verification. */
export function declaredCapabilities(declared: DeclaredAccount, at: Date): KnownCapability[] {
  const { account, accountType, verified } = declared;
  const row = (granted: boolean) => (capability: Capability) =>
    ({ account, capability, granted, reason: 'declared', at }) as const;
  return [
    ...VERIFIED.map(row(verified)),
    ...SERVICE.map(row(verified && accountType === 'service')),
  ];
}

/**
 * Finds out what an account may do with two calls that change nothing (menu/get, quota/get), and notes
 * it over what is declared. What WeChat does not say is left as it was; the worker corrects the rest by
 * 48001. Never rejects for an account whose connection is at fault: that is an alarm.
 */
export async function probeAccount(
  parts: { database: Queryable; clock: Clock; logger: Logger },
  declared: DeclaredAccount,
  api: AccountApi,
): Promise<void> {
  const { database, clock } = parts;
  const { account } = declared;
  await saveCapabilities(database, declaredCapabilities(declared, clock.now()));
  const verified = await ask(parts, account, () => api.probeMenu());
  if (verified === null) return;
  const quota = verified ? await readQuota(parts, account, api) : false;
  const at = clock.now();
  await saveCapabilities(
    database,
    VERIFIED.map((capability) => {
      const granted = capability === 'custom_message' ? verified && quota !== false : verified;
      return { account, capability, granted, reason: 'probe', at };
    }),
  );
}

async function readQuota(
  parts: { database: Queryable; clock: Clock; logger: Logger },
  account: string,
  api: AccountApi,
): Promise<boolean | null> {
  return ask(parts, account, async () => {
    const { dailyLimit, remain } = await api.getSendQuota();
    const at = parts.clock.now();
    await saveQuota(parts.database, { account, limit: dailyLimit, left: remain, at });
  });
}

/** @returns whether the call is granted; null where WeChat did not say */
async function ask(
  parts: { database: Queryable; clock: Clock; logger: Logger },
  account: string,
  call: () => Promise<void>,
): Promise<boolean | null> {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof WechatRefusedError && NOT_GRANTED.has(error.code)) return false;
    parts.logger.warn({ err: error, account }, 'what an account may do could not be found out');
    if (error instanceof WechatRefusedError && error.class === 'P') {
      const at = parts.clock.now();
      const alarm = { account, alarm: 'account_fault', detail: error.message, at } as const;
      await raiseAlarm(parts.database, alarm);
    }
    return null;
  }
}
