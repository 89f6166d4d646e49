import { parseArgs } from 'node:util';
import { createMediaStoreIn, eraseIn } from '../compose-media';
import type { ErasureCounts, ErasureReport } from '../messages/erasure/erase-citizens';
import { systemClock } from '../platform/clock';
import type { Command, CommandIo } from './command';
import { openContext } from './context';

const USAGE = `用法：
  npm run zhijian -- erase --dry-run   看一看现在会删除多少，什么都不动
  npm run zhijian -- erase             现在就删除（平时每天夜里自动做）

取消关注、撤回授权或注销微信账号满 replies/district/retention.yaml 里写的天数的群众：
没有形成办件的消息、图片、语音、视频删除，和微信账号的联系断开；办件留下，但不再知道是谁的。
删除以后不能恢复。备份里还有他们的资料，请按期销毁旧的备份。`;

/** Erases citizens who have left, or says how many that would be. */
export const eraseCommand: Command = {
  name: 'erase',
  summary: '删除已取消关注的群众的资料（--dry-run 只看不删）',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'dry-run': { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    if (positionals.length > 0) {
      io.err(USAGE);
      return 2;
    }
    const context = await openContext(io);
    try {
      const { config, content } = context;
      const { retention } = content;
      const dryRun = values['dry-run'];
      const store = createMediaStoreIn(config.dataDir);
      const report = await eraseIn({ ...context, clock: systemClock, store, retention, dryRun });
      const names = new Map(
        [...content.routing.units].map(([code, unit]) => [code, unit.accountName]),
      );
      printReport(report, { names, dryRun, days: retention.afterUnfollowDays }, io);
      return 0;
    } finally {
      await context.close();
    }
  },
};

interface Heading {
  /** Names of accounts by code. */
  names: ReadonlyMap<string, string>;
  dryRun: boolean;
  days: number;
}

/** The report for a person: figures by account, nothing of a citizen. */
export function printReport(
  report: ErasureReport,
  { names, dryRun, days }: Heading,
  io: Pick<CommandIo, 'out'>,
): void {
  io.out(
    dryRun
      ? `这是试算，什么都没有动。取消关注满 ${days} 天的，现在会删除：`
      : `取消关注满 ${days} 天的，已经删除：`,
  );
  if (report.size === 0) io.out('  没有到期的群众。');
  for (const [account, counts] of report) {
    io.out(`\n${names.get(account) ?? account}（${account}）`);
    for (const line of linesOf(counts)) io.out(`  ${line}`);
  }
}

function linesOf(counts: ErasureCounts): string[] {
  return [
    `${counts.citizens} 位群众，和微信账号的联系断开`,
    `没有形成办件的消息 ${counts.messages} 条，图片、语音、视频 ${counts.media} 个，待答问题 ${counts.questions} 个`,
    `不再送出的答复 ${counts.undelivered} 条`,
    `已办完的办件里加密保存的证件号、电话 ${counts.originals} 条`,
    `留下的办件 ${counts.cases} 件（消息 ${counts.caseMessages} 条），不再知道是谁的`,
  ];
}
