/** One fault: where in the YAML (keys and indexes), what is wrong, and what to write instead. */
export interface MenuFault {
  path: (string | number)[];
  message: string;
  remedy: string | null;
}

/** WeChat's limits: 创建自定义菜单 (api_createcustommenu). Lengths in bytes of UTF-8. */
export const menuLimits = {
  topButtons: 3,
  subButtons: 5,
  topNameBytes: 16,
  subNameBytes: 60,
  keyBytes: 128,
  urlBytes: 1024,
} as const;

export type FaultPath = MenuFault['path'];
