import { menuGroups, type MenuGroup, type PageDefinition } from '../router/define-page';
import { pages } from '../router/pages';
import type { useSession } from '../session/session';

type Session = ReturnType<typeof useSession>;

export interface MenuEntries {
  group: MenuGroup;
  label: string;
  entries: PageDefinition[];
}

/** The pages of the menu that somebody may open, by group and in order; groups without any are left out. */
export function listMenuEntries(session: Session): MenuEntries[] {
  return (Object.keys(menuGroups) as MenuGroup[])
    .map((group) => ({
      group,
      label: menuGroups[group],
      entries: pages
        .filter((page) => page.menu?.group === group && mayOpen(session, page))
        .sort((one, other) => one.menu!.order - other.menu!.order),
    }))
    .filter(({ entries }) => entries.length > 0);
}

function mayOpen(session: Session, { right }: PageDefinition): boolean {
  if (right === undefined) return true;
  return (typeof right === 'string' ? [right] : right).some((one) => session.can(one));
}
