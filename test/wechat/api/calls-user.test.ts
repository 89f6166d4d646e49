import { batchBlacklist, batchUnblacklist, getBlacklist } from '../../../src/wechat/api/blacklist';
import {
  batchTagging,
  batchUntagging,
  createTag,
  deleteTag,
  getTagFans,
  getTagIdList,
  getTags,
  updateTag,
} from '../../../src/wechat/api/tags';
import { batchUserInfo, getFans, getUserInfo, updateRemark } from '../../../src/wechat/api/user';
import { describeCalls, done } from './call-table';

/** Typed from the official pages. */
describeCalls([
  [
    'GET /cgi-bin/user/info?openid=o1&lang=zh_CN',
    null,
    {
      subscribe: 1,
      openid: 'o1',
      subscribe_time: 1434093047,
      unionid: 'u1',
      remark: '',
      groupid: 0,
      tagid_list: [128, 2],
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene: 98765,
      qr_scene_str: '',
    },
    (api) => getUserInfo(api, 'o1'),
    {
      subscribe: 1,
      openid: 'o1',
      subscribe_time: 1434093047,
      unionid: 'u1',
      remark: '',
      groupid: 0,
      tagid_list: [128, 2],
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene: '98765',
      qr_scene_str: '',
    },
  ],
  [
    'POST /cgi-bin/user/info/batchget',
    {
      user_list: [
        { openid: 'o1', lang: 'zh_CN' },
        { openid: 'o2', lang: 'zh_CN' },
      ],
    },
    {
      user_info_list: [
        { subscribe: 1, openid: 'o1' },
        { subscribe: 0, openid: 'o2' },
      ],
    },
    (api) => batchUserInfo(api, ['o1', 'o2']),
    [
      { subscribe: 1, openid: 'o1' },
      { subscribe: 0, openid: 'o2' },
    ],
  ],
  [
    'GET /cgi-bin/user/get?next_openid=o0',
    null,
    { total: 3, count: 2, data: { openid: ['o1', 'o2'] }, next_openid: 'o2' },
    (api) => getFans(api, 'o0'),
    { total: 3, openids: ['o1', 'o2'], nextOpenid: 'o2' },
  ],
  [
    'GET /cgi-bin/user/get',
    null,
    { total: 0, count: 0, next_openid: '' },
    (api) => getFans(api),
    { total: 0, openids: [], nextOpenid: '' },
  ],
  [
    'POST /cgi-bin/user/info/updateremark',
    { openid: 'o1', remark: '王大爷' },
    done,
    (api) => updateRemark(api, 'o1', '王大爷'),
    undefined,
  ],
  [
    'POST /cgi-bin/tags/create',
    { tag: { name: '已办社保' } },
    { tag: { id: 134, name: '已办社保' } },
    (api) => createTag(api, '已办社保'),
    { id: 134, name: '已办社保' },
  ],
  [
    'GET /cgi-bin/tags/get',
    null,
    { tags: [{ id: 2, name: '星标组', count: 0 }] },
    (api) => getTags(api),
    [{ id: 2, name: '星标组', count: 0 }],
  ],
  [
    'POST /cgi-bin/tags/update',
    { tag: { id: 134, name: '已办' } },
    done,
    (api) => updateTag(api, { id: 134, name: '已办' }),
    undefined,
  ],
  [
    'POST /cgi-bin/tags/delete',
    { tag: { id: 134 } },
    done,
    (api) => deleteTag(api, 134),
    undefined,
  ],
  [
    'POST /cgi-bin/user/tag/get',
    { tagid: 134, next_openid: '' },
    { count: 1, data: { openid: ['o1'] }, next_openid: 'o1' },
    (api) => getTagFans(api, 134),
    { total: null, openids: ['o1'], nextOpenid: 'o1' },
  ],
  [
    'POST /cgi-bin/tags/members/batchtagging',
    { tagid: 134, openid_list: ['o1', 'o2'] },
    done,
    (api) => batchTagging(api, 134, ['o1', 'o2']),
    undefined,
  ],
  [
    'POST /cgi-bin/tags/members/batchuntagging',
    { tagid: 134, openid_list: ['o1'] },
    done,
    (api) => batchUntagging(api, 134, ['o1']),
    undefined,
  ],
  [
    'POST /cgi-bin/tags/getidlist',
    { openid: 'o1' },
    { tagid_list: [134, 2] },
    (api) => getTagIdList(api, 'o1'),
    [134, 2],
  ],
  [
    'POST /cgi-bin/tags/members/getblacklist',
    { begin_openid: '' },
    { total: 1, count: 1, data: { openid: ['o9'] }, next_openid: 'o9' },
    (api) => getBlacklist(api),
    { total: 1, openids: ['o9'], nextOpenid: 'o9' },
  ],
  [
    'POST /cgi-bin/tags/members/batchblacklist',
    { openid_list: ['o9'] },
    done,
    (api) => batchBlacklist(api, ['o9']),
    undefined,
  ],
  [
    'POST /cgi-bin/tags/members/batchunblacklist',
    { openid_list: ['o9'] },
    done,
    (api) => batchUnblacklist(api, ['o9']),
    undefined,
  ],
]);
