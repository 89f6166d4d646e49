import fs from 'node:fs';
import path from 'node:path';
import { backUp } from '../database/backup/back-up';
import { formatBytes } from '../database/backup/free-space';
import { systemClock } from '../platform/clock';
import { createLogger } from '../platform/logger';
import { findPackageRoot } from '../platform/package-root';
import type { Command } from './command';
import { findEmbeddedPlace, resolveFolder } from './embedded-place';

const USAGE = `用法：npm run zhijian -- backup <文件夹>

把内置数据库和群众发来的图片、语音备份到一个新的或空的文件夹，不用停止服务。
SECRET_KEY 不在备份里，请另行保管：没有它，备份里加密的内容打不开。`;

/** Backs up the embedded database and the media. */
export const backupCommand: Command = {
  name: 'backup',
  summary: '备份数据（不用停止服务）',
  usage: USAGE,
  async run(args, io) {
    const [typed, ...rest] = args;
    if (!typed || rest.length > 0) {
      io.err(USAGE);
      return 2;
    }
    const { dataDir } = findEmbeddedPlace(
      io,
      '现在用的是 DATABASE_URL 指向的外部数据库，请用 PostgreSQL 自带的 pg_basebackup 或 pg_dump 备份它。',
    );
    const folder = resolveFolder(io, typed);
    const manifest = await backUp({
      dataDir,
      folder,
      product: productVersion(),
      clock: systemClock,
      logger: createLogger('warn'),
      report: (line) => io.out(line),
    });
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    io.out(`备份完成：${folder}（${manifest.files.length} 个文件，${formatBytes(bytes)}）`);
    io.out('SECRET_KEY 不在备份里，请另行保管；备份里有群众的信息，请限制谁能读它。');
    return 0;
  },
};

function productVersion(): string {
  const text = fs.readFileSync(path.join(findPackageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
