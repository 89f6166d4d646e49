import { seedExamples } from '../compose-seed';
import { formatFault } from '../content/fault';
import { loadAll } from '../content/load-all';
import { openDatabase } from '../database/open-database';
import { systemClock } from '../platform/clock';
import { AppError } from '../platform/errors';
import { createLogger } from '../platform/logger';
import { openTrialAccounts } from '../open-trial-accounts';
import { presentTrialStaff } from '../staff/trial-staff';
import { resolveSecretKey } from '../trial';
import type { Command, CommandIo } from './command';

const USAGE = `用法：npm run zhijian -- seed

给试用模式生成七个单位的示例工作人员和约两百件示例办件：各种状态、期限和送达情况都有，带图片和语音。
第一次 npm start 会自动生成。只在试用模式、还没有任何办件时可用；npm start 正在运行时请先停下。`;

/** Makes the examples of trial mode without starting it. */
export const seedCommand: Command = {
  name: 'seed',
  summary: '生成试用的示例办件（只在试用模式）',
  usage: USAGE,
  async run(args, io) {
    if (args.length > 0) {
      io.err(USAGE);
      return 2;
    }
    const { config, content, faults } = await loadAll(io.env, systemClock.now());
    if (!config) throw new AppError('bad_configuration', faults.map(formatFault).join('\n'));
    if (!config.trial) {
      throw new AppError('conflict', '已经配置了公众号，不是试用模式，不能生成示例办件。');
    }
    const logger = createLogger('error');
    // As `npm start` opens it: a running one would take the examples' answers for its own to send.
    const opened = await openDatabase({ ...config, logger, mode: 'serve' });
    try {
      const secretKey = await resolveSecretKey(config);
      const parts = { ...config, content, secretKey, logger, database: opened.database };
      const accounts = await openTrialAccounts(parts);
      for (const line of presentTrialStaff(accounts)) io.out(line);
      const made = await seedExamples({ ...parts, clock: systemClock, onProgress: report(io) });
      io.out(made === 0 ? '已经有办件了，没有再生成示例。' : `生成了 ${made} 件示例办件。`);
      return 0;
    } finally {
      await opened.close();
    }
  },
};

const STEP = 50;

function report(io: CommandIo): (done: number, total: number) => void {
  return (done, total) => {
    if (done % STEP === 0) io.out(`  ${done} / ${total} 件`);
  };
}
