import type { ApiHandler } from './api-call';
import { addConditionalMenu, deleteConditionalMenu, tryMatchMenu } from './conditional-menu';
import { sendCustomMessage, setTyping } from './custom-message';
import { downloadMedia, uploadMedia } from './media';
import { createMenu, deleteMenu, getMenu, getSelfMenuInfo } from './menu';
import { getCallbackIps, getQuota, getRequestOfRid } from './tools';
import { getUserInfo } from './user';

/** One call of the platform. */
export interface ApiRoute {
  method: 'GET' | 'POST';
  path: string;
  /** `verified`: only accounts that are 已认证; `service`: of these only 服务号. Others get 48001. */
  requires: 'any' | 'verified' | 'service';
  /** Calls a day and account; 45009 above it. */
  dailyLimit: number;
  handle: ApiHandler;
}

const row = (
  method: ApiRoute['method'],
  path: string,
  requires: ApiRoute['requires'],
  dailyLimit: number,
  handle: ApiHandler,
): ApiRoute => ({ method, path, requires, dailyLimit, handle });

/** Every call that needs an access token. Permissions: 接口权限说明 (Explanation_of_interface_privileges). */
export const apiRoutes: readonly ApiRoute[] = [
  row('POST', '/cgi-bin/menu/create', 'verified', 1000, createMenu),
  row('GET', '/cgi-bin/menu/get', 'verified', 10_000, getMenu),
  row('GET', '/cgi-bin/menu/delete', 'verified', 1000, deleteMenu),
  row('GET', '/cgi-bin/get_current_selfmenu_info', 'any', 10_000, getSelfMenuInfo),
  row('POST', '/cgi-bin/menu/addconditional', 'verified', 2000, addConditionalMenu),
  row('POST', '/cgi-bin/menu/delconditional', 'verified', 2000, deleteConditionalMenu),
  row('POST', '/cgi-bin/menu/trymatch', 'verified', 20_000, tryMatchMenu),
  row('POST', '/cgi-bin/message/custom/send', 'verified', 500_000, sendCustomMessage),
  row('POST', '/cgi-bin/message/custom/typing', 'verified', 500_000, setTyping),
  row('GET', '/cgi-bin/user/info', 'verified', 500_000, getUserInfo),
  row('POST', '/cgi-bin/media/upload', 'any', 5000, uploadMedia),
  row('GET', '/cgi-bin/media/get', 'any', 10_000, downloadMedia),
  row('GET', '/cgi-bin/getcallbackip', 'any', 10_000, getCallbackIps),
  row('POST', '/cgi-bin/openapi/quota/get', 'any', 10_000, getQuota),
  row('POST', '/cgi-bin/openapi/rid/get', 'any', 10_000, getRequestOfRid),
];
