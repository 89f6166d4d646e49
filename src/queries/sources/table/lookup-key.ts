import type {
  SourceDeclaration,
  TableDeclaration,
  TableSourceDeclaration,
} from '../../source-schema';
import { COMPARISON, comparableOf } from './cell';

/** HMAC over a value in a context, as `createBlindIndex` gives it. */
export type BlindIndex = (context: string, value: string) => string;

/** One column of a look-up: the whole cell, or its last four characters. */
interface KeyPart {
  column: string;
  ending: boolean;
}

/** Columns by which rows are found together; `id` is the same for the same columns in any order. */
export interface LookupKey {
  id: string;
  parts: readonly KeyPart[];
}

const KEY_BYTES = 16;
const ENDING_CHARACTERS = 4;

/** The look-up of a query; null where it only searches parts of texts. */
export function lookupKeyOf({ match }: Pick<TableSourceDeclaration, 'match'>): LookupKey | null {
  const parts = match
    .filter(({ how }) => how !== 'contains')
    .map(({ column, how }) => ({ column, ending: how === 'ending' }))
    .sort((a, b) => (partId(a) < partId(b) ? -1 : 1));
  return parts.length === 0 ? null : { id: parts.map(partId).join('+'), parts };
}

/** All look-ups that a unit's queries make in one table. */
export function lookupKeysFor(
  table: TableDeclaration,
  sources: readonly (SourceDeclaration | null)[],
): LookupKey[] {
  const keys = new Map<string, LookupKey>();
  for (const source of sources) {
    if (source?.kind !== 'table' || source.table !== table.id) continue;
    const key = lookupKeyOf(source);
    if (key) keys.set(key.id, key);
  }
  return [...keys.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Makes the blind indexes of one table. */
export interface TableIndexer {
  /** Null where a cell of the look-up is empty: the row is not found by it. */
  keyOf(key: LookupKey, valueOf: (column: string) => string): Buffer | null;
  identityOf(valueOf: (column: string) => string): Buffer;
  digestOf(values: readonly string[]): Buffer;
}

export function createTableIndexer(
  blindIndex: BlindIndex,
  unit: string,
  table: TableDeclaration,
): TableIndexer {
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  const context = `query table ${unit}.${table.id}`;
  const index = (purpose: string, values: readonly string[]): Buffer =>
    Buffer.from(blindIndex(`${context} ${purpose}`, JSON.stringify(values)), 'base64url').subarray(
      0,
      KEY_BYTES,
    );
  const comparable = (column: string, value: string): string =>
    comparableOf(types.get(column) ?? 'text', value);
  return {
    keyOf({ id, parts }, valueOf) {
      const values = parts.map(({ column, ending }) => {
        const value = comparable(column, valueOf(column));
        return ending ? value.slice(-ENDING_CHARACTERS) : value;
      });
      return values.includes('') ? null : index(`key ${id}`, values);
    },
    identityOf: (valueOf) =>
      index(
        'identity',
        table.identity.map((column) => comparable(column, valueOf(column))),
      ),
    digestOf: (values) => index('digest', values),
  };
}

/** How an import was read; kept with it, because files change while its rows stay. */
export interface ImportDeclaration {
  comparison: number;
  /** In the order of a row's cells: first those in clear, then those that are sealed. */
  columns: readonly { name: string; type: string; sensitive: boolean }[];
  keys: readonly string[];
}

export function declarationOf(
  table: TableDeclaration,
  keys: readonly LookupKey[],
): ImportDeclaration {
  const columns = table.columns.map(({ name, type, sensitive }) => ({ name, type, sensitive }));
  return {
    comparison: COMPARISON,
    columns: [
      ...columns.filter(({ sensitive }) => !sensitive),
      ...columns.filter(({ sensitive }) => sensitive),
    ],
    keys: keys.map(({ id }) => id),
  };
}

/** Whether the rows of an import have the table's columns and can be looked up by `key`. */
export function fitsDeclaration(
  { comparison, columns, keys }: ImportDeclaration,
  table: TableDeclaration,
  key: LookupKey | null,
): boolean {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return (
    comparison === COMPARISON &&
    table.columns.every(({ name, type }) => types.get(name) === type) &&
    (key === null || keys.includes(key.id))
  );
}

function partId({ column, ending }: KeyPart): string {
  return ending ? `${column}:${ENDING_CHARACTERS}` : column;
}
