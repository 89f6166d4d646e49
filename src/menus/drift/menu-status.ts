import { chinaDateOf } from '../../platform/china-time';
import { findLastApplied, hashMenuFile } from '../application-store';
import { titleOf, type MenuDesk } from '../menu-desk';
import type { ApplicationKind } from '../menu-version';
import { findNextChange, type SeasonChange } from '../season/season-changes';
import type { WatchState } from './watch-state';
import { listWatches, type WatchRow } from './watch-store';

/** One unit's menus: file, what was applied, what citizens see, and what comes next. */
export interface MenuStatus {
  unit: string;
  /** `君山人社（renshe）` */
  title: string;
  fileHash: string;
  /** Changes of the file and of the season are applied without a person. */
  autoApply: boolean;
  /** The newest version that WeChat surely had; null: none. */
  lastApplied: {
    version: number;
    kind: ApplicationKind;
    actor: string;
    at: Date;
    fileHash: string;
  } | null;
  /** unchecked: nobody has looked yet, or the account is not configured here. */
  state: WatchState | 'unchecked';
  stateSince: Date | null;
  /** A Chinese sentence on what to do; null when all is well. */
  detail: string | null;
  /** When WeChat last said which menus it has. */
  seenAt: Date | null;
  /** After failures: when it is tried again. */
  retryAt: Date | null;
  /** When the season next changes the menu; null: it does not. */
  nextChange: SeasonChange | null;
}

/** What the status is read from. */
export type StatusDesk = Pick<MenuDesk, 'content' | 'database' | 'clock'>;

/**
 * How the units' menus stand, from what was last seen: WeChat is not asked.
 * @param units codes of units that have a menu file (`selectMenuUnits`)
 */
export async function readMenuStatus(
  desk: StatusDesk,
  units: readonly string[],
): Promise<MenuStatus[]> {
  const watched = await listWatches(desk.database, units);
  return Promise.all(
    watched.map(async ({ account, row }) => ({
      ...(await describeFile(desk, account)),
      ...describeWatch(row),
    })),
  );
}

type Seen = Pick<MenuStatus, 'state' | 'stateSince' | 'detail' | 'seenAt' | 'retryAt'>;

const UNCHECKED: Seen = {
  state: 'unchecked',
  stateSince: null,
  detail: null,
  seenAt: null,
  retryAt: null,
};

function describeWatch(row: WatchRow | null): Seen {
  if (!row) return UNCHECKED;
  const { state, stateSince, detail, seenAt, retryAt } = row;
  return { state, stateSince, detail, seenAt, retryAt };
}

async function describeFile(desk: StatusDesk, unit: string): Promise<Omit<MenuStatus, keyof Seen>> {
  const content = desk.content();
  const file = content.menus.get(unit)!;
  const last = await findLastApplied(desk.database, unit);
  return {
    unit,
    title: titleOf(unit, content),
    fileHash: hashMenuFile(file),
    autoApply: file.autoApply ?? false,
    lastApplied: last && {
      version: last.version,
      kind: last.kind,
      actor: last.actor,
      at: last.appliedAt,
      fileHash: last.fileHash,
    },
    nextChange: findNextChange(file, chinaDateOf(desk.clock.now())),
  };
}
