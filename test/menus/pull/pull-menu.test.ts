import { readYaml } from '../../../src/content/read-yaml';
import { checkMenu } from '../../../src/menus/check-menu';
import { compileMenu } from '../../../src/menus/compile-menu';
import { listVersions } from '../../../src/menus/application-store';
import { planMenus } from '../../../src/menus/plan-menus';
import { pullMenu } from '../../../src/menus/pull/pull-menu';
import { writeMenuYaml } from '../../../src/menus/pull/write-menu-yaml';
import { menuFileSchema, type MenuFile } from '../../../src/menus/schema';
import { createCustomMenu } from '../../../src/wechat/api/menu';
import { addConditionalMenu } from '../../../src/wechat/api/conditional-menu';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { aMenuContext } from '../menu-builders';
import { startSimulatedMenus, type SimulatedMenus } from '../simulated-menus';

let db: TestDatabase;
let menus: SimulatedMenus;
beforeAll(async () => {
  db = await createTestDatabase();
  menus = await startSimulatedMenus(db);
});
afterAll(async () => {
  await menus.stop();
  await db.drop();
});
beforeEach(() => menus.clear());

interface Pulled {
  version: number;
  text: string;
  file: MenuFile;
  notes: string[];
}

async function pull(): Promise<Pulled> {
  const outcome = await pullMenu(menus.desk, 'renshe', { actor: '张三' });
  if (outcome.kind !== 'pulled') throw new Error(outcome.kind);
  const text = writeMenuYaml(outcome.pulled, ['君山人社的菜单']);
  const { file } = readYaml(Buffer.from(text), 'renshe.yaml', menuFileSchema);
  const notes = outcome.pulled.notes.map((note) => note.text);
  return { version: outcome.version, text, file: file!.data, notes };
}

it('keeps a menu that others made and puts it in the words of a file that passes every check', async () => {
  await createCustomMenu(menus.desk.apiOf('renshe')!, {
    button: [
      {
        name: '旧菜单',
        sub_button: [
          { name: '老按键', type: 'click', key: 'V1001' },
          { name: '图', type: 'media_id', media_id: 'm1' },
          { name: '官网', type: 'view', url: 'https://www.junshan.gov.cn/' },
          { name: '别的单位', type: 'click', key: 'item:yibao.gone' },
        ],
      },
      { name: '帮助', type: 'click', key: 'page:help' },
    ],
  });
  const { version, text, file, notes } = await pull();
  expect(version).toBe(1);
  expect(notes).toEqual([
    '原来是 click：V1001。请改写成 item、query、reply 等。',
    '原来是 media_id：m1。请改写成 item、query、reply 等。',
    '原来是 click：item:yibao.gone。请改写成 item、query、reply 等。',
  ]);
  expect(text).toContain('# 君山人社的菜单\n');
  expect(text).toMatch(/# 待定：原来是 click：V1001[^\n]*\n +- name: 老按键\n/);
  expect(checkMenu(file, aMenuContext())).toEqual([]);
  const [first, second] = file.menu;
  expect(first!.buttons!.map(({ key, url }) => key ?? url)).toEqual([
    'old-1',
    'old-2',
    'https://www.junshan.gov.cn/',
    'old-3',
  ]);
  expect(second).toEqual({ name: '帮助', page: 'help' });
});

it('pulls what was made on the website', async () => {
  menus.simulator.setWebsite('renshe', {
    menu: [
      { name: '简介', type: 'text', value: '欢迎。\n电话：12333' },
      {
        name: '更多',
        sub_button: {
          list: [
            { name: '官网', type: 'view', url: 'http://www.junshan.gov.cn/' },
            {
              name: '通知',
              type: 'news',
              value: 'x',
              news_info: { list: [{ title: '通知', content_url: 'http://mp.weixin.qq.com/s/1' }] },
            },
            { name: '视频', type: 'video', value: 'https://v.qq.com/1' },
          ],
        },
      },
    ],
  });
  const { file, notes } = await pull();
  expect(file.menu[0]).toEqual({ name: '简介', reply: '欢迎。\n电话：12333', key: 'old-1' });
  expect(file.menu[1]!.buttons).toMatchObject([
    { name: '官网', url: 'http://www.junshan.gov.cn/' },
    { name: '通知', url: 'https://mp.weixin.qq.com/s/1' },
    { name: '视频', key: 'old-2' },
  ]);
  expect(notes).toHaveLength(4);
  const faults = checkMenu(file, aMenuContext());
  expect(faults.map(({ message }) => message)).toEqual([
    '网址“http://www.junshan.gov.cn/”不是以 https:// 开头',
  ]);
});

it('pulls a menu for some, and leaves out one that matches nobody any more', async () => {
  const api = menus.desk.apiOf('renshe')!;
  const button = [{ name: '帮助', type: 'click' as const, key: 'page:help' }];
  await createCustomMenu(api, { button });
  await addConditionalMenu(api, { button, matchrule: { client_platform_type: '3' } });
  await addConditionalMenu(api, { button, matchrule: { tag_id: '101' } });
  const { file } = await pull();
  expect(file.conditional).toEqual([
    { name: '标签 101', tag: 101, menu: [{ name: '帮助', page: 'help' }] },
    { name: '其他手机', platform: 'other', menu: [{ name: '帮助', page: 'help' }] },
  ]);
  menus.useFile(file);
  expect((await menus.apply()).kind).toBe('same');
});

it('lets a menu be applied over what was pulled, and keeps no second version of the same', async () => {
  await createCustomMenu(menus.desk.apiOf('renshe')!, {
    button: [{ name: '老按键', type: 'click', key: 'V1001' }],
  });
  expect((await menus.apply()).kind).toBe('refused');
  expect((await pull()).version).toBe(1);
  expect((await pull()).version).toBe(1);
  expect((await menus.apply()).kind).toBe('applied');
  const versions = await listVersions(db.database, 'renshe');
  expect(versions.map(({ version, kind, actor }) => [version, kind, actor])).toEqual([
    [2, 'apply', 'test'],
    [1, 'pull', '张三'],
  ]);
});

it('knows a menu of the website again, and lets it be replaced', async () => {
  const menu = [{ name: '官网', type: 'view', url: 'https://www.junshan.gov.cn/', value: 'x' }];
  menus.simulator.setWebsite('renshe', { menu });
  expect([(await pull()).version, (await pull()).version]).toEqual([1, 1]);
  const [plan] = await planMenus(menus.desk, ['renshe']);
  expect(plan!.state).toMatchObject({ kind: 'change', known: true, drifted: false });
  expect((await menus.apply()).kind).toBe('applied');
});

it('says that there is nothing, and keeps nothing', async () => {
  const outcome = await pullMenu(menus.desk, 'renshe', { actor: '张三' });
  expect(outcome).toEqual({ kind: 'empty' });
  expect(await listVersions(db.database, 'renshe')).toEqual([]);
});

it('reads the website of an account that may not have menus by the API', async () => {
  menus.simulator.setWebsite('renshe', { menu: [{ name: '简介', type: 'text', value: '欢迎' }] });
  const fault = { kind: '48001' as const, path: '/cgi-bin/menu/get' };
  menus.simulator.setApiFaults('renshe', { faults: [fault] });
  const { file } = await pull();
  expect(file.menu).toEqual([{ name: '简介', reply: '欢迎', key: 'old-1' }]);
});

it('names what cannot be read', async () => {
  menus.simulator.setApiFaults('renshe', { faults: [{ kind: '-1' }] });
  const outcome = await pullMenu(menus.desk, 'renshe', { actor: '张三' });
  expect(outcome).toMatchObject({ kind: 'unknown' });
});

it('compiles the season of the day alone, and pulls that', async () => {
  const file: MenuFile = {
    menu: [
      { name: '帮助', page: 'help' },
      { name: '冬天', page: 'items', from: '12-01', until: '02-28' },
    ],
  };
  menus.useFile(file);
  await menus.apply();
  const { file: pulled } = await pull();
  expect(compileMenu(pulled, aMenuContext(), '2026-12-24')).toEqual(
    compileMenu(file, aMenuContext(), '2026-11-23'),
  );
});
