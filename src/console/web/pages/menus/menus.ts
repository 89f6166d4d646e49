import type { menusSchema, outcomeSchema } from '../../../api/menu-endpoints';
import type {
  menuPlanSchema,
  menuVersionsSchema,
  rollbackPlanSchema,
} from '../../../api/menu-view';
import type { Wire } from '../../api/wire';

export type MenuPlan = Wire<typeof menuPlanSchema>;
export type ViewedMenu = MenuPlan['wanted'][number];
export type ViewedButton = ViewedMenu['buttons'][number];
export type MenuVersions = Wire<typeof menuVersionsSchema>;
export type MenuVersion = MenuVersions['versions'][number];
export type RollbackPlan = Wire<typeof rollbackPlanSchema>;
export type MenuOutcome = Wire<typeof outcomeSchema>;
export type Menus = Wire<typeof menusSchema>;

/** How an account's menus stood when they were last looked at. */
export const menuStates: Readonly<Record<string, string>> = {
  same: '和文件相同',
  to_apply: '文件有改动，还没有发布',
  drifted: '有人在别处改过',
  not_pulled: '微信上的菜单没有留底',
  failed: '自动发布没有成功',
  unknown: '微信没有回答',
  by_hand: '要手工填写',
  unchecked: '还没有看过',
};

export const versionKinds: Readonly<Record<MenuVersion['kind'], string>> = {
  apply: '发布',
  rollback: '回滚',
  pull: '取回留底',
};

export const versionStates: Readonly<Record<MenuVersion['state'], string>> = {
  intended: '没有做完',
  applied: '成功',
  partial: '只做了一部分',
  failed: '没有成功',
  unclear: '不确定',
};

/** Where a plan stands, for people. */
export const planStates: Readonly<Record<MenuPlan['state'], string>> = {
  no_account: '本系统没有配置这个公众号，不能发布。',
  by_hand: '这个公众号不能用接口设置菜单，要在公众平台网站照着文件手工填写。',
  unknown: '微信没有回答，现在不能比较。',
  same: '微信上的菜单和文件相同，不用发布。',
  change: '文件和微信上的菜单不同。',
};

/** What came of applying or going back, for people. */
export function presentOutcome({ kind, version, detail }: MenuOutcome): string {
  const words: Readonly<Record<MenuOutcome['kind'], string>> = {
    applied: `已发布，是第 ${version} 版。群众重新进入公众号后看到，最多五分钟。`,
    same: '没有变化，不用发布。',
    by_hand: '要在公众平台网站手工填写。',
    refused: '没有发布。',
    failed: '没有发布成功，微信上的菜单没有变。',
    partial: '只做了一部分，请再看一遍试运行。',
    unclear: '不确定是否成功，请再看一遍试运行。',
  };
  return detail === null ? words[kind] : `${words[kind]}${detail}`;
}

/** The number of buttons that would change, for the question before. */
export function presentChange({ added, removed }: Pick<MenuPlan, 'added' | 'removed'>): string {
  return `新增或改动 ${added} 个按钮，撤下或改动 ${removed} 个按钮`;
}

/** Whether a name is longer than WeChat takes. */
export function isTooLong({
  bytes,
  limitBytes,
}: Pick<ViewedButton, 'bytes' | 'limitBytes'>): boolean {
  return bytes > limitBytes;
}
