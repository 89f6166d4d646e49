import { closeItemReport, listItemReports } from '../../../src/items/reports/item-reports';
import { Browser, createPagesWorld, type PagesWorld } from '../progress/pages-world';

const DAY_MS = 24 * 60 * 60 * 1000;
let world: PagesWorld;
beforeAll(async () => {
  world = await createPagesWorld();
});
afterAll(() => world.stop());
beforeEach(() => world.clock.advance(DAY_MS));
const aBrowser = (): Browser => new Browser(world.url);

it('lists the items of a unit, and finds them by name and by what people say', async () => {
  const all = await aBrowser().get('/p/items/renshe');
  expect(all.words).toMatch(/共\d+项。.*社保卡申领/);
  const found = await aBrowser().get(`/p/items/renshe?q=${encodeURIComponent('失業金')}`);
  expect(found.words).toContain('找到1项');
  expect(found.words).toContain('失业金申领');
  const none = await aBrowser().get(`/p/items/renshe?q=${encodeURIComponent('<b>飞船')}`);
  expect(none.words).toContain('没有找到');
  expect(none.html).not.toContain('<b>飞船');
});

it('shows an item with its sources, its counted link and a telephone', async () => {
  const page = await aBrowser().get('/p/items/renshe/unemploy');
  expect(page.words).toContain('依据：');
  expect(page.html).toMatch(/href="tel:\d+"/);
  expect(page.words).toMatch(/内容待本单位核对，以窗口答复为准/);
});

it.each(['/p/items/nobody', '/p/items/renshe/nothing', '/p/items/yibao/card'])(
  '%s is nowhere',
  async (path) => {
    expect((await aBrowser().get(path)).status).toBe(404);
  },
);

it('takes “这条信息有误” as a task for the unit, masked, and opens no case', async () => {
  const path = '/p/items/renshe/card';
  expect((await aBrowser().post(path, { text: '  ' })).words).toContain('请写一写哪里不对');
  const taken = await aBrowser().post(path, { text: '电话打不通，请打我13800001234' });
  expect(taken.words).toContain('已经交给本单位核对');
  const list = (units: string[], openOnly = true) =>
    listItemReports(world.database, units, { openOnly, limit: 10 });
  const [report, ...more] = await list(['renshe']);
  expect(more).toEqual([]);
  expect(report).toMatchObject({
    ...{ unit: 'renshe', item: 'card', closedAt: null },
    text: '电话打不通，请打我138******34',
  });
  expect(await list(['yibao'])).toEqual([]);
  expect(await world.database.query('select from cases')).toEqual([]);

  const closing = { id: report!.id, by: 'the-admin', at: world.clock.now() };
  const close = (units: string[], outcome = '已经改正') =>
    world.database.transaction((tx) => closeItemReport(tx, units, { ...closing, outcome }));
  await expect(close(['yibao'])).rejects.toMatchObject({ code: 'not_found' });
  await expect(close(['renshe'], ' ')).rejects.toMatchObject({ code: 'bad_request' });
  expect(await close(['renshe'])).toEqual({ unit: 'renshe', item: 'card' });
  await expect(close(['renshe'])).rejects.toMatchObject({ code: 'not_found' });
  expect(await list(['renshe'])).toEqual([]);
  expect(await list(['renshe'], false)).toMatchObject([{ outcome: '已经改正' }]);
});

it('takes ten reports a day of one address', async () => {
  for (let count = 0; count < 10; count++) {
    await aBrowser().post('/p/items/renshe/card', { text: '地址不对' });
  }
  const eleventh = await aBrowser().post('/p/items/renshe/card', { text: '地址不对' });
  expect(eleventh.words).toContain('今天的反馈已经很多了');
});
