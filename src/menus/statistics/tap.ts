import type { Inbound } from '../../wechat/inbound';

export const tapKinds = ['click', 'view', 'miniprogram', 'scan', 'photo', 'location'] as const;
export type TapKind = (typeof tapKinds)[number];

/** A button of a menu as an event names it: by its kind and WeChat's EventKey. */
export interface Tap {
  kind: TapKind;
  button: string;
}

/** WeChat's limit on an address (创建自定义菜单, api_createcustommenu): nothing longer is a button's. */
const BUTTON_BYTES = 1024;

/**
 * Which button of the menu a push tells of; null for everything else. Scanned scene codes and items of
 * a msgmenu message are no buttons, and taps that open a list are not pushed at all.
 */
export function tapOf(inbound: Inbound): Tap | null {
  switch (inbound.kind) {
    case 'click':
    case 'view':
      return tapOn(inbound.kind, inbound.eventKey);
    case 'view_miniprogram':
      return tapOn('miniprogram', inbound.eventKey);
    case 'scancode_push':
    case 'scancode_waitmsg':
      return tapOn('scan', inbound.eventKey);
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return tapOn('photo', inbound.eventKey);
    case 'location_select':
      return tapOn('location', inbound.eventKey);
    default:
      return null;
  }
}

function tapOn(kind: TapKind, button: string): Tap | null {
  return button === '' || Buffer.byteLength(button) > BUTTON_BYTES ? null : { kind, button };
}

/** How a tap on this leaf of a menu will be told; null where WeChat tells nothing (media, articles). */
export function tapOfButton(leaf: {
  type?: string | undefined;
  key?: string | undefined;
  url?: string | undefined;
  pagepath?: string | undefined;
}): Tap | null {
  switch (leaf.type) {
    case 'click':
      return { kind: 'click', button: leaf.key ?? '' };
    case 'view':
      return { kind: 'view', button: leaf.url ?? '' };
    case 'miniprogram':
      return { kind: 'miniprogram', button: leaf.pagepath ?? '' };
    case 'scancode_push':
    case 'scancode_waitmsg':
      return { kind: 'scan', button: leaf.key ?? '' };
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return { kind: 'photo', button: leaf.key ?? '' };
    case 'location_select':
      return { kind: 'location', button: leaf.key ?? '' };
    default:
      return null;
  }
}
