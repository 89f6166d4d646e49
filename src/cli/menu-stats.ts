import { selectMenuUnits } from '../menus/menu-desk';
import { readMenuStatistics } from '../menus/statistics/menu-statistics';
import { presentStatistics } from '../menus/statistics/present-statistics';
import type { CommandIo } from './command';
import { withMenuDesk } from './menu-desk';

/** A year and a leap day: further back nobody compares a menu. */
export const MOST_DAYS = 366;
export const DEFAULT_DAYS = 30;

/** `menus stats`: how often each button was tapped, most used first. @param days 1 to MOST_DAYS */
export async function statsCommand(
  units: readonly string[],
  days: number,
  io: CommandIo,
): Promise<number> {
  return withMenuDesk(io, async (desk) => {
    const content = desk.content();
    for (const unit of selectMenuUnits(content, units)) {
      const statistics = await readMenuStatistics(desk, unit, days);
      for (const line of presentStatistics(statistics, content.routing)) io.out(line);
    }
    return 0;
  });
}
