import { parseMenuKey, type MenuTarget } from '../../routing/menu-key';
import type { SelfmenuButton } from '../../wechat/api/menu';
import { hasLink, redirectUrlOf, resolveAction, type MenuContext } from '../button-action';
import type { MenuFileButton } from '../schema';

/** What a live button is read against. */
export interface PullContext extends MenuContext {
  /** Texts of reply buttons by key, from the files. */
  menuReplies: ReadonlyMap<string, string>;
}

/** A button in the file's words; `note`: what the unit has to decide about it, in Chinese. */
export interface PulledLeaf {
  button: MenuFileButton;
  note: string | null;
}

/** A leaf as WeChat gives it: of the API's menu or of one made on the website. */
export type LiveLeaf = Omit<SelfmenuButton, 'sub_button'> & {
  media_id?: string | undefined;
  article_id?: string | undefined;
};

const STAND_IN = '这个按钮正在调整。要办什么事，请直接发文字或语音。';

/**
 * A live leaf in the file's words. What no word of ours can say becomes a reply that asks for the matter,
 * with a note of what it was.
 * @param freshKey a name for a reply that has none of ours, another one at each call
 */
export function buildFileLeaf(
  leaf: LiveLeaf,
  context: PullContext,
  freshKey: () => string,
): PulledLeaf {
  const { name } = leaf;
  const ours = fromKey(leaf, context);
  if (ours) return ours;
  switch (leaf.type) {
    case 'view':
      return fromUrl(name, leaf.url ?? '', context);
    case 'miniprogram':
      return fromMiniprogram(leaf);
    case 'article_id':
      return { button: { name, article: leaf.article_id ?? '', as: 'card' }, note: null };
    case 'article_view_limited':
      return { button: { name, article: leaf.article_id ?? '' }, note: null };
    case 'text':
      return {
        button: { name, reply: leaf.value ?? STAND_IN, key: freshKey() },
        note: '原来在网站上设成回复这段文字。',
      };
    case 'news':
      return fromNews(leaf, freshKey);
    default:
      return standIn(leaf, freshKey);
  }
}

/** A key that we made, where what it names is still in the files and it is a button of the right kind. */
function fromKey(leaf: LiveLeaf, context: PullContext): PulledLeaf | null {
  const target = leaf.key === undefined ? null : parseMenuKey(leaf.key);
  const words = target && wordsOf(target, context);
  if (!words) return null;
  const button = { name: leaf.name, ...words };
  const action = resolveAction(button, context);
  const same = action?.kind === 'key' && action.key === leaf.key && action.type === leaf.type;
  return same ? { button, note: null } : null;
}

function wordsOf(target: MenuTarget, context: PullContext): Omit<MenuFileButton, 'name'> | null {
  switch (target.kind) {
    case 'item': {
      const item = context.items.find(({ ref }) => ref === target.item);
      return { item: shortRef(target.item, context), ...(item && hasLink(item) && { as: 'card' }) };
    }
    case 'items':
      return { items: target.group };
    case 'query':
      return { query: shortRef(target.query, context) };
    case 'location':
      return { location: shortRef(target.query, context) };
    case 'page':
      return { page: target.page };
    case 'scan':
      return { scan: target.mode };
    case 'photo':
      return { photo: target.source };
    case 'reply': {
      const reply = context.menuReplies.get(`reply:${target.unit}:${target.name}`);
      return reply === undefined ? null : { reply, key: target.name };
    }
  }
}

function shortRef(ref: string, { unit }: PullContext): string {
  return ref.startsWith(`${unit.code}.`) ? ref.slice(unit.code.length + 1) : ref;
}

function fromUrl(name: string, url: string, context: PullContext): PulledLeaf {
  const item = context.items.find((one) => redirectUrlOf(one, context.publicUrl) === url);
  if (item && hasLink(item)) {
    return { button: { name, item: shortRef(item.ref, context) }, note: null };
  }
  const note = url.startsWith('https://')
    ? null
    : '网址不是以 https:// 开头，要换成能打开的 https 网址。';
  return { button: { name, url }, note };
}

function fromMiniprogram({ name, appid, pagepath, url }: LiveLeaf): PulledLeaf {
  const miniprogram = { appId: appid ?? '', path: pagepath ?? '', url: url ?? '' };
  return { button: { name, miniprogram }, note: null };
}

/** One article has an address; several are the website's alone. */
function fromNews(leaf: LiveLeaf, freshKey: () => string): PulledLeaf {
  const url = firstArticleUrl(leaf.news_info);
  if (url === null) return standIn(leaf, freshKey);
  return {
    button: { name: leaf.name, url: url.replace(/^http:/, 'https:') },
    note: '原来在网站上设成回复图文，这里改为打开第一篇。',
  };
}

function firstArticleUrl(info: unknown): string | null {
  const { list } = Object(info) as { list?: unknown };
  const [first] = Array.isArray(list) ? (list as unknown[]) : [];
  const { content_url: url } = Object(first) as { content_url?: unknown };
  return typeof url === 'string' ? url : null;
}

function standIn(leaf: LiveLeaf, freshKey: () => string): PulledLeaf {
  const value = leaf.key ?? leaf.value ?? leaf.media_id ?? leaf.url ?? '';
  return {
    button: { name: leaf.name, reply: STAND_IN, key: freshKey() },
    note: `原来是 ${leaf.type ?? '没有动作'}：${value}。请改写成 item、query、reply 等。`,
  };
}
