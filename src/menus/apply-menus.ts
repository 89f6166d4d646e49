import type { Queryable } from '../database/database';
import type { Clock } from '../platform/clock';
import { AppError } from '../platform/errors';
import type { Logger } from '../platform/logger';
import type { RoutingContent } from '../routing/content';
import type { TokenStore } from '../wechat/api/token-store';
import { createWechatApi, type WechatApi } from '../wechat/api/wechat-api';
import { hashMenuFile } from './application-store';
import { applyMenu, planMenu, type MenuPlan, type MenuResult } from './apply-menu';
import { compileMenu } from './compile-menu';
import { presentPlan, presentResults, type PlannedMenu } from './present-plan';
import type { MenuFile } from './schema';
import { presentWebsiteTable } from './website-table';

/** The checked files, as far as menus read them. */
export interface MenuContent {
  routing: Pick<RoutingContent, 'units' | 'items' | 'publicUrl' | 'menuReplies'>;
  /** By unit code. */
  menus: ReadonlyMap<string, MenuFile>;
}

/** What an account's client needs. */
export interface MenuAccount {
  unit: string;
  appId: string;
  appSecret: string;
}

export interface ApplyMenusOptions {
  accounts: readonly MenuAccount[];
  /** Origin of WeChat's API, without a trailing slash. */
  apiBase: string;
  content: MenuContent;
  database: Queryable;
  tokens: TokenStore;
  clock: Clock;
  logger: Logger;
  /** Unit codes; empty: every unit that has a menu file. */
  units: readonly string[];
  actor: string;
  /** Asked once, after everything has been shown. */
  confirm(question: string): Promise<boolean>;
  out(line: string): void;
}

interface Job extends PlannedMenu {
  unit: string;
  file: MenuFile;
  api: WechatApi | null;
}
type Prepared = Omit<Job, 'plan'>;

/**
 * Shows every unit's menu and what would change, asks once, then applies; what goes wrong with one
 * unit does not stop the others. Ends with a table of what happened to each.
 * @throws AppError bad_request where a unit is unknown or has no menu file
 */
export async function applyMenus(options: ApplyMenusOptions): Promise<MenuResult[]> {
  const prepared = selectMenuUnits(options.content, options.units).map((unit) =>
    prepare(unit, options),
  );
  try {
    const jobs = await Promise.all(
      prepared.map(async (job) => ({ ...job, plan: await plan(job, options) })),
    );
    print(
      jobs.flatMap((job) => presentPlan(job, options.content.routing)),
      options,
    );
    const results = await applyAll(jobs, options);
    print(['', ...presentResults(jobs, results)], options);
    return results;
  } finally {
    await Promise.all(prepared.map(async (job) => job.api?.close()));
  }
}

/**
 * The units asked for, or every unit that has a menu file.
 * @throws AppError bad_request where a unit is unknown or has no menu file
 */
export function selectMenuUnits(content: MenuContent, units: readonly string[]): string[] {
  const known = [...content.menus.keys()];
  const missing = units.find((unit) => !known.includes(unit));
  if (missing === undefined) return units.length > 0 ? [...new Set(units)] : known;
  const list = known.length > 0 ? `有菜单文件的单位：${known.join('、')}` : '还没有一个菜单文件';
  throw new AppError('bad_request', `没有 ${missing} 的菜单文件（menus/${missing}.yaml）。${list}`);
}

function prepare(code: string, options: ApplyMenusOptions): Prepared {
  const { content, accounts, clock, logger, tokens, apiBase } = options;
  const { units, items, publicUrl } = content.routing;
  const unit = units.get(code)!;
  const file = content.menus.get(code)!;
  const account = accounts.find((candidate) => candidate.unit === code);
  return {
    unit: code,
    title: `${unit.accountName}（${code}）`,
    file,
    compiled: compileMenu(file, { unit, items, publicUrl }),
    api: account
      ? createWechatApi({
          account: code,
          appId: account.appId,
          appSecret: account.appSecret,
          apiBase,
          tokens,
          clock,
          logger,
        })
      : null,
  };
}

/** An unverified account is not asked: 创建自定义菜单 (api_createcustommenu) is for verified ones only. */
async function plan(job: Prepared, { content }: ApplyMenusOptions): Promise<MenuPlan | null> {
  if (!job.api) return null;
  const { verified } = content.routing.units.get(job.unit)!;
  return verified ? planMenu(job.api, job.compiled) : { kind: 'by_hand' };
}

async function applyAll(jobs: readonly Job[], options: ApplyMenusOptions): Promise<MenuResult[]> {
  const changing = jobs.filter((job) => job.plan?.kind === 'change');
  const names = changing.map((job) => job.title).join('、');
  const agreed = changing.length > 0 && (await options.confirm(`\n把菜单发布到${names}？`));
  const results: MenuResult[] = [];
  for (const job of jobs) {
    if (job.plan?.kind === 'change' && agreed) options.out(`正在发布：${job.title}`);
    results.push(await finish(job, agreed, options));
  }
  return results;
}

async function finish(job: Job, agreed: boolean, options: ApplyMenusOptions): Promise<MenuResult> {
  const { unit, plan } = job;
  if (!job.api || !plan) return { unit, kind: 'no_account' };
  if (plan.kind === 'unknown') return { unit, kind: 'failed', detail: plan.detail };
  if (plan.kind !== 'change') return { unit, kind: plan.kind };
  if (!agreed) return { unit, kind: 'declined' };
  const intended = { actor: options.actor, fileHash: hashMenuFile(job.file) };
  const outcome = await applyMenu(job.api, job.compiled, intended, options);
  if (outcome.kind === 'by_hand') {
    print(presentWebsiteTable(job.compiled, options.content.routing), options);
  }
  return { unit, ...outcome };
}

function print(lines: readonly string[], options: ApplyMenusOptions): void {
  for (const line of lines) options.out(line);
}
