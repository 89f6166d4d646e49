import { z } from 'zod';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

const addressesSchema = z.object({ ip_list: z.array(z.string()) });

/**
 * 获取微信推送服务器IP (api_getcallbackip): where pushes come from. It changes: asked daily, never pinned.
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getCallbackIp(api: WechatApi, options?: CallOptions): Promise<string[]> {
  const request = { path: '/cgi-bin/getcallbackip', response: addressesSchema };
  return (await api.call({ method: 'GET', ...request }, options)).ip_list;
}

/**
 * 获取微信API服务器IP (api_getapidomainip): where calls go to. It changes: asked daily, never pinned.
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getApiDomainIp(api: WechatApi, options?: CallOptions): Promise<string[]> {
  const request = { path: '/cgi-bin/get_api_domain_ip', response: addressesSchema };
  return (await api.call({ method: 'GET', ...request }, options)).ip_list;
}

const checkSchema = z.object({
  dns: z.array(z.object({ ip: z.string(), real_operator: z.string() })).default([]),
  ping: z
    .array(
      z.object({
        ip: z.string(),
        from_operator: z.string(),
        /** `0%` … `100%` */
        package_loss: z.string(),
        /** `23.079ms` */
        time: z.string(),
      }),
    )
    .default([]),
});
export type CallbackCheck = z.infer<typeof checkSchema>;

/**
 * 网络通信检测 (api_callbackcheck): whether WeChat reaches the account's callback address.
 * @throws WechatRefusedError (40201 no callback address set, 40202, 40203), WechatUnreachableError
 */
export async function callbackCheck(
  api: WechatApi,
  check: {
    action: 'dns' | 'ping' | 'all';
    check_operator: 'CHINANET' | 'UNICOM' | 'CAP' | 'DEFAULT';
  },
  options?: CallOptions,
): Promise<CallbackCheck> {
  const request = { path: '/cgi-bin/callback/check', body: check, response: checkSchema };
  return api.call({ method: 'POST', ...request }, options);
}
