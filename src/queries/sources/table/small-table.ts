import type { Queryable } from '../../../database/database';
import type { Sealer } from '../../../privacy/sealer';
import type { SourceDeclaration, TableDeclaration } from '../../source-schema';
import type { SourceRow } from '../../source';
import { openRow } from './build-row';
import { findLiveTable, listRows, type LiveTable } from './live-tables';
import { fitsDeclaration, lookupKeyOf } from './lookup-key';

/** A table that is searched by parts of texts, or by distance, has at most so many rows. */
export const SMALL_TABLE_ROWS = 20_000;

/** The most rows that a table may have for the sources that ask it; null: any number. */
export function mostRowsFor(
  table: TableDeclaration,
  sources: readonly (SourceDeclaration | null)[],
): number | null {
  const isSearched = sources.some(
    (source) =>
      (source?.kind === 'nearest' || (source?.kind === 'table' && lookupKeyOf(source) === null)) &&
      source.table === table.id,
  );
  return isSearched ? SMALL_TABLE_ROWS : null;
}

export interface SmallTable {
  asOf: Date | null;
  rows: readonly SourceRow[];
}

/** Tables kept in memory while their import is live. */
export interface SmallTables {
  /** Null where there is no table that can be asked. */
  get(unit: string, table: TableDeclaration): Promise<SmallTable | null>;
}

export interface SmallTablesParts {
  database: Queryable;
  sealer: Sealer;
  /** Trial mode. */
  samplesAllowed: boolean;
}

export function createSmallTables(parts: SmallTablesParts): SmallTables {
  const held = new Map<string, { importId: string; table: Promise<SmallTable> }>();
  return {
    async get(unit, table) {
      const live = await findLiveTable(parts.database, unit, table.id);
      if (!live || !isUsable(live, table, parts.samplesAllowed)) return null;
      const name = `${unit}.${table.id}`;
      let entry = held.get(name);
      if (entry?.importId !== live.importId) {
        entry = { importId: live.importId, table: load(parts, live) };
        held.set(name, entry);
        entry.table.catch(() => held.delete(name));
      }
      return entry.table;
    },
  };
}

function isUsable(live: LiveTable, table: TableDeclaration, samplesAllowed: boolean): boolean {
  return (
    (samplesAllowed || !live.sample) &&
    live.rowCount <= SMALL_TABLE_ROWS &&
    fitsDeclaration(live.declaration, table, null)
  );
}

async function load(
  { database, sealer }: SmallTablesParts,
  { unit, importId, declaration, asOf }: LiveTable,
): Promise<SmallTable> {
  const rows = await listRows(database, unit, importId);
  return { asOf, rows: rows.map((row) => openRow({ declaration, sealer, importId }, row)) };
}
