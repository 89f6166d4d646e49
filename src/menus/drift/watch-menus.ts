/** The watch over menus: what the files mean today against what citizens see. */
import { createHash } from 'node:crypto';
import type { Tx } from '../../database/database';
import { applyMenu } from '../apply-menus';
import type { MenuDesk } from '../menu-desk';
import { compileUnit, planMenus } from '../plan-menus';
import { isDue, retryAfter } from './is-due';
import { judgeOutcome, judgePlan, type Verdict } from './judge-plan';
import { isAlarming, type WatchState } from './watch-state';
import { listWatches, saveWatch, type Watched, type WatchRow } from './watch-store';

/** Who applied it, in the history. */
const ACTOR = 'schedule';

/**
 * Compares the menus of the accounts for which it is time: seasonal buttons and changed files are
 * applied where the file says `autoApply`, otherwise announced; what somebody changed elsewhere is
 * announced. One process does it at a time; the others find the lock taken and leave. What goes wrong
 * with one account does not stop the others.
 * @returns the accounts that were looked at
 */
export async function watchMenus(desk: MenuDesk): Promise<string[]> {
  const units = [...desk.content().menus.keys()].filter((unit) => desk.apiOf(unit) !== null);
  const due = await findDue(desk, units);
  if (due.length === 0) return [];
  return desk.database.transaction(async (lock) => {
    if (!(await takeLock(lock))) return [];
    // Another process may have looked between the first question and the lock.
    const watched = await findDue(
      desk,
      due.map(({ account }) => account),
    );
    for (const each of watched) await watchOne(desk, each);
    return watched.map(({ account }) => account);
  });
}

async function takeLock(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('menu watch', 0)) as taken`,
  );
  return row!.taken;
}

async function findDue(desk: MenuDesk, units: readonly string[]): Promise<Watched[]> {
  const watched = await listWatches(desk.database, units);
  const now = desk.clock.now();
  return watched.filter((each) => isDue(each, hashWanted(desk, each.account), now));
}

/** Of what the file means today, and of whether it may be applied without a person. */
function hashWanted(desk: MenuDesk, unit: string): string {
  const wanted = [compileUnit(desk, unit), mayApply(desk, unit)];
  return createHash('sha256').update(JSON.stringify(wanted)).digest('hex');
}

function mayApply(desk: MenuDesk, unit: string): boolean {
  return desk.content().menus.get(unit)?.autoApply ?? false;
}

async function watchOne(desk: MenuDesk, { account, newestVersion, row }: Watched): Promise<void> {
  const wantedHash = hashWanted(desk, account);
  const verdict = await judge(desk, account);
  if (!verdict) return;
  const [after] = await listWatches(desk.database, [account]);
  const now = desk.clock.now();
  const failures = verdict.next === 'retry' ? (row?.failures ?? 0) + 1 : 0;
  const next: WatchRow = {
    account,
    wantedHash,
    version: after?.newestVersion ?? newestVersion,
    state: verdict.state,
    stateSince: row?.state === verdict.state ? row.stateSince : now,
    detail: verdict.detail,
    checkedAt: now,
    seenAt: verdict.state === 'unknown' ? (row?.seenAt ?? null) : now,
    failures,
    retryAt: failures > 0 ? retryAfter(failures, now) : null,
  };
  await saveWatch(desk.database, next);
  announce(desk, next, row);
}

/** Compares, and applies where that is due. A fault of our own is tried again like one of WeChat's. */
async function judge(desk: MenuDesk, account: string): Promise<Verdict | null> {
  try {
    const [plan] = await planMenus(desk, [account]);
    const verdict = plan ? judgePlan(plan, mayApply(desk, account)) : null;
    if (!plan || verdict?.next !== 'apply') return verdict;
    return judgeOutcome(await applyMenu(desk, plan, { actor: ACTOR, replace: false }));
  } catch (error) {
    desk.logger.error({ err: error, account }, 'menus could not be watched');
    return { state: 'failed', detail: '程序出错，详情在日志里。', next: 'retry' };
  }
}

/** Once, when it begins and when it is over; what it looks like now is in `accounts` and the metrics. */
function announce({ logger }: MenuDesk, now: WatchRow, before: WatchRow | null): void {
  if (before?.state === now.state) return;
  const { account, state, detail } = now;
  const line = { account, state, before: before?.state ?? null, detail };
  if (isAlarming(state) || state === 'unknown') logger.warn(line, MESSAGES[state]);
  else logger.info(line, MESSAGES[state]);
}

const MESSAGES: Readonly<Record<WatchState, string>> = {
  same: 'the menus are those of the file',
  to_apply: 'the menu file waits to be applied',
  drifted: 'somebody changed the menus elsewhere',
  not_pulled: 'the menus on WeChat were never applied or pulled from here',
  failed: 'the menus could not be applied by themselves',
  unknown: 'WeChat did not say which menus it has',
  by_hand: 'the menus are typed in on the website',
};
