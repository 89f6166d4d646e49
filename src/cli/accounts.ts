import {
  capabilities,
  listAccountStatus,
  listCapabilities,
  type AccountStatusRow,
  type Capability,
  type CapabilityReason,
  type KnownCapability,
} from '../delivery/account-store';
import { findReason } from '../delivery/states';
import { readMenuStatus, type MenuStatus } from '../menus/drift/menu-status';
import { presentMenuStatus } from '../menus/drift/present-menu-status';
import { isAlarming } from '../menus/drift/watch-state';
import { chinaTimeOf } from '../platform/china-time';
import { systemClock } from '../platform/clock';
import { adoptCommand } from './adopt';
import type { Command, CommandIo } from './command';
import { openContext, type CliContext } from './context';

const USAGE = `用法：
  npm run zhijian -- accounts [单位代码…]  看每个公众号的接口凭证、回调、权限、额度、告警和菜单
  npm run zhijian -- accounts adopt 单位代码  接入以前，把公众号现有的菜单和自动回复取回留底，列出切换和退回的步骤
退出码：0 没有告警，1 有告警或菜单要处理`;

const REASONS: Readonly<Record<CapabilityReason, string>> = {
  declared: '按 unit.yaml',
  probe: '试探过',
  refused: '微信拒绝过',
  used: '用过',
};

/** How every account's connection to WeChat is doing. */
export const accountsCommand: Command = {
  name: 'accounts',
  summary: '看公众号的接口、权限和告警',
  usage: USAGE,
  async run(args, io) {
    if (args.some((arg) => arg.startsWith('-'))) {
      io.err(USAGE);
      return 2;
    }
    const [action, unit, ...more] = args;
    if (action === 'adopt' && unit !== undefined && more.length === 0) {
      return adoptCommand(unit, io);
    }
    const context = await openContext(io);
    try {
      return await showAccounts(context, args, io);
    } finally {
      await context.close();
    }
  },
};

async function showAccounts(
  context: CliContext,
  wanted: readonly string[],
  io: CommandIo,
): Promise<number> {
  const connected = context.accounts.map(({ unit }) => unit);
  const unknown = wanted.find((unit) => !connected.includes(unit));
  if (unknown !== undefined) {
    io.err(`没有接入公众号“${unknown}”。已接入：${connected.join('、') || '（无）'}`);
    return 2;
  }
  const codes = wanted.length > 0 ? wanted : connected;
  if (codes.length === 0) io.out('还没有接入公众号。请在 .env 里填写 _APP_ID 等变量。');
  const rows = await listAccountStatus(context.database, codes);
  const known = await listCapabilities(context.database);
  const now = systemClock.now();
  const menus = await readMenus(context, codes);
  for (const row of rows) {
    const unit = context.content.routing.units.get(row.account);
    io.out(`${unit?.accountName ?? row.account}（${row.account}）`);
    const own = known.filter(({ account }) => account === row.account);
    const menu = menus.find(({ unit: code }) => code === row.account);
    const lines = [...describeAccount(row, own, now), ...(menu ? presentMenuStatus(menu) : [])];
    for (const line of lines) io.out(`  ${line}`);
  }
  const alarmed = rows.some(({ alarms }) => alarms.length > 0);
  return alarmed || menus.some(({ state }) => isAlarming(state)) ? 1 : 0;
}

async function readMenus(context: CliContext, codes: readonly string[]): Promise<MenuStatus[]> {
  const { content, database } = context;
  const desk = { content: () => content, database, clock: systemClock };
  return readMenuStatus(
    desk,
    codes.filter((code) => content.menus.has(code)),
  );
}

/** What an operator reads of one account, a line each. */
export function describeAccount(
  row: AccountStatusRow,
  known: readonly KnownCapability[],
  now: Date,
): string[] {
  return [
    `接口凭证：${describeToken(row, now)}`,
    `最近回调：${row.lastCallbackAt ? describeAge(row.lastCallbackAt, now) : '还没有'}`,
    ...describeCapabilities(known),
    `今天的客服消息额度：${describeQuota(row)}`,
    ...(row.pausedUntil && row.pausedUntil > now
      ? [`暂停发送到 ${formatTime(row.pausedUntil)}：${findReason(row.pauseReason)?.short ?? ''}`]
      : []),
    ...(row.lastError && row.lastErrorAt
      ? [`最近一次出错：${formatTime(row.lastErrorAt)}  ${row.lastError}`]
      : []),
    ...(row.alarms.length === 0 ? ['告警：无'] : row.alarms.map(describeAlarm)),
  ];
}

function describeToken({ tokenFetchedAt, tokenExpiresAt }: AccountStatusRow, now: Date): string {
  if (!tokenFetchedAt || !tokenExpiresAt) return '还没有取过';
  const minutesLeft = Math.floor((tokenExpiresAt.getTime() - now.getTime()) / 60_000);
  const left = minutesLeft > 0 ? `还有 ${minutesLeft} 分钟到期` : '已过期，下次调用时换新';
  return `${describeAge(tokenFetchedAt, now)}取得，${left}`;
}

function describeCapabilities(known: readonly KnownCapability[]): string[] {
  if (known.length === 0) return ['接口权限：还没有试探过，启动 npm start 后会自动试探'];
  const describe = (granted: boolean): string =>
    known
      .filter((one) => one.granted === granted)
      .map((one) => `${nameOf(one.capability)}（${REASONS[one.reason]}，${formatTime(one.at)}）`)
      .join('、') || '（无）';
  return [`有权限：${describe(true)}`, `无权限：${describe(false)}`];
}

function nameOf(capability: Capability): string {
  return capabilities[capability] ?? capability;
}

function describeQuota({ quotaLimit, quotaLeft, quotaAt }: AccountStatusRow): string {
  if (quotaLimit === null || quotaLeft === null || !quotaAt) return '还没有问过微信';
  return `剩 ${quotaLeft} 次，共 ${quotaLimit} 次（${formatTime(quotaAt)} 问得）`;
}

function describeAlarm({ detail, times, raised_at }: AccountStatusRow['alarms'][number]): string {
  return `告警：${detail}（${formatTime(new Date(raised_at))} 起，${times} 次）`;
}

function describeAge(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return '刚才';
  if (minutes < 60) return `${minutes} 分钟前`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} 小时前` : `${formatTime(at)}`;
}

function formatTime(at: Date): string {
  const { month, day, hour, minute } = chinaTimeOf(at);
  return `${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
