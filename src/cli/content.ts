import { findCalendarGap } from '../cases/calendar/calendar-gap';
import { formatFault } from '../content/fault';
import type { Folders } from '../content/folders';
import { resolveFolders } from '../content/folders';
import { readEnvironment } from '../content/environment';
import { defaultEnvFile } from '../content/load-config';
import { displayPath } from '../content/content-files';
import { loadContent } from '../content/load-content';
import { presentToFill } from '../content/present-to-fill';
import { writeJsonSchemas } from '../content/schema-files';
import { systemClock } from '../platform/clock';
import type { Command, CommandIo } from './command';

/** `content check` and `content schemas`: the admins' files, without starting anything. */
export const contentCommand: Command = {
  name: 'content',
  summary: '检查 replies/ 和 menus/ 里的文件',
  usage: [
    '用法：npm run zhijian -- content check    检查全部文件，并列出各单位还要补充、核对的内容',
    '      npm run zhijian -- content schemas  重新生成编辑器用的 JSON Schema',
  ].join('\n'),
  async run(args, io) {
    const folders = resolveFolders(readEnvironment(io.env, defaultEnvFile()));
    switch (args.length === 1 ? args[0] : undefined) {
      case 'check':
        return check(folders, io);
      case 'schemas':
        return schemas(folders, io);
      default:
        io.err(contentCommand.usage);
        return 2;
    }
  },
};

async function check(folders: Folders, io: CommandIo): Promise<number> {
  const now = systemClock.now();
  const { content, faults } = await loadContent({
    ...folders,
    publicUrl: 'https://localhost',
    now,
  });
  if (!content) {
    for (const fault of faults) io.err(formatFault(fault));
    io.err(`\n共有 ${faults.length} 处错误`);
    return 1;
  }
  const { units, items, version } = content.routing;
  io.out(`全部通过：${units.size} 个单位，${items.length} 个事项，版本 ${version}`);
  const gap = findCalendarGap(content.schedules.holidays, now);
  if (gap) io.out(`注意：${gap.text}`);
  for (const line of presentToFill(content)) io.out(line);
  return 0;
}

function schemas(folders: Folders, io: CommandIo): number {
  const changed = writeJsonSchemas(folders);
  for (const file of changed) io.out(`已更新 ${displayPath(file)}`);
  if (changed.length === 0) io.out('都是最新的');
  return 0;
}
