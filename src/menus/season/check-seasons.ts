import { menuLimits, type FaultPath as Path, type MenuFault } from '../menu-fault';
import type { MenuFileButton } from '../schema';
import { buttonsAt } from './menu-at';
import { isInSeason, isSeasonDay, isYearly } from './season';
import { findBusiestDay, listSampleDays } from './season-changes';

/**
 * What is wrong with the dates of one menu's buttons: no days, days that never come, and a day without
 * a single button. How many buttons stand side by side on the busiest day is the counts' matter
 * (`countSideBySide`).
 * @param path where the list of buttons stands in the file
 */
export function checkSeasons(buttons: readonly MenuFileButton[], path: Path): MenuFault[] {
  const faults = buttons.flatMap((button, index) => [
    ...checkDays(button, [...path, index]),
    ...(button.buttons ?? []).flatMap((leaf, below) =>
      checkDays(leaf, [...path, index, 'buttons', below]),
    ),
  ]);
  if (faults.length > 0) return faults;
  return [...checkMeetings(buttons, path), ...checkEmptyDay(buttons, path)];
}

/** So many of the buttons stand side by side on the day on which most of them do. */
export function countSideBySide(buttons: readonly MenuFileButton[]): number {
  const all = buttons.flatMap((button) => [button, ...(button.buttons ?? [])]);
  const dated = all.some(({ from, until }) => from !== undefined || until !== undefined);
  const wrong = all.some((button) => checkDays(button, []).length > 0);
  return dated && !wrong ? findBusiestDay(buttons).count : buttons.length;
}

function checkDays({ from, until, name }: MenuFileButton, path: Path): MenuFault[] {
  const faults = Object.entries({ from, until }).flatMap(([word, day]) =>
    day === undefined || isSeasonDay(day)
      ? []
      : [
          {
            path: [...path, word],
            message: `${word}: ${day} 不是日期`,
            remedy: '只有一次写 2026-12-31，每年都有写 12-31',
          },
        ],
  );
  if (faults.length > 0) return faults;
  return checkPair(from, until, name, path);
}

function checkPair(
  from: string | undefined,
  until: string | undefined,
  name: string,
  path: Path,
): MenuFault[] {
  const [only] = [from, until].filter((day) => day !== undefined);
  if (only === undefined) return [];
  if (from === undefined || until === undefined) {
    if (!isYearly(only)) return [];
    const [has, lacks] = from === undefined ? ['until', 'from'] : ['from', 'until'];
    const message = `按钮“${name}”每年都有，却只写了 ${has}`;
    return [{ path: [...path, has], message, remedy: `再写一行 ${lacks}` }];
  }
  const at = [...path, 'until'];
  if (isYearly(from) !== isYearly(until)) {
    const message = `按钮“${name}”的 from 和 until 一个有年份，一个没有`;
    return [{ path: at, message, remedy: '都写年份（只有一次），或都不写（每年都有）' }];
  }
  if (isYearly(from) || from <= until) return [];
  const message = `按钮“${name}”的 until（${until}）在 from（${from}）之前，永远不会出现`;
  return [{ path: at, message, remedy: '把两个日期对调，或改正年份' }];
}

/** A leaf whose season never meets its parent's. */
function checkMeetings(buttons: readonly MenuFileButton[], path: Path): MenuFault[] {
  return buttons.flatMap((parent, index) => {
    const leaves = parent.buttons ?? [];
    return leaves.flatMap((leaf, below) => {
      const days = listSampleDays([{ ...parent, buttons: [leaf] }]);
      if (days.some((day) => isInSeason(parent, day) && isInSeason(leaf, day))) return [];
      const word = leaf.from === undefined ? 'until' : 'from';
      const message = `按钮“${leaf.name}”出现的日子里没有它的一级按钮“${parent.name}”，永远看不到`;
      const remedy = '改正两个按钮的 from 和 until';
      return [{ path: [...path, index, 'buttons', below, word], message, remedy }];
    });
  });
}

function checkEmptyDay(buttons: readonly MenuFileButton[], path: Path): MenuFault[] {
  if (buttons.length === 0) return [];
  const day = listSampleDays(buttons).find((each) => buttonsAt(buttons, each).length === 0);
  if (day === undefined) return [];
  const always = buttons.some(({ buttons: below }) => below?.length === 0);
  if (always) return [];
  const message = `有的日子里一个按钮也没有，例如 ${day}，微信的菜单要有 1 到 ${menuLimits.topButtons} 个一级按钮`;
  const remedy = '至少留一个没有 from 和 until 的按钮';
  return [{ path, message, remedy }];
}
