import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeCsv } from '../../../src/cases/exports/csv-file';
import { escapeCell } from '../../../src/cases/exports/escape-cell';
import type { Cell, FileBytes } from '../../../src/cases/exports/sheet';
import { writeXlsx } from '../../../src/cases/exports/xlsx-file';
import { openTableFile } from '../../../src/queries/sources/file/open-table-file';

/* Files are read back by the reader of units' tables, which was written for other people's files. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'zhijian-exports-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function* given(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly Cell[]> {
  yield* rows;
}

async function bytesOf(file: FileBytes): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of file) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function readBack(name: string, file: FileBytes): Promise<(readonly string[])[]> {
  const place = path.join(folder, name);
  await writeFile(place, await bytesOf(file));
  const table = await openTableFile(place, null);
  const rows: (readonly string[])[] = [];
  for await (const records of table.records) rows.push(...records.map(({ cells }) => cells));
  await table.close();
  return rows;
}

const ROWS: readonly (readonly Cell[])[] = [
  ['编号', '内容', '轮次'],
  ['RS20261123000112', '养老金“没发”，<请>查&查\n谢谢', 2],
  ['RS20261123000223', '=HYPERLINK("http://example.com")', 1],
  ['RS20261123000334', null, 1],
];
const ESCAPED = [
  ['编号', '内容', '轮次'],
  ['RS20261123000112', '养老金“没发”，<请>查&查\n谢谢', '2'],
  ['RS20261123000223', `'=HYPERLINK("http://example.com")`, '1'],
  ['RS20261123000334', '', '1'],
];
const xlsxOf = (rows: readonly (readonly Cell[])[]): FileBytes =>
  writeXlsx({ name: '办件', widths: [20, 60, 9], rows: given(rows) });

it('writes a workbook that is read back as it was, formulas as texts', async () => {
  expect(await readBack('cases.xlsx', xlsxOf(ROWS))).toEqual(ESCAPED);
  expect(await bytesOf(xlsxOf(ROWS))).toEqual(await bytesOf(xlsxOf(ROWS)));
});

it('writes CSV that Excel takes for UTF-8, and that is read back as it was', async () => {
  const bytes = await bytesOf(writeCsv(given(ROWS)));
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(await readBack('cases.csv', writeCsv(given(ROWS)))).toEqual(ESCAPED);
});

it.each(['=1+1', '+86', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uFEFF=1', '＝1', '\n'])(
  'lets no spreadsheet reckon %j',
  (text) => {
    expect(escapeCell(text)).toBe(`'${text}`);
  },
);
it.each(['你好', '1=1', 'a-b', '', '“=”', '0730-8123456'])('leaves %j as it is', (text) => {
  expect(escapeCell(text)).toBe(text);
});

it('leaves out what no XML may hold, whatever a citizen typed', async () => {
  const rows = [['甲\u0000乙\u0008丙\uD800丁\uFFFE😀', '第二格', 1]];
  expect(await readBack('signs.xlsx', xlsxOf(rows))).toEqual([['甲乙丙丁😀', '第二格', '1']]);
});

it('cuts a text that no cell holds, and never through a character', async () => {
  const rows = await readBack('long.xlsx', xlsxOf([['甲'.repeat(32_766) + '😀']]));
  expect(rows).toEqual([['甲'.repeat(32_766)]]);
});

it('hands out the file while its rows are made, and makes no row that nobody has room for', async () => {
  const rows = 30_000;
  let made = 0;
  async function* many(): AsyncGenerator<readonly Cell[]> {
    for (; made < rows; made += 1) {
      yield Array.from({ length: 20 }, (_, cell) => `养老金没有发到账上${made}${cell}`);
      if (made % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const file = writeXlsx({ name: '办件', widths: [], rows: many() })[Symbol.asyncIterator]();
  let bytes = 0;
  let piece = await file.next();
  for (; !piece.done && bytes < 100_000; piece = await file.next()) bytes += piece.value.length;
  const madeForFirst = made;
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(madeForFirst).toBeLessThan(rows / 2);
  expect(made - madeForFirst).toBeLessThan(rows / 10);
  for (; !piece.done; piece = await file.next()) {
    bytes += piece.value.length;
  }
  expect(made).toBe(rows);
  expect(bytes).toBeGreaterThan(1_000_000);
}, 60_000);

it('tells what went wrong with the rows, instead of ending the file', async () => {
  async function* broken(): AsyncGenerator<readonly Cell[]> {
    yield ['编号'];
    throw new Error('the list broke');
  }
  await expect(bytesOf(writeXlsx({ name: '办件', widths: [], rows: broken() }))).rejects.toThrow(
    'the list broke',
  );
});
