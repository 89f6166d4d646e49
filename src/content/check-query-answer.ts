import { maskNames } from '../queries/mask-value';
import type { QueriesFile, QueryFile } from '../queries/schema';
import { casesColumns, nearestColumns } from '../queries/source-schema';
import { listSlots } from '../queries/template';
import type { Fault } from './fault';
import type { YamlFile } from './read-yaml';
import type { Path } from './schema-walk';
import { unknownName } from './unknown-name';

type QueriesYaml = YamlFile<QueriesFile>;

/** What an answer's template names must be there: the columns of its source, and ways of showing them. */
export function checkAnswer(query: QueryFile, path: Path, { data, source }: QueriesYaml): Fault[] {
  if (!query.answer) return [];
  const at = [...path, 'answer', 'row'];
  const columns = columnsOf(query, data);
  const sealed = sealedColumnsOf(query, data);
  return listSlots(query.answer.row).flatMap(({ column, mask }) => [
    ...(columns ? unknownName(source, at, '列', column, columns) : []),
    ...(mask === null ? [] : unknownName(source, at, '写法', mask, maskNames)),
    ...(mask === null && sealed.includes(column)
      ? [source.fault(at, `“${column}”是敏感的列，不能原样显示`, `例如写成 {${column}|证件}`)]
      : []),
    ...(mask === '链接' && query.page
      ? [source.fault(at, '网页上的答案不能用“链接”', '去掉“|链接”')]
      : []),
  ]);
}

/** Null where only the code of a handler knows. */
function columnsOf({ source }: QueryFile, { tables }: QueriesFile): readonly string[] | null {
  switch (source?.kind) {
    case 'http':
      return Object.keys(source.response.columns);
    case 'cases':
      return casesColumns;
    case 'table':
      return columnsOfTable(source.table, tables);
    case 'nearest': {
      const columns = columnsOfTable(source.table, tables);
      return columns && [...columns, ...nearestColumns];
    }
    default:
      return null;
  }
}

/** Columns that are kept sealed: what is shown of them is masked. */
function sealedColumnsOf({ source }: QueryFile, { tables }: QueriesFile): string[] {
  const id = source && 'table' in source ? source.table : null;
  const columns = tables.find((table) => table.id === id)?.columns ?? [];
  return columns.filter(({ sensitive }) => sensitive).map(({ name }) => name);
}

function columnsOfTable(id: string, tables: QueriesFile['tables']): string[] | null {
  return tables.find((table) => table.id === id)?.columns.map(({ name }) => name) ?? null;
}
