import type { Queryable } from '../database/database';
import type { Clock } from '../platform/clock';
import { WechatRefusedError, WechatUnreachableError } from '../wechat/api/errors';
import { createCustomMenu, getMenu, type LiveMenu } from '../wechat/api/menu';
import type { WechatApi } from '../wechat/api/wechat-api';
import { insertIntent, markApplication } from './application-store';
import type { CompiledMenu } from './compile-menu';
import { isSameMenu } from './normalise-menu';

/** How an account's live menu stands to the compiled one. `detail` are sentences for the operator. */
export type MenuPlan =
  | { kind: 'same' }
  | { kind: 'change'; live: LiveMenu | null }
  /** The account may not have menus by the API: it is typed in on the website. */
  | { kind: 'by_hand' }
  | { kind: 'unknown'; detail: string };

export type MenuOutcome =
  { kind: 'applied' } | { kind: 'by_hand' } | { kind: 'failed'; detail: string };

/** What came of one unit's menu in a run. */
export type MenuResult =
  | { unit: string; kind: 'applied' | 'same' | 'by_hand' | 'no_account' | 'declined' }
  | { unit: string; kind: 'failed'; detail: string };

const NOT_GRANTED = 48001;

/**
 * Compares the compiled menu with the account's: 查询自定义菜单 (api_getmenu). Never throws for what WeChat
 * says or does not say, so that one account does not stop the others.
 */
export async function planMenu(api: WechatApi, compiled: CompiledMenu): Promise<MenuPlan> {
  try {
    const live = await getMenu(api);
    const same = live !== null && isSameMenu(live.button, compiled.button);
    return same ? { kind: 'same' } : { kind: 'change', live };
  } catch (error) {
    if (isNotGranted(error)) return { kind: 'by_hand' };
    return { kind: 'unknown', detail: detailOf(error) };
  }
}

/**
 * Puts the menu on the account: the intent is written first, then 创建自定义菜单 (api_createcustommenu), then
 * the menu is read back and compared, also where WeChat gave no clear answer.
 * @param intended who applies which file
 */
export async function applyMenu(
  api: WechatApi,
  compiled: CompiledMenu,
  intended: { actor: string; fileHash: string },
  parts: { database: Queryable; clock: Clock },
): Promise<MenuOutcome> {
  const { database, clock } = parts;
  const at = clock.now();
  const id = await insertIntent(database, { account: api.account, ...intended, compiled, at });
  const outcome = await createAndReadBack(api, compiled);
  const detail = outcome.kind === 'applied' ? null : sentenceOf(outcome);
  const state = outcome.kind === 'applied' ? 'applied' : 'failed';
  await markApplication(database, api.account, id, state, detail);
  return outcome;
}

async function createAndReadBack(api: WechatApi, compiled: CompiledMenu): Promise<MenuOutcome> {
  let unclear: string | null = null;
  try {
    await createCustomMenu(api, compiled);
  } catch (error) {
    if (isNotGranted(error)) return { kind: 'by_hand' };
    const detail = detailOf(error);
    if (!(error instanceof WechatUnreachableError && error.mayHaveArrived)) {
      return { kind: 'failed', detail };
    }
    unclear = detail;
  }
  const plan = await planMenu(api, compiled);
  switch (plan.kind) {
    case 'same':
      return { kind: 'applied' };
    case 'change':
      return {
        kind: 'failed',
        detail: unclear ?? '微信收下了菜单，读回来的却不一样，请再运行一次。',
      };
    case 'by_hand':
      return { kind: 'by_hand' };
    case 'unknown':
      return {
        kind: 'failed',
        detail: `${unclear ?? '微信收下了菜单，但没能读回来核对。'}${plan.detail}`,
      };
  }
}

function sentenceOf(outcome: Exclude<MenuOutcome, { kind: 'applied' }>): string {
  return outcome.kind === 'by_hand' ? '本公众号不能用接口设置菜单。' : outcome.detail;
}

function isNotGranted(error: unknown): boolean {
  return error instanceof WechatRefusedError && error.code === NOT_GRANTED;
}

/** The sentence for the operator; a fault of our own is not a sentence and is thrown on. */
function detailOf(error: unknown): string {
  if (error instanceof WechatRefusedError || error instanceof WechatUnreachableError) {
    return error.message;
  }
  throw error;
}
