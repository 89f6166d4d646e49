import { parseMenuKey } from '../routing/menu-key';
import type { LiveButton } from '../wechat/api/menu';
import { changeMenus, type MenuOutcome } from './change-menus';
import { fingerprintOf, tryToRead, type LiveMenus } from './live-menus';
import type { MenuContent, MenuDesk } from './menu-desk';
import { getVersion } from './menu-history';
import { isLive, type MenuVersion } from './menu-version';
import type { OnStep } from './take-steps';

/** What going back to a version would do. */
export type RollbackPlan = { version: MenuVersion } & (
  | { kind: 'no_account' | 'by_hand' | 'same' }
  | { kind: 'unknown' | 'refused'; detail: string }
  | {
      kind: 'change';
      live: LiveMenus;
      fingerprint: string;
      /** Names of the buttons whose item, query or reply is no longer in the files. */
      unanswered: string[];
    }
);

/**
 * Compares a version with what WeChat has. Writes nothing.
 * @throws AppError not_found where the unit has no such version
 */
export async function planRollback(
  desk: MenuDesk,
  unit: string,
  number: number,
): Promise<RollbackPlan> {
  const version = await getVersion(desk, unit, number);
  const refusal = whyNot(version);
  if (refusal !== null) return { version, kind: 'refused', detail: refusal };
  const api = desk.apiOf(unit);
  if (!api) return { version, kind: 'no_account' };
  const read = await tryToRead(api);
  if (read.kind !== 'read') return { version, ...read };
  if (isLive(read.live, version)) return { version, kind: 'same' };
  return {
    version,
    kind: 'change',
    live: read.live,
    fingerprint: fingerprintOf(read.live),
    unanswered: listUnanswered(version, desk.content()),
  };
}

/**
 * Goes back to a version as it was planned; it becomes a new version.
 * @returns what came of it; `refused` where the live menus changed since the plan was made
 */
export async function rollbackMenu(
  desk: MenuDesk,
  plan: Extract<RollbackPlan, { kind: 'change' }>,
  by: { actor: string; replace: boolean },
  onStep: OnStep = () => undefined,
): Promise<MenuOutcome> {
  const { version, fingerprint } = plan;
  const api = desk.apiOf(version.account);
  if (!api) return { kind: 'refused', detail: '没有配置这个公众号的 AppID 和 AppSecret。' };
  const change = {
    kind: 'rollback',
    fileHash: version.fileHash,
    compiled: version.compiled,
    rolledBackTo: version.version,
    fingerprint,
    ...by,
  } as const;
  return changeMenus(desk, api, change, onStep);
}

function whyNot({ compiled }: MenuVersion): string | null {
  if (compiled.website) {
    return '这一版是在公众平台网站上做的，接口不能恢复。请登录 mp.weixin.qq.com 照着重做；menus history 单位代码 版本 会列出这一版。';
  }
  return compiled.button.length === 0 ? '这一版没有菜单，不能回到没有菜单的样子。' : null;
}

function listUnanswered({ compiled }: MenuVersion, content: MenuContent): string[] {
  const menus = [compiled, ...compiled.conditional];
  const leaves = menus.flatMap(({ button }) => button.flatMap((one) => one.sub_button ?? [one]));
  return leaves
    .filter((leaf) => leaf.key !== undefined && !isAnswered(leaf, content))
    .map(({ name }) => name);
}

function isAnswered({ key }: LiveButton, { routing }: MenuContent): boolean {
  const target = parseMenuKey(key ?? '');
  switch (target?.kind) {
    case undefined:
      return false;
    case 'item':
      return routing.items.some(({ ref }) => ref === target.item);
    case 'items':
      return (
        target.group === 'top' ||
        routing.items.some(({ unit, group }) => unit === target.unit && group === target.group)
      );
    case 'query':
    case 'location':
      return routing.queries.some(({ ref }) => ref === target.query);
    case 'reply':
      return routing.menuReplies.has(key!);
    case 'page':
    case 'scan':
    case 'photo':
      return true;
  }
}
