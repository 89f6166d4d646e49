import { AppError } from '../platform/errors';
import { listVersions } from './application-store';
import type { MenuDesk } from './menu-desk';
import type { MenuVersion } from './menu-version';

const PAGE = 20;

/**
 * What was done to a unit's menus, newest first, twenty at a time.
 * @param before only versions older than this number, for the next page
 * @returns `next`: the `before` of the following page; null: there is none
 */
export async function listHistory(
  desk: Pick<MenuDesk, 'database'>,
  unit: string,
  before?: number,
): Promise<{ versions: MenuVersion[]; next: number | null }> {
  const page = { ...(before !== undefined && { before }), limit: PAGE + 1 };
  const found = await listVersions(desk.database, unit, page);
  const versions = found.slice(0, PAGE);
  return { versions, next: found.length > PAGE ? versions.at(-1)!.version : null };
}

/**
 * One version of a unit's menus.
 * @throws AppError not_found where there is none of this number
 */
export async function getVersion(
  desk: Pick<MenuDesk, 'database'>,
  unit: string,
  number: number,
): Promise<MenuVersion> {
  const [found] = await listVersions(desk.database, unit, { before: number + 1, limit: 1 });
  if (found?.version === number) return found;
  throw new AppError(
    'not_found',
    `${unit} 的菜单没有第 ${number} 版。menus history 列出所有版本。`,
  );
}
