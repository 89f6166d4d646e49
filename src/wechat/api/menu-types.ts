/**
 * The default menu as WeChat takes and gives it: 创建自定义菜单 (api_createcustommenu). A button has
 * either `sub_button` or a `type` with that type's fields.
 */
export interface Menu {
  button: MenuButton[];
}

export type MenuButton = ParentMenuButton | LeafMenuButton;

export interface ParentMenuButton {
  name: string;
  sub_button: LeafMenuButton[];
}

export type LeafMenuButton =
  /** All but `click` need WeChat 5.4 or newer. */
  | { name: string; type: KeyButtonType; key: string }
  | { name: string; type: 'view'; url: string }
  /** `url` is opened by clients that know no mini programs. */
  | { name: string; type: 'miniprogram'; appid: string; pagepath: string; url: string }
  /** A published article: as a card in the chat, or opened at once. */
  | { name: string; type: 'article_id' | 'article_view_limited'; article_id: string };

/** Buttons that send their key to the account. */
export type KeyButtonType =
  | 'click'
  | 'scancode_push'
  | 'scancode_waitmsg'
  | 'pic_sysphoto'
  | 'pic_photo_or_album'
  | 'pic_weixin'
  | 'location_select';

/** The kinds of buttons that WeChat knows and our files do not make: a medium, an article in the old way. */
export interface OtherLeafButton {
  name: string;
  type: 'media_id' | 'view_limited';
  media_id: string;
}

/** Any button that WeChat takes. */
export type AnyMenuButton =
  | LeafMenuButton
  | OtherLeafButton
  | { name: string; sub_button: (LeafMenuButton | OtherLeafButton)[] };

/**
 * Who sees a conditional menu; at least one field. Sex, place and language were abolished (65320). Of
 * several menus the newest that matches is shown, of several tags the one put on last counts.
 */
export interface MenuMatchRule {
  tag_id?: string;
  /** 1 iOS, 2 Android, 3 others. */
  client_platform_type?: '1' | '2' | '3';
}
