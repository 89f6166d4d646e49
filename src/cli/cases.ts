import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { answerCase } from '../cases/answer-case';
import { parseCaseNumber } from '../cases/case-number';
import { listCaseMessages, listOpenCases, type CaseSummary } from '../cases/case-store';
import { presentCaseState } from '../cases/case-state';
import { listFilledForms } from '../cases/filled-forms';
import type { Scope } from '../cases/scope';
import { composeCases } from '../compose-cases';
import { presentDeliveryState } from '../delivery/states';
import { chinaTimeOf } from '../platform/china-time';
import { systemClock } from '../platform/clock';
import { AppError } from '../platform/errors';
import type { Command, CommandIo } from './command';
import { createProgressLinks } from '../pages/progress/progress-links';
import { maskPersonalData } from '../privacy/mask';
import { openContext, type CliContext } from './context';

const USAGE = `用法：
  npm run zhijian -- cases list [单位代码…]              列出还没有答复的办件
  npm run zhijian -- cases show <办件编号>                看一件的全部来信
  npm run zhijian -- cases answer <办件编号> --text <答复>  答复；能发就发，不能发就等群众再来消息时先收到它`;

/** The thin thread of the queue for the shell, until the console is there. */
export const casesCommand: Command = {
  name: 'cases',
  summary: '查看和答复办件',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { text: { type: 'string' } },
      allowPositionals: true,
    });
    const [action, ...rest] = positionals;
    if (action !== 'list' && action !== 'show' && action !== 'answer') {
      io.err(USAGE);
      return 2;
    }
    const context = await openContext(io);
    try {
      if (action === 'list') await listCases(context, rest, io);
      else if (action === 'show') await showCase(context, rest[0], io);
      else await answer(context, rest[0], values.text, io);
      return 0;
    } finally {
      await context.close();
    }
  },
};

/** The operator at the shell may see every unit. */
function scopeOf(context: CliContext, units: readonly string[] = []): Scope {
  const known = [...context.content.routing.units.keys()];
  const unknown = units.find((unit) => !known.includes(unit));
  if (unknown) {
    throw new AppError('bad_request', `没有单位“${unknown}”。单位有：${known.join('、')}`);
  }
  const seen = units.length > 0 ? units : known;
  return { units: seen, restrictedUnits: seen };
}

const PAGE = 50;

async function listCases(
  context: CliContext,
  units: readonly string[],
  io: CommandIo,
): Promise<void> {
  const scope = scopeOf(context, units);
  let after: string | undefined;
  let count = 0;
  for (;;) {
    const page = await listOpenCases(context.database, scope, {
      limit: PAGE,
      ...(after ? { after } : {}),
    });
    for (const row of page) io.out(describeCase(row, context));
    count += page.length;
    after = page.at(-1)?.id;
    if (page.length < PAGE) break;
  }
  io.out(count === 0 ? '没有待答复的办件。' : `共 ${count} 件。`);
}

function describeCase(row: CaseSummary, context: CliContext): string {
  const unit = context.content.routing.units.get(row.ownerUnit)?.shortName ?? row.ownerUnit;
  const flags = [
    row.urgent ? '加急' : '',
    row.restricted ? '保密' : '',
    row.needsJudgement ? '请判断' : '',
  ]
    .filter(Boolean)
    .join(' ');
  const state = presentCaseState(row.state);
  const words = row.restricted ? '（保密，用 cases show 看）' : (row.lastText ?? '（没有文字）');
  return `${row.number}  ${unit}  ${state}${flags ? `  【${flags}】` : ''}  ${formatTime(row.openedAt)}  ${words}`;
}

async function showCase(
  context: CliContext,
  typed: string | undefined,
  io: CommandIo,
): Promise<void> {
  const number = readNumber(typed);
  const scope = scopeOf(context);
  const messages = await listCaseMessages(context.database, scope, number);
  if (messages.length === 0) throw new AppError('not_found', `没有编号为 ${number} 的办件。`);
  for (const message of messages) {
    io.out(`${formatTime(message.sentAt)}  ${message.text ?? `（${presentKind(message.kind)}）`}`);
  }
  for (const form of await listFilledForms(context.database, scope, number, context.sealer)) {
    io.out(`\n查询“${form.name}”，群众填写的内容：`);
    for (const { label, value } of form.lines) {
      io.out(`  ${label}：${maskPersonalData(value).masked}`);
    }
  }
}

async function answer(
  context: CliContext,
  typed: string | undefined,
  text: string | undefined,
  io: CommandIo,
): Promise<void> {
  if (!text?.trim()) {
    throw new AppError('bad_request', '请用 --text 写上答复，例如 --text "您好，……"');
  }
  const { database, sealer, content } = context;
  const progress = createProgressLinks(context.secretKey, context.config.publicUrl);
  const ports = composeCases({ clock: systemClock, sealer, progress, content: () => content });
  const sent = await answerCase(database, ports, scopeOf(context), {
    number: readNumber(typed),
    text,
    operator: userInfo().username,
  });
  const { delivery } = sent;
  const state = delivery ? presentDeliveryState(delivery.state, delivery.reason) : '不经微信送达';
  io.out(`已答复。状态：${state}。群众会收到：\n`);
  io.out(sent.text);
}

function readNumber(typed: string | undefined): string {
  const number = parseCaseNumber(typed ?? '');
  if (number) return number;
  throw new AppError(
    'bad_request',
    `“${typed ?? ''}”不是办件编号。编号像 RS202611230001X，最后一位是校验码，请核对。`,
  );
}

function formatTime(at: Date): string {
  const { month, day, hour, minute } = chinaTimeOf(at);
  return `${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function presentKind(kind: string): string {
  const names: Readonly<Record<string, string>> = {
    image: '图片',
    voice: '语音',
    video: '视频',
    shortvideo: '小视频',
    location: '位置',
    link: '链接',
  };
  return names[kind] ?? '其他消息';
}
