import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findPackageRoot } from '../../../platform/package-root';
import type { SourceDeclaration, TableDeclaration } from '../../source-schema';
import { importTable, type ImportParts } from './import-table';
import { findLiveTable } from './live-tables';
import { fitsDeclaration, lookupKeysFor } from './lookup-key';
import { removeRetired } from './retired-imports';

/** A table that a unit declares, with the sources of its unit's queries. */
export interface DeclaredTable {
  unit: string;
  table: TableDeclaration;
  sources: readonly (SourceDeclaration | null)[];
}

/** 示例数据: made-up people with identity numbers of a region code that no place has. */
export function sampleFileOf(unit: string, table: string): string {
  return path.join(findPackageRoot(), 'src', 'queries', 'samples', unit, `${table}.csv`);
}

/**
 * Brings sample data in for tables that have none, in trial mode alone; real data is never touched.
 * @returns tables whose sample could not be imported: `renshe.cards`
 */
export async function importSampleTables(
  parts: Omit<ImportParts, 'report' | 'confirm'>,
  declared: readonly DeclaredTable[],
): Promise<string[]> {
  const failed: string[] = [];
  for (const one of declared) {
    if (!(await importSample(parts, one))) failed.push(`${one.unit}.${one.table.id}`);
  }
  await removeRetired(parts.database);
  return failed;
}

async function importSample(
  parts: Omit<ImportParts, 'report' | 'confirm'>,
  { unit, table, sources }: DeclaredTable,
): Promise<boolean> {
  const file = sampleFileOf(unit, table.id);
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return true;
  const fileName = `示例数据 ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
  const keys = lookupKeysFor(table, sources);
  const live = await findLiveTable(parts.database, unit, table.id);
  if (live && !live.sample) return true;
  const isCurrent =
    live?.fileName === fileName &&
    fitsDeclaration(live.declaration, table, null) &&
    keys.every((key) => live.declaration.keys.includes(key.id));
  if (isCurrent) return true;
  const outcome = await importTable(
    { ...parts, report: () => undefined, confirm: () => Promise.resolve(true) },
    {
      ...{ unit, table, keys, path: file, fileName, sheet: null, mostRows: null },
      asOf: parts.clock.now(),
      sample: true,
      dryRun: false,
      importedBy: 'trial',
    },
  );
  return outcome.kind === 'imported';
}
