import { z } from 'zod';
import { liveButtonSchema, type LiveButton } from './menu';
import type { AnyMenuButton, MenuMatchRule } from './menu-types';
import { doneSchema, idSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

export interface ConditionalMenu {
  button: readonly (AnyMenuButton | LiveButton)[];
  /** As made here, or as it was read back. */
  matchrule: MenuMatchRule | Readonly<Record<string, string | undefined>>;
}

/**
 * 创建个性化菜单 (api_addconditionalmenu): needs a default menu; there is no call to change one. All of an
 * account's together may link to three domains.
 * @returns the menuid
 * @throws WechatRefusedError (65303 no default menu, 65304 empty rule, 65305 too many, 65316 domains, 65320
 * abolished fields, 48001 not verified), WechatUnreachableError
 */
export async function addConditionalMenu(
  api: WechatApi,
  menu: ConditionalMenu,
  options?: CallOptions,
): Promise<string> {
  const response = z.object({ menuid: idSchema });
  const request = { path: '/cgi-bin/menu/addconditional', body: menu, response };
  return (await api.call({ method: 'POST', ...request }, options)).menuid;
}

/**
 * 删除个性化菜单 (api_deleteconditionalmenu).
 * @throws WechatRefusedError (65301 no such menuid), WechatUnreachableError
 */
export async function deleteConditionalMenu(
  api: WechatApi,
  menuid: string,
  options?: CallOptions,
): Promise<void> {
  const request = { path: '/cgi-bin/menu/delconditional', body: { menuid }, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 测试个性化菜单匹配结果 (api_trymatchmenu): the buttons that a person sees.
 * @param userId an openid or a WeChat id
 * @throws WechatRefusedError (65302 no such user, 46003 no menu), WechatUnreachableError
 */
export async function tryMatchMenu(
  api: WechatApi,
  userId: string,
  options?: CallOptions,
): Promise<LiveButton[]> {
  const response = z.object({ button: z.array(liveButtonSchema) });
  const request = { path: '/cgi-bin/menu/trymatch', body: { user_id: userId }, response };
  return (await api.call({ method: 'POST', ...request }, options)).button;
}
