import { getCurrentAutoreplyInfo, type AutoreplyInfo } from '../../wechat/api/auto-reply';
import type { MenuDesk } from '../menu-desk';
import { sentenceOf } from '../menu-trouble';
import type { StoredMenus } from '../menu-version';
import { pullMenu, type PullOutcome } from '../pull/pull-menu';

/** A button that leads to somebody else's site. */
export interface ForeignLink {
  name: string;
  url: string;
}

/** What an account has before it is taken over. */
export interface Adoption {
  menu: PullOutcome;
  autoReplies: { kind: 'read'; info: AutoreplyInfo } | { kind: 'unknown'; detail: string };
  /** Kept as `url:` in the file until the unit decides. */
  foreignLinks: ForeignLink[];
}

/**
 * Keeps what an account has on WeChat before its callback is turned on, which silences the website's
 * replies: its menus as a version (`pullMenu`) and its automatic replies. Changes nothing on WeChat.
 * @returns null where the account is not configured here
 */
export async function adoptAccount(
  desk: MenuDesk,
  unit: string,
  by: { actor: string },
): Promise<Adoption | null> {
  const api = desk.apiOf(unit);
  if (!api) return null;
  const menu = await pullMenu(desk, unit, by);
  return {
    menu,
    autoReplies: await getCurrentAutoreplyInfo(api).then(
      (info) => ({ kind: 'read' as const, info }),
      (error: unknown) => ({ kind: 'unknown' as const, detail: sentenceOf(error) }),
    ),
    foreignLinks:
      menu.kind === 'pulled' ? listForeignLinks(menu.stored, desk.content().routing.publicUrl) : [],
  };
}

/** Governments, WeChat itself and we are no strangers. */
const KNOWN_HOSTS = /(?:^|\.)(?:gov\.cn|weixin\.qq\.com)$/;

/** The buttons of menus that lead to other sites than a government's, WeChat's or ours. */
export function listForeignLinks(stored: StoredMenus, publicUrl: string): ForeignLink[] {
  const own = new URL(publicUrl).hostname;
  const websiteLeaves = (stored.website ?? []).flatMap((one) => one.sub_button?.list ?? [one]);
  const leaves = [stored, ...stored.conditional].flatMap(({ button }) =>
    button.flatMap((one) => one.sub_button ?? [one]),
  );
  return [...websiteLeaves, ...leaves].flatMap(({ name, url }) => {
    if (url === undefined || !URL.canParse(url)) return [];
    const { hostname } = new URL(url);
    return hostname === own || KNOWN_HOSTS.test(hostname) ? [] : [{ name, url }];
  });
}
