import path from 'node:path';
import { parseArgs } from 'node:util';
import { chinaDateOf, instantInChina } from '../platform/china-time';
import { systemClock } from '../platform/clock';
import { AppError } from '../platform/errors';
import { createBlindIndex } from '../privacy/blind-index';
import type { TableDeclaration } from '../queries/source-schema';
import { retireLive, type Difference } from '../queries/sources/table/import-store';
import { importTable } from '../queries/sources/table/import-table';
import { listLiveTables } from '../queries/sources/table/live-tables';
import { lookupKeysFor } from '../queries/sources/table/lookup-key';
import { removeRetired } from '../queries/sources/table/retired-imports';
import { mostRowsFor } from '../queries/sources/table/small-table';
import type { Command, CommandIo } from './command';
import { openContext, type CliContext } from './context';
import { resolveFolder } from './embedded-place';
import { presentImport, presentTable } from './present-tables';

const USAGE = `用法：
  npm run zhijian -- tables list                                   每张表有没有数据、截至哪天
  npm run zhijian -- tables import <单位> <表> <文件> --as-of 2026-11-01  导入 CSV 或 XLSX，整张替换
  npm run zhijian -- tables remove <单位> <表>                      撤下一张表的数据

import 的其他写法：
  --dry-run       只检查，说出和现在的数据差多少，不生效
  --sheet <名称>  XLSX 里有几张工作表时，导入哪一张
  --yes           减少一半以上的行时也不再问`;

/** Units' tables: bring them in, see how old they are, take them away. */
export const tablesCommand: Command = {
  name: 'tables',
  summary: '导入查询用的数据表',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        'as-of': { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        sheet: { type: 'string' },
        yes: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const [action, unit, table, file] = positionals;
    const isRight =
      (action === 'list' && !unit) ||
      (action === 'remove' && table && !file) ||
      (action === 'import' && file && positionals.length === 4);
    if (!isRight) {
      io.err(USAGE);
      return 2;
    }
    const context = await openContext(io);
    try {
      if (action === 'list') return await list(context, io);
      const target = findTarget(context, unit!, table!);
      if (action === 'remove') return await remove(context, target, values.yes, io);
      return await bring(context, target, { ...values, file: file! }, io);
    } finally {
      await context.close();
    }
  },
};

interface Target {
  unit: string;
  /** 区人社局 */
  unitName: string;
  table: TableDeclaration;
}

function findTarget({ content }: CliContext, unit: string, id: string): Target {
  const found = content.routing.units.get(unit);
  if (!found) {
    const units = [...content.routing.units.keys()].join('、');
    throw new AppError('bad_request', `没有单位“${unit}”。单位有：${units}`);
  }
  const tables = content.tables.get(unit) ?? [];
  const table = tables.find((each) => each.id === id);
  if (table) return { unit, unitName: found.shortName, table };
  const known = tables.map((each) => `${each.id}（${each.name}）`).join('、') || '没有';
  const place = `replies/${unit}/queries.yaml`;
  throw new AppError('bad_request', `${place} 里没有表“${id}”。有的表：${known}`);
}

async function list({ database, content }: CliContext, io: CommandIo): Promise<number> {
  const live = await listLiveTables(database);
  for (const [unit, tables] of content.tables) {
    for (const table of tables) {
      const found = live.find((each) => each.unit === unit && each.table === table.id);
      const keys = lookupKeysFor(table, sourcesOf(content, unit));
      const state = found ? presentTable(found, table, keys) : '还没有数据';
      io.out(`${unit}  ${table.id}（${table.name}）：${state}`);
    }
  }
  return 0;
}

async function remove(
  { database }: CliContext,
  { unit, unitName, table }: Target,
  yes: boolean,
  io: CommandIo,
): Promise<number> {
  if (!yes && !(await agrees(io, `撤下${unitName}的${table.name}？群众就查不到了（是/否）`))) {
    return 2;
  }
  const removed = await retireLive(database, unit, table.id, systemClock.now());
  await removeRetired(database);
  io.out(removed ? `已撤下${unitName}的${table.name}，数据已删除。` : '这张表本来就没有数据。');
  return 0;
}

interface BringOptions {
  file: string;
  'as-of'?: string | undefined;
  'dry-run': boolean;
  sheet?: string | undefined;
  yes: boolean;
}

async function bring(
  context: CliContext,
  target: Target,
  options: BringOptions,
  io: CommandIo,
): Promise<number> {
  const { unit, unitName, table } = target;
  const { database, sealer, secretKey, content } = context;
  const dryRun = options['dry-run'];
  const asOf = readDay(options['as-of'], dryRun);
  const file = resolveFolder(io, options.file);
  const sources = sourcesOf(content, unit);
  io.out(`${unitName}：${dryRun ? '检查' : '导入'}${table.name}`);
  const outcome = await importTable(
    {
      database,
      sealer,
      blindIndex: createBlindIndex(secretKey),
      clock: systemClock,
      report: (line) => io.out(line),
      confirm: (difference) => confirmLoss(difference, options.yes, io),
    },
    {
      ...{ unit, table, asOf, dryRun },
      keys: lookupKeysFor(table, sources),
      mostRows: mostRowsFor(table, sources),
      path: file,
      fileName: path.basename(file),
      sheet: options.sheet ?? null,
      sample: false,
      importedBy: 'shell',
    },
  );
  const code = presentImport(outcome, options['as-of'] ?? '', io);
  if (outcome.kind === 'imported') io.out('正在清除旧的数据，可以随时中断……');
  await removeRetired(database);
  return code;
}

function sourcesOf({ routing }: CliContext['content'], unit: string) {
  return routing.queries.filter((query) => query.unit === unit).map(({ source }) => source);
}

function readDay(text: string | undefined, dryRun: boolean): Date | null {
  if (text === undefined && dryRun) return null;
  if (text === undefined) {
    throw new AppError('bad_request', '请用 --as-of 写明数据截至哪天，例如 --as-of 2026-11-01。');
  }
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? instantInChina(text) : null;
  if (!at || Number.isNaN(at.getTime()) || chinaDateOf(at) !== text) {
    throw new AppError('bad_request', `--as-of 要写成 2026-11-01 这样的日期，不能是“${text}”。`);
  }
  if (at > systemClock.now()) throw new AppError('bad_request', '--as-of 的日期还没有到。');
  return at;
}

/** Half a file is a slip that is made often; it would take the other half away from citizens. */
async function confirmLoss(difference: Difference, yes: boolean, io: CommandIo): Promise<boolean> {
  const { before, gone } = difference;
  if (yes || gone * 2 <= before) return true;
  return agrees(io, `现在有 ${before} 行，新文件里少了 ${gone} 行。确定要替换吗（是/否）`);
}

async function agrees(io: CommandIo, question: string): Promise<boolean> {
  if (!io.ask) {
    io.err(`${question}\n没有终端可以回答。确定的话，加上 --yes 再运行一次。`);
    return false;
  }
  return /^(?:是|y|yes)$/i.test((await io.ask(`${question} `)).trim());
}
