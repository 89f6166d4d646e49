import { z } from 'zod';
import { currentButtons } from '../shown-menu';
import type { MenuButton } from '../model';
import {
  ApiRefusal,
  json,
  objectOf,
  ok,
  textField,
  type ApiAnswer,
  type ApiCall,
} from './api-call';
import { createMenuId, readMenuJson } from './menu';
import { checkButtons } from './menu-check';

const ABOLISHED = ['sex', 'country', 'province', 'city', 'language', 'group_id'];
const MENUS_AT_MOST = 2000;
const ruleSchema = z.object({
  tag_id: z.coerce.string().optional(),
  client_platform_type: z.coerce.string().optional(),
});

/** 创建个性化菜单 (menu/addconditional). @returns `{menuid}`, a string here and a number in menu/get */
export function addConditionalMenu(call: ApiCall): ApiAnswer {
  const body = readMenuJson(call);
  const menu = call.world.menu(call.account.unit);
  if (!menu) throw new ApiRefusal(65303, 'there is no selfmenu, please create selfmenu first');
  const rule = objectOf(body['matchrule']);
  if (ABOLISHED.some((name) => name in rule)) {
    throw new ApiRefusal(65320, 'matchrule contains abolished private fields');
  }
  const matchrule = ruleSchema.parse(rule);
  if (!matchrule.tag_id && !matchrule.client_platform_type) {
    throw new ApiRefusal(65304, 'match rule empty');
  }
  const button = checkButtons(body);
  const all = [...menu.conditional, { menuId: createMenuId(), button, matchrule }];
  if (all.length > MENUS_AT_MOST) throw new ApiRefusal(65305, 'personalized menu count limit');
  if (domainsOf(all.flatMap((one) => one.button)).size > 3) {
    throw new ApiRefusal(65316, 'the menu links to too many domains');
  }
  call.world.setMenu(call.account.unit, { ...menu, conditional: all });
  return json({ menuid: String(all.at(-1)!.menuId) });
}

/** 删除个性化菜单 (menu/delconditional). */
export function deleteConditionalMenu(call: ApiCall): ApiAnswer {
  const menuId = String(readMenuJson(call)['menuid']);
  const menu = call.world.menu(call.account.unit);
  const rest = menu?.conditional.filter((one) => String(one.menuId) !== menuId);
  if (!menu || rest?.length === menu.conditional.length) {
    throw new ApiRefusal(65301, 'no such menuid');
  }
  call.world.setMenu(call.account.unit, { ...menu, conditional: rest ?? [] });
  return ok;
}

/** 测试个性化菜单匹配结果 (menu/trymatch): the buttons that this user sees. */
export function tryMatchMenu(call: ApiCall): ApiAnswer {
  const contact = call.world.findByOpenid(
    call.account.unit,
    textField(readMenuJson(call), 'user_id'),
  );
  if (!contact) throw new ApiRefusal(65302, 'no such user');
  const menu = call.world.menu(call.account.unit);
  if (!menu) throw new ApiRefusal(46003, 'menu no exist');
  return json({ button: currentButtons(menu, contact).button });
}

function domainsOf(buttons: readonly MenuButton[]): Set<string> {
  const urls = buttons.flatMap((one) => [one.url, ...(one.sub_button ?? []).map((sub) => sub.url)]);
  return new Set(urls.filter((url) => url !== undefined).map((url) => new URL(url).hostname));
}
