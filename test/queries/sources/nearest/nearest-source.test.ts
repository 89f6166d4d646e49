import { sourceSchema, tableSchema } from '../../../../src/queries/source-schema';
import { createNearestSource } from '../../../../src/queries/sources/nearest/nearest-source';
import type { SmallTable } from '../../../../src/queries/sources/table/small-table';

const table = tableSchema.parse({
  id: 'clinics',
  name: '门诊',
  identity: ['名称'],
  columns: [{ name: '名称' }],
});
const declaration = sourceSchema.parse({
  kind: 'nearest',
  table: 'clinics',
  place: 'town',
  most: 2,
});
const asOf = new Date('2026-11-01T00:00:00Z');

const place = (名称: string, 管辖: string, 纬度: string, 经度: string, 时间 = '24小时') => ({
  名称,
  管辖,
  纬度,
  经度,
  时间,
  地址: `${名称}路1号`,
  电话: '1',
});
const rows = [
  place('甲门诊', '柳林洲街道', '29.46', '113.00'),
  place('乙门诊', '广兴洲镇、许市镇', '29.58', '112.90', '请电话问'),
  place('丙门诊', '钱粮湖镇', '', ''),
];

function ask(town: string, given: SmallTable | null = { asOf, rows }) {
  if (declaration.kind !== 'nearest') throw new Error(declaration.kind);
  const smallTables = { get: () => Promise.resolve(given) };
  return createNearestSource(
    { smallTables, kindOfDay: () => 'workday' },
    'jikong',
    declaration,
    table,
  ).ask({
    unit: 'jikong',
    query: 'vaccine',
    account: 'jikong',
    citizenId: '',
    fields: { town },
    signal: new AbortController().signal,
    now: new Date('2026-11-23T02:00:00Z'),
  });
}

it('puts the nearest first, with distance, whether it is open, and maps', async () => {
  expect(await ask('@29.57,112.91')).toMatchObject({
    kind: 'rows',
    asOf,
    rows: [
      { 名称: '乙门诊', 距离: '约1.5公里', 现在: '' },
      { 名称: '甲门诊', 距离: '约15公里', 现在: '现在开门，24小时' },
    ],
  });
});

it('finds a typed place by what is served there, without a distance', async () => {
  const result = await ask('钱粮湖');
  expect(result).toMatchObject({ kind: 'rows', rows: [{ 名称: '丙门诊', 距离: '' }] });
  const links = result.kind === 'rows' ? result.rows[0]! : {};
  expect(links['地图']).toMatch(/^https:\/\/apis\.map\.qq\.com\/uri\/v1\/search\?/);
  expect(links['高德地图']).toMatch(/^https:\/\/uri\.amap\.com\/search\?/);
});

it('says that there is none', async () => {
  expect(await ask('上海')).toEqual({ kind: 'none', asOf });
  expect(await ask('')).toEqual({ kind: 'none', asOf });
  expect(await ask('@29.57,112.91', { asOf, rows: [rows[2]!] })).toEqual({ kind: 'none', asOf });
  expect(await ask('柳林洲', null)).toEqual({ kind: 'unavailable', reason: 'bad_answer' });
});
