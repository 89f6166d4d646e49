import type { Contact } from '../model';
import {
  ApiRefusal,
  json,
  objectOf,
  ok,
  readJson,
  textField,
  type ApiAnswer,
  type ApiCall,
} from './api-call';

const ASKED_AT_MOST = 100;
const PAGE = 10_000;
const REMARK_LIMIT = 30;

/** The citizen of an openid; 40003 for one that is not of this account. */
export function findCitizen(call: ApiCall, openid: string): Contact {
  const contact = call.world.findByOpenid(call.account.unit, openid);
  if (!contact) throw new ApiRefusal(40003, 'invalid openid');
  return contact;
}

/** 获取用户基本信息 (user/info): since 2021-12-27 without nickname, picture, sex and place. */
export function getUserInfo(call: ApiCall): ApiAnswer {
  return json(describe(findCitizen(call, call.request.query.get('openid') ?? '')));
}

/** 批量获取用户基本信息 (user/info/batchget). */
export function batchGetUserInfo(call: ApiCall): ApiAnswer {
  const list = readJson(call.request)['user_list'];
  const asked = Array.isArray(list) ? (list as unknown[]) : [];
  if (asked.length === 0 || asked.length > ASKED_AT_MOST) {
    throw new ApiRefusal(40032, 'invalid openid list size');
  }
  return json({
    user_info_list: asked.map((one) => describe(findCitizen(call, textField(one, 'openid')))),
  });
}

/** 获取关注用户列表 (user/get). */
export function getFans({ world, account, request }: ApiCall): ApiAnswer {
  const openids = world.followers(account.unit).map((one) => one.openid);
  const page = presentOpenids(openids, request.query.get('next_openid') ?? '');
  return json({ total: openids.length, ...page });
}

/** A page of openids after the one given; without `data` where there are none. */
export function presentOpenids(openids: readonly string[], after: string): Record<string, unknown> {
  const from = after === '' ? 0 : openids.indexOf(after) + 1;
  if (after !== '' && from === 0) throw new ApiRefusal(40003, 'invalid openid');
  const page = openids.slice(from, from + PAGE);
  return {
    count: page.length,
    ...(page.length > 0 && { data: { openid: page } }),
    next_openid: page.at(-1) ?? '',
  };
}

/** 设置用户备注名 (user/info/updateremark). */
export function updateRemark(call: ApiCall): ApiAnswer {
  const body = objectOf(readJson(call.request));
  const contact = findCitizen(call, textField(body, 'openid'));
  const remark = textField(body, 'remark');
  if ([...remark].length >= REMARK_LIMIT) throw new ApiRefusal(40035, 'invalid parameter');
  call.world.updateContact(contact, { remark });
  return ok;
}

function describe(contact: Contact): Record<string, unknown> {
  const { openid, scene } = contact;
  if (!contact.following) return { subscribe: 0, openid, tagid_list: [] };
  const isNumber = /^\d+$/.test(scene);
  return {
    subscribe: 1,
    openid,
    language: 'zh_CN',
    subscribe_time: Math.floor(contact.followedAt / 1000),
    remark: contact.remark,
    groupid: contact.tags[0] ?? 0,
    tagid_list: contact.tags,
    subscribe_scene: scene === '' ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE',
    qr_scene: isNumber ? Number(scene) : 0,
    qr_scene_str: isNumber ? '' : scene,
  };
}
