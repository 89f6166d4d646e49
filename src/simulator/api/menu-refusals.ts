/**
 * Codes with which WeChat refuses a menu for what only it knows: the account's state, its other menus, what
 * a link leads to. 全局返回码 (Global return codes).
 */
export const menuRefusals = {
  '40015': 'invalid menu type',
  '40021': 'invalid menu version',
  '40028': 'invalid custom menu user',
  '40033': 'invalid charset',
  '40054': 'invalid sub button url domain',
  '40055': 'invalid button url domain',
  '40166': 'invalid weapp appid',
  '45010': 'create menu limit',
  '46002': 'menu version not exist',
  '48005': 'material is used by menu',
  '53600': 'invalid article id',
  '65301': 'no such menuid',
  '65302': 'no such user',
  '65303': 'there is no selfmenu, please create selfmenu first',
  '65305': 'personalized menu count limit',
  '65306': 'no permission for conditional menus',
  '65309': 'the switch of conditional menus is closed',
  '65316': 'the menu links to too many domains',
  '65317': 'invalid url',
  '65318': 'must use utf-8 charset',
} as const;

type MenuRefusal = keyof typeof menuRefusals;
export const menuRefusalCodes = Object.keys(menuRefusals) as [MenuRefusal, ...MenuRefusal[]];
