import {
  ApiRefusal,
  json,
  ok,
  readJson,
  textField,
  textList,
  type ApiAnswer,
  type ApiCall,
} from './api-call';
import { findCitizen, presentOpenids } from './user';

const BLOCKED_AT_ONCE = 20;

/** 获取公众号的黑名单列表 (tags/members/getblacklist). */
export function getBlacklist({ world, account, request }: ApiCall): ApiAnswer {
  const blocked = world.state.contacts.filter((one) => one.unit === account.unit && one.blocked);
  const openids = blocked.map((one) => one.openid);
  const page = presentOpenids(openids, textField(readJson(request), 'begin_openid'));
  return json({ total: openids.length, ...page });
}

/** 拉黑用户 (tags/members/batchblacklist): nothing can be sent to them any more (43019). */
export const batchBlacklist = (call: ApiCall): ApiAnswer => setBlocked(call, true);

/** 取消拉黑用户 (tags/members/batchunblacklist). */
export const batchUnblacklist = (call: ApiCall): ApiAnswer => setBlocked(call, false);

function setBlocked(call: ApiCall, blocked: boolean): ApiAnswer {
  const openids = textList(readJson(call.request), 'openid_list');
  if (openids.length === 0 || openids.length > BLOCKED_AT_ONCE) {
    throw new ApiRefusal(40032, 'invalid openid list size');
  }
  const contacts = openids.map((openid) => findCitizen(call, openid));
  for (const contact of contacts) call.world.updateContact(contact, { blocked });
  return ok;
}
