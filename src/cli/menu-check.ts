import { formatFault } from '../content/fault';
import { loadConfig } from '../content/load-config';
import { loadContent } from '../content/load-content';
import { compileMenu } from '../menus/compile-menu';
import { selectMenuUnits } from '../menus/menu-desk';
import { presentMenusTree } from '../menus/menu-tree';
import type { MenuFile } from '../menus/schema';
import { presentChange } from '../menus/drift/present-menu-status';
import { findNextChange, listPastSeasons } from '../menus/season/season-changes';
import { listCutNames } from '../menus/shown-names';
import { presentWebsiteTable } from '../menus/website-table';
import { chinaDateOf } from '../platform/china-time';
import { systemClock } from '../platform/clock';
import type { CommandIo } from './command';

/** `menus check`: the files alone, without WeChat or the database. @returns 0 no fault, 1 faults */
export async function checkCommand(units: readonly string[], io: CommandIo): Promise<number> {
  const { config, faults } = loadConfig(io.env);
  if (!config) return refuse(faults.map(formatFault), io);
  const now = systemClock.now();
  const loaded = await loadContent({ ...config, now });
  if (!loaded.content) return refuse(loaded.faults.map(formatFault), io);
  const { routing, menus } = loaded.content;
  const selected = selectMenuUnits(loaded.content, units);
  for (const code of selected) {
    const unit = routing.units.get(code)!;
    const file = menus.get(code)!;
    io.out(`\n${unit.accountName}（${code}）`);
    const compiled = compileMenu(file, { unit, ...routing }, chinaDateOf(now));
    for (const line of presentMenusTree(compiled, routing)) io.out(`  ${line}`);
    for (const line of listNotices(file, chinaDateOf(now))) io.out(`  ${line}`);
    if (!unit.verified) for (const line of presentWebsiteTable(compiled, routing)) io.out(line);
  }
  io.out(`\n${selected.length} 个菜单都没有错误。`);
  return 0;
}

/** What is no fault and worth a word. */
function listNotices(file: MenuFile, today: string): string[] {
  const change = findNextChange(file, today);
  return [
    ...listCutNames(file).map(
      ({ name, shown }) => `注意：“${name}”在手机上只显示前 ${shown} 个汉字`,
    ),
    ...(change ? [`以后：${presentChange(change)}`] : []),
    ...listPastSeasons(file, today).map(
      (name) => `注意：“${name}”的日期过了，不会再出现，可以删去`,
    ),
  ];
}

function refuse(lines: readonly string[], io: CommandIo): number {
  for (const line of lines) io.err(line);
  io.err(`\n共有 ${lines.length} 处错误`);
  return 1;
}
