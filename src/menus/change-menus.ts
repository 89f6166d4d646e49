import type { WechatApi } from '../wechat/api/wechat-api';
import { insertVersion, listVersions, lockMenus, markVersion } from './application-store';
import { fingerprintOf, tryToRead, type LiveMenus } from './live-menus';
import type { MenuDesk } from './menu-desk';
import {
  isKnown,
  isUnfinished,
  storedFrom,
  type MenuVersion,
  type StoredMenus,
} from './menu-version';
import { planSteps } from './plan-steps';
import { takeSteps, type OnStep } from './take-steps';

/** What an account is to have, and who wants it. */
export interface MenuChange {
  kind: 'apply' | 'rollback';
  actor: string;
  fileHash: string;
  compiled: StoredMenus;
  rolledBackTo: number | null;
  /** Of the live menus that were looked at before (`fingerprintOf`); null: whatever is there. */
  fingerprint: string | null;
  /** Menus that were never applied or pulled from here may go; they are kept as a version first. */
  replace: boolean;
}

/** What came of a change. `detail` are sentences for the operator. */
export type MenuOutcome =
  | { kind: 'applied'; version: number }
  | { kind: 'same' | 'by_hand' }
  /** Nothing was tried. */
  | { kind: 'refused'; detail: string }
  /** failed: WeChat has what it had; partial: the next run goes on; unclear: it could not be read back. */
  | { kind: 'failed' | 'partial' | 'unclear'; detail: string };

const BUSY = '有人正在发布这个公众号的菜单，请稍后再试。';
const CHANGED = '看过以后，微信上的菜单又变了，没有发布，请重新看一遍。';
const NOT_KNOWN =
  '微信上现有的菜单没有在本系统留过底，没有发布。请先用 menus pull 取回留底；确定不要了，就加上 --replace（旧菜单会先留底）。';

/**
 * Makes the account's menus the wanted ones, one change at a time over all processes: compares under
 * the lock, notes the intent, makes the calls, reads back, compares, and notes what came of it. A run
 * that died is settled by the next one, which goes on from what WeChat has.
 * @throws only for faults of our own; what WeChat says or does not say is an outcome
 */
export async function changeMenus(
  desk: MenuDesk,
  api: WechatApi,
  change: MenuChange,
  onStep: OnStep,
): Promise<MenuOutcome> {
  return desk.database.transaction(async (lock) => {
    if (!(await lockMenus(lock, api.account))) return { kind: 'refused', detail: BUSY };
    const read = await tryToRead(api);
    if (read.kind === 'unknown') return { kind: 'failed', detail: read.detail };
    if (read.kind === 'by_hand') return read;
    const { live } = read;
    await settleBrokenOff(desk, api.account, live);
    const steps = planSteps(live, change.compiled);
    if (steps.length === 0) return { kind: 'same' };
    const refusal = await refuse(desk, api.account, live, change);
    if (refusal !== null) return { kind: 'refused', detail: refusal };
    const version = await begin(desk, api.account, change);
    const outcome = await takeSteps(api, { before: live, wanted: change.compiled, steps }, onStep);
    await finish(desk, api.account, version, change, outcome);
    return outcome.kind === 'applied' ? { ...outcome, version } : outcome;
  });
}

/** Why nothing may be done now; null: it may. Menus that would be lost are kept as a version. */
async function refuse(
  desk: MenuDesk,
  account: string,
  live: LiveMenus,
  change: MenuChange,
): Promise<string | null> {
  if (change.fingerprint !== null && change.fingerprint !== fingerprintOf(live)) return CHANGED;
  if (isKnown(live, await listVersions(desk.database, account))) return null;
  if (!change.replace) return NOT_KNOWN;
  await recordLive(desk, account, live, change.actor);
  return null;
}

/** Writes down what WeChat has as a version; the account's menus must be locked. @returns its number */
export async function recordLive(
  desk: MenuDesk,
  account: string,
  live: LiveMenus,
  actor: string,
): Promise<number> {
  const at = desk.clock.now();
  return desk.database.transaction(async (tx) => {
    const version = await insertVersion(tx, {
      account,
      kind: 'pull',
      actor,
      appliedAt: at,
      fileHash: '',
      compiled: storedFrom(live),
      state: 'applied',
      rolledBackTo: null,
    });
    const row = { at, actor, unit: account, action: 'pull', version, detail: null } as const;
    await desk.audit.record(tx, [{ ...row, state: 'applied' }]);
    return version;
  });
}

/**
 * Says of versions that were broken off, or whose end was not clear, what WeChat has of them; the account's
 * menus must be locked.
 */
export async function settleBrokenOff(
  desk: MenuDesk,
  account: string,
  live: LiveMenus,
): Promise<void> {
  const versions = await listVersions(desk.database, account);
  const finishedAt = desk.clock.now();
  for (const [index, { version, state, compiled }] of versions.entries()) {
    const isOpen = state === 'intended' || (index === 0 && isUnfinished(state));
    if (!isOpen) continue;
    const done = planSteps(live, compiled).length === 0;
    if (!done && state !== 'intended') continue;
    await markVersion(desk.database, account, version, {
      state: done ? 'applied' : 'partial',
      detail: done ? '当时没有确认，后来核对已生效。' : '运行中断，没有做完，由下一次接着做。',
      finishedAt,
    });
  }
}

async function begin(desk: MenuDesk, account: string, change: MenuChange): Promise<number> {
  const at = desk.clock.now();
  const { kind, actor, fileHash, compiled, rolledBackTo } = change;
  return desk.database.transaction(async (tx) => {
    const version = await insertVersion(tx, {
      ...{ account, kind, actor, fileHash, compiled, rolledBackTo },
      appliedAt: at,
      state: 'intended',
    });
    const row = { at, actor, unit: account, action: kind, version, detail: null } as const;
    await desk.audit.record(tx, [{ ...row, state: 'intended' }]);
    return version;
  });
}

async function finish(
  desk: MenuDesk,
  account: string,
  version: number,
  { kind, actor }: MenuChange,
  outcome: Awaited<ReturnType<typeof takeSteps>>,
): Promise<void> {
  const at = desk.clock.now();
  const result: Pick<MenuVersion, 'state' | 'detail'> =
    outcome.kind === 'applied'
      ? { state: 'applied', detail: null }
      : outcome.kind === 'by_hand'
        ? { state: 'failed', detail: '本公众号不能用接口设置菜单。' }
        : { state: outcome.kind, detail: outcome.detail };
  await desk.database.transaction(async (tx) => {
    await markVersion(tx, account, version, { ...result, finishedAt: at });
    await desk.audit.record(tx, [{ at, actor, unit: account, action: kind, version, ...result }]);
  });
}
