import { createHash } from 'node:crypto';
import {
  getCurrentSelfmenuInfo,
  getMenu,
  type LiveButton,
  type SelfmenuButton,
} from '../wechat/api/menu';
import type { CallOptions } from '../wechat/api/transport';
import type { WechatApi } from '../wechat/api/wechat-api';
import { isNotGranted, sentenceOf } from './menu-trouble';
import { isSameMenu, normaliseButtons, normaliseRule } from './normalise-menu';

/** A menu for some, as WeChat has it. */
export interface LiveConditional {
  /** What it is deleted by. */
  menuid: string;
  matchrule: Record<string, string>;
  button: LiveButton[];
}

/** All menus of an account as WeChat has them now. */
export interface LiveMenus {
  /** The default menu that was made by the API; null: none. */
  button: LiveButton[] | null;
  /** Newest first, which is the order in which they are matched. */
  conditional: LiveConditional[];
  /** What citizens get as the default menu when it was made on the website; null: it was not. */
  website: SelfmenuButton[] | null;
  /** False: the menu is switched off on the website, citizens see none. */
  open: boolean;
}

/**
 * Reads both of WeChat's views: 查询自定义菜单 (api_getmenu), which knows the API's menus alone, and
 * 查询自定义菜单信息 (api_getcurrentselfmenuinfo), which says what is in force.
 * @throws WechatRefusedError (48001 not verified), WechatUnreachableError
 */
export async function readLiveMenus(api: WechatApi, options?: CallOptions): Promise<LiveMenus> {
  const [made, inForce] = await Promise.all([
    getMenu(api, options),
    getCurrentSelfmenuInfo(api, options),
  ]);
  const button = made?.button ?? null;
  const isOurs = button !== null && looksAlike(button, inForce.buttons);
  return {
    button,
    conditional: (made?.conditionalmenu ?? []).map((one) => ({
      menuid: one.menuid ?? '',
      matchrule: normaliseRule(one.matchrule),
      button: one.button,
    })),
    website: inForce.buttons.length === 0 || isOurs ? null : inForce.buttons,
    open: inForce.open || (button === null && inForce.buttons.length === 0),
  };
}

/** Reads the live menus; what WeChat refuses or does not answer is a value with a sentence. */
export async function tryToRead(
  api: WechatApi,
): Promise<
  { kind: 'read'; live: LiveMenus } | { kind: 'by_hand' } | { kind: 'unknown'; detail: string }
> {
  try {
    return { kind: 'read', live: await readLiveMenus(api) };
  } catch (error) {
    if (isNotGranted(error)) return { kind: 'by_hand' };
    return { kind: 'unknown', detail: sentenceOf(error) };
  }
}

/** Whether the account has no menu of any kind. */
export function hasNoMenu(live: LiveMenus): boolean {
  return live.button === null && live.website === null;
}

/** The same for the same menus, whatever ids and empty fields WeChat adds. */
export function fingerprintOf({ button, conditional, website, open }: LiveMenus): string {
  const plain = [
    button && normaliseButtons(button),
    conditional.map((one) => [one.matchrule, normaliseButtons(one.button)]),
    website,
    open,
  ];
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex');
}

/**
 * Whether the menu in force is the one that the API made. The two views name media and articles
 * differently, so that these are compared by the words on the buttons alone.
 */
function looksAlike(made: readonly LiveButton[], inForce: readonly SelfmenuButton[]): boolean {
  return isSameMenu(made.map(visiblePart), inForce.map(fromWebsiteShape).map(visiblePart));
}

function fromWebsiteShape({ name, type, key, url, sub_button: below }: SelfmenuButton): LiveButton {
  return { name, type, key, url, sub_button: below?.list.map(fromWebsiteShape) };
}

const COMPARABLE = ['click', 'view'];

function visiblePart({ name, type, key, url, sub_button: below }: LiveButton): LiveButton {
  if (below && below.length > 0) return { name, sub_button: below.map(visiblePart) };
  return COMPARABLE.includes(type ?? '') ? { name, type, key, url } : { name };
}
