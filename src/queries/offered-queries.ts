import type { Queryable } from '../database/database';
import type { Query } from './schema';
import type { TableDeclaration } from './source-schema';
import { listLiveTables, type LiveTable } from './sources/table/live-tables';
import { fitsDeclaration, lookupKeyOf } from './sources/table/lookup-key';

/** Which queries have data now. Asked at every message, so it is kept in memory and read anew now and then. */
export interface OfferedQueries {
  has: (query: Query) => boolean;
  /** The imported tables that were found last. */
  tables: () => readonly LiveTable[];
  /** Reads anew which tables have been imported. */
  refresh(): Promise<void>;
}

export interface OfferedParts {
  database: Queryable;
  /** The tables that the files declare now, by unit. */
  tables: () => ReadonlyMap<string, readonly TableDeclaration[]>;
  /** Trial mode: made-up people will do. In production a query without real data is not offered. */
  samplesAllowed: boolean;
}

export function createOfferedQueries(parts: OfferedParts): OfferedQueries {
  let live: readonly LiveTable[] = [];
  return {
    has: (query) => isOffered(query, parts, live),
    tables: () => live,
    async refresh() {
      live = await listLiveTables(parts.database);
    },
  };
}

/** A query on a table is offered once rows have been imported that fit what the files say now. */
function isOffered(
  { unit, source }: Query,
  { tables, samplesAllowed }: OfferedParts,
  live: readonly LiveTable[],
): boolean {
  if (!source) return false;
  if (source.kind !== 'table' && source.kind !== 'nearest') return true;
  const table = tables()
    .get(unit)
    ?.find(({ id }) => id === source.table);
  const imported = live.find((each) => each.unit === unit && each.table === source.table);
  if (!table || !imported || (imported.sample && !samplesAllowed)) return false;
  const key = source.kind === 'table' ? lookupKeyOf(source) : null;
  return fitsDeclaration(imported.declaration, table, key);
}
