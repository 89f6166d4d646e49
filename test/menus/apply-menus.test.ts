import { applyMenus, type ApplyMenusOptions } from '../../src/menus/apply-menus';
import type { MenuAuditRow } from '../../src/menus/menu-desk';
import { createMenuDesk, type MenuDeskOptions } from '../../src/menus/create-menu-desk';
import { menuReplies } from '../../src/menus/compile-menu';
import type { MenuFile } from '../../src/menus/schema';
import { aUnit } from '../support/builders';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { emptyTable } from '../support/empty-table';
import { aLogger, FakeWechat, MemoryTokenStore } from '../wechat/api/fake-wechat';
import { aMenuContext, aMenuFile } from './menu-builders';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** The platform's menus by token (`T-renshe` …) and what its menu calls do. */
let wechat: FakeWechat;
let live: Map<string, object>;
beforeEach(async () => {
  await emptyTable(db, 'menu_applications');
  live = new Map();
  wechat = new FakeWechat();
  await wechat.start();
  wechat.on('/cgi-bin/stable_token', (seen, response) => {
    const { appid } = JSON.parse(seen.body) as { appid: string };
    response.end(JSON.stringify({ access_token: `T-${appid}`, expires_in: 7200 }));
  });
  wechat.on('/cgi-bin/menu/get', (seen, response) => {
    const menu = live.get(seen.query.get('access_token')!);
    response.end(JSON.stringify(menu ? { menu } : { errcode: 46003, errmsg: 'menu no exist' }));
  });
  wechat.on('/cgi-bin/get_current_selfmenu_info', (seen, response) => {
    const menu = live.get(seen.query.get('access_token')!);
    const inForce = menu && { is_menu_open: 1, selfmenu_info: inWebsiteShape(menu) };
    response.end(JSON.stringify(inForce ?? { is_menu_open: 0 }));
  });
  wechat.on('/cgi-bin/menu/create', (seen, response) => {
    live.set(seen.query.get('access_token')!, JSON.parse(seen.body) as object);
    response.end('{"errcode":0,"errmsg":"ok"}');
  });
});

/** `sub_button` as an object with a `list`, which only get_current_selfmenu_info has. */
function inWebsiteShape(menu: object): object {
  return JSON.parse(JSON.stringify(menu), (name, value: unknown) =>
    name === 'sub_button' ? { list: value } : value,
  ) as object;
}
afterEach(() => wechat.stop());

const renshe = aMenuFile({ name: '社保卡', item: 'card' }, { name: '转人工', page: 'human' });
const yibao = aMenuFile({ name: '医保缴费', item: 'pay' });

interface Run {
  lines: string[];
  asked: string[];
  audited: MenuAuditRow[];
  results: Awaited<ReturnType<typeof applyMenus>>;
}

type RunOptions = Partial<ApplyMenusOptions> & {
  agree?: boolean;
  accounts?: MenuDeskOptions['accounts'];
};

async function run({ agree = true, accounts, ...options }: RunOptions = {}): Promise<Run> {
  const lines: string[] = [];
  const asked: string[] = [];
  const audited: MenuAuditRow[] = [];
  const { desk, close } = createMenuDesk({
    accounts:
      accounts ?? ['renshe', 'yibao'].map((unit) => ({ unit, appId: unit, appSecret: 's' })),
    apiBase: wechat.base,
    content: aContent(),
    database: db.database,
    tokens: tokensByAccount(),
    clock: fixedClock(),
    logger: aLogger().logger,
    audit: { record: async (_tx, rows) => void audited.push(...rows) },
  });
  const results = await applyMenus(desk, {
    units: [],
    actor: 'shell',
    replace: false,
    confirm: async (question) => {
      asked.push(question);
      return agree;
    },
    out: (line) => lines.push(line),
    ...options,
  }).finally(close);
  return { lines, asked, audited, results };
}

function aContent(): MenuDeskOptions['content'] {
  const { items, publicUrl } = aMenuContext();
  return {
    routing: {
      units: new Map([
        ['renshe', aUnit()],
        ['yibao', aUnit({ code: 'yibao', accountName: '君山医保' })],
      ]),
      items,
      queries: [],
      publicUrl,
      menuReplies: menuReplies(renshe, 'renshe'),
    },
    menus: new Map<string, MenuFile>([
      ['renshe', renshe],
      ['yibao', yibao],
    ]),
  };
}

function tokensByAccount(): MenuDeskOptions['tokens'] {
  const stores = new Map<string, MemoryTokenStore>();
  const storeOf = (account: string): MemoryTokenStore => {
    const store = stores.get(account) ?? new MemoryTokenStore();
    stores.set(account, store);
    return store;
  };
  return {
    find: (account) => storeOf(account).find(),
    save: (account, token, replacing) => storeOf(account).save(account, token, replacing),
  };
}

async function rows(): Promise<{ account: string; state: string; detail: string | null }[]> {
  return db.database.query(
    'select account, state, detail from menu_applications order by account, id',
  );
}

it('asks once, applies every unit, reads back and notes it', async () => {
  const { results, asked, lines } = await run();
  expect(results).toEqual([
    { unit: 'renshe', kind: 'applied' },
    { unit: 'yibao', kind: 'applied' },
  ]);
  expect(asked).toEqual([
    '\n把菜单发布到君山人社（renshe）（加 2 行，去 0 行）、君山医保（yibao）（加 1 行，去 0 行）？',
  ]);
  expect(lines).toContain('+ ▸ 转人工  →  转人工');
  expect(lines.at(-1)).toMatch(/^君山医保（yibao） +已发布/);
  expect(await rows()).toEqual([
    { account: 'renshe', state: 'applied', detail: null },
    { account: 'yibao', state: 'applied', detail: null },
  ]);
  const [row] = await db.database.query(
    `select compiled, file_hash, actor from menu_applications where account = 'renshe'`,
  );
  expect(row).toEqual({
    compiled: { ...live.get('T-renshe'), conditional: [] },
    file_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    actor: 'shell',
  });
});

it('makes no write call and asks nothing where the live menu is the same already', async () => {
  await run();
  wechat.seen.length = 0;
  const { results, asked, lines } = await run();
  expect(results.map(({ kind }) => kind)).toEqual(['same', 'same']);
  expect(asked).toEqual([]);
  expect(lines).toContain('  和微信上的菜单相同，不用发布。');
  expect(wechat.countOf('/cgi-bin/menu/create')).toBe(0);
  expect(await rows()).toHaveLength(2);
});

describe('a menu that was never applied or pulled from here', () => {
  beforeEach(() =>
    live.set('T-renshe', {
      button: [{ type: 'click', name: '旧按钮', key: 'V1', sub_button: [] }],
    }),
  );

  it('is not replaced, and nobody is asked', async () => {
    const { results, lines, asked } = await run({ units: ['renshe'] });
    expect(lines).toContain('- ▸ 旧按钮  →  不是本系统的按钮：V1');
    expect(results).toEqual([{ unit: 'renshe', kind: 'refused', detail: '现有的菜单没有留底。' }]);
    expect(lines.join('\n')).toContain('--replace');
    expect(asked).toEqual([]);
    expect(wechat.countOf('/cgi-bin/menu/create')).toBe(0);
  });

  it('is kept as a version and replaced when told so', async () => {
    const { results, audited } = await run({ units: ['renshe'], replace: true });
    expect(results).toEqual([{ unit: 'renshe', kind: 'applied' }]);
    const versions = await db.database.query(
      `select version, kind, state, compiled->'button'->0->>'name' as first, finished_at is null as open
       from menu_applications order by version`,
    );
    expect(versions).toEqual([
      { version: 1, kind: 'pull', state: 'applied', first: '旧按钮', open: false },
      { version: 2, kind: 'apply', state: 'applied', first: '社保卡', open: false },
    ]);
    expect(audited.map(({ version, action, state }) => [version, action, state])).toEqual([
      [1, 'pull', 'applied'],
      [2, 'apply', 'intended'],
      [2, 'apply', 'applied'],
    ]);
  });
});

it('changes nothing where nobody agrees', async () => {
  const { results } = await run({ units: ['renshe'], agree: false });
  expect(results).toEqual([{ unit: 'renshe', kind: 'declined' }]);
  expect(wechat.countOf('/cgi-bin/menu/create')).toBe(0);
  expect(await rows()).toEqual([]);
});

it('refuses where the live menu changed while the person looked', async () => {
  const { results } = await run({
    units: ['renshe'],
    confirm: async () => {
      live.set('T-renshe', { button: [{ type: 'click', name: '别人的', key: 'V2' }] });
      return true;
    },
  });
  expect(results).toEqual([
    {
      unit: 'renshe',
      kind: 'refused',
      detail: '看过以后，微信上的菜单又变了，没有发布，请重新看一遍。',
    },
  ]);
  expect(wechat.countOf('/cgi-bin/menu/create')).toBe(0);
});

it('shows what somebody changed on the website since', async () => {
  await run({ units: ['renshe'] });
  live.set('T-renshe', { button: [{ type: 'click', name: '转人工', key: 'page:human' }] });
  const { lines } = await run({ units: ['renshe'], agree: false });
  const at = lines.findIndex((line) => line.includes('有人在别处改过微信上的菜单'));
  expect(lines[at + 1]).toMatch(/^ {4}- ▸ 社保卡/);
});

it('goes on with the other units where one is refused, with the reason in the table and the row', async () => {
  wechat.on('/cgi-bin/menu/create', (seen, response) => {
    const token = seen.query.get('access_token')!;
    if (token === 'T-renshe') return response.end('{"errcode":40055,"errmsg":"invalid rid: 7-7"}');
    live.set(token, JSON.parse(seen.body) as object);
    return response.end('{"errcode":0,"errmsg":"ok"}');
  });
  const { results, lines } = await run();
  expect(results.map(({ kind }) => kind)).toEqual(['failed', 'applied']);
  expect(lines.at(-2)).toContain('没有发布成功：菜单按钮的网址域名不被允许。（代码 40055');
  expect(await rows()).toEqual([
    { account: 'renshe', state: 'failed', detail: expect.stringContaining('rid 7-7') as unknown },
    { account: 'yibao', state: 'applied', detail: null },
  ]);
});

it('writes the intent before WeChat is called', async () => {
  let stateAtCall: unknown;
  wechat.on('/cgi-bin/menu/create', (seen, response) => {
    void rows().then(([row]) => {
      stateAtCall = row?.state;
      live.set(seen.query.get('access_token')!, JSON.parse(seen.body) as object);
      response.end('{"errcode":0,"errmsg":"ok"}');
    });
  });
  await run({ units: ['renshe'] });
  expect(stateAtCall).toBe('intended');
});

describe('an unclear answer', () => {
  it('is applied where the menu is found on reading back', async () => {
    wechat.on('/cgi-bin/menu/create', (seen, response) => {
      live.set(seen.query.get('access_token')!, JSON.parse(seen.body) as object);
      response.destroy();
    });
    expect((await run({ units: ['renshe'] })).results).toEqual([
      { unit: 'renshe', kind: 'applied' },
    ]);
  });

  it('has failed where it is not', async () => {
    wechat.on('/cgi-bin/menu/create', (_seen, response) => response.writeHead(502).end());
    const { results } = await run({ units: ['renshe'] });
    expect(results[0]).toMatchObject({
      kind: 'failed',
      detail: expect.stringContaining('HTTP 502') as unknown,
    });
    expect(await rows()).toEqual([expect.objectContaining({ state: 'failed' })]);
  });

  it('has failed where WeChat took it and gives back another', async () => {
    wechat.on('/cgi-bin/menu/create', { errcode: 0, errmsg: 'ok' });
    const { results } = await run({ units: ['renshe'] });
    expect(results[0]).toMatchObject({
      kind: 'failed',
      detail: '微信收下了菜单，读回来的却不一样，请再运行一次。微信上仍是原来的菜单。',
    });
  });

  it('is unclear where it cannot be read back', async () => {
    let created = false;
    wechat.on('/cgi-bin/menu/create', (_seen, response) => {
      created = true;
      response.end('{"errcode":0}');
    });
    wechat.on('/cgi-bin/menu/get', (_seen, response) =>
      created ? response.destroy() : response.end('{"errcode":46003}'),
    );
    const { results } = await run({ units: ['renshe'] });
    expect(results[0]).toMatchObject({
      kind: 'unclear',
      detail: expect.stringMatching(/^微信收下了菜单，但没能读回来核对。/) as unknown,
    });
  });
});

describe('an account that may not have menus', () => {
  it('gets the table to type in, after 48001, and is not written to', async () => {
    wechat.on('/cgi-bin/menu/get', { errcode: 48001, errmsg: 'api unauthorized' });
    const { results, lines } = await run({ units: ['renshe'] });
    expect(results).toEqual([{ unit: 'renshe', kind: 'by_hand' }]);
    expect(lines.join('\n')).toContain('请登录 mp.weixin.qq.com');
    expect(lines).toContain('  转人工    —        发送消息  请发送：转人工');
    expect(wechat.countOf('/cgi-bin/menu/create')).toBe(0);
  });

  it('gets it too where only the create call is refused', async () => {
    wechat.on('/cgi-bin/menu/create', { errcode: 48001, errmsg: 'api unauthorized' });
    const { results, lines } = await run({ units: ['renshe'] });
    expect(results).toEqual([{ unit: 'renshe', kind: 'by_hand' }]);
    expect(lines.join('\n')).toContain('请登录 mp.weixin.qq.com');
    expect(await rows()).toEqual([
      { account: 'renshe', state: 'failed', detail: '本公众号不能用接口设置菜单。' },
    ]);
  });
});

it('shows and skips a unit without an account here', async () => {
  const { results, lines } = await run({ accounts: [], units: ['yibao'] });
  expect(results).toEqual([{ unit: 'yibao', kind: 'no_account' }]);
  expect(lines.join('\n')).toContain('没有配置这个公众号的 AppID 和 AppSecret');
});

it('refuses a unit without a menu file by name', async () => {
  await expect(run({ units: ['shuiwu'] })).rejects.toMatchObject({
    code: 'bad_request',
    message: expect.stringContaining('renshe、yibao') as unknown,
  });
});
