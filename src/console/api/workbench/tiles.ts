import { z } from 'zod';
import type { CaseRole } from '../../../cases/life-cycle/actions';
import type { CaseState } from '../../../cases/case-state';
import { closingWindow, countClosingWindows } from '../../../cases/lists/count-closing-windows';
import { OPEN_STATES } from '../../../cases/lists/list-branches';
import type { TodoReader } from '../../../cases/lists/plan-todo';
import type { CaseCount } from '../../../cases/lists/read-counts';
import { readDueCounts, type DueCounts } from '../../../cases/lists/read-due-counts';
import { countInScope, type Scope } from '../../../cases/scope';
import { listStuckCases } from '../../../delivery/find-untold';
import { addCivilDays, chinaDateOf, instantInChina } from '../../../platform/china-time';
import type { CaseDesk } from '../cases/case-desk';

/** The tiles of 工作台, in their order. */
export const tileLabels = {
  to_assign: '待分派',
  to_accept: '待受理',
  in_progress: '办理中',
  due_today: '今日到期',
  overdue: '逾期',
  to_review: '待我审核',
  to_sign: '待我签发',
  undelivered: '发送失败',
  to_tell: '请电话告知',
  window_closing: '48 小时窗口将关',
  call_back: '差评待回访',
} as const;

export type TileKey = keyof typeof tileLabels;

export const tileSchema = z.object({
  key: z.enum(Object.keys(tileLabels) as [TileKey, ...TileKey[]]),
  label: z.string(),
  count: z.int(),
  query: z
    .record(z.string(), z.string())
    .nullable()
    .describe('点进去的办件列表怎么筛选；空：不是列表，看发送失败页'),
});

export type Tile = z.output<typeof tileSchema>;

/** What tiles count beside the counters. */
export interface TileFigures extends DueCounts {
  undelivered: number;
  toTell: number;
  closing: number;
}

/** Reads what no counter holds, of ordinary cases within a scope; side by side, as one waits for none. */
export async function loadTileFigures(
  { database, ports }: CaseDesk,
  scope: Scope,
): Promise<Omit<TileFigures, 'toTell'>> {
  const now = ports.clock.now();
  const stuck = listStuckCases(database, [...ports.units().keys()]);
  const [due, undelivered, closing] = await Promise.all([
    readDueCounts(database, scope, now, endOfDay(now)),
    stuck.then((cases) => countInScope(database, scope, cases)),
    countClosingWindows(database, scope, now),
  ]);
  return { ...due, undelivered, closing };
}

/** A paused clock is never late. */
const RUNNING = OPEN_STATES.filter((state) => state !== 'awaiting_supplement').join(',');

/** The tiles that a reader has a use for: gates and the district's queue only for who works there. */
export function planTiles(
  counts: readonly CaseCount[],
  reader: TodoReader,
  figures: TileFigures,
  now: Date,
): Tile[] {
  const holds = (role: CaseRole, unit?: string): boolean =>
    reader.roles.some(
      (held) => held.role === role && (unit === undefined || (held.unit ?? unit) === unit),
    );
  const sum = (state: CaseState, role?: CaseRole): number =>
    counts
      .filter((count) => count.state === state && (!role || holds(role, count.unit)))
      .reduce((total, { cases }) => total + cases, 0);
  const tile = (key: TileKey, count: number, query: Tile['query']): Tile => ({
    ...{ key, count, query },
    label: tileLabels[key],
  });
  const inState = (states: string) => ({ tab: 'unit', states });
  const { wroteFrom, wroteBefore } = closingWindow(now);
  const written = { wroteFrom: wroteFrom.toISOString(), wroteBefore: wroteBefore.toISOString() };
  const dueToday = { dueFrom: now.toISOString(), dueBefore: endOfDay(now).toISOString() };
  const todo = (states: string) => ({ tab: 'todo', states });
  return [
    ...(holds('coordinator')
      ? [tile('to_assign', sum('awaiting_assignment'), inState('awaiting_assignment'))]
      : []),
    tile('to_accept', sum('awaiting_acceptance'), inState('awaiting_acceptance')),
    tile('in_progress', sum('in_progress'), inState('in_progress')),
    tile('due_today', figures.dueToday, { ...inState(RUNNING), ...dueToday }),
    tile('overdue', figures.overdue, { ...inState(RUNNING), dueBefore: now.toISOString() }),
    ...(holds('reviewer')
      ? [tile('to_review', sum('awaiting_review', 'reviewer'), todo('awaiting_review'))]
      : []),
    ...(holds('signer')
      ? [tile('to_sign', sum('awaiting_signature', 'signer'), todo('awaiting_signature'))]
      : []),
    tile('undelivered', figures.undelivered, null),
    ...(holds('clerk') ? [tile('to_tell', figures.toTell, todo('answered'))] : []),
    tile('window_closing', figures.closing, { ...inState(RUNNING), source: 'wechat', ...written }),
    tile('call_back', figures.callBacks, { tab: 'unit', flags: 'call_back' }),
  ];
}

function endOfDay(now: Date): Date {
  return instantInChina(addCivilDays(chinaDateOf(now), 1));
}
