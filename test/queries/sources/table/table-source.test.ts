import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client, escapeLiteral } from 'pg';
import { tableSchema, type TableSourceDeclaration } from '../../../../src/queries/source-schema';
import { retireLive } from '../../../../src/queries/sources/table/import-store';
import { lookupKeysFor } from '../../../../src/queries/sources/table/lookup-key';
import { createSmallTables } from '../../../../src/queries/sources/table/small-table';
import { createTableSource } from '../../../../src/queries/sources/table/table-source';
import { fixedClock } from '../../../support/clock';
import { createTestDatabase, type TestDatabase } from '../../../support/database';
import {
  anIdNumber,
  aTableSource,
  blindIndex,
  bySecret,
  createImporter,
  HEADING,
  sealer,
  subsidies,
} from './table-builders';

let test: TestDatabase;
let folder: string;
let bring: ReturnType<typeof createImporter>;
const clock = fixedClock();

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'zhijian-lookup-'));
  bring = createImporter(test.database, folder, clock);
});
afterEach(async () => {
  for (const table of ['subsidies', 'places']) {
    await retireLive(test.database, 'minzheng', table, clock.now());
  }
});
afterAll(async () => {
  await test.drop();
  await fs.rm(folder, { recursive: true });
});

function ask(
  fields: Record<string, string>,
  { source = bySecret, table = subsidies, samplesAllowed = false, unit = 'minzheng' } = {},
) {
  const shared = { database: test.database, sealer, blindIndex, samplesAllowed };
  const parts = { ...shared, smallTables: createSmallTables(shared) };
  return createTableSource(parts, unit, source, table).ask({
    unit,
    query: 'q',
    account: unit,
    citizenId: '',
    fields,
    signal: new AbortController().signal,
    now: clock.now(),
  });
}
const ASKED = { name: '王甲', idNumber: anIdNumber(1), tail: '5678' };
const FILE = [
  HEADING,
  `王甲,${anIdNumber(1)},13812345678,2026-09,100,=HYPERLINK("http://evil")`,
  `王甲,${anIdNumber(1)},13812345678,2026-10,120.5,{姓名|姓名}{{x}}`,
  `王乙,${anIdNumber(2)},13812345678,2026-10,90,`,
  `王丙,${anIdNumber(3)},,2026-10,80,`,
].join('\n');
const asOf = new Date('2026-10-31T16:00:00Z');

describe('a look-up', () => {
  beforeEach(() => bring(FILE));

  it('finds all rows of a person, newest first, with formulas and braces as text', async () => {
    const person = { 姓名: '王甲', 身份证号: anIdNumber(1), 手机号: '13812345678' };
    expect(await ask(ASKED)).toEqual({
      kind: 'rows',
      asOf,
      rows: [
        { ...person, 月份: '2026-10', 金额: '120.50', 备注: '{姓名|姓名}{{x}}' },
        { ...person, 月份: '2026-09', 金额: '100.00', 备注: '=HYPERLINK("http://evil")' },
      ],
    });
  });

  it.each([
    ['another name', { ...ASKED, name: '王乙' }],
    ['another number', { ...ASKED, idNumber: anIdNumber(2) }],
    ['another tail', { ...ASKED, tail: '5679' }],
    ['nobody', { name: '无', idNumber: anIdNumber(9), tail: '0000' }],
    ['an empty tail', { ...ASKED, tail: '' }],
    ['a person without a mobile', { name: '王丙', idNumber: anIdNumber(3), tail: '' }],
    ['a percent sign', { name: '%', idNumber: '%', tail: '%' }],
  ])('says the same of %s', async (_name, fields) => {
    const result = await ask(fields);
    expect(result.kind).toBe('none');
  });

  it('sees through the ways of writing', async () => {
    const fields = { name: '王 甲', idNumber: ` ${anIdNumber(1).toLowerCase()}`, tail: '５６７８' };
    expect(await ask(fields)).toMatchObject({ kind: 'rows', rows: [{}, {}] });
  });

  it('is of its own unit', async () => {
    expect(await ask(ASKED, { unit: 'renshe' })).toEqual({
      kind: 'unavailable',
      reason: 'bad_answer',
    });
  });
});

it('finds the rows of the next import the moment it is live', async () => {
  await bring(FILE);
  await bring(FILE.replaceAll('120.5', '300'), { asOf: new Date('2026-11-01T16:00:00Z') });
  expect(await ask(ASKED)).toMatchObject({
    asOf: new Date('2026-11-01T16:00:00Z'),
    rows: [{ 金额: '300.00' }, {}],
  });
});

it('has nothing to say without a table, or with one that was read otherwise', async () => {
  const UNAVAILABLE = { kind: 'unavailable', reason: 'bad_answer' };
  expect(await ask(ASKED)).toEqual(UNAVAILABLE);
  await bring(FILE, { keys: [] });
  expect(await ask(ASKED)).toEqual(UNAVAILABLE);
  await bring(FILE);
  const columns = subsidies.columns.map((column) =>
    column.name === '备注' ? { ...column, type: 'code' as const } : column,
  );
  expect(await ask(ASKED, { table: { ...subsidies, columns } })).toEqual(UNAVAILABLE);
});

it('does not use sample data but in trial mode', async () => {
  await bring(FILE, { sample: true });
  expect(await ask(ASKED)).toEqual({ kind: 'unavailable', reason: 'bad_answer' });
  expect(await ask(ASKED, { samplesAllowed: true })).toMatchObject({ kind: 'rows' });
});

describe('a search by part of a text', () => {
  const places = tableSchema.parse({
    id: 'places',
    name: '定点机构',
    identity: ['名称'],
    columns: [{ name: '名称', required: true }, { name: '乡镇' }, { name: '电话' }],
  });
  const source: TableSourceDeclaration = aTableSource({
    table: 'places',
    match: [
      { field: 'word', column: '名称', how: 'contains' },
      { field: 'word', column: '乡镇', how: 'contains' },
    ],
  });
  const search = (word: string) => ask({ word }, { table: places, source });
  const CSV = '名称,乡镇,电话\n示例医院,柳林洲街道,1\n示例药店ABC,广兴洲镇,2\n100%药房,许市镇,3\n';

  beforeEach(async () => {
    await bring(CSV, { table: places, keys: lookupKeysFor(places, [source]) });
  });

  it.each([
    ['示例', ['示例医院', '示例药店ABC']],
    ['广兴洲', ['示例药店ABC']],
    ['ａｂｃ', ['示例药店ABC']],
    ['100%', ['100%药房']],
  ])('finds %s in any of its columns', async (word, names) => {
    const result = await search(word);
    expect(result.kind === 'rows' && result.rows.map((row) => row['名称'])).toEqual(names);
  });

  it.each(['', '没有', '_', '.*', '%%'])('finds nothing for %j', async (word) => {
    expect((await search(word)).kind).toBe('none');
  });

  it('sees the next import', async () => {
    await bring('名称,乡镇\n新店,许市镇\n', { table: places, keys: [] });
    expect(await search('新店')).toMatchObject({ kind: 'rows' });
    expect(await search('示例')).toMatchObject({ kind: 'none' });
  });
});

it('goes by index from the first day, on tables that were never analysed', async () => {
  const empty = await createTestDatabase();
  const client = new Client({ connectionString: empty.url });
  await client.connect();
  const seen: string[] = [];
  const database = {
    query: async (sql: string, parameters: readonly unknown[] = []) => {
      seen.push(sql);
      const literals = parameters.map((value) =>
        Buffer.isBuffer(value)
          ? `'\\x${value.toString('hex')}'::bytea`
          : escapeLiteral(String(value)),
      );
      const filled = sql.replace(/\$(\d+)/g, (_whole, at) => literals[Number(at) - 1]!);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${filled}`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).not.toMatch(/Seq Scan/);
      return [];
    },
  };
  const shared = { database, sealer, blindIndex, samplesAllowed: false };
  const parts = { ...shared, smallTables: createSmallTables(shared) };
  await createTableSource(parts, 'minzheng', bySecret, subsidies).ask({
    unit: 'minzheng',
    query: 'q',
    account: 'minzheng',
    citizenId: '',
    fields: ASKED,
    signal: new AbortController().signal,
    now: clock.now(),
  });
  expect(seen).toHaveLength(1);
  await client.end();
  await empty.drop();
});
