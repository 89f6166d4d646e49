import { z } from 'zod';
import { doneSchema, idSchema } from './parse-answer';
import { WechatRefusedError } from './errors';
import type { AnyMenuButton } from './menu-types';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

const NO_MENU = 46003;

/**
 * A button as WeChat gives it back: leaves may carry an empty `sub_button`, and menus made by others
 * have types and fields that we do not make.
 */
export interface LiveButton {
  name: string;
  type?: string | undefined;
  key?: string | undefined;
  url?: string | undefined;
  appid?: string | undefined;
  pagepath?: string | undefined;
  media_id?: string | undefined;
  article_id?: string | undefined;
  sub_button?: LiveButton[] | undefined;
}

export const liveButtonSchema: z.ZodType<LiveButton> = z.object({
  name: z.string(),
  type: z.string().optional(),
  key: z.string().optional(),
  url: z.string().optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
  media_id: z.string().optional(),
  article_id: z.string().optional(),
  get sub_button() {
    return z.array(liveButtonSchema).optional();
  },
});
const liveMenuSchema = z.object({
  menu: z.object({ button: z.array(liveButtonSchema), menuid: idSchema.optional() }),
  conditionalmenu: z
    .array(
      z.object({
        button: z.array(liveButtonSchema),
        /** Old menus may have fields that were abolished since; they match nobody any more. */
        matchrule: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)),
        menuid: idSchema.optional(),
      }),
    )
    .optional(),
});
type LiveMenus = z.infer<typeof liveMenuSchema>;
export type LiveMenu = LiveMenus['menu'] & {
  /** Newest first; absent where there are none. */
  conditionalmenu?: LiveMenus['conditionalmenu'];
};

/**
 * 创建自定义菜单 (api_createcustommenu): replaces the whole default menu. Clients see it when they
 * next enter the chat, at the earliest five minutes after they last pulled it.
 * @throws WechatRefusedError (48001 not verified; 40015–40055, 65301–65320 menu faults), WechatUnreachableError
 */
export async function createCustomMenu(
  api: WechatApi,
  menu: { button: readonly (AnyMenuButton | LiveButton)[] },
  options?: CallOptions,
): Promise<void> {
  const request = { path: '/cgi-bin/menu/create', body: menu, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 获取自定义菜单配置 (api_getmenu): the default menu that was made by the API, and its conditional menus.
 * @returns null where the account has none (46003)
 * @throws WechatRefusedError (48001 not verified), WechatUnreachableError
 */
export async function getMenu(api: WechatApi, options?: CallOptions): Promise<LiveMenu | null> {
  try {
    const request = { path: '/cgi-bin/menu/get', response: liveMenuSchema };
    const { menu, conditionalmenu } = await api.call({ method: 'GET', ...request }, options);
    return { ...menu, ...(conditionalmenu && { conditionalmenu }) };
  } catch (error) {
    if (error instanceof WechatRefusedError && error.code === NO_MENU) return null;
    throw error;
  }
}

/**
 * 删除自定义菜单 (api_deletemenu): deletes the default menu and every conditional menu with it.
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function deleteMenu(api: WechatApi, options?: CallOptions): Promise<void> {
  const request = { path: '/cgi-bin/menu/delete', response: doneSchema };
  await api.call({ method: 'GET', ...request }, options);
}

/** A button of the menu in force; one made on the website may have `value` and `news_info`. */
export interface SelfmenuButton {
  name: string;
  type?: string | undefined;
  key?: string | undefined;
  url?: string | undefined;
  value?: string | undefined;
  appid?: string | undefined;
  pagepath?: string | undefined;
  news_info?: unknown;
  sub_button?: { list: SelfmenuButton[] } | undefined;
}

const selfmenuButtonSchema: z.ZodType<SelfmenuButton> = z.object({
  name: z.string(),
  type: z.string().optional(),
  key: z.string().optional(),
  url: z.string().optional(),
  value: z.string().optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
  news_info: z.unknown().optional(),
  get sub_button() {
    return z.object({ list: z.array(selfmenuButtonSchema) }).optional();
  },
});
const selfmenuSchema = z.object({
  is_menu_open: z.number(),
  selfmenu_info: z.object({ button: z.array(selfmenuButtonSchema).default([]) }).optional(),
});

/**
 * 查询自定义菜单信息 (api_getcurrentselfmenuinfo): the menu in force, also one made on the website; for every
 * account, verified or not.
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getCurrentSelfmenuInfo(
  api: WechatApi,
  options?: CallOptions,
): Promise<{ open: boolean; buttons: SelfmenuButton[] }> {
  const request = { path: '/cgi-bin/get_current_selfmenu_info', response: selfmenuSchema };
  const answer = await api.call({ method: 'GET', ...request }, options);
  return { open: answer.is_menu_open === 1, buttons: answer.selfmenu_info?.button ?? [] };
}
