import { getCurrentSelfmenuInfo } from '../../wechat/api/menu';
import type { WechatApi } from '../../wechat/api/wechat-api';
import { findLastApplied, lockMenus } from '../application-store';
import { recordLive, settleBrokenOff } from '../change-menus';
import { hasNoMenu, readLiveMenus, type LiveMenus } from '../live-menus';
import type { MenuDesk } from '../menu-desk';
import { isNotGranted, sentenceOf } from '../menu-trouble';
import { isLive, storedFrom, type MenuVersion, type StoredMenus } from '../menu-version';
import { isSameRule } from '../normalise-menu';
import { buildMenuFile, type PulledFile } from './build-menu-file';

/** What a pull brought. `detail` are sentences for the operator. */
export type PullOutcome =
  | { kind: 'no_account' | 'empty' }
  | { kind: 'unknown' | 'busy'; detail: string }
  /** `version`: the one by which these menus are kept. */
  | { kind: 'pulled'; version: number; stored: StoredMenus; pulled: PulledFile };

/**
 * Reads what WeChat has, also a menu made on the website and that of an account that is not verified,
 * keeps it as a version, and puts it in the file's words.
 */
export async function pullMenu(
  desk: MenuDesk,
  unit: string,
  by: { actor: string },
): Promise<PullOutcome> {
  const api = desk.apiOf(unit);
  if (!api) return { kind: 'no_account' };
  return desk.database.transaction(async (lock) => {
    if (!(await lockMenus(lock, unit))) {
      return { kind: 'busy', detail: '有人正在发布这个公众号的菜单，请稍后再试。' };
    }
    let live: LiveMenus;
    try {
      live = await readAnyMenus(api);
    } catch (error) {
      return { kind: 'unknown', detail: sentenceOf(error) };
    }
    if (hasNoMenu(live)) return { kind: 'empty' };
    await settleBrokenOff(desk, unit, live);
    const last = await findLastApplied(desk.database, unit);
    const isKept = last !== null && isLive(live, last);
    const version = isKept ? last.version : await recordLive(desk, unit, live, by.actor);
    const stored = withNames(storedFrom(live), last);
    return { kind: 'pulled', version, stored, pulled: buildFile(desk, unit, stored) };
  });
}

/** Without the API's own menus where the account may not have them (48001). */
async function readAnyMenus(api: WechatApi): Promise<LiveMenus> {
  try {
    return await readLiveMenus(api);
  } catch (error) {
    if (!isNotGranted(error)) throw error;
    const { open, buttons } = await getCurrentSelfmenuInfo(api);
    const website = buttons.length > 0 ? buttons : null;
    return { button: null, conditional: [], website, open };
  }
}

/** WeChat does not keep what we call a conditional menu: the last version does. */
function withNames(stored: StoredMenus, last: MenuVersion | null): StoredMenus {
  const known = last?.compiled.conditional ?? [];
  const conditional = stored.conditional.map((one) => ({
    ...one,
    name: known.find(({ matchrule }) => isSameRule(matchrule, one.matchrule))?.name ?? '',
  }));
  return { ...stored, conditional };
}

function buildFile(desk: MenuDesk, unit: string, stored: StoredMenus): PulledFile {
  const { routing } = desk.content();
  return buildMenuFile(stored, { ...routing, unit: routing.units.get(unit)! });
}
