import type { accountsSchema } from '../../../api/admin/matrix-endpoint';
import type { Wire } from '../../api/wire';
import { menuStates } from '../menus/menus';

export type Accounts = Wire<typeof accountsSchema>;
export type Account = Accounts['accounts'][number];

export const accountTypes: Readonly<Record<Account['type'], string>> = {
  subscription: '订阅号',
  service: '服务号',
};

/** How we know of a capability. */
export const capabilityReasons: Readonly<
  Record<Account['capabilities'][number]['reason'], string>
> = {
  declared: '文件里写的',
  probe: '系统试过',
  refused: '微信拒绝过',
  used: '用成功过',
};

/** How the menu stands, in a few words. */
export function presentMenu({ menu }: Pick<Account, 'menu'>): string {
  return menu === null ? '没有菜单文件' : (menuStates[menu.state] ?? '还没有看过');
}

/** Whether somebody has to look at an account. */
export function isTroubled({ alarms, paused, token, configured }: Account): boolean {
  return alarms.length > 0 || paused !== null || (configured && token?.valid === false);
}
