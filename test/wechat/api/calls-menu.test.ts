import { getCurrentAutoreplyInfo } from '../../../src/wechat/api/auto-reply';
import { callbackCheck, getApiDomainIp, getCallbackIp } from '../../../src/wechat/api/callback';
import {
  addConditionalMenu,
  deleteConditionalMenu,
  tryMatchMenu,
} from '../../../src/wechat/api/conditional-menu';
import { getTicket } from '../../../src/wechat/api/jsapi-ticket';
import { getMenu } from '../../../src/wechat/api/menu';
import { createQrcode } from '../../../src/wechat/api/qrcode';
import { clearApiQuota, clearQuota, getApiQuota, getRidInfo } from '../../../src/wechat/api/quota';
import { APP_ID } from './fake-wechat';
import { describeCalls, done } from './call-table';

/** Typed from the official pages. */
describeCalls([
  [
    'GET /cgi-bin/menu/get',
    null,
    {
      menu: {
        button: [{ name: '办事', type: 'click', key: 'k', sub_button: [] }],
        menuid: 208396938,
      },
      conditionalmenu: [
        { button: [], matchrule: { tag_id: 2, client_platform_type: '1' }, menuid: 208396993 },
      ],
    },
    (api) => getMenu(api),
    {
      button: [{ name: '办事', type: 'click', key: 'k', sub_button: [] }],
      menuid: '208396938',
      conditionalmenu: [
        { button: [], matchrule: { tag_id: '2', client_platform_type: '1' }, menuid: '208396993' },
      ],
    },
  ],
  [
    'POST /cgi-bin/menu/addconditional',
    {
      button: [{ name: '扫码', type: 'scancode_waitmsg', key: 'scan' }],
      matchrule: { tag_id: '2' },
    },
    { menuid: 208379533 },
    (api) =>
      addConditionalMenu(api, {
        button: [{ name: '扫码', type: 'scancode_waitmsg', key: 'scan' }],
        matchrule: { tag_id: '2' },
      }),
    '208379533',
  ],
  [
    'POST /cgi-bin/menu/delconditional',
    { menuid: '208379533' },
    done,
    (api) => deleteConditionalMenu(api, '208379533'),
    undefined,
  ],
  [
    'POST /cgi-bin/menu/trymatch',
    { user_id: 'weixin' },
    { button: [{ name: '办事', type: 'view', url: 'https://a.example/', sub_button: [] }] },
    (api) => tryMatchMenu(api, 'weixin'),
    [{ name: '办事', type: 'view', url: 'https://a.example/', sub_button: [] }],
  ],
  [
    'POST /cgi-bin/qrcode/create',
    {
      action_name: 'QR_STR_SCENE',
      expire_seconds: 604800,
      action_info: { scene: { scene_str: 'window-3' } },
    },
    { ticket: 'gQH+/=', expire_seconds: 604800, url: 'http://weixin.qq.com/q/kZg' },
    (api) =>
      createQrcode(api, {
        action_name: 'QR_STR_SCENE',
        expire_seconds: 604800,
        scene_str: 'window-3',
      }),
    { ticket: 'gQH+/=', expire_seconds: 604800, url: 'http://weixin.qq.com/q/kZg' },
  ],
  [
    'POST /cgi-bin/qrcode/create',
    { action_name: 'QR_LIMIT_SCENE', action_info: { scene: { scene_id: 123 } } },
    { ticket: 'gQH', url: 'http://weixin.qq.com/q/k' },
    (api) => createQrcode(api, { action_name: 'QR_LIMIT_SCENE', scene_id: 123 }),
    { ticket: 'gQH', url: 'http://weixin.qq.com/q/k' },
  ],
  [
    'POST /cgi-bin/openapi/quota/get',
    { cgi_path: '/cgi-bin/message/custom/send' },
    {
      errcode: 0,
      quota: { daily_limit: 500000, used: 1, remain: 499999 },
      rate_limit: { call_count: 5000, refresh_second: 60 },
    },
    (api) => getApiQuota(api, '/cgi-bin/message/custom/send'),
    {
      quota: { daily_limit: 500000, used: 1, remain: 499999 },
      rate_limit: { call_count: 5000, refresh_second: 60 },
    },
  ],
  ['POST /cgi-bin/clear_quota', { appid: APP_ID }, done, (api) => clearQuota(api), undefined],
  [
    'POST /cgi-bin/openapi/quota/clear',
    { cgi_path: '/cgi-bin/user/info' },
    done,
    (api) => clearApiQuota(api, '/cgi-bin/user/info'),
    undefined,
  ],
  [
    'POST /cgi-bin/openapi/rid/get',
    { rid: '61725984-6126f6f9-040f19c4' },
    {
      errcode: 0,
      request: {
        invoke_time: 1635156704,
        cost_in_ms: 30,
        request_url: 'access_token=50',
        request_body: '{}',
        response_body: '{"errcode":45009}',
        client_ip: '203.0.113.7',
      },
    },
    (api) => getRidInfo(api, '61725984-6126f6f9-040f19c4'),
    {
      invoke_time: 1635156704,
      cost_in_ms: 30,
      request_url: 'access_token=50',
      request_body: '{}',
      response_body: '{"errcode":45009}',
      client_ip: '203.0.113.7',
    },
  ],
  [
    'GET /cgi-bin/getcallbackip',
    null,
    { ip_list: ['127.0.0.1', '101.226.103.0/25'] },
    (api) => getCallbackIp(api),
    ['127.0.0.1', '101.226.103.0/25'],
  ],
  [
    'GET /cgi-bin/get_api_domain_ip',
    null,
    { ip_list: ['101.226.212.27'] },
    (api) => getApiDomainIp(api),
    ['101.226.212.27'],
  ],
  [
    'POST /cgi-bin/callback/check',
    { action: 'all', check_operator: 'DEFAULT' },
    {
      dns: [{ ip: '111.161.64.40', real_operator: 'UNICOM' }],
      ping: [{ ip: '111.161.64.40', from_operator: 'UNICOM', package_loss: '0%', time: '23ms' }],
    },
    (api) => callbackCheck(api, { action: 'all', check_operator: 'DEFAULT' }),
    {
      dns: [{ ip: '111.161.64.40', real_operator: 'UNICOM' }],
      ping: [{ ip: '111.161.64.40', from_operator: 'UNICOM', package_loss: '0%', time: '23ms' }],
    },
  ],
  [
    'GET /cgi-bin/ticket/getticket?type=jsapi',
    null,
    { errcode: 0, errmsg: 'ok', ticket: 'bxLd', expires_in: 7200 },
    (api) => getTicket(api),
    { ticket: 'bxLd', expiresInSeconds: 7200 },
  ],

  [
    'GET /cgi-bin/get_current_autoreply_info',
    null,
    {
      is_add_friend_reply_open: 1,
      is_autoreply_open: 1,
      add_friend_autoreply_info: { type: 'text', content: '欢迎' },
      keyword_autoreply_info: {
        list: [
          {
            rule_name: '社保',
            create_time: 1423028166,
            reply_mode: 'reply_all',
            keyword_list_info: [{ type: 'text', match_mode: 'contain', content: '社保' }],
            reply_list_info: [{ type: 'news', news_info: { list: [{ title: '怎么办' }] } }],
          },
        ],
      },
    },
    (api) => getCurrentAutoreplyInfo(api).then((info) => info.keyword_autoreply_info?.list[0]),
    {
      rule_name: '社保',
      create_time: 1423028166,
      reply_mode: 'reply_all',
      keyword_list_info: [{ type: 'text', match_mode: 'contain', content: '社保' }],
      reply_list_info: [{ type: 'news', news_info: { list: [{ title: '怎么办' }] } }],
    },
  ],
]);
