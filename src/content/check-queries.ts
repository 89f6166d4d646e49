import { RE2JS } from 're2js';
import { handlers } from '../queries/custom/handlers';
import type { QueriesFile, QueryFile } from '../queries/schema';
import { checkHttpSource } from '../queries/sources/http/check-http';
import { checkAnswer } from './check-query-answer';
import { checkUnique } from './check-units';
import type { Fault } from './fault';
import type { ParsedContent, ParsedUnit } from './parsed-content';
import type { YamlFile } from './read-yaml';
import type { Path } from './schema-walk';
import { unknownName } from './unknown-name';

/** What queries refer to must be there: their item, their tables and columns, their own fields. */
export function checkQueries({ units }: ParsedContent): Fault[] {
  return units.flatMap((unit) => {
    const { queries } = unit;
    if (!queries) return [];
    return [
      ...checkUnique(queries, 'queries', 'id', '查询 id'),
      ...checkUnique(queries, 'queries', 'item', '事项'),
      ...checkUnique(queries, 'tables', 'id', '表 id'),
      ...checkTables(queries),
      ...queries.data.queries.flatMap((query, index) => {
        const path = ['queries', index];
        return [
          ...checkItem(query, path, unit, queries),
          ...checkFields(query, path, queries),
          ...checkSource(query, path, unit.code, queries),
          ...checkPage(query, path, queries),
          ...checkAnswer(query, path, queries),
        ];
      }),
    ];
  });
}

type QueriesYaml = YamlFile<QueriesFile>;

function checkTables({ data, source }: QueriesYaml): Fault[] {
  return data.tables.flatMap(({ columns, identity }, at) => {
    const names = columns.map(({ name }) => name);
    return [
      ...names.flatMap((name, index) =>
        names.indexOf(name) === index
          ? []
          : [source.fault(['tables', at, 'columns', index, 'name'], `列 ${name} 重复`, '换一个')],
      ),
      ...identity.flatMap((name, index) =>
        unknownName(source, ['tables', at, 'identity', index], '列', name, names),
      ),
    ];
  });
}

function checkItem(
  query: QueryFile,
  path: Path,
  unit: ParsedUnit,
  { source }: QueriesYaml,
): Fault[] {
  if (unit.itemsUnknown) return [];
  const ids = (unit.items?.data.items ?? []).map(({ id }) => id);
  return unknownName(source, [...path, 'item'], '事项', query.item, ids);
}

function checkFields(query: QueryFile, path: Path, { source }: QueriesYaml): Fault[] {
  const seen = new Set<string>();
  return query.fields.flatMap((field, index) => {
    const at = [...path, 'fields', index];
    const faults: Fault[] = [];
    if (seen.has(field.id)) {
      faults.push(source.fault([...at, 'id'], `字段 ${field.id} 重复`, '换一个'));
    }
    seen.add(field.id);
    if (field.type === 'receipt') faults.push(...checkPattern(field, at, source));
    if (query.privacy === 'public' && isPersonal(field.type)) {
      const message = `公开的查询不能问“${field.label}”`;
      faults.push(source.fault([...path, 'privacy'], message, '写 personal 或 sensitive'));
    }
    if (query.privacy === 'personal' && field.type === 'id_number') {
      const message = '身份证号只能在网页里填';
      faults.push(source.fault([...path, 'privacy'], message, '写 privacy: sensitive'));
    }
    return faults;
  });
}

function checkPage(query: QueryFile, path: Path, { source }: QueriesYaml): Fault[] {
  const faults: Fault[] = [];
  if (query.page?.binds && !provesIdentity(query)) {
    const message = '绑定要凭姓名、身份证号和一项单位掌握的内容（如登记手机后四位），这里不全';
    faults.push(source.fault([...path, 'page', 'binds'], message, '加上字段，或写 binds: false'));
  }
  if (query.page && query.source?.kind === 'staff') {
    const message = '网页上的查询不能转给工作人员';
    faults.push(source.fault([...path, 'source', 'kind'], message, '换一种来源'));
  }
  return faults;
}

/** Name and number alone are known to every neighbour. */
function provesIdentity({ fields }: QueryFile): boolean {
  const types = fields.filter(({ optional }) => !optional).map(({ type }) => type);
  const secrets = types.filter((type) => ['tail', 'mobile', 'receipt'].includes(type));
  return types.includes('name') && types.includes('id_number') && secrets.length > 0;
}

function isPersonal(type: string): boolean {
  return ['id_number', 'name', 'mobile', 'tail', 'plate'].includes(type);
}

/** The example is what citizens are told to write: it must be right itself. */
function checkPattern(
  { pattern, example }: Extract<QueryFile['fields'][number], { type: 'receipt' }>,
  at: Path,
  source: QueriesYaml['source'],
): Fault[] {
  try {
    if (RE2JS.compile(pattern).matches(example)) return [];
    const message = `例子“${example}”不符合 pattern`;
    return [source.fault([...at, 'example'], message, '改例子，或改 pattern')];
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    const remedy = '例如 YB[0-9]{8} 表示 YB 加8个数字';
    return [source.fault([...at, 'pattern'], `正则表达式写错了（${reason}）`, remedy)];
  }
}

function checkSource(
  query: QueryFile,
  path: Path,
  unit: string,
  { data, source }: QueriesYaml,
): Fault[] {
  const declared = query.source;
  const fields = query.fields.map(({ id }) => id);
  const at = [...path, 'source'];
  if (declared?.kind === 'http') {
    return checkHttpSource(declared, unit, fields).map((fault) =>
      source.fault([...at, ...fault.path], fault.message, fault.remedy),
    );
  }
  if (declared?.kind === 'code') {
    return unknownName(source, [...at, 'name'], '程序', declared.name, [...handlers.keys()]);
  }
  if (!declared || !('table' in declared)) return [];
  const table = data.tables.find(({ id }) => id === declared.table);
  const tables = data.tables.map(({ id }) => id);
  if (!table) return unknownName(source, [...at, 'table'], '表', declared.table, tables);
  const columns = table.columns.map(({ name }) => name);
  if (declared.kind === 'nearest') {
    return [
      ...unknownName(source, [...at, 'place'], '字段', declared.place, fields),
      ...Object.entries(declared.columns).flatMap(([key, name]) =>
        unknownName(source, [...at, 'columns', key], '列', name, columns),
      ),
    ];
  }
  return [
    ...declared.match.flatMap(({ field, column, how }, index) => [
      ...(how === 'contains' && table.columns.some((one) => one.name === column && one.sensitive)
        ? [
            source.fault(
              [...at, 'match', index, 'how'],
              '加密保存的列不能模糊查',
              '写 exact 或 ending',
            ),
          ]
        : []),
      ...unknownName(source, [...at, 'match', index, 'field'], '字段', field, fields),
      ...unknownName(source, [...at, 'match', index, 'column'], '列', column, columns),
    ]),
    ...(declared.sort
      ? unknownName(source, [...at, 'sort', 'column'], '列', declared.sort.column, columns)
      : []),
  ];
}
