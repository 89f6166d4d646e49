/** Brings a unit's file in as a table: all of it or nothing, beside the live one until the last row stands. */
import type { Database } from '../../../database/database';
import type { Clock } from '../../../platform/clock';
import type { Sealer } from '../../../privacy/sealer';
import type { TableDeclaration } from '../../source-schema';
import { FileFault, type TableFile } from '../file/file-record';
import { openTableFile } from '../file/open-table-file';
import { buildRow } from './build-row';
import * as store from './import-store';
import { createTableIndexer, declarationOf, type BlindIndex, type LookupKey } from './lookup-key';
import { readRows, type RowFault, type TableRow } from './read-rows';

const BATCH_ROWS = 2000;
/** So many faults are shown; the rest are counted. */
const SHOWN_FAULTS = 50;
const PROGRESS_ROWS = 50_000;
/** The person who is asked may think for longer than a dead import is waited for. */
const TOUCH_EVERY_MS = 20_000;

export interface ImportRequest {
  unit: string;
  table: TableDeclaration;
  /** The look-ups of the unit's queries in this table. */
  keys: readonly LookupKey[];
  /** Absolute path. */
  path: string;
  fileName: string;
  /** The sheet of an XLSX; null: the only one. */
  sheet: string | null;
  /** Null: any number. */
  mostRows: number | null;
  /** The day that the data is of; null in a dry run. */
  asOf: Date | null;
  sample: boolean;
  /** Everything but the last step. */
  dryRun: boolean;
  importedBy: string;
}

export interface ImportParts {
  database: Database;
  sealer: Sealer;
  blindIndex: BlindIndex;
  clock: Clock;
  /** A line for the person who waits. */
  report: (line: string) => void;
  /** Asked before the rows take effect. */
  confirm: (difference: store.Difference) => Promise<boolean>;
}

export type ImportOutcome =
  | { kind: 'imported' | 'checked' | 'declined'; rows: number; difference: store.Difference }
  /** Nothing was changed. `total` counts also those that are not listed. */
  | { kind: 'refused'; faults: readonly RowFault[]; total: number };

/** @throws AppError conflict while another import of the table is under way */
export async function importTable(
  parts: ImportParts,
  request: ImportRequest,
): Promise<ImportOutcome> {
  let file: TableFile | undefined;
  try {
    file = await openTableFile(request.path, request.sheet);
    parts.report(`文件格式：${file.format}`);
    return await importFile(parts, request, file);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const fault = { line: error.line, column: null, message: error.message };
    return { kind: 'refused', faults: [fault], total: 1 };
  } finally {
    await file?.close();
  }
}

async function importFile(
  parts: ImportParts,
  request: ImportRequest,
  file: TableFile,
): Promise<ImportOutcome> {
  const { database, clock } = parts;
  const { unit, table, keys } = request;
  const id = await store.beginImport(database, {
    ...request,
    table: table.id,
    declaration: declarationOf(table, keys),
    at: clock.now(),
  });
  const touching = setInterval(() => {
    // A lost sign of life is no fault by itself: a lost database is found by the next statement.
    store.touchImport(database, unit, id, clock.now()).catch(() => undefined);
  }, TOUCH_EVERY_MS);
  let outcome: ImportOutcome | undefined;
  try {
    const staged = await stageRows(parts, request, file, id);
    outcome =
      staged.total > 0
        ? { kind: 'refused', ...staged }
        : await finish(parts, request, id, staged.rows);
    return outcome;
  } finally {
    clearInterval(touching);
    if (outcome?.kind !== 'imported') {
      await store.giveUpImport(database, unit, id, clock.now());
    }
  }
}

async function finish(
  parts: ImportParts,
  { unit, table, dryRun }: ImportRequest,
  id: string,
  rows: number,
): Promise<ImportOutcome> {
  const { database, clock } = parts;
  const difference = await store.compareWithLive(database, unit, table.id, id);
  if (dryRun) return { kind: 'checked', rows, difference };
  if (!(await parts.confirm(difference))) return { kind: 'declined', rows, difference };
  await store.makeLive(database, unit, table.id, id, clock.now());
  return { kind: 'imported', rows, difference };
}

interface Staged {
  rows: number;
  faults: RowFault[];
  total: number;
}

/** Reads on after a fault, to list the others, but writes no more. One batch is written while the next is read. */
async function stageRows(
  parts: ImportParts,
  request: ImportRequest,
  file: TableFile,
  id: string,
): Promise<Staged> {
  const staged: Staged = { rows: 0, faults: [], total: 0 };
  const addFaults = (faults: readonly RowFault[]): void => {
    staged.total += faults.length;
    staged.faults.push(...faults.slice(0, SHOWN_FAULTS - staged.faults.length));
  };
  let writing: Promise<RowFault[]> = Promise.resolve([]);
  const write = async (rows: readonly TableRow[]): Promise<void> => {
    addFaults(await writing);
    writing = staged.total > 0 ? Promise.resolve([]) : writeRows(parts, request, id, rows);
    // Awaited by the next call; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
  };
  const waiting: TableRow[] = [];
  let reported = 0;
  const onHeader = reportHeader(parts);
  for await (const batch of readRows(request.table, file, onHeader)) {
    addFaults(batch.faults);
    staged.rows += batch.rows.length;
    waiting.push(...batch.rows);
    while (waiting.length >= BATCH_ROWS) await write(waiting.splice(0, BATCH_ROWS));
    if (staged.rows - reported >= PROGRESS_ROWS) {
      reported = staged.rows - (staged.rows % PROGRESS_ROWS);
      parts.report(`已读 ${reported} 行（${Math.floor(file.progress() * 100)}%）`);
    }
  }
  await write(waiting);
  addFaults(await writing);
  const { mostRows } = request;
  if (staged.rows === 0 && staged.total === 0) {
    addFaults([{ line: null, column: null, message: '表头下面没有数据' }]);
  }
  if (mostRows !== null && staged.rows > mostRows) {
    const message = `有 ${staged.rows} 行，太多了：按几个字或按远近查的表最多 ${mostRows} 行`;
    addFaults([{ line: null, column: null, message }]);
  }
  return staged;
}

function reportHeader({ report }: ImportParts): Parameters<typeof readRows>[2] {
  return ({ line, ignored, missing }) => {
    report(`表头在第 ${line} 行`);
    if (ignored.length > 0) report(`不导入的列：${ignored.join('、')}`);
    if (missing.length > 0) report(`文件里没有、可以不填的列：${missing.join('、')}`);
  };
}

/** @returns the rows that repeat another one */
async function writeRows(
  { database, sealer, blindIndex, clock }: ImportParts,
  { unit, table, keys }: ImportRequest,
  id: string,
  rows: readonly TableRow[],
): Promise<RowFault[]> {
  if (rows.length === 0) return [];
  const declaration = declarationOf(table, keys);
  const indexer = createTableIndexer(blindIndex, unit, table);
  const stored = rows.map((row) =>
    buildRow({ declaration, indexer, sealer, keys, importId: id }, row),
  );
  const added = await store.addRows(database, unit, id, stored, clock.now());
  const faults: RowFault[] = [];
  for (const { line, identity } of stored) {
    if (added.has(line)) continue;
    const other = await store.findLine(database, unit, id, identity);
    const message = `和第 ${other ?? '?'} 行重复（${table.identity.join('、')}一样）`;
    faults.push({ line, column: null, message });
    if (faults.length >= SHOWN_FAULTS) break;
  }
  return faults;
}
