import { parseArgs } from 'node:util';
import { formatFault } from '../content/fault';
import { loadConfig } from '../content/load-config';
import { loadContent } from '../content/load-content';
import { createAccessTokenStore } from '../delivery/access-token-store';
import { applyMenus, selectMenuUnits } from '../menus/apply-menus';
import type { MenuResult } from '../menus/apply-menu';
import { compileMenu } from '../menus/compile-menu';
import { presentMenuTree } from '../menus/menu-tree';
import { listCutNames } from '../menus/shown-names';
import { systemClock } from '../platform/clock';
import type { Command, CommandIo } from './command';
import { openContext } from './context';

const USAGE = `用法：
  npm run zhijian -- menus check [单位代码…]          检查菜单文件，不连接微信
  npm run zhijian -- menus apply [单位代码…] [--yes]  把菜单发布到微信；先显示改动，再请您确认
退出码：0 完成，1 有错误，2 没有发布（您没有同意，或写法不对）`;

/** `menus check` and `menus apply`: the default menus of the files, offline and on WeChat. */
export const menusCommand: Command = {
  name: 'menus',
  summary: '检查和发布自定义菜单',
  usage: USAGE,
  async run(args, io) {
    const parsed = parse(args);
    if (!parsed) {
      io.err(USAGE);
      return 2;
    }
    return parsed.action === 'check' ? check(parsed.units, io) : apply(parsed, io);
  },
};

interface Parsed {
  action: 'check' | 'apply';
  units: string[];
  yes: boolean;
}

function parse(args: readonly string[]): Parsed | null {
  try {
    const options = { yes: { type: 'boolean' as const, default: false } };
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [action, ...units] = positionals;
    if (action === 'apply') return { action, units, yes: values.yes };
    return action === 'check' && !values.yes ? { action, units, yes: false } : null;
  } catch {
    return null;
  }
}

async function check(units: readonly string[], io: CommandIo): Promise<number> {
  const { config, faults } = loadConfig(io.env);
  if (!config) return refuse(faults.map(formatFault), io);
  const loaded = await loadContent({ ...config, now: systemClock.now() });
  if (!loaded.content) return refuse(loaded.faults.map(formatFault), io);
  const { routing, menus } = loaded.content;
  const selected = selectMenuUnits(loaded.content, units);
  for (const code of selected) {
    const unit = routing.units.get(code)!;
    const file = menus.get(code)!;
    io.out(`\n${unit.accountName}（${code}）`);
    const { button } = compileMenu(file, { unit, ...routing });
    for (const line of presentMenuTree(button, routing)) io.out(`  ${line}`);
    for (const { name, shown } of listCutNames(file)) {
      io.out(`  注意：“${name}”在手机上只显示前 ${shown} 个汉字`);
    }
    if (!unit.verified) {
      io.out('  注意：本公众号没有认证，不能用接口发布，apply 会给出手工填写的表');
    }
  }
  io.out(`\n${selected.length} 个菜单都没有错误。`);
  return 0;
}

function refuse(lines: readonly string[], io: CommandIo): number {
  for (const line of lines) io.err(line);
  io.err(`\n共有 ${lines.length} 处错误`);
  return 1;
}

async function apply({ units, yes }: Parsed, io: CommandIo): Promise<number> {
  const context = await openContext(io);
  try {
    const results = await applyMenus({
      ...context,
      tokens: createAccessTokenStore(context.database, context.sealer),
      clock: systemClock,
      units,
      actor: 'shell',
      confirm: async (question) => yes || confirm(question, io),
      out: (line) => io.out(line),
    });
    return exitCodeOf(results);
  } finally {
    await context.close();
  }
}

async function confirm(question: string, io: CommandIo): Promise<boolean> {
  if (!io.ask) {
    io.err('没有发布：这里不能询问您，请加上 --yes');
    return false;
  }
  const answer = await io.ask(`${question}（输入“是”或 y 发布）`);
  return /^(是|y|yes)$/i.test(answer.trim());
}

function exitCodeOf(results: readonly MenuResult[]): number {
  if (results.some(({ kind }) => kind === 'failed')) return 1;
  return results.some(({ kind }) => kind === 'declined') ? 2 : 0;
}
