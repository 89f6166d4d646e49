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
  | { name: string; type: 'click'; key: string }
  | { name: string; type: 'view'; url: string }
  /** `url` is opened by clients that know no mini programs. */
  | { name: string; type: 'miniprogram'; appid: string; pagepath: string; url: string };
