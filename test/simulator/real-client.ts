import { createLogger } from '../../src/platform/logger';
import type { AccessToken, TokenStore } from '../../src/wechat/api/token-store';
import { createWechatApi, type WechatApi } from '../../src/wechat/api/wechat-api';
import { WechatRefusedError, WechatUnreachableError } from '../../src/wechat/api/errors';
import type { Running } from './running';

/** The product's own client before the simulator, with a token store in memory. */
export function createRealClient(running: Running, unit = 'renshe'): WechatApi {
  const account = running.simulator.accounts.find((one) => one.unit === unit)!;
  return createWechatApi({
    account: unit,
    apiBase: running.simulator.apiBase,
    appId: account.appId,
    appSecret: account.appSecret,
    tokens: createMemoryStore(),
    clock: running.clock,
    logger: createLogger('silent'),
  });
}

function createMemoryStore(): TokenStore {
  const kept = new Map<string, AccessToken>();
  return {
    find: (account) => Promise.resolve(kept.get(account) ?? null),
    save: (account, token, replacing) => {
      const now = kept.get(account);
      if (now && now.value !== replacing?.value) return Promise.resolve(now);
      kept.set(account, token);
      return Promise.resolve(token);
    },
  };
}

/** How a call ended: `done`, WeChat's code, or `lost` where nobody knows. */
export async function outcomeOf(call: Promise<unknown>): Promise<number | 'done' | 'lost'> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof WechatRefusedError) return error.code;
    if (error instanceof WechatUnreachableError && error.mayHaveArrived) return 'lost';
    throw error;
  }
}
