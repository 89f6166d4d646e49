import { chinaDateOf } from '../platform/china-time';
import { hashMenuFile, listVersions } from './application-store';
import { compileMenu, type CompiledMenu } from './compile-menu';
import { fingerprintOf, tryToRead, type LiveMenus } from './live-menus';
import { titleOf, type MenuDesk } from './menu-desk';
import { isKnown, isLive, isUnfinished, type MenuVersion } from './menu-version';
import { planSteps, type MenuStep } from './plan-steps';

/** How an account's live menus stand to its file. `detail` are sentences for the operator. */
export type MenuState =
  | { kind: 'no_account' }
  /** The account may not have menus by the API: they are typed in on the website. */
  | { kind: 'by_hand' }
  | { kind: 'unknown'; detail: string }
  | { kind: 'same'; live: LiveMenus }
  | {
      kind: 'change';
      live: LiveMenus;
      /** In the order in which they will be taken. */
      steps: MenuStep[];
      /** False: WeChat has a menu that was neither applied nor pulled from here, and would be lost. */
      known: boolean;
      /** Somebody changed the menu elsewhere since it was last applied or pulled. */
      drifted: boolean;
      /** Of the live menus: applying is refused when it is another by then. */
      fingerprint: string;
    };

/** What applying a unit's file would do. */
export interface UnitPlan {
  unit: string;
  /** `君山人社（renshe）` */
  title: string;
  fileHash: string;
  compiled: CompiledMenu;
  /** The newest version that WeChat surely had. */
  lastApplied: MenuVersion | null;
  /** The newest version, where it was broken off or its end is not clear. */
  unfinished: MenuVersion | null;
  state: MenuState;
}

/**
 * Compares file, last version and live menus of each unit. Writes nothing. What goes wrong with one unit
 * is in its plan and does not stop the others.
 * @param units codes of units that have a menu file (`selectMenuUnits`)
 */
export async function planMenus(desk: MenuDesk, units: readonly string[]): Promise<UnitPlan[]> {
  return Promise.all(units.map((unit) => planUnit(desk, unit)));
}

async function planUnit(desk: MenuDesk, unit: string): Promise<UnitPlan> {
  const content = desk.content();
  const versions = await listVersions(desk.database, unit);
  const [newest] = versions;
  const lastApplied = versions.find(({ state }) => state === 'applied') ?? null;
  const unfinished = newest && isUnfinished(newest.state) ? newest : null;
  const compiled = compileUnit(desk, unit);
  return {
    unit,
    title: titleOf(unit, content),
    fileHash: hashMenuFile(content.menus.get(unit)!),
    compiled,
    lastApplied,
    unfinished,
    state: await compareUnit(desk, unit, compiled, versions),
  };
}

/** What the unit's file means today. */
export function compileUnit(desk: MenuDesk, unit: string): CompiledMenu {
  const { routing, menus } = desk.content();
  const context = { unit: routing.units.get(unit)!, ...routing };
  return compileMenu(menus.get(unit)!, context, chinaDateOf(desk.clock.now()));
}

/** An account that is not verified is not asked: 创建自定义菜单 (api_createcustommenu) is not for it. */
async function compareUnit(
  desk: MenuDesk,
  unit: string,
  compiled: CompiledMenu,
  versions: readonly MenuVersion[],
): Promise<MenuState> {
  const api = desk.apiOf(unit);
  if (!api) return { kind: 'no_account' };
  if (!desk.content().routing.units.get(unit)!.verified) return { kind: 'by_hand' };
  const read = await tryToRead(api);
  if (read.kind !== 'read') return read;
  const { live } = read;
  const steps = planSteps(live, compiled);
  if (steps.length === 0) return { kind: 'same', live };
  return {
    kind: 'change',
    live,
    steps,
    known: isKnown(live, versions),
    drifted: hasDrifted(live, versions),
    fingerprint: fingerprintOf(live),
  };
}

/**
 * Whether somebody changed the menus elsewhere: they are not as the last version left them.
 * @param versions newest first
 */
export function hasDrifted(live: LiveMenus, versions: readonly MenuVersion[]): boolean {
  const [newest] = versions;
  const last = versions.find(({ state }) => state === 'applied');
  if (!newest || !last) return false;
  if (isUnfinished(newest.state)) return !isKnown(live, versions);
  return !isLive(live, last);
}
