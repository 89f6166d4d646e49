import { isWebUrl } from '../rich-text';
import type { MenuButton } from '../model';
import { ApiRefusal, objectOf, textField } from './api-call';

/** Codes and limits that differ between the bar and the sub-menus: 创建自定义菜单 (api_createcustommenu). */
interface Level {
  nameBytes: number;
  name: [code: number, message: string];
  type: [code: number, message: string];
  key: [code: number, message: string];
  url: [code: number, message: string];
  domain: [code: number, message: string];
}
const top: Level = {
  nameBytes: 16,
  name: [40018, 'invalid button name size'],
  type: [40017, 'invalid button type'],
  key: [40019, 'invalid button key size'],
  url: [40020, 'invalid button url size'],
  domain: [40055, 'invalid button url domain'],
};
const sub: Level = {
  nameBytes: 60,
  name: [40025, 'invalid sub button name size'],
  type: [40024, 'invalid sub button type'],
  key: [40026, 'invalid sub button key size'],
  url: [40027, 'invalid sub button url size'],
  domain: [40054, 'invalid sub button url domain'],
};

const KEY_TYPES = [
  'click',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
];

/** Checks the buttons of a menu with WeChat's limits, in bytes of UTF-8. Throws ApiRefusal with WeChat's code. */
export function checkButtons(body: Record<string, unknown>): MenuButton[] {
  const buttons = body['button'];
  if (!Array.isArray(buttons) || buttons.length < 1 || buttons.length > 3) {
    throw new ApiRefusal(40016, 'invalid button size');
  }
  return buttons.map((button: unknown) => checkButton(button, top));
}

function checkButton(value: unknown, level: Level): MenuButton {
  const button = objectOf(value);
  const name = textField(button, 'name');
  if (name === '' || Buffer.byteLength(name) > level.nameBytes) throw new ApiRefusal(...level.name);
  const below = button['sub_button'];
  if (Array.isArray(below) && below.length > 0) {
    if (level === sub) throw new ApiRefusal(40022, 'invalid sub button level');
    if (below.length > 5) throw new ApiRefusal(40023, 'invalid sub button size');
    return { name, sub_button: below.map((one: unknown) => checkButton(one, sub)) };
  }
  if (button['type'] === undefined) {
    throw Array.isArray(below)
      ? new ApiRefusal(41007, 'missing sub menu data')
      : new ApiRefusal(65308, 'a button has no action');
  }
  return { name, ...checkAction(button, textField(button, 'type'), level) };
}

function checkAction(
  button: Record<string, unknown>,
  type: string,
  level: Level,
): Omit<MenuButton, 'name'> {
  if (KEY_TYPES.includes(type)) return { type, key: checkKey(button, level) };
  switch (type) {
    case 'view':
      return { type, url: checkUrl(button, level) };
    case 'miniprogram': {
      const appid = textField(button, 'appid');
      if (!/^wx[0-9a-f]{16}$/.test(appid)) throw new ApiRefusal(40166, 'invalid weapp appid');
      return { type, url: checkUrl(button, level), appid, pagepath: textField(button, 'pagepath') };
    }
    case 'media_id':
    case 'view_limited': {
      const mediaId = textField(button, 'media_id');
      if (mediaId === '') throw new ApiRefusal(40007, 'invalid media_id');
      return { type, media_id: mediaId };
    }
    case 'article_id':
    case 'article_view_limited': {
      const articleId = textField(button, 'article_id');
      if (articleId === '') throw new ApiRefusal(53600, 'invalid article_id');
      return { type, article_id: articleId };
    }
    default:
      throw new ApiRefusal(...level.type);
  }
}

function checkKey(button: Record<string, unknown>, level: Level): string {
  const key = textField(button, 'key');
  if (key === '' || Buffer.byteLength(key) > 128) throw new ApiRefusal(...level.key);
  return key;
}

function checkUrl(button: Record<string, unknown>, level: Level): string {
  const url = textField(button, 'url');
  if (url === '' || Buffer.byteLength(url) > 1024) throw new ApiRefusal(...level.url);
  if (!isWebUrl(url)) throw new ApiRefusal(...level.domain);
  return url;
}
