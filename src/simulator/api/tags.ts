import type { Contact } from '../model';
import {
  ApiRefusal,
  json,
  numberField,
  objectOf,
  ok,
  readJson,
  textField,
  textList,
  type ApiAnswer,
  type ApiCall,
} from './api-call';
import { findCitizen, presentOpenids } from './user';

const TAGS_AT_MOST = 100;
const NAME_BYTES = 30;
const TAGS_OF_ONE = 20;
const TAGGED_AT_ONCE = 50;
/** 0 to 2 are WeChat's own groups; the tags that an account makes begin here. */
const FIRST_ID = 100;

/** 创建标签 (tags/create). */
export function createTag(call: ApiCall): ApiAnswer {
  const name = textField(readJson(call.request)['tag'], 'name');
  const { tags } = call.world.library(call.account.unit);
  if (tags.length >= TAGS_AT_MOST) throw new ApiRefusal(45056, 'tag count out of limit');
  checkName(call, name, null);
  const tag = { id: Math.max(FIRST_ID - 1, ...tags.map((one) => one.id)) + 1, name };
  tags.push(tag);
  call.world.touch();
  return json({ tag });
}

/** 获取标签 (tags/get): with how many fans carry each. */
export function getTags({ world, account }: ApiCall): ApiAnswer {
  const fans = world.followers(account.unit);
  const { tags } = world.library(account.unit);
  return json({
    tags: tags.map((tag) => ({
      ...tag,
      count: fans.filter((fan) => fan.tags.includes(tag.id)).length,
    })),
  });
}

/** 编辑标签 (tags/update). */
export function updateTag(call: ApiCall): ApiAnswer {
  const given = objectOf(readJson(call.request)['tag']);
  const tag = findOwnTag(call, numberField(given, 'id'));
  const name = textField(given, 'name');
  checkName(call, name, tag.id);
  tag.name = name;
  call.world.touch();
  return ok;
}

/** 删除标签 (tags/delete): the fans who carried it lose it. */
export function deleteTag(call: ApiCall): ApiAnswer {
  const tag = findOwnTag(call, numberField(readJson(call.request)['tag'], 'id'));
  const library = call.world.library(call.account.unit);
  library.tags = library.tags.filter((one) => one !== tag);
  for (const contact of call.world.state.contacts) {
    if (contact.unit === call.account.unit && contact.tags.includes(tag.id)) {
      setTags(call, contact, without(contact.tags, tag.id));
    }
  }
  call.world.touch();
  return ok;
}

/** 获取标签下粉丝列表 (user/tag/get). */
export function getTagFans(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const { id } = findOwnTag(call, numberField(body, 'tagid'));
  const fans = call.world.followers(call.account.unit).filter((fan) => fan.tags.includes(id));
  const openids = fans.map((fan) => fan.openid);
  return json(presentOpenids(openids, textField(body, 'next_openid')));
}

/** 批量为用户打标签 (tags/members/batchtagging): all of them or none. */
export function batchTagging(call: ApiCall): ApiAnswer {
  const { id, contacts } = readMembers(call);
  const fresh = contacts.filter((contact) => !contact.tags.includes(id));
  if (fresh.some((contact) => contact.tags.length >= TAGS_OF_ONE)) {
    throw new ApiRefusal(45059, 'too many tags on one user');
  }
  for (const contact of fresh) setTags(call, contact, [...contact.tags, id]);
  return ok;
}

/** 批量为用户取消标签 (tags/members/batchuntagging). */
export function batchUntagging(call: ApiCall): ApiAnswer {
  const { id, contacts } = readMembers(call);
  for (const contact of contacts) setTags(call, contact, without(contact.tags, id));
  return ok;
}

/** 获取用户的标签列表 (tags/getidlist). */
export function getTagIdList(call: ApiCall): ApiAnswer {
  const contact = findCitizen(call, textField(readJson(call.request), 'openid'));
  return json({ tagid_list: contact.tags });
}

function readMembers(call: ApiCall): { id: number; contacts: Contact[] } {
  const body = readJson(call.request);
  const openids = textList(body, 'openid_list');
  if (openids.length === 0 || openids.length > TAGGED_AT_ONCE) {
    throw new ApiRefusal(40032, 'invalid openid list size');
  }
  const { id } = findOwnTag(call, numberField(body, 'tagid'));
  return { id, contacts: openids.map((openid) => findCitizen(call, openid)) };
}

function findOwnTag({ world, account }: ApiCall, id: number): { id: number; name: string } {
  if ([0, 1, 2].includes(id)) throw new ApiRefusal(45058, 'can not modify sys tag');
  const tag = world.library(account.unit).tags.find((one) => one.id === id);
  if (!tag) throw new ApiRefusal(45159, 'invalid tag id');
  return tag;
}

function checkName({ world, account }: ApiCall, name: string, own: number | null): void {
  if (name === '') throw new ApiRefusal(40035, 'invalid parameter');
  if (Buffer.byteLength(name) > NAME_BYTES) throw new ApiRefusal(45158, 'tag name too long');
  const { tags } = world.library(account.unit);
  if (tags.some((one) => one.name === name && one.id !== own)) {
    throw new ApiRefusal(45157, 'tag name duplicated');
  }
}

/** The phone sees another menu at once. */
function setTags(call: ApiCall, contact: Contact, tags: number[]): void {
  call.world.updateContact(contact, { tags });
}

function without(tags: readonly number[], id: number): number[] {
  return tags.filter((one) => one !== id);
}
