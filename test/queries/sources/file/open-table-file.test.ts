import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openTableFile } from '../../../../src/queries/sources/file/open-table-file';
import { buildXlsx, buildZip } from './build-xlsx';

let folder: string;

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'zhijian-tables-'));
});
afterAll(() => fs.rm(folder, { recursive: true }));

async function read(bytes: Buffer | string, sheet: string | null = null) {
  const file = path.join(folder, 'table');
  await fs.writeFile(file, bytes);
  const opened = await openTableFile(file, sheet);
  try {
    const rows: (readonly string[])[] = [];
    const lines: number[] = [];
    for await (const records of opened.records) {
      rows.push(...records.map(({ cells }) => cells));
      lines.push(...records.map(({ line }) => line));
    }
    return {
      format: opened.format,
      rows,
      lines,
      progress: opened.progress(),
      from1904: opened.from1904,
    };
  } finally {
    await opened.close();
  }
}

const TEXT = '姓名,电话\r\n李〇,13800000000\r\n𠮷田,1\r\n';
const ROWS = [
  ['姓名', '电话'],
  ['李〇', '13800000000'],
  ['𠮷田', '1'],
];
/** 姓名,电话 / 李〇,… / 𠮷田,1 in GB18030, whose last name takes four bytes. */
const GB18030 = Buffer.from(
  'd0d5c3fb2cb5e7bbb00d0ac0eea9962c31333830303030303030300d0a9534b235ccef2c310d0a',
  'hex',
);

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

it.each([
  ['UTF-8', Buffer.from(TEXT), 'CSV（UTF-8）'],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'CSV（UTF-8）'],
  ['GB18030', GB18030, 'CSV（GB18030）'],
  ['UTF-16LE', utf16(TEXT, false), 'CSV（UTF-16LE）'],
  ['UTF-16BE', utf16(TEXT, true), 'CSV（UTF-16BE）'],
])('reads CSV in %s', async (_name, bytes, format) => {
  expect(await read(bytes)).toMatchObject({ format, rows: ROWS, lines: [1, 2, 3], progress: 1 });
});

it('reads a long GB18030 file whose characters lie across pieces', async () => {
  const line = Buffer.from('c0eed6d02cb5e7bbb00a', 'hex');
  const { rows, format } = await read(Buffer.concat(Array.from({ length: 250_001 }, () => line)));
  expect(format).toBe('CSV（GB18030）');
  expect(rows).toHaveLength(250_001);
  expect(new Set(rows.map((cells) => cells.join('|')))).toEqual(new Set(['李中|电话']));
});

it('names the line that is neither UTF-8 nor GB18030', async () => {
  const bytes = Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.of(0xff, 0xff, 0x0a)]);
  await expect(read(bytes)).rejects.toMatchObject({ line: 3 });
});

it.each([
  ['nothing', Buffer.alloc(0), '空的'],
  ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '.xls'],
  ['a cut XLSX', buildXlsx([{ name: '一', rows: '' }]).subarray(0, 300), '另存一次'],
  ['an archive of other things', buildZip({ 'a.txt': 'x' }), '不是 XLSX'],
])('refuses %s', async (_name, bytes, words) => {
  await expect(read(bytes)).rejects.toThrow(words);
});

it('says that a file is not there', async () => {
  await expect(openTableFile(path.join(folder, 'none.csv'), null)).rejects.toThrow(
    '文件不存在：none.csv',
  );
});

const CELLS = [
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>电</t></r><r><t>话</t></r></is></c></row>',
  '<row r="4"><c r="B4"><v>45992</v></c><c r="D4" t="str"><f>1+1</f><v>a &amp; &lt;b&gt; &#20013;</v></c></row>',
  '<row r="5"/><row r="6"><c r="A6" t="b"><v>1</v></c><c r="B6" t="e"><v>#N/A</v></c><c r="C6" s="1"/></row>',
].join('');
const STRINGS = '<si><t xml:space="preserve">姓名</t><rPh sb="0" eb="1"><t>ignored</t></rPh></si>';

it('reads XLSX: shared and inline texts, numbers, saved values of formulas, gaps', async () => {
  const bytes = buildXlsx([{ name: '名单', rows: CELLS }], { strings: STRINGS });
  expect(await read(bytes)).toEqual({
    format: 'XLSX，工作表“名单”',
    rows: [
      ['姓名', '电话'],
      ['', '45992', '', 'a & <b> 中'],
      ['是', '#N/A'],
    ],
    lines: [1, 4, 6],
    progress: 1,
    from1904: false,
  });
});

it('knows the calendar from 1904', async () => {
  const bytes = buildXlsx([{ name: '名单', rows: CELLS }], { strings: STRINGS, date1904: true });
  expect(await read(bytes)).toMatchObject({ from1904: true });
});

it('asks which sheet, and does not count hidden ones', async () => {
  const row = (text: string): string => `<row r="1"><c t="str"><v>${text}</v></c></row>`;
  const sheets = [
    { name: '一月', rows: row('甲') },
    { name: '底稿', rows: row('乙'), state: 'hidden' },
  ];
  expect(await read(buildXlsx(sheets))).toMatchObject({ rows: [['甲']] });
  const two = buildXlsx([...sheets, { name: '二月', rows: row('丙') }]);
  await expect(read(two)).rejects.toThrow('“一月”、“二月”');
  expect(await read(two, '二月')).toMatchObject({ rows: [['丙']] });
  await expect(read(two, '三月')).rejects.toThrow('没有工作表“三月”');
});

it('expands no entities and reads no document type', async () => {
  const bytes = buildZip({
    'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook/>',
    'xl/_rels/workbook.xml.rels': '<Relationships/>',
  });
  await expect(read(bytes)).rejects.toThrow('文档类型声明');
});

it('does not unpack a bomb', async () => {
  const bytes = buildXlsx([
    { name: '一', rows: `<row r="1"><c><v>${'0'.repeat(64 << 20)}</v></c></row>` },
  ]);
  expect(bytes.length).toBeLessThan(1 << 20);
  await expect(read(bytes)).rejects.toThrow('压缩得不正常');
});

it('does not believe a size that is not true', async () => {
  const bytes = buildXlsx([
    { name: '一', rows: `<row r="1"><c><v>${'0'.repeat(4 << 20)}</v></c></row>` },
  ]);
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  bytes.writeUInt32LE(1000, bytes.lastIndexOf(name) - 46 + 24);
  await expect(read(bytes)).rejects.toThrow('另存一次');
});
