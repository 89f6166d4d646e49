import {
  buildAuthorizeUrl,
  snsAccessToken,
  snsAuth,
  snsRefreshToken,
  snsUserInfo,
} from '../../../src/wechat/api/oauth';
import { buildQrcodeUrl } from '../../../src/wechat/api/qrcode';
import { clearQuotaByAppSecret } from '../../../src/wechat/api/quota';
import { buildOneTimeSubscribeUrl } from '../../../src/wechat/api/subscription-message';
import type { WechatApi } from '../../../src/wechat/api/wechat-api';
import { aDispatcher, APP_ID, aWechatApi, failureOf, FakeWechat, SECRET } from './fake-wechat';

const dispatcher = aDispatcher();
let wechat: FakeWechat;
let api: WechatApi;
beforeEach(async () => {
  wechat = new FakeWechat();
  await wechat.start();
  api = aWechatApi(wechat, { dispatcher });
});
afterEach(() => wechat.stop());
afterAll(() => dispatcher.destroy());

const token = {
  access_token: 'CITIZEN-TOKEN',
  expires_in: 7200,
  refresh_token: 'REFRESH-TOKEN',
  openid: 'o1',
  scope: 'snsapi_base',
};
const query = (): Record<string, string> => Object.fromEntries(wechat.seen.at(-1)!.query);

it('builds the address that asks the citizen', () => {
  expect(
    buildAuthorizeUrl(api, {
      redirectUri: 'https://zj.example.cn/p?a=1&b=2',
      scope: 'snsapi_base',
      state: 's1',
    }),
  ).toBe(
    `https://open.weixin.qq.com/connect/oauth2/authorize?appid=${APP_ID}` +
      '&redirect_uri=https%3A%2F%2Fzj.example.cn%2Fp%3Fa%3D1%26b%3D2' +
      '&response_type=code&scope=snsapi_base&state=s1#wechat_redirect',
  );
});

it('changes a code for a token, without an access token of the account', async () => {
  wechat.on('/sns/oauth2/access_token', { ...token, is_snapshotuser: 1, unionid: 'u1' });
  expect(await snsAccessToken(api, 'CODE')).toEqual({
    ...token,
    is_snapshotuser: 1,
    unionid: 'u1',
  });
  expect(wechat.seen).toHaveLength(1);
  expect(query()).toEqual({
    appid: APP_ID,
    secret: SECRET,
    code: 'CODE',
    grant_type: 'authorization_code',
  });
});

it('refreshes it', async () => {
  wechat.on('/sns/oauth2/refresh_token', token);
  expect(await snsRefreshToken(api, 'REFRESH-TOKEN')).toEqual(token);
  expect(query()).toEqual({
    appid: APP_ID,
    grant_type: 'refresh_token',
    refresh_token: 'REFRESH-TOKEN',
  });
});

it('asks who it is', async () => {
  const info = { openid: 'o1', nickname: '王🙂', sex: 0, headimgurl: '', privilege: [] };
  wechat.on('/sns/userinfo', info);
  expect(await snsUserInfo(api, token)).toEqual(info);
  expect(query()).toEqual({ access_token: 'CITIZEN-TOKEN', openid: 'o1', lang: 'zh_CN' });
});

it.each([
  [0, true],
  [40003, false],
  [40001, false],
  [42001, false],
])('takes %i as an answer to whether the token is good', async (errcode, good) => {
  wechat.on('/sns/auth', { errcode, errmsg: 'x' });
  expect(await snsAuth(api, token)).toBe(good);
});

it('does not take a busy WeChat for a dead token', async () => {
  wechat.on('/sns/auth', { errcode: -1, errmsg: 'system error' });
  expect(await failureOf(snsAuth(api, token))).toMatchObject({ class: 'R' });
});

it.each([40029, 40163, 42003, 40030, 42002, 42007, 40001, 42001])(
  'sends the citizen back to the start on %i, without asking for tokens',
  async (errcode) => {
    wechat.on('/sns/oauth2/access_token', { errcode, errmsg: 'invalid code' });
    expect(await failureOf(snsAccessToken(api, 'CODE'))).toMatchObject({
      code: errcode,
      class: 'U',
      forStaff: '群众的网页登录已失效，请对方重新打开页面。',
    });
    expect(wechat.seen).toHaveLength(1);
  },
);

it('clears the quota with the secret in the body, not in the address', async () => {
  wechat.on('/cgi-bin/clear_quota/v2', { errcode: 0, errmsg: 'ok' });
  await clearQuotaByAppSecret(api);
  expect(wechat.seen).toHaveLength(1);
  expect(query()).toEqual({});
  expect(JSON.parse(wechat.seen[0]!.body)).toEqual({ appid: APP_ID, appsecret: SECRET });
});

it('builds the address that asks for one message', () => {
  expect(
    buildOneTimeSubscribeUrl(api, {
      scene: 1000,
      templateId: 'TPL',
      redirectUrl: 'https://zj.example.cn/s',
      reserved: 'r1',
    }),
  ).toBe(
    `https://mp.weixin.qq.com/mp/subscribemsg?action=get_confirm&appid=${APP_ID}&scene=1000` +
      '&template_id=TPL&redirect_url=https%3A%2F%2Fzj.example.cn%2Fs&reserved=r1#wechat_redirect',
  );
});

it('builds the address of a code, its ticket encoded', () => {
  expect(buildQrcodeUrl('gQH+/=')).toBe(
    'https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=gQH%2B%2F%3D',
  );
});
