import { restore } from '../database/backup/restore';
import { chinaTimeOf } from '../platform/china-time';
import { createLogger } from '../platform/logger';
import type { Command } from './command';
import { findEmbeddedPlace, resolveFolder } from './embedded-place';

const USAGE = `用法：npm run zhijian -- restore <备份文件夹>

把 backup 做的备份恢复到 DATA_DIR（默认 .data）。DATA_DIR 必须是空的或还不存在，不会覆盖已有的数据。`;

/** Restores a backup into an empty data folder. */
export const restoreCommand: Command = {
  name: 'restore',
  summary: '把备份恢复到空的数据文件夹',
  usage: USAGE,
  async run(args, io) {
    const [typed, ...rest] = args;
    if (!typed || rest.length > 0) {
      io.err(USAGE);
      return 2;
    }
    const { dataDir } = findEmbeddedPlace(
      io,
      '现在用的是 DATABASE_URL 指向的外部数据库，请用 PostgreSQL 自带的工具恢复它；要恢复到内置数据库，请先去掉 DATABASE_URL。',
    );
    const manifest = await restore({
      folder: resolveFolder(io, typed),
      dataDir,
      logger: createLogger('warn'),
      report: (line) => io.out(line),
    });
    io.out(`已恢复到 ${dataDir}，内容截至 ${formatTime(new Date(manifest.finishedAt))}。`);
    io.out('启动前请放回备份时用的 SECRET_KEY，否则加密的内容打不开。');
    return 0;
  },
};

function formatTime(at: Date): string {
  const { year, month, day, hour, minute } = chinaTimeOf(at);
  return `${year}年${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
