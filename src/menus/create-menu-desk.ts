import type { TokenStore } from '../wechat/api/token-store';
import { createWechatApi, type WechatApi } from '../wechat/api/wechat-api';
import type { MenuAudit, MenuContent, MenuDesk } from './menu-desk';

/** What an account's client needs. */
export interface MenuAccount {
  unit: string;
  appId: string;
  appSecret: string;
}

export interface MenuDeskOptions extends Pick<MenuDesk, 'database' | 'clock' | 'logger'> {
  accounts: readonly MenuAccount[];
  /** Origin of WeChat's API, without a trailing slash. */
  apiBase: string;
  content: MenuContent;
  tokens: TokenStore;
  audit: MenuAudit;
}

/** A desk with clients of its own, for a run from the shell. Close it at the end. */
export function createMenuDesk(options: MenuDeskOptions): {
  desk: MenuDesk;
  close: () => Promise<void>;
} {
  const { accounts, apiBase, tokens, content, database, clock, logger, audit } = options;
  const apis = new Map<string, WechatApi>(
    accounts.map(({ unit, appId, appSecret }) => [
      unit,
      createWechatApi({ account: unit, appId, appSecret, apiBase, tokens, clock, logger }),
    ]),
  );
  return {
    desk: {
      content: () => content,
      apiOf: (unit) => apis.get(unit) ?? null,
      ...{ database, clock, logger, audit },
    },
    close: async () => {
      await Promise.all([...apis.values()].map((api) => api.close()));
    },
  };
}
