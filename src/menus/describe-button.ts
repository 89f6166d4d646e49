import { parseMenuKey, type MenuTarget } from '../routing/menu-key';
import type { Item } from '../items/schema';
import type { LiveButton } from '../wechat/api/menu';

type PageName = Extract<MenuTarget, { kind: 'page' }>['page'];

/** What a page's button does, and the word that a citizen can send instead. */
const PAGES: Readonly<Record<PageName, { does: string; word: string }>> = {
  progress: { does: '查办件进度', word: '进度' },
  items: { does: '列出全部事项', word: '事项' },
  human: { does: '转人工', word: '转人工' },
  help: { does: '使用帮助', word: '帮助' },
  privacy: { does: '个人信息怎样使用', word: '隐私' },
};

const PHOTOS = {
  camera: '拍照发来',
  album: '从相册选照片发来',
  either: '拍照或从相册选照片发来',
} as const;

/** What the describing needs of the content. */
export interface Describing {
  items: readonly Item[];
  menuReplies: ReadonlyMap<string, string>;
}

/** One line for people on what tapping this leaf does: `回复事项卡片：补办社保卡`. */
export function describeButton(button: LiveButton, content: Describing): string {
  switch (button.type) {
    case 'view':
      return `打开网址：${describeUrl(button.url ?? '', content)}`;
    case 'miniprogram':
      return `打开小程序：${button.appid ?? ''} ${button.pagepath ?? ''}（旧版微信打开 ${button.url ?? ''}）`;
    case 'click':
    case 'scancode_push':
    case 'scancode_waitmsg':
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
    case 'location_select':
      return describeKey(button.key ?? '', content);
    case 'article_id':
      return `回复文章卡片：${button.article_id ?? ''}`;
    case 'article_view_limited':
      return `打开文章：${button.article_id ?? ''}`;
    default:
      return `${button.type ?? '没有动作'}：${button.key ?? button.url ?? button.media_id ?? button.article_id ?? ''}`;
  }
}

/**
 * What to enter at mp.weixin.qq.com for this leaf. The website knows no click buttons: it sends a
 * text, which here is the answer itself or says which word to send.
 */
export function describeForWebsite(
  button: LiveButton,
  content: Describing,
): { kind: string; value: string } {
  if (button.type === 'view') return { kind: '跳转网页', value: button.url ?? '' };
  if (button.type === 'miniprogram') {
    return { kind: '跳转小程序', value: `${button.appid ?? ''} ${button.pagepath ?? ''}` };
  }
  if (button.article_id !== undefined) return { kind: '发送图文', value: button.article_id };
  const reply = content.menuReplies.get(button.key ?? '');
  return { kind: '发送消息', value: reply ?? `请发送：${wordFor(button.key ?? '', content)}` };
}

function describeUrl(url: string, { items }: Describing): string {
  const [, ref] = /\/go\/([a-z0-9]+\/[a-z0-9-]+)$/.exec(url) ?? [];
  const item = items.find((candidate) => ref === `${candidate.unit}/${candidate.id}`);
  return item ? `${url}（事项：${item.name}）` : url;
}

function describeKey(key: string, { items, menuReplies }: Describing): string {
  const target = parseMenuKey(key);
  switch (target?.kind) {
    case 'item': {
      const item = items.find((candidate) => candidate.ref === target.item);
      return `回复事项卡片：${item?.name ?? target.item}`;
    }
    case 'query':
      return `查询：${target.query}`;
    case 'items':
      return `列出事项：${target.group === 'top' ? '热门事项' : target.group}`;
    case 'page':
      return PAGES[target.page].does;
    case 'reply':
      return `回复文字：${firstWords(menuReplies.get(key) ?? target.name)}`;
    case 'location':
      return `选位置后查询：${target.query}`;
    case 'scan':
      return target.mode === 'open' ? '扫码后打开' : '扫码后回复';
    case 'photo':
      return PHOTOS[target.source];
    case undefined:
      return `不是本系统的按钮：${key}`;
  }
}

function wordFor(key: string, { items }: Describing): string {
  const target = parseMenuKey(key);
  switch (target?.kind) {
    case 'item':
      return items.find((candidate) => candidate.ref === target.item)?.name ?? target.item;
    case 'query':
      return target.query;
    case 'items':
      return target.group === 'top' ? '热门事项' : (target.group.split('/').at(-1) ?? target.group);
    case 'page':
      return PAGES[target.page].word;
    case 'reply':
      return target.name;
    case 'location':
      return target.query;
    case 'scan':
      return '转人工';
    case 'photo':
      return '转人工';
    case undefined:
      return key;
  }
}

function firstWords(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > 30 ? `${characters.slice(0, 30).join('')}…` : line;
}
