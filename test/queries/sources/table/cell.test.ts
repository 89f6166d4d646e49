import { comparableOf, readCell } from '../../../../src/queries/sources/table/cell';
import type { ColumnDeclaration, ColumnType } from '../../../../src/queries/source-schema';
import { anIdNumber } from './table-builders';

function aColumn(type: ColumnType, overrides: Partial<ColumnDeclaration> = {}): ColumnDeclaration {
  return {
    name: '列',
    aliases: [],
    type,
    required: false,
    sensitive: false,
    choices: null,
    ...overrides,
  };
}
const read = (type: ColumnType, text: string, from1904 = false) =>
  readCell(aColumn(type), text, from1904);

const good = anIdNumber(1);
const wrongCheck = good.slice(0, 17) + (good.endsWith('1') ? '2' : '1');

it.each<[ColumnType, string, string]>([
  ['text', '="0012"', '0012'],
  ['text', '=1+1', '=1+1'],
  ['text', '{{secret}}', '{{secret}}'],
  ['name', '李 四', '李四'],
  ['name', '买买提·艾力', '买买提·艾力'],
  ['id_number', good, good],
  ['id_number', ` ${good.toLowerCase()}`.trim(), good],
  [
    'id_number',
    good.replace(/[0-9]/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    good,
  ],
  ['mobile', '138 0000 0000', '13800000000'],
  ['mobile', '+8613800000000', '13800000000'],
  ['code', 'ＹＢ２０２６', 'YB2026'],
  ['number', '1,234.50', '1234.5'],
  ['number', '0.30000000000000004', '0.3'],
  ['money', '¥1,234.5', '1234.50'],
  ['money', '100元', '100.00'],
  ['money', '-12.345', '-12.35'],
  ['date', '2026-3-1', '2026-03-01'],
  ['date', '2026年3月1日', '2026-03-01'],
  ['date', '2026/3/1 8:00', '2026-03-01'],
  ['date', '20260301', '2026-03-01'],
  ['date', '45992', '2025-12-01'],
  ['date', '45992.75', '2025-12-01'],
  ['month', '202603', '2026-03'],
  ['month', '2026年3月', '2026-03'],
  ['month', '2026-03-15', '2026-03'],
  ['month', '45992', '2025-12'],
  ['plate', '湘F·12345', '湘F12345'],
  ['latitude', '29.371235', '29.371235'],
  ['longitude', '113.0', '113.000000'],
])('reads %s %s as %s', (type, text, value) => {
  expect(read(type, text)).toEqual({ value });
});

it('counts days from 1904 where the file does', () => {
  expect(read('date', '44530', true)).toEqual({ value: '2025-12-01' });
});

it.each<[ColumnType, string, string]>([
  ['id_number', '4.30611E+17', '后几位已经丢了'],
  ['id_number', '430611199001010000', '后几位已经丢了'],
  ['id_number', '430611900101001', '15 位'],
  ['id_number', wrongCheck, '校验位'],
  ['id_number', '430611199013010018', '出生日期'],
  ['id_number', '123', '18 位'],
  ['mobile', '1.38E+10', '后几位已经丢了'],
  ['mobile', '0730-8123456', '手机号'],
  ['code', '2.02611E+11', '后几位已经丢了'],
  ['number', 'abc', '不是数字'],
  ['number', '=1+1', '不是数字'],
  ['money', '一百', '不是金额'],
  ['date', '2026-02-30', '没有这一天'],
  ['date', '去年', '不是日期'],
  ['date', '99', '不是日期'],
  ['month', '2026-13', '没有这个月'],
  ['credit_code', '91430611MA4L000000', '统一社会信用代码'],
  ['plate', 'F12345', '车牌'],
  ['latitude', '113.0', '写反'],
  ['longitude', '29.3', '写反'],
  ['text', '#REF!', '公式'],
  ['text', 'x'.repeat(2001), '太长'],
])('refuses %s %s', (type, text, words) => {
  const cell = read(type, text);
  expect(cell).toEqual({ fault: expect.stringContaining(words) as string });
  if (text.length > 5) expect(JSON.stringify(cell)).not.toContain(text);
});

it('asks for cells that must be there, and for one of the choices', () => {
  expect(readCell(aColumn('text', { required: true }), '', false)).toEqual({ fault: '不能空着' });
  expect(readCell(aColumn('text'), '', false)).toEqual({ value: '' });
  const column = aColumn('text', { choices: ['已发放', '停发'] });
  expect(readCell(column, '停发', false)).toEqual({ value: '停发' });
  expect(readCell(column, '其他', false)).toEqual({ fault: '只能是“已发放”、“停发”' });
});

it.each<[ColumnType, string, string]>([
  ['name', '买买提.艾力', '买买提·艾力'],
  ['name', '李 四', '李四'],
  ['code', 'yb-2026 01', 'YB202601'],
  ['id_number', good.toLowerCase(), good],
  ['text', 'ＡＢＣ 药店', 'abc 药店'],
  ['plate', '湘f 12345', '湘F12345'],
])('compares %s %s and %s as the same', (type, a, b) => {
  expect(comparableOf(type, a)).toBe(comparableOf(type, b));
});
