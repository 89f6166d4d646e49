import fs from 'node:fs/promises';
import { loadContent } from '../content/load-content';
import { defaultEnvFile } from '../content/load-config';
import { readEnvironment } from '../content/environment';
import { formatFault } from '../content/fault';
import { resolveFolders } from '../content/folders';
import { systemClock } from '../platform/clock';
import { AppError } from '../platform/errors';
import type { Decision } from '../routing/decision';
import { createRouter, type Router } from '../routing/router';
import type { Command, CommandIo } from './command';
import { askRouter } from './corpus-outcome';
import { corpusRowSchema, evaluateCorpus, type CorpusRow } from './corpus-report';
import { presentReport } from './present-report';

/** `ask`: what the product would answer, and why, with the code of the live path. Nothing is stored. */
export const askCommand: Command = {
  name: 'ask',
  summary: '试问一句话，看怎么回答、为什么',
  usage: [
    '用法：npm run zhijian -- ask <单位> "<一句话>"     例如 ask renshe "社保卡丢了"',
    '      npm run zhijian -- ask --corpus <文件.jsonl>  整份语料的成绩，加 --misses 列出没答对的',
  ].join('\n'),
  async run(args, io) {
    const words = args.filter((arg) => arg !== '--misses');
    const [first, second] = words;
    if (words.length !== 2 || first === undefined || second === undefined) {
      io.err(askCommand.usage);
      return 2;
    }
    const { router, units } = await loadRouter(io);
    if (first === '--corpus') return report(router, second, args.includes('--misses'), io);
    if (!units.includes(first)) {
      io.err(`没有单位“${first}”。可用：${units.join(' ')}`);
      return 2;
    }
    for (const line of presentDecision(askRouter(router, first, second, systemClock.now()))) {
      io.out(line);
    }
    return 0;
  },
};

async function loadRouter(io: CommandIo): Promise<{ router: Router; units: string[] }> {
  const environment = readEnvironment(io.env, defaultEnvFile());
  const { content, faults } = await loadContent({
    ...resolveFolders(environment),
    publicUrl: 'https://localhost',
    now: systemClock.now(),
  });
  if (!content) throw new AppError('bad_configuration', faults.map(formatFault).join('\n'));
  return { router: createRouter(content.routing), units: [...content.routing.units.keys()] };
}

function presentDecision(decision: Decision): string[] {
  const { explanation, effects } = decision;
  const { responder, rule, item, score, candidates = [] } = explanation;
  return [
    `应答者：${[responder, rule, item].filter(Boolean).join(' · ')}${score === undefined ? '' : `（${score.toFixed(2)} 分）`}`,
    ...candidates.map(
      (each) =>
        `  候选 ${each.ref} ${each.name} ${each.score.toFixed(2)}：${each.because.join('、')}`,
    ),
    ...(Object.keys(effects).length > 0 ? [`效果：${JSON.stringify(effects)}`] : []),
    '回复：',
    ...presentReply(decision),
  ];
}

function presentReply(decision: Decision): string[] {
  if (decision.kind === 'deferred') return ['（要先查询）'];
  const { reply } = decision;
  switch (reply.kind) {
    case 'text':
      return reply.text.split('\n').map((line) => `  ${line}`);
    case 'news':
      return reply.articles.flatMap(({ title, description, url }) => [title, description, url]);
    default:
      return [`  （${reply.kind}）`];
  }
}

async function report(
  router: Router,
  file: string,
  listMisses: boolean,
  io: CommandIo,
): Promise<number> {
  let rows: CorpusRow[];
  try {
    rows = await readCorpus(file);
  } catch (error) {
    throw new AppError(
      'bad_request',
      `语料文件读不了：${file}。每行要是一个 JSON。`,
      {},
      { cause: error },
    );
  }
  const result = evaluateCorpus(router, rows, systemClock.now());
  for (const line of presentReport(result)) io.out(line);
  if (listMisses) {
    for (const { row, account, what, outcome } of result.misses) {
      io.out(`${what}\t${account}\t${row.text}\t要 ${row.expected}\t得 ${JSON.stringify(outcome)}`);
    }
  }
  return 0;
}

async function readCorpus(file: string): Promise<CorpusRow[]> {
  const text = await fs.readFile(file, 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => corpusRowSchema.parse(JSON.parse(line)));
}
