import { isDeepStrictEqual } from 'node:util';
import type { LiveButton, SelfmenuButton } from '../wechat/api/menu';
import type { LiveMenus } from './live-menus';
import { isSameMenu, isSameRule, normaliseButtons } from './normalise-menu';
import { planSteps } from './plan-steps';

/**
 * apply: a file was sent; rollback: an earlier version was sent; pull: what WeChat had was written down.
 */
export type ApplicationKind = 'apply' | 'rollback' | 'pull';

/**
 * intended: noted before the first call, and still so where the process died; applied: WeChat had it when
 * it was read back; partial: some calls were done; failed: nothing was changed; unclear: it could not be
 * read back.
 */
export type ApplicationState = 'intended' | 'applied' | 'partial' | 'failed' | 'unclear';

/** Whether nobody knows yet that WeChat has the whole of it. */
export function isUnfinished(state: ApplicationState): boolean {
  return state === 'intended' || state === 'partial' || state === 'unclear';
}

/** Menus as a version keeps them: what is compiled from a file is one, and so is what was found live. */
export interface StoredMenus {
  /** Empty: there was no default menu of the API's. */
  button: LiveButton[];
  conditional: { name: string; matchrule: Record<string, string>; button: LiveButton[] }[];
  /** A menu made on the website, which no call can make again. */
  website?: SelfmenuButton[];
}

/** One version of an account's menus, newest known state. Versions count from 1 for each account. */
export interface MenuVersion {
  account: string;
  version: number;
  kind: ApplicationKind;
  /** Who: a person's name or `shell`. */
  actor: string;
  appliedAt: Date;
  finishedAt: Date | null;
  /** Of the file; '' for a pull. */
  fileHash: string;
  compiled: StoredMenus;
  state: ApplicationState;
  /** A Chinese sentence on what came of it; null when all is well. */
  detail: string | null;
  rolledBackTo: number | null;
}

/** What WeChat has now, as a version keeps it. */
export function storedFrom(live: LiveMenus): StoredMenus {
  return {
    button: normaliseButtons(live.button ?? []),
    conditional: live.conditional.map(({ matchrule, button }) => ({
      name: '',
      matchrule,
      button: normaliseButtons(button),
    })),
    ...(live.website && { website: live.website }),
  };
}

/** Whether WeChat still has what this version says. */
export function isLive(live: LiveMenus, { compiled }: Pick<MenuVersion, 'compiled'>): boolean {
  if (compiled.website || live.website) return isSameWebsite(live, compiled);
  if (compiled.button.length === 0) return live.button === null;
  return planSteps(live, compiled).length === 0;
}

/**
 * Whether every menu that WeChat has is in one of the versions, so that nothing is lost when it is
 * replaced: also half-way between two versions.
 */
export function isKnown(live: LiveMenus, versions: readonly MenuVersion[]): boolean {
  const known = versions.map(({ compiled }) => compiled);
  const websiteKnown =
    live.website === null || known.some((compiled) => isSameWebsite(live, compiled));
  const buttonKnown =
    live.button === null || known.some(({ button }) => isSameMenu(button, live.button!));
  return (
    websiteKnown &&
    buttonKnown &&
    live.conditional.every((menu) =>
      known.some(({ conditional }) =>
        conditional.some(
          (one) => isSameRule(one.matchrule, menu.matchrule) && isSameMenu(one.button, menu.button),
        ),
      ),
    )
  );
}

/** The database keeps the fields of an object in an order of its own. */
function isSameWebsite({ website }: LiveMenus, compiled: StoredMenus): boolean {
  return isDeepStrictEqual(website, compiled.website ?? null);
}
