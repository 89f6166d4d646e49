import type { Sealer } from '../../../privacy/sealer';
import type { StoredRow } from './import-store';
import type { ImportDeclaration, LookupKey, TableIndexer } from './lookup-key';
import type { TableRow } from './read-rows';

export interface RowBuilding {
  declaration: ImportDeclaration;
  indexer: TableIndexer;
  sealer: Sealer;
  keys: readonly LookupKey[];
  importId: string;
}

/** A row as it is stored: sensitive cells sealed together, blind indexes to find it. */
export function buildRow(
  { declaration, indexer, sealer, keys, importId }: RowBuilding,
  { line, values }: TableRow,
): StoredRow {
  const valueOf = (column: string): string => values.get(column) ?? '';
  const cells: string[] = [];
  const secrets: string[] = [];
  for (const { name, sensitive } of declaration.columns) {
    (sensitive ? secrets : cells).push(valueOf(name));
  }
  const identity = indexer.identityOf(valueOf);
  return {
    identity,
    digest: indexer.digestOf([...cells, ...secrets]),
    line,
    cells,
    sealed:
      secrets.length === 0
        ? null
        : sealer.seal(JSON.stringify(secrets), sealContext(importId, identity)),
    keys: keys.map((key) => indexer.keyOf(key, valueOf)).filter((key) => key !== null),
  };
}

/** Cells of a stored row by column; the opposite of `buildRow`. @throws AppError when they cannot be opened */
export function openRow(
  { declaration, sealer, importId }: Pick<RowBuilding, 'declaration' | 'sealer' | 'importId'>,
  row: Pick<StoredRow, 'identity' | 'cells' | 'sealed'>,
): Record<string, string> {
  const secrets =
    row.sealed === null
      ? []
      : (JSON.parse(sealer.open(row.sealed, sealContext(importId, row.identity))) as string[]);
  const values = [...row.cells, ...secrets];
  return Object.fromEntries(declaration.columns.map(({ name }, at) => [name, values[at] ?? '']));
}

/** Sealed cells open in their own row and nowhere else. */
function sealContext(importId: string, identity: Buffer): string {
  return `query row ${importId} ${identity.toString('base64url')}`;
}
