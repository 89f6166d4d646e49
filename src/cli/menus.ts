import { parseArgs } from 'node:util';
import type { Command, CommandIo } from './command';
import { applyCommand, planCommand, rollbackCommand } from './menu-changes';
import { checkCommand } from './menu-check';
import { historyCommand, pullCommand, showVersionCommand } from './menu-records';
import { DEFAULT_DAYS, MOST_DAYS, statsCommand } from './menu-stats';

const USAGE = `用法：
  npm run zhijian -- menus check [单位代码…]     检查菜单文件，不连接微信
  npm run zhijian -- menus plan [单位代码…]      看发布后会变什么，什么都不动；--json 给程序看
  npm run zhijian -- menus apply [单位代码…]     把菜单发布到微信；先显示改动，再请您确认
      --yes      不再询问
      --replace  微信上现有的菜单没有留过底，也换掉（换之前先留底）
  npm run zhijian -- menus pull [单位代码…]      把微信上现有的菜单取回留底，写成文件
  npm run zhijian -- menus history 单位代码      看发布过的版本；--before 版本 看更早的，--json 给程序看
  npm run zhijian -- menus history 单位代码 版本   看这一版的菜单是什么样子
  npm run zhijian -- menus rollback 单位代码 版本  退回以前的一个版本；--yes、--replace 同 apply
  npm run zhijian -- menus stats [单位代码…]     看每个按钮点了多少次，用得最多的在前
      --days 天数  看最近多少天，1 到 366，不写是 30 天
退出码：0 完成或没有变化，1 有错误，2 会有变化（plan）、没有发布（您没有同意）或写法不对`;

/** `menus …`: the menus of the files, offline and on WeChat. */
export const menusCommand: Command = {
  name: 'menus',
  summary: '检查、比较、发布、取回和退回自定义菜单',
  usage: USAGE,
  async run(args, io) {
    const parsed = parse(args);
    const run = parsed && chooseAction(parsed);
    if (!run) {
      io.err(USAGE);
      return 2;
    }
    return run(io);
  },
};

interface Parsed {
  action: string | undefined;
  rest: string[];
  flags: { yes: boolean; replace: boolean; json: boolean; before: number | null; days: number };
  given: string[];
}

const OPTIONS = {
  yes: { type: 'boolean', default: false },
  replace: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  before: { type: 'string' },
  days: { type: 'string', default: String(DEFAULT_DAYS) },
} as const;

/** The options that each action knows. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  check: [],
  plan: ['json'],
  apply: ['yes', 'replace'],
  pull: [],
  history: ['json', 'before'],
  rollback: ['yes', 'replace'],
  stats: ['days'],
};

function parse(args: readonly string[]): Parsed | null {
  try {
    const parsed = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
      tokens: true,
    });
    const [action, ...rest] = parsed.positionals;
    const { yes, replace, json, before, days } = parsed.values;
    const given = parsed.tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const number = before === undefined ? null : Number(before);
    const flags = { yes, replace, json, before: number, days: Number(days) };
    return { action, rest, flags, given };
  } catch {
    return null;
  }
}

function chooseAction(parsed: Parsed): ((io: CommandIo) => Promise<number>) | null {
  const { action = '', rest, flags, given } = parsed;
  const known = KNOWN[action];
  if (!known || given.some((name) => !known.includes(name))) return null;
  const [unit, version, ...more] = rest;
  switch (action) {
    case 'check':
      return (io) => checkCommand(rest, io);
    case 'plan':
      return (io) => planCommand(rest, flags, io);
    case 'apply':
      return (io) => applyCommand(rest, flags, io);
    case 'pull':
      return (io) => pullCommand(rest, io);
    case 'history':
      if (unit === undefined || more.length > 0 || !isCount(flags.before ?? 1)) return null;
      if (version === undefined) return (io) => historyCommand(unit, flags, io);
      return isCount(Number(version)) && given.length === 0
        ? (io) => showVersionCommand(unit, Number(version), io)
        : null;
    case 'stats':
      if (!isCount(flags.days) || flags.days > MOST_DAYS) return null;
      return (io) => statsCommand(rest, flags.days, io);
    default:
      if (unit === undefined || more.length > 0 || !isCount(Number(version))) return null;
      return (io) => rollbackCommand([unit, Number(version)], flags, io);
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}
