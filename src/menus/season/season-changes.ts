import type { MenuFile, MenuFileButton } from '../schema';
import { buttonsAt, menuAt } from './menu-at';
import { changeDaysOf, isYearly, type Season } from './season';

/** The next day on which the file means another menu. */
export interface SeasonChange {
  /** `2026-12-01`, the day in China from which it holds. */
  day: string;
  /** Names of the buttons that come and that go. */
  appear: string[];
  disappear: string[];
}

/** @returns null where no season begins or ends after that day */
export function findNextChange(file: MenuFile, chinaDate: string): SeasonChange | null {
  const thisYear = Number(chinaDate.slice(0, 4));
  const now = entriesOfFile(menuAt(file, chinaDate));
  for (const day of changeDays(seasonsOfFile(file), [thisYear, thisYear + 1])) {
    if (day <= chinaDate) continue;
    const then = entriesOfFile(menuAt(file, day));
    const change = { day, appear: namesWithout(then, now), disappear: namesWithout(now, then) };
    if (change.appear.length + change.disappear.length > 0) return change;
  }
  return null;
}

/**
 * Days that together show every menu that the buttons ever make: seasons of every year in one leap
 * year, or, where single years are named, in each of these and the years beside them.
 */
export function listSampleDays(buttons: readonly MenuFileButton[]): string[] {
  const seasons = seasonsOf(buttons);
  const days = changeDays(seasons, namedYears(seasons).length > 0 ? [] : [LEAP_YEAR]);
  return [`${days[0]?.slice(0, 4) ?? LEAP_YEAR}-01-01`, ...days];
}

/** The day on which most of the buttons stand side by side, and how many these are. */
export function findBusiestDay(buttons: readonly MenuFileButton[]): { day: string; count: number } {
  const counts = listSampleDays(buttons).map((day) => ({
    day,
    count: buttonsAt(buttons, day).length,
  }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most));
}

/** Names of buttons whose only season is over: they never come back, and may leave the file. */
export function listPastSeasons(file: MenuFile, chinaDate: string): string[] {
  const menus = [file.menu, ...(file.conditional ?? []).map(({ menu }) => menu)];
  const buttons = menus.flat().flatMap((button) => [button, ...(button.buttons ?? [])]);
  return buttons
    .filter(({ until }) => until !== undefined && !isYearly(until) && until < chinaDate)
    .map(({ name }) => name);
}

const LEAP_YEAR = 2028;

/** Days on which a season begins or is over, in order: in these years, in those that are named, and beside these. */
function changeDays(seasons: readonly Season[], more: readonly number[]): string[] {
  const beside = namedYears(seasons).flatMap((year) => [year - 1, year, year + 1]);
  const years = [...new Set([...more, ...beside])];
  return [...new Set(seasons.flatMap((season) => changeDaysOf(season, years)))].sort();
}

function namedYears(seasons: readonly Season[]): number[] {
  return seasons
    .flatMap(({ from, until }) => [from, until])
    .flatMap((day) => (day === undefined || isYearly(day) ? [] : [Number(day.slice(0, 4))]));
}

function seasonsOfFile({ menu, conditional = [] }: MenuFile): Season[] {
  return [...seasonsOf(menu), ...conditional.flatMap((each) => seasonsOf(each.menu))];
}

function seasonsOf(buttons: readonly MenuFileButton[]): Season[] {
  return buttons.flatMap((button) => [button, ...(button.buttons ?? [])]);
}

/** A leaf as people name it, and all that it is, because a season may exchange what stands behind a name. */
interface Entry {
  name: string;
  whole: string;
}

function entriesOfFile({ menu, conditional = [] }: MenuFile): Entry[] {
  const others = conditional.flatMap((each) =>
    entriesOf(each.menu).map(({ name, whole }) => ({
      name: `${each.name}：${name}`,
      whole: JSON.stringify([each.name, whole]),
    })),
  );
  return [...entriesOf(menu), ...others];
}

function entriesOf(buttons: readonly MenuFileButton[]): Entry[] {
  return buttons.flatMap((button) =>
    (button.buttons ?? [button]).map((leaf) => {
      const name = leaf === button ? button.name : `${button.name} / ${leaf.name}`;
      return { name, whole: JSON.stringify([name, leaf]) };
    }),
  );
}

function namesWithout(entries: readonly Entry[], others: readonly Entry[]): string[] {
  const gone = new Set(others.map(({ whole }) => whole));
  return entries.filter(({ whole }) => !gone.has(whole)).map(({ name }) => name);
}
