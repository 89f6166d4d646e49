import { ApiRefusal, json, type ApiAnswer, type ApiCall } from './api-call';

/** 获取用户基本信息 (user/info): since 2021-12-27 without nickname, picture, sex and place. */
export function getUserInfo({ world, account, request }: ApiCall): ApiAnswer {
  const openid = request.query.get('openid') ?? '';
  const contact = world.findByOpenid(account.unit, openid);
  if (!contact) throw new ApiRefusal(40003, 'invalid openid');
  if (!contact.following) return json({ subscribe: 0, openid, tagid_list: [] });
  const scene = contact.scene;
  const isNumber = /^\d+$/.test(scene);
  return json({
    subscribe: 1,
    openid,
    language: 'zh_CN',
    subscribe_time: Math.floor(contact.followedAt / 1000),
    remark: '',
    groupid: contact.tags[0] ?? 0,
    tagid_list: contact.tags,
    subscribe_scene: scene === '' ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE',
    qr_scene: isNumber ? Number(scene) : 0,
    qr_scene_str: isNumber ? '' : scene,
  });
}
