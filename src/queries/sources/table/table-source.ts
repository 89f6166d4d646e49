import type { Queryable } from '../../../database/database';
import type { Sealer } from '../../../privacy/sealer';
import type { Source, SourceRequest, SourceResult, SourceRow } from '../../source';
import type { TableDeclaration, TableSourceDeclaration } from '../../source-schema';
import { openRow } from './build-row';
import { comparableOf } from './cell';
import { findRowsByKey } from './live-tables';
import {
  createTableIndexer,
  fitsDeclaration,
  lookupKeyOf,
  type BlindIndex,
  type LookupKey,
} from './lookup-key';
import type { SmallTables } from './small-table';

export interface TableSourceParts {
  database: Queryable;
  sealer: Sealer;
  blindIndex: BlindIndex;
  smallTables: SmallTables;
  /** Trial mode. */
  samplesAllowed: boolean;
}

const NO_TABLE: SourceResult = { kind: 'unavailable', reason: 'bad_answer' };

/** Looks a query up in a table of its unit; "not there" and "does not match" are one and the same. */
export function createTableSource(
  parts: TableSourceParts,
  unit: string,
  declaration: TableSourceDeclaration,
  table: TableDeclaration,
): Source {
  const key = lookupKeyOf(declaration);
  return {
    async ask(request) {
      const found = key
        ? await lookUp(parts, unit, table, key, valuesOf(declaration, request))
        : await parts.smallTables.get(unit, table);
      if (found === null) return NO_TABLE;
      const rows = sortRows(declaration, searchRows(declaration, table, found.rows, request));
      const { asOf } = found;
      return rows.length === 0 ? { kind: 'none', asOf } : { kind: 'rows', rows, asOf };
    },
  };
}

interface FoundRows {
  asOf: Date | null;
  rows: readonly SourceRow[];
}

async function lookUp(
  { database, sealer, blindIndex, samplesAllowed }: TableSourceParts,
  unit: string,
  table: TableDeclaration,
  key: LookupKey,
  values: ReadonlyMap<string, string>,
): Promise<FoundRows | null> {
  const indexer = createTableIndexer(blindIndex, unit, table);
  const index = indexer.keyOf(key, (column) => values.get(column) ?? '');
  if (index === null) return { asOf: null, rows: [] };
  const found = await findRowsByKey(database, unit, table.id, index);
  if (!found || (found.live.sample && !samplesAllowed)) return null;
  const { live } = found;
  if (!fitsDeclaration(live.declaration, table, key)) return null;
  return { asOf: live.asOf, rows: found.rows.map((row) => openRow({ ...live, sealer }, row)) };
}

function valuesOf(
  { match }: TableSourceDeclaration,
  { fields }: SourceRequest,
): ReadonlyMap<string, string> {
  return new Map(match.map(({ column, field }) => [column, fields[field] ?? '']));
}

/** Rows in which every field that is searched for stands in one of its columns. */
function searchRows(
  { match }: TableSourceDeclaration,
  table: TableDeclaration,
  rows: readonly SourceRow[],
  { fields }: SourceRequest,
): readonly SourceRow[] {
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  const parts = match.filter(({ how, field }) => how === 'contains' && fields[field]);
  if (parts.length === 0) return lookupKeyOf({ match }) ? rows : [];
  const searched = [...new Set(parts.map(({ field }) => field))];
  const contains = (row: SourceRow, column: string, field: string): boolean => {
    const type = types.get(column) ?? 'text';
    const part = comparableOf(type, fields[field] ?? '');
    return part !== '' && comparableOf(type, row[column] ?? '').includes(part);
  };
  return rows.filter((row) =>
    searched.every((field) =>
      parts.some((part) => part.field === field && contains(row, part.column, field)),
    ),
  );
}

function sortRows({ sort }: TableSourceDeclaration, rows: readonly SourceRow[]): SourceRow[] {
  if (sort === null) return [...rows];
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a[sort.column] ?? '', b[sort.column] ?? ''));
}

function compare(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a < b ? -1 : a > b ? 1 : 0;
}
