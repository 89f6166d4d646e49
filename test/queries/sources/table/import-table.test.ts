import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '../../../../src/platform/errors';
import { tableSchema } from '../../../../src/queries/source-schema';
import * as store from '../../../../src/queries/sources/table/import-store';
import { findLiveTable, listLiveTables } from '../../../../src/queries/sources/table/live-tables';
import { declarationOf } from '../../../../src/queries/sources/table/lookup-key';
import { removeRetired } from '../../../../src/queries/sources/table/retired-imports';
import { fixedClock } from '../../../support/clock';
import { createTestDatabase, type TestDatabase } from '../../../support/database';
import { emptyTable } from '../../../support/empty-table';
import { buildXlsx } from '../file/build-xlsx';
import { anIdNumber, createImporter, HEADING, subsidies } from './table-builders';

let test: TestDatabase;
let folder: string;
let clock: ReturnType<typeof fixedClock>;
let bring: ReturnType<typeof createImporter>;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'zhijian-import-'));
});
beforeEach(() => {
  clock = fixedClock();
  bring = createImporter(test.database, folder, clock);
});
afterEach(async () => {
  for (const table of ['query_keys', 'query_rows', 'query_imports']) await emptyTable(test, table);
});
afterAll(async () => {
  await test.drop();
  await fs.rm(folder, { recursive: true });
});

const row = (serial: number, rest = '13800000001,2026-10,100,'): string =>
  `王${'甲乙丙丁戊己庚辛'[serial % 8]},${anIdNumber(serial)},${rest}`;
const file = (...rows: string[]): string => [HEADING, ...rows].join('\r\n');
const live = () => findLiveTable(test.database, 'minzheng', 'subsidies');
const count = async (table: string): Promise<number> => {
  const [counted] = await test.database.query<{ count: number }>(
    `select count(*)::int as count from ${table}`,
  );
  return counted!.count;
};

it('brings all rows in, and says what it did', async () => {
  const { outcome, lines } = await bring(`君山区补贴发放表\r\n\r\n${file(row(1), row(2))}`);
  expect(outcome).toEqual({
    kind: 'imported',
    rows: 2,
    difference: { added: 2, changed: 0, gone: 0, before: 0 },
  });
  expect(lines).toEqual(['文件格式：CSV（UTF-8）', '表头在第 3 行']);
  expect(await live()).toMatchObject({
    rowCount: 2,
    sample: false,
    asOf: new Date('2026-10-31T16:00:00Z'),
  });
  expect([await count('query_rows'), await count('query_keys')]).toEqual([2, 2]);
});

it('counts what is new, changed and gone, and leaves the old rows in a dry run', async () => {
  await bring(file(row(1), row(2), row(3)));
  const before = await live();
  const next = file(row(2), row(3, '13800000001,2026-10,200,'), row(4), row(5));
  const difference = { added: 2, changed: 1, gone: 1, before: 3 };
  expect((await bring(next, { dryRun: true, asOf: null })).outcome).toEqual({
    kind: 'checked',
    rows: 4,
    difference,
  });
  expect(await live()).toEqual(before);
  expect((await bring(next, { confirm: false })).outcome).toEqual({
    kind: 'declined',
    rows: 4,
    difference,
  });
  expect(await live()).toEqual(before);
  expect((await bring(next)).outcome).toEqual({ kind: 'imported', rows: 4, difference });
  expect(await live()).toMatchObject({ rowCount: 4 });
});

it('removes the rows of old imports', async () => {
  await bring(file(row(1), row(2)));
  await bring(file(row(3)));
  await bring(file(row(4)), { dryRun: true });
  await removeRetired(test.database);
  expect([await count('query_rows'), await count('query_keys')]).toEqual([1, 1]);
  expect(await test.database.query('select state from query_imports order by state')).toEqual([
    { state: 'live' },
    { state: 'removed' },
    { state: 'removed' },
  ]);
});

it('reads columns by name in any order, also by another name, and leaves others out', async () => {
  const { outcome, lines } = await bring(
    `月份,家庭住址,姓 名,公民身份号码\n2026-10,某村某组,王甲,${anIdNumber(1)}\n`,
  );
  expect(outcome).toMatchObject({ kind: 'imported', rows: 1 });
  expect(lines).toContain('不导入的列：家庭住址');
  expect(lines).toContain('文件里没有、可以不填的列：手机号、金额、备注');
  const stored = JSON.stringify(await test.database.query('select cells from query_rows'));
  expect(stored).not.toContain('某村');
});

it('reads XLSX', async () => {
  const cells = (line: number, values: readonly string[]): string =>
    `<row r="${line}">${values.map((value) => `<c t="str"><v>${value}</v></c>`).join('')}</row>`;
  const rows = cells(1, HEADING.split(',')) + cells(2, row(1).split(','));
  const { outcome } = await bring(buildXlsx([{ name: '十月', rows }]));
  expect(outcome).toMatchObject({ kind: 'imported', rows: 1 });
});

describe('everything or nothing', () => {
  it('lists bad cells by line and column, without what stands there, and changes nothing', async () => {
    await bring(file(row(1)));
    const before = await live();
    const secret = '430611199001019999';
    const { outcome } = await bring(
      file(
        row(2),
        `王甲,${secret},138,2026-13,一百,`,
        `,${anIdNumber(3)},,2026-10,,`,
        '"王\r\n乙",x,,2026-10,,',
      ),
    );
    expect(outcome).toMatchObject({
      kind: 'refused',
      total: 6,
      faults: [
        { line: 3, column: '身份证号' },
        { line: 3, column: '手机号' },
        { line: 3, column: '月份', message: '没有这个月' },
        { line: 3, column: '金额', message: '不是金额' },
        { line: 4, column: '姓名', message: '不能空着' },
        { line: 5, column: '身份证号' },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain(secret);
    expect(await live()).toEqual(before);
  });

  it('finds a repeated row, near and far, in either case naming both lines', async () => {
    const many = Array.from({ length: 900 }, (_, at) => row(at + 1));
    const far = Array.from({ length: 3 }, (_, month) =>
      many.map((line) => line.replace('2026-10', `2026-0${month + 1}`)),
    );
    const rows = [...far.flat(), far[0]![0]!, row(950), row(950)];
    const { outcome } = await bring(file(...rows));
    expect(outcome).toMatchObject({ kind: 'refused' });
    const faults = outcome.kind === 'refused' ? outcome.faults : [];
    expect(faults[0]).toEqual({
      line: 2702,
      column: null,
      message: '和第 2 行重复（身份证号、月份一样）',
    });
    expect(faults.map(({ line }) => line)).toContain(2704);
    expect(await live()).toBeNull();
  });

  it('shows fifty faults and counts the others', async () => {
    const { outcome } = await bring(
      file(...Array.from({ length: 120 }, () => '王甲,1,,2026-10,,')),
    );
    expect(outcome).toMatchObject({ kind: 'refused', total: 120 });
    expect(outcome.kind === 'refused' && outcome.faults.length).toBe(50);
  });

  it.each([
    ['no heading', 'a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n', '没有表头'],
    ['a heading that lacks a column', '姓名,月份\n王甲,2026-10\n', '缺少：身份证号'],
    ['a column twice', `${HEADING},姓名\n${row(1)},x\n`, '两列都叫“姓名”'],
    ['a heading alone', `${HEADING}\n`, '没有数据'],
    ['no bytes', '', '空的'],
    ['an open quote', `${HEADING}\n"王甲\n`, '引号'],
  ])('refuses a file with %s', async (_name, content, words) => {
    const { outcome } = await bring(content);
    expect(outcome).toMatchObject({ kind: 'refused', total: 1 });
    expect(outcome.kind === 'refused' && outcome.faults[0]!.message).toContain(words);
    expect(await count('query_rows')).toBe(0);
    expect(await live()).toBeNull();
  });
});

it('refuses more rows than its queries can search', async () => {
  const { outcome } = await bring(file(row(1), row(2), row(3)), { mostRows: 2 });
  expect(outcome).toMatchObject({ kind: 'refused', total: 1 });
  expect((await bring(file(row(1), row(2)), { mostRows: 2 })).outcome.kind).toBe('imported');
});

describe('one import at a time', () => {
  const begin = (table = subsidies) =>
    store.beginImport(test.database, {
      unit: 'minzheng',
      table: table.id,
      sample: false,
      declaration: declarationOf(table, []),
      asOf: null,
      fileName: 'x',
      importedBy: 'x',
      at: clock.now(),
    });

  it('refuses a second one beside the first', async () => {
    await begin();
    await expect(bring(file(row(1)))).rejects.toThrow(AppError);
    await begin(tableSchema.parse({ ...subsidies, id: 'other' }));
  });

  it('takes over from one that died, and the dead one cannot come back', async () => {
    const dead = await begin();
    clock.advance(120_001);
    expect((await bring(file(row(1)))).outcome.kind).toBe('imported');
    const late = store.addRows(test.database, 'minzheng', dead, [], clock.now());
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    const switching = store.makeLive(test.database, 'minzheng', 'subsidies', dead, clock.now());
    await expect(switching).rejects.toMatchObject({ code: 'conflict' });
    expect(await live()).toMatchObject({ rowCount: 1 });
  });

  it('waits for one that gives signs of life, however long it takes', async () => {
    const slow = await begin();
    for (let count = 0; count < 3; count++) {
      clock.advance(60_000);
      await store.touchImport(test.database, 'minzheng', slow, clock.now());
    }
    await expect(bring(file(row(1)))).rejects.toMatchObject({ code: 'conflict' });
    await store.makeLive(test.database, 'minzheng', 'subsidies', slow, clock.now());
  });

  it('keeps the live rows when the switch itself is given up', async () => {
    await bring(file(row(1)));
    const other = await begin();
    await store.giveUpImport(test.database, 'minzheng', other, clock.now());
    await expect(
      store.makeLive(test.database, 'minzheng', 'subsidies', other, clock.now()),
    ).rejects.toThrow();
    expect(await live()).toMatchObject({ rowCount: 1 });
  });
});

it('keeps no personal data in clear', async () => {
  await bring(file(row(1, '13812345678,2026-10,100,')));
  const rows = await test.database.query(
    `select q::text as text from query_rows q union all select k::text from query_keys k union all select i::text from query_imports i`,
  );
  const dump = JSON.stringify(rows);
  const hex = (text: string): string => Buffer.from(text).toString('hex');
  for (const value of [anIdNumber(1), '13812345678', '王乙']) {
    expect(dump).not.toContain(value);
    expect(dump).not.toContain(hex(value));
  }
  expect(dump).toContain('2026-10');
});

it('lists live tables, and takes one away', async () => {
  await bring(file(row(1)));
  expect(await listLiveTables(test.database)).toMatchObject([
    { unit: 'minzheng', table: 'subsidies', rowCount: 1 },
  ]);
  expect(await store.retireLive(test.database, 'minzheng', 'subsidies', clock.now())).toBe(true);
  expect(await store.retireLive(test.database, 'minzheng', 'subsidies', clock.now())).toBe(false);
  expect(await listLiveTables(test.database)).toEqual([]);
});
