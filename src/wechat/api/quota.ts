import { z } from 'zod';
import { doneSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

const rateSchema = z.object({
  /** Calls allowed within `refresh_second` seconds. */
  call_count: z.number(),
  refresh_second: z.number(),
});
const quotaSchema = z.object({
  quota: z.object({ daily_limit: z.number(), used: z.number(), remain: z.number() }),
  rate_limit: rateSchema.optional(),
  /** For calls on behalf of the account by a third-party platform. */
  component_rate_limit: rateSchema.optional(),
});
export type ApiQuota = z.infer<typeof quotaSchema>;

/**
 * 查询API调用额度 (api_getapiquota): of one path, today.
 * @param cgiPath `/cgi-bin/message/custom/send`: with the leading slash, without the host
 * @throws WechatRefusedError (76021 no such path, 76022 not granted or of `/sns/`), WechatUnreachableError
 */
export async function getApiQuota(
  api: WechatApi,
  cgiPath: string,
  options?: CallOptions,
): Promise<ApiQuota> {
  const body = { cgi_path: cgiPath };
  const request = { path: '/cgi-bin/openapi/quota/get', body, response: quotaSchema };
  return api.call({ method: 'POST', ...request }, options);
}

/**
 * 重置API调用次数 (api_clearquota): every quota of the account; ten times a month, shared with
 * `clearQuotaByAppSecret`.
 * @throws WechatRefusedError (48006 no clearing left), WechatUnreachableError
 */
export async function clearQuota(api: WechatApi, options?: CallOptions): Promise<void> {
  const body = { appid: api.appId };
  const request = { path: '/cgi-bin/clear_quota', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

/**
 * 使用AppSecret重置API调用次数 (api_clearquotabyappsecret): also where the quota of the token call itself is
 * gone; ten times a month, shared with `clearQuota`.
 * @throws WechatRefusedError (48006 no clearing left, 40013, 40125), WechatUnreachableError
 */
export async function clearQuotaByAppSecret(api: WechatApi, options?: CallOptions): Promise<void> {
  await api.callWithSecret(
    ({ appId, appSecret }) => ({
      method: 'POST',
      path: '/cgi-bin/clear_quota/v2',
      body: { appid: appId, appsecret: appSecret },
      response: doneSchema,
    }),
    options,
  );
}

/**
 * 重置指定API调用次数 (api_clearapiquota): of one path; fifty times a month.
 * @throws WechatRefusedError (76021, 76022, 48006), WechatUnreachableError
 */
export async function clearApiQuota(
  api: WechatApi,
  cgiPath: string,
  options?: CallOptions,
): Promise<void> {
  const body = { cgi_path: cgiPath };
  const request = { path: '/cgi-bin/openapi/quota/clear', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

const ridSchema = z.object({
  request: z.object({
    /** Seconds since 1970. */
    invoke_time: z.number(),
    cost_in_ms: z.number(),
    /** Query of the call: it may hold a token and is never logged. */
    request_url: z.string(),
    request_body: z.string(),
    response_body: z.string(),
    client_ip: z.string().optional(),
  }),
});
export type RidInfo = z.infer<typeof ridSchema>['request'];

/**
 * 查询rid信息 (api_getridinfo): what a refused call sent and got, for seven days.
 * @param rid as in `WechatRefusedError.rid`
 * @throws WechatRefusedError (76001 unknown, 76002 malformed, 76003 another account's, 76004 too old),
 * WechatUnreachableError
 */
export async function getRidInfo(
  api: WechatApi,
  rid: string,
  options?: CallOptions,
): Promise<RidInfo> {
  const request = { path: '/cgi-bin/openapi/rid/get', body: { rid }, response: ridSchema };
  return (await api.call({ method: 'POST', ...request }, options)).request;
}
