import {
  distanceBetween,
  fitOfPlace,
  mapLinks,
  parsePosition,
  presentDistance,
} from '../../../../src/queries/sources/nearest/place';

it('tells a position from a name', () => {
  expect(parsePosition('@29.371235,113.004321')).toEqual({
    latitude: 29.371235,
    longitude: 113.004321,
  });
  expect(['柳林洲', '29.3,113.0', '@29.3', '@x,y', ''].map(parsePosition)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

it.each([
  [{ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 }, 111_195],
  [
    { latitude: 39.9087, longitude: 116.3975 },
    { latitude: 31.2304, longitude: 121.4737 },
    1_067_000,
  ],
  [{ latitude: 29, longitude: 113 }, { latitude: 29, longitude: 113 }, 0],
])('measures from %j to %j', (a, b, metres) => {
  expect(Math.abs(distanceBetween(a, b) - metres)).toBeLessThan(metres * 0.002 + 1);
});

it.each([
  [0, '约50米'],
  [349, '约350米'],
  [1234, '约1.2公里'],
  [15_600, '约16公里'],
])('says %d metres as %s', (metres, text) => expect(presentDistance(metres)).toBe(text));

it.each([
  ['柳林洲街道', '柳林洲街道、广兴洲镇', 3],
  ['柳林洲', '柳林洲街道、广兴洲镇', 3],
  ['君山区柳林洲', '柳林洲街道', 3],
  ['广兴洲镇洪市村', '柳林洲街道 广兴洲镇', 2],
  ['许市', '柳林洲街道', 0],
  ['区', '柳林洲街道', 0],
  ['洲', '柳林洲街道', 0],
])('a typed %s fits the area %s as %d', (typed, areas, fit) => {
  expect(fitOfPlace(typed, areas, '某某派出所', '某某路')).toBe(fit);
});

it('finds names and addresses last', () => {
  expect(fitOfPlace('洞庭大道', '', '派出所', '洞庭大道1号')).toBe(1);
});

it('makes map links that a name cannot break', () => {
  const name = '示例:门诊;addr&x=1';
  const { amap, tencent } = mapLinks(name, '某路,1号', { latitude: 29.4, longitude: 113.1 });
  expect(new URL(amap).searchParams.get('position')).toBe('113.1,29.4');
  expect(new URL(amap).searchParams.get('name')).toBe(name);
  expect(new URL(tencent).searchParams.get('marker')).toBe(
    'coord:29.4,113.1;title:示例 门诊 addr&x=1;addr:某路 1号',
  );
  expect(new URL(mapLinks(name, '', null).amap).searchParams.get('keyword')).toBe(name);
});

it('makes links that no template cuts, however long name and address are', () => {
  const long = '示例社区卫生服务中心'.repeat(8);
  const position = { latitude: 29.371235, longitude: 113.004321 };
  for (const links of [mapLinks(long, long, position), mapLinks(long, long, null)]) {
    for (const link of Object.values(links)) expect(link.length).toBeLessThanOrEqual(400);
  }
});
