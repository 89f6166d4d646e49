import type { Database, Tx } from '../database/database';
import type { Clock } from '../platform/clock';
import { AppError } from '../platform/errors';
import type { Logger } from '../platform/logger';
import type { RoutingContent } from '../routing/content';
import type { WechatApi } from '../wechat/api/wechat-api';
import type { ApplicationKind, ApplicationState } from './menu-version';
import type { MenuFile } from './schema';

/** The checked files, as far as menus read them. */
export interface MenuContent {
  routing: Pick<RoutingContent, 'units' | 'items' | 'queries' | 'publicUrl' | 'menuReplies'>;
  /** By unit code. */
  menus: ReadonlyMap<string, MenuFile>;
}

/** One thing done to an account's menus, for the record of who did what. */
export interface MenuAuditRow {
  at: Date;
  /** A person's name, or `shell`. */
  actor: string;
  unit: string;
  action: ApplicationKind;
  version: number;
  /** `intended` when it begins; what came of it when it ends. */
  state: ApplicationState;
  detail: string | null;
}

/** Where menus are audited; rows enter the transaction of what they tell of. */
export interface MenuAudit {
  record(tx: Tx, rows: readonly MenuAuditRow[]): Promise<void>;
}

/** What the use cases of menus stand on. */
export interface MenuDesk {
  /** The files as they are now: a running process reads them again. */
  content(): MenuContent;
  /** Null where the account is not configured here. */
  apiOf(unit: string): WechatApi | null;
  database: Database;
  clock: Clock;
  audit: MenuAudit;
  logger: Logger;
}

/** `君山人社（renshe）` */
export function titleOf(unit: string, { routing }: MenuContent): string {
  return `${routing.units.get(unit)?.accountName ?? unit}（${unit}）`;
}

/**
 * The units asked for, or every unit that has a menu file.
 * @throws AppError bad_request where a unit is unknown or has no menu file
 */
export function selectMenuUnits(
  { menus }: Pick<MenuContent, 'menus'>,
  units: readonly string[],
): string[] {
  const known = [...menus.keys()];
  const missing = units.find((unit) => !known.includes(unit));
  if (missing === undefined) return units.length > 0 ? [...new Set(units)] : known;
  const list = known.length > 0 ? `有菜单文件的单位：${known.join('、')}` : '还没有一个菜单文件';
  throw new AppError('bad_request', `没有 ${missing} 的菜单文件（menus/${missing}.yaml）。${list}`);
}
