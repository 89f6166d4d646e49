import { parseArgs } from 'node:util';
import { createChainKey } from '../audit/chain';
import { explainBreak } from '../audit/explain-break';
import { verifyAudit, type AuditVerdict, type ChainNote } from '../audit/verify-audit';
import { systemClock } from '../platform/clock';
import { AppError } from '../platform/errors';
import type { Command, CommandIo } from './command';
import { openContext } from './context';

const USAGE = `用法：
  npm run zhijian -- audit verify                       核对审计链，指出第一处断开的地方
  npm run zhijian -- audit verify --note <序号>:<校验值>  同时核对以前记下的一处

请把每次打印的序号和校验值记在别处（例如值班本）：有人把链的末尾截掉或整条重做，只有靠它才看得出来。
链完整时退出码是 0，断开或有记录没有及时封存时是 1。`;

/** Checks the chain of the record. */
export const auditCommand: Command = {
  name: 'audit',
  summary: '核对审计记录是否完整',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { note: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length !== 1 || positionals[0] !== 'verify') {
      io.err(USAGE);
      return 2;
    }
    const note = values.note === undefined ? null : readNote(values.note);
    const context = await openContext(io);
    try {
      const verdict = await verifyAudit(context.database, {
        keys: [createChainKey(context.secretKey)],
        now: systemClock.now(),
        ...(note ? { note } : {}),
      });
      printVerdict(verdict, io);
      return verdict.firstBreak || verdict.unsealed > 0 ? 1 : 0;
    } finally {
      await context.close();
    }
  },
};

function readNote(typed: string): ChainNote {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(typed.replace('：', ':')) ?? [];
  if (seq && hash) return { seq: Number(seq), hash: hash.toLowerCase() };
  throw new AppError('bad_request', '--note 后面要照抄以前打印的那一行，像 12034:3f9c… 这样。');
}

/** The verdict for a person. */
export function printVerdict(verdict: AuditVerdict, io: Pick<CommandIo, 'out' | 'err'>): void {
  const { checked, pruned, head, firstBreak, unsealed } = verdict;
  if (pruned > 0) io.out(`前 ${pruned} 条已按期清理，从检查点接着核对。`);
  if (firstBreak) {
    io.err(`审计链在第 ${firstBreak.seq} 条断开：${explainBreak(firstBreak)}`);
    io.err(`它前面的 ${checked} 条完整。请保护现场，不要重启或清理，并报告安全审计员。`);
  } else {
    io.out(`已校验 ${checked} 条，链完整。`);
    if (head) io.out(`请记下：${head.seq}:${head.hash}`);
  }
  if (unsealed > 0) {
    io.err(
      `有 ${unsealed} 条记录超过一分钟还没有封存：请看 npm start 是否在运行，数据库里是否有很久没有结束的事务。`,
    );
  }
}
