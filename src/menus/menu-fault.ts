/** One fault: where in the YAML (keys and indexes), what is wrong, and what to write instead. */
export interface MenuFault {
  path: (string | number)[];
  message: string;
  remedy: string | null;
}

/**
 * WeChat's limits: 创建自定义菜单 (api_createcustommenu), 创建个性化菜单 (api_addconditionalmenu). Lengths in
 * bytes of UTF-8.
 */
export const menuLimits = {
  topButtons: 3,
  subButtons: 5,
  topNameBytes: 16,
  subNameBytes: 60,
  keyBytes: 128,
  urlBytes: 1024,
  /** As many as can be made in a day. */
  conditionalMenus: 2000,
  /** That all conditional menus of an account together may link to. */
  conditionalDomains: 3,
} as const;

export type FaultPath = MenuFault['path'];
