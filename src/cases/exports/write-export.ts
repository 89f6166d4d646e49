import type { Database } from '../../database/database';
import { AppError } from '../../platform/errors';
import { writeCsv } from './csv-file';
import { finishExport, keepChunk, type ClaimedExport } from './export-store';
import type { Cell, FileBytes } from './sheet';
import { writeXlsx, type Sheet } from './xlsx-file';

/** Pieces of a file are gathered up to here. */
const CHUNK = 512 * 1024;
/** More than this is narrowed first; Excel opens it, and people do not read it. */
export const MOST_ROWS = 200_000;

const TOO_MANY = `超过${MOST_ROWS / 10_000}万行，请缩小范围以后再导出。`;
const FAULT = '导出时出了故障，请再试一次；还不行，请联系系统管理员。';

export interface WriteParts {
  database: Database;
  now: () => Date;
  /** Told of a fault of ours; who asked for the file reads a sentence instead. */
  onFault: (error: unknown) => void;
}

/**
 * Writes the file of a claimed job into the database, piece by piece. What goes wrong is said in the job.
 */
export async function writeExport(
  { database, now, onFault }: WriteParts,
  { id, format }: Pick<ClaimedExport, 'id' | 'format'>,
  prepare: () => Sheet | Promise<Sheet>,
): Promise<void> {
  const written = { rows: 0, bytes: 0 };
  try {
    const sheet = await prepare();
    const rows = countRows(sheet.rows, written);
    const file = format === 'csv' ? writeCsv(rows) : writeXlsx({ ...sheet, rows });
    let seq = 0;
    for await (const bytes of gather(file)) {
      written.bytes += bytes.length;
      await keepChunk(database, id, { seq, bytes, done: written.rows, now: now() });
      seq += 1;
    }
    await finishExport(database, id, { kind: 'ready', done: written.rows, bytes: written.bytes });
  } catch (error) {
    const isOurs = !(error instanceof AppError);
    if (isOurs) onFault(error);
    await finishExport(database, id, {
      kind: 'failed',
      problem: isOurs ? FAULT : error.message,
    });
  }
}

/** Counts what comes after the heading. @throws AppError too_large */
async function* countRows(
  rows: AsyncIterable<readonly Cell[]>,
  written: { rows: number },
): AsyncGenerator<readonly Cell[]> {
  let isHeading = true;
  for await (const row of rows) {
    if (!isHeading) written.rows += 1;
    isHeading = false;
    if (written.rows > MOST_ROWS) throw new AppError('too_large', TOO_MANY);
    yield row;
  }
}

async function* gather(file: FileBytes): FileBytes {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const bytes of file) {
    pieces.push(bytes);
    size += bytes.length;
    if (size < CHUNK) continue;
    yield Buffer.concat(pieces);
    [pieces, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(pieces);
}
