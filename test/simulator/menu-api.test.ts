import { createApiClient, type ApiClient } from './api-client';
import { startRunning, type Running } from './running';

let running: Running;
let api: ApiClient;
beforeAll(async () => {
  running = await startRunning();
  api = createApiClient(running);
});
afterAll(() => running.stop());
beforeEach(() => api.get('/cgi-bin/menu/delete'));

const click = (name = '查进度', key = 'page:progress'): object => ({ name, type: 'click', key });
const view = (url: string): object => ({ name: '网上办', type: 'view', url });
const create = (button: unknown): Promise<number> =>
  api.codeOf(api.post('/cgi-bin/menu/create', { button }));
const under = (sub: object): object[] => [{ name: '办事', sub_button: [sub] }];

describe('menu/create', () => {
  it('should take three buttons of five and show them on the phone', async () => {
    const five = Array.from({ length: 5 }, (_, index) => click(`子菜单${index}`));
    const button = ['一', '二', '三'].map((name) => ({ name, sub_button: five }));
    expect(await create(button)).toBe(0);

    const [row] = await running.phone('张大妈').accounts();
    expect(row?.menu).toHaveLength(3);
    expect(row?.menu[0]?.sub_button?.[4]?.name).toBe('子菜单4');
  });

  it.each<[string, unknown, number]>([
    ['no button', [], 40016],
    ['four buttons', [click(), click(), click(), click()], 40016],
    ['six in a sub-menu', [{ name: '办', sub_button: Array<object>(6).fill(click()) }], 40023],
    ['an empty sub-menu', [{ name: '办', sub_button: [] }], 41007],
    ['a sub-menu of a sub-menu', under({ name: '再', sub_button: [click()] }), 40022],
    ['a name of 17 bytes', [click('医疗保障局ab')], 40018],
    ['a sub name of 61 bytes', under(click(`${'长'.repeat(20)}a`)), 40025],
    ['an unknown type', [{ ...click(), type: 'VIEW' }], 40017],
    ['an unknown sub type', under({ ...click(), type: 'nothing' }), 40024],
    ['no action', [{ name: '空' }], 65308],
    ['a key of 129 bytes', [click('好', 'k'.repeat(129))], 40019],
    ['a sub key of 129 bytes', under(click('好', 'k'.repeat(129))), 40026],
    ['an address of 1025 bytes', [view(`https://a.cn/${'a'.repeat(1012)}`)], 40020],
    ['a sub address of 1025 bytes', under(view(`https://a.cn/${'a'.repeat(1012)}`)), 40027],
    ['no web address', [view('javascript:alert(1)')], 40055],
    ['no web address below', under(view('weixin://dl')), 40054],
    [
      'a wrong mini program',
      [{ name: '小', type: 'miniprogram', appid: 'x', pagepath: 'a', url: 'https://a.cn' }],
      40166,
    ],
    ['no media id', [{ name: '图', type: 'media_id' }], 40007],
    ['no article', [{ name: '文', type: 'article_id' }], 53600],
  ])('should refuse %s', async (_name, button, code) => {
    expect(await create(button)).toBe(code);
  });

  it('should take the largest of everything', async () => {
    expect(await create([click('医疗保障局a', 'k'.repeat(128))])).toBe(0);
    expect(await create(under(click('长'.repeat(20))))).toBe(0);
    expect(await create([view(`https://a.cn/${'a'.repeat(1011)}`)])).toBe(0);
  });

  it('should refuse escaped characters and broken JSON', async () => {
    const escaped = JSON.stringify({ button: [click()] }).replace('查', '\\u67e5');
    expect(await api.codeOf(api.postRaw('/cgi-bin/menu/create', escaped))).toBe(40033);
    expect(await api.codeOf(api.postRaw('/cgi-bin/menu/create', '{"button":'))).toBe(47001);
  });

  it('should be closed to an account that is not verified', async () => {
    const other = createApiClient(running, 'yibao');
    const answer = other.post('/cgi-bin/menu/create', { button: [click()] });
    expect(await other.codeOf(answer)).toBe(48001);
    expect(await other.get('/cgi-bin/get_current_selfmenu_info')).toEqual({ is_menu_open: 0 });
  });
});

describe('reading a menu back', () => {
  it('should say 46003 when there is none', async () => {
    expect(await api.codeOf(api.get('/cgi-bin/menu/get'))).toBe(46003);
  });

  it('should give empty lists on leaves and another shape as self menu', async () => {
    await create(under(click()));
    const leaf = { ...click(), sub_button: [] };
    expect(await api.get('/cgi-bin/menu/get')).toEqual({
      menu: { button: [{ name: '办事', sub_button: [leaf] }] },
    });
    expect(await api.get('/cgi-bin/get_current_selfmenu_info')).toEqual({
      is_menu_open: 1,
      selfmenu_info: { button: [{ name: '办事', sub_button: { list: [click()] } }] },
    });
  });
});

describe('conditional menus', () => {
  const add = (matchrule: object, button: object[] = [click('老人专区')]): Promise<number> =>
    api.codeOf(api.post('/cgi-bin/menu/addconditional', { button, matchrule }));

  it('should need a default menu and a rule without abolished fields', async () => {
    expect(await add({ tag_id: '2' })).toBe(65303);
    await create([click()]);
    expect(await add({})).toBe(65304);
    expect(await add({ sex: '1', tag_id: '2' })).toBe(65320);
    const buttons = ['a', 'b', 'c'].map((host) => view(`https://${host}.cn/`));
    expect(await add({ tag_id: '2' }, buttons)).toBe(0);
    expect(await add({ tag_id: '3' }, [view('https://d.cn/')])).toBe(65316);
  });

  it('should match by platform, and go with the default menu', async () => {
    await create([click()]);
    expect(await add({ client_platform_type: 2 })).toBe(0);
    const [row] = await running.phone('张大妈').accounts();
    expect(row?.menu.map((button) => button.name)).toEqual(['老人专区']);

    const read = await api.get('/cgi-bin/menu/get');
    const [one] = read['conditionalmenu'] as { menuid: number; matchrule: object }[];
    expect(typeof one?.menuid).toBe('number');
    expect(one?.matchrule).toEqual({ client_platform_type: '2' });

    const remove = (menuid: unknown): Promise<number> =>
      api.codeOf(api.post('/cgi-bin/menu/delconditional', { menuid }));
    expect(await remove('1')).toBe(65301);
    expect(await remove(String(one?.menuid))).toBe(0);
    expect((await api.get('/cgi-bin/menu/get'))['conditionalmenu']).toBeUndefined();
  });

  it('should try a match for a citizen', async () => {
    await create([click()]);
    const tryMatch = (user: string): Promise<Record<string, unknown>> =>
      api.post('/cgi-bin/menu/trymatch', { user_id: user });
    expect(await tryMatch('nobody')).toMatchObject({ errcode: 65302 });
  });
});

describe('what people set up on the website', () => {
  const website = [
    { name: '简介', type: 'text', value: '君山人社欢迎您。' },
    { name: '更多', sub_button: { list: [{ name: '官网', type: 'view', url: 'https://a.cn' }] } },
  ];
  const inForce = (): Promise<Record<string, unknown>> =>
    api.get('/cgi-bin/get_current_selfmenu_info');
  afterEach(() => running.simulator.setWebsite('renshe', {}));

  it('should be in force beside the menu of the API, until that is made again', async () => {
    await create([click()]);
    running.simulator.setWebsite('renshe', { menu: website });
    expect(await inForce()).toEqual({ is_menu_open: 1, selfmenu_info: { button: website } });
    expect(await api.get('/cgi-bin/menu/get')).toMatchObject({ menu: { button: [click()] } });
    const [row] = await running.phone('张大妈').accounts();
    expect(row?.menu[1]?.sub_button?.[0]?.name).toBe('官网');

    await create([click()]);
    expect(await inForce()).toEqual({ is_menu_open: 1, selfmenu_info: { button: [click()] } });
  });

  it('should hide a menu that is switched off', async () => {
    await create([click()]);
    running.simulator.setWebsite('renshe', { menuOpen: false });
    expect(await inForce()).toMatchObject({ is_menu_open: 0 });
    const [row] = await running.phone('张大妈').accounts();
    expect(row?.menu).toEqual([]);
  });

  it('should give automatic replies back as they were set', async () => {
    const none = { is_add_friend_reply_open: 0, is_autoreply_open: 0 };
    expect(await api.get('/cgi-bin/get_current_autoreply_info')).toEqual(none);
    const autoReply = { is_add_friend_reply_open: 1, is_autoreply_open: 0 };
    running.simulator.setWebsite('renshe', { autoReply });
    expect(await api.get('/cgi-bin/get_current_autoreply_info')).toEqual(autoReply);
  });
});

it('should refuse a menu with a code that only WeChat could foresee', async () => {
  running.simulator.setApiFaults('renshe', { faults: [{ kind: '65306', count: 1 }] });
  expect(await api.codeOf(api.get('/cgi-bin/get_current_autoreply_info'))).toBe(0);
  expect(await create([click()])).toBe(65306);
  expect(await create([click()])).toBe(0);
});

it('should count the calls of the day', async () => {
  const before = running.simulator.countCalls('renshe', '/cgi-bin/menu/create');
  await create([click()]);
  await create([]);
  expect(running.simulator.countCalls('renshe', '/cgi-bin/menu/create')).toBe(before + 2);
});
