import { z } from 'zod';
import { WechatRefusedError } from './errors';
import { doneSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

const INVALID_OPENID = 40003;
/** A code is good for 5 minutes and once. */
export type OauthScope = 'snsapi_base' | 'snsapi_userinfo';

/** Where citizens are asked; a stand-in for the platform asks them itself. */
export const AUTHORIZE_ORIGIN = 'https://open.weixin.qq.com';

/**
 * 网页授权: where a citizen's browser is sent so that it comes back with `code` and `state`. The domain of
 * `redirectUri` must be the account's 网页授权域名.
 * @param question `snsapi_base` gives the openid unasked, `snsapi_userinfo` asks the citizen;
 * `state`: up to 128 letters and digits, checked when it comes back
 */
export function buildAuthorizeUrl(
  api: Pick<WechatApi, 'appId'>,
  question: { redirectUri: string; scope: OauthScope; state: string },
  origin: string = AUTHORIZE_ORIGIN,
): string {
  const query = new URLSearchParams({
    appid: api.appId,
    redirect_uri: question.redirectUri,
    response_type: 'code',
    scope: question.scope,
    state: question.state,
  });
  return `${origin}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`;
}

const tokenSchema = z.object({
  /** The citizen's own, for `snsUserInfo`; not the account's. A secret. */
  access_token: z.string(),
  expires_in: z.number(),
  /** Good for 30 days. A secret. */
  refresh_token: z.string(),
  openid: z.string(),
  scope: z.string().optional(),
  /** Only where the account is bound to an Open Platform account. */
  unionid: z.string().optional(),
  /** 1: a preview visitor (快照页) whose openid is made up; nothing may be bound to it. */
  is_snapshotuser: z.number().optional(),
});
export type OauthToken = z.infer<typeof tokenSchema>;

/**
 * 换取用户授权凭证 (api_snsaccesstoken).
 * @throws WechatRefusedError (40029 bad code, 40163 used, 42003 too old: send the citizen through the address
 * again), WechatUnreachableError
 */
export async function snsAccessToken(
  api: WechatApi,
  code: string,
  options?: CallOptions,
): Promise<OauthToken> {
  return api.callWithSecret(
    ({ appId, appSecret }) => ({
      method: 'GET',
      path: '/sns/oauth2/access_token',
      query: { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' },
      response: tokenSchema,
    }),
    options,
  );
}

/**
 * 刷新用户授权凭证 (api_snsrefreshtoken).
 * @throws WechatRefusedError (40030, 42002, 42007: the citizen must start again), WechatUnreachableError
 */
export async function snsRefreshToken(
  api: WechatApi,
  refreshToken: string,
  options?: CallOptions,
): Promise<OauthToken> {
  return api.callWithSecret(
    ({ appId }) => ({
      method: 'GET',
      path: '/sns/oauth2/refresh_token',
      query: { appid: appId, grant_type: 'refresh_token', refresh_token: refreshToken },
      response: tokenSchema,
    }),
    options,
  );
}

const userInfoSchema = z.object({
  openid: z.string(),
  nickname: z.string(),
  /** 1 male, 2 female, 0 unknown. */
  sex: z.number().optional(),
  province: z.string().optional(),
  city: z.string().optional(),
  country: z.string().optional(),
  headimgurl: z.string().optional(),
  privilege: z.array(z.string()).optional(),
  unionid: z.string().optional(),
});
export type OauthUserInfo = z.infer<typeof userInfoSchema>;

/**
 * 获取授权用户信息 (api_snsuserinfo): needs `snsapi_userinfo`.
 * @throws WechatRefusedError (40003; 48001 scope; 40001, 40014, 42001 the citizen's token is dead),
 * WechatUnreachableError
 */
export async function snsUserInfo(
  api: WechatApi,
  token: Pick<OauthToken, 'access_token' | 'openid'>,
  options?: CallOptions,
): Promise<OauthUserInfo> {
  const query = { access_token: token.access_token, openid: token.openid, lang: 'zh_CN' };
  return api.callWithSecret(
    () => ({ method: 'GET', path: '/sns/userinfo', query, response: userInfoSchema }),
    options,
  );
}

/**
 * 检验授权凭证 (api_snsauth): whether a citizen's token is still good.
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function snsAuth(
  api: WechatApi,
  token: Pick<OauthToken, 'access_token' | 'openid'>,
  options?: CallOptions,
): Promise<boolean> {
  const query = { access_token: token.access_token, openid: token.openid };
  try {
    await api.callWithSecret(
      () => ({ method: 'GET', path: '/sns/auth', query, response: doneSchema }),
      options,
    );
    return true;
  } catch (error) {
    const isDead = error instanceof WechatRefusedError && error.class === 'U';
    if (isDead || (error instanceof WechatRefusedError && error.code === INVALID_OPENID)) {
      return false;
    }
    throw error;
  }
}
