import { parseArgs } from 'node:util';
import { composeQuerySources } from '../compose-query-sources';
import { AppError } from '../platform/errors';
import { systemClock } from '../platform/clock';
import { pageAnswer, presentAnswer } from '../queries/answer';
import { foldText } from '../queries/fields/fold-text';
import { readField } from '../queries/fields/field-types';
import { recordLookup } from '../queries/identity/lookup-store';
import { createOfferedQueries } from '../queries/offered-queries';
import type { Field, Query } from '../queries/schema';
import type { SourceResult } from '../queries/source';
import type { Command, CommandIo } from './command';
import { openContext, type CliContext } from './context';

const USAGE = `用法：
  npm run zhijian -- query <单位>                      列出这个单位的查询
  npm run zhijian -- query <单位> <查询> --fields "受理编号=YB20260001,登记手机后四位=1234"
                                                      查一次，说明每一步`;

/** Looks a query up for nobody in particular. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const PRIVACY = {
  public: '公开',
  personal: '涉及个人，在聊天里填',
  sensitive: '敏感，只在网页里填',
} as const;

const SOURCES = {
  table: '导入的数据表',
  nearest: '网点表',
  http: '单位的系统接口',
  cases: '本人的办件',
  staff: '工作人员',
  code: '程序',
} as const;

/** `query`: runs one from the shell with the parts of the live path, and explains each step. */
export const queryCommand: Command = {
  name: 'query',
  summary: '试查一次，说明每一步',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { fields: { type: 'string', default: '' } },
      allowPositionals: true,
    });
    const [unit, id] = positionals;
    if (unit === undefined || positionals.length > 2) {
      io.err(USAGE);
      return 2;
    }
    const context = await openContext(io);
    try {
      const queries = context.content.routing.queries.filter((query) => query.unit === unit);
      if (queries.length === 0) throw new AppError('bad_request', `单位“${unit}”没有查询。`);
      if (id === undefined) return await list(context, queries, io);
      const query = queries.find((each) => each.id === id);
      if (!query) {
        const ids = queries.map((each) => each.id).join('、');
        throw new AppError('bad_request', `没有查询“${id}”。有：${ids}`);
      }
      return await runOnce(context, query, values.fields, io);
    } finally {
      await context.close();
    }
  },
};

async function list(
  context: CliContext,
  queries: readonly Query[],
  io: CommandIo,
): Promise<number> {
  const offered = await offeredIn(context);
  for (const query of queries) {
    const fields = query.fields.map(({ label }) => label).join('、');
    const state = query.source === null ? '官方入口' : offered(query) ? '可以查' : '没有数据';
    io.out(`${query.id.padEnd(14)} ${query.name}（${state}）${fields && `：${fields}`}`);
  }
  return 0;
}

async function runOnce(
  context: CliContext,
  query: Query,
  given: string,
  io: CommandIo,
): Promise<number> {
  io.out(`一、查询：${query.name}（${query.ref}），${PRIVACY[query.privacy]}`);
  if (query.source === null) {
    io.out('这里不收集任何内容，群众看到官方入口和三步用法：');
    query.official!.steps.forEach((step, index) => io.out(`  ${index + 1} ${step}`));
    return 0;
  }
  const offered = (await offeredIn(context))(query);
  io.out(offered ? '  有数据，正在提供' : '  没有可用的数据，不提供给群众，他们看到事项卡片');
  const fields = readGiven(query, given, io);
  if (fields === null) return 1;
  const result = await askSource(context, query, fields, io);
  presentResult(context, query, result, io);
  return result.kind === 'unavailable' ? 1 : 0;
}

async function offeredIn({ database, content, config }: CliContext) {
  const samplesAllowed = config.trial;
  const offered = createOfferedQueries({ database, tables: () => content.tables, samplesAllowed });
  await offered.refresh();
  return offered.has;
}

/** @returns null where a field is wrong or missing; each is told */
function readGiven(query: Query, given: string, io: CommandIo): Record<string, string> | null {
  io.out('二、填写的内容');
  const fields: Record<string, string> = {};
  const now = systemClock.now();
  let isWhole = true;
  for (const field of query.fields) {
    const text = writtenFor(field, given);
    if (text === undefined) {
      io.out(`  ${field.label}：没有给${field.optional ? '（可不填）' : ''}`);
      isWhole &&= field.optional;
      continue;
    }
    const reading = readField(foldText(text), field, now);
    if (reading.kind === 'value') fields[field.id] = reading.value;
    else isWhole = false;
    io.out(`  ${field.label}：${reading.kind === 'value' ? '可以' : reading.reason}`);
  }
  if (!isWhole) io.err('有的内容不对或没有给，没有去查。写法：--fields "名称=内容，名称=内容"');
  return isWhole ? fields : null;
}

/** By the field's id or label. */
function writtenFor({ id, label }: Field, given: string): string | undefined {
  for (const part of given.split(/[,，]/)) {
    const [name, ...rest] = part.split(/[=＝]/);
    if (name?.trim() === id || name?.trim() === label) return rest.join('=').trim();
  }
  return undefined;
}

async function askSource(
  context: CliContext,
  query: Query,
  fields: Record<string, string>,
  io: CommandIo,
): Promise<SourceResult> {
  const { content, database } = context;
  const units = () => content.routing.units;
  const holidays = () => content.schedules.holidays;
  const parts = { ...context, clock: systemClock, units, holidays };
  let seconds = 0;
  const sources = composeQuerySources(parts, (sample) => (seconds = sample.seconds));
  const source = sources.sourceOf(query, content.tables.get(query.unit) ?? []);
  const now = systemClock.now();
  const request = { unit: query.unit, query: query.id, account: query.unit, citizenId: NOBODY };
  const result: SourceResult = source
    ? await source.ask({ ...request, fields, now, signal: AbortSignal.timeout(45_000) })
    : { kind: 'unavailable', reason: 'bad_answer' };
  await sources.close();
  if (query.privacy !== 'public') {
    const by = { channel: 'shell' as const, onBehalf: false };
    await recordLookup(database, { ...request, ...by, outcome: result.kind, at: now });
    io.out('  这次查询已经记录在案');
  }
  io.out(`三、来源：${SOURCES[query.source!.kind]}，用时 ${Math.round(seconds * 1000)} 毫秒`);
  return result;
}

function presentResult(
  { content }: CliContext,
  query: Query,
  result: SourceResult,
  io: CommandIo,
): void {
  io.out(`  结果：${describe(result)}`);
  if (result.kind === 'person') {
    io.out('四、转给工作人员，填好的内容一起转');
    return;
  }
  const telephone = content.routing.units.get(query.unit)?.telephone ?? null;
  const options = { telephone, now: systemClock.now(), showsAmounts: false };
  io.out('四、群众看到（没有绑定，金额不显示）：');
  const { text } = pageAnswer(query, presentAnswer(query, result, options));
  for (const line of text.split('\n')) io.out(`  ${line}`);
}

function describe(result: SourceResult): string {
  switch (result.kind) {
    case 'rows':
      return `查到 ${result.rows.length} 条`;
    case 'none':
      return '没有查到（没有和不相符是同一个结果）';
    case 'person':
      return '要由人答复';
    case 'unavailable': {
      const reasons = {
        timeout: '来源没有按时回答',
        refused: '来源拒绝了，或地址没有放行',
        circuit_open: '来源连续出错，暂停一会儿再试',
        bad_answer: '来源的回答看不懂，或没有可用的数据',
      };
      return reasons[result.reason];
    }
  }
}
