/** What the files of all units hold together. */
import type { Item } from '../items/schema';
import type { QueriesFile, Query, QueryFile } from '../queries/schema';
import type { TableDeclaration } from '../queries/source-schema';
import type { ParsedContent } from './parsed-content';

/** Every unit's items, each with its unit. */
export function itemsOf({ units }: ParsedContent): Item[] {
  return units.flatMap(({ code, items }) =>
    (items?.data.items ?? []).map((item) => ({ ...item, unit: code, ref: `${code}.${item.id}` })),
  );
}

/** Every unit's queries, each with its unit and its item. */
export function queriesOf({ units }: ParsedContent): Query[] {
  return units.flatMap(({ code, queries }) =>
    (queries?.data.queries ?? []).map((query) => ({
      ...query,
      unit: code,
      ref: `${code}.${query.id}`,
      itemRef: `${code}.${query.item}`,
      staleAfterDays: tableOf(query, queries!.data)?.staleAfterDays ?? null,
    })),
  );
}

/** The table that a query reads, if it reads one. */
function tableOf({ source }: QueryFile, { tables }: QueriesFile): TableDeclaration | undefined {
  const id = source && 'table' in source ? source.table : null;
  return tables.find((table) => table.id === id);
}
