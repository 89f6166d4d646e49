import type { Component } from 'vue';
import type { Right } from '../session/session';

/** Groups of the menu, in their order. */
export const menuGroups = {
  cases: '办件',
  answers: '答复资料',
  accounts: '公众号',
  figures: '统计与日历',
  system: '系统',
} as const;

export type MenuGroup = keyof typeof menuGroups;

export interface PageDefinition {
  /** Below `/console`: `/phrases`, `/cases/:number`. */
  path: string;
  /** What other pages name it by. */
  name: string;
  /** Heading, breadcrumb and the browser's title. */
  title: string;
  /** One of them, held anywhere, opens the page; absent: whoever is signed in. */
  right?: Right | readonly Right[];
  /** Whoever has no right to it is told that there is no such page. */
  isSecret?: true;
  /** Absent: no entry in the menu. */
  menu?: { group: MenuGroup; order: number; icon: Component };
  /** Name of the page that its breadcrumb leads back to. */
  parent?: string;
  component: () => Promise<{ default: Component }>;
}

/** Checks a page's definition where it is written. */
export function definePage(page: PageDefinition): PageDefinition {
  return page;
}
