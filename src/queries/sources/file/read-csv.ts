import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CsvParser } from './csv';
import type { FileRecord, TableFile } from './file-record';
import { detectEncoding, type TextEncoding } from './text-encoding';

const CHUNK_BYTES = 64 * 1024;

/** Opens a CSV file: UTF-8, GB18030 or UTF-16, told by its bytes. @throws FileFault */
export async function openCsv(file: string): Promise<TableFile> {
  const { size } = await stat(file);
  const encoding = await detectEncoding(file);
  const state = { bytes: 0 };
  return {
    format: `CSV（${encoding.toUpperCase()}）`,
    records: readRecords(file, encoding, state),
    progress: () => (size === 0 ? 1 : state.bytes / size),
    from1904: false,
    close: () => Promise.resolve(),
  };
}

/** The stream is closed by its iterator, also when the reader stops early. */
async function* readRecords(
  file: string,
  encoding: TextEncoding,
  state: { bytes: number },
): AsyncGenerator<readonly FileRecord[]> {
  const decoder = new TextDecoder(encoding);
  const parser = new CsvParser();
  for await (const piece of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    const bytes = piece as Buffer;
    state.bytes += bytes.length;
    yield parser.push(decoder.decode(bytes, { stream: true }));
  }
  yield [...parser.push(decoder.decode()), ...parser.end()];
}
