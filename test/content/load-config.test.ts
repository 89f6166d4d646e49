import fs from 'node:fs';
import path from 'node:path';
import type { Config } from '../../src/content/config';
import { loadAll } from '../../src/content/load-all';
import type { LoadedConfig } from '../../src/content/load-config';
import { loadConfig } from '../../src/content/load-config';
import { findPackageRoot } from '../../src/platform/package-root';
import { ContentFolder, now } from './content-folder';

type Env = Record<string, string | undefined>;

const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const secretKey = '0123456789abcdef0123456789abcdef';
const account: Env = {
  RENSHE_APP_ID: 'wx0123456789abcdef',
  RENSHE_APP_SECRET: '0123456789abcdef0123456789abcdef',
  RENSHE_TOKEN: 'a1b2c3d4e5f6a7b8',
  RENSHE_AES_KEY: aesKey,
};
const production: Env = {
  ...account,
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://zj.example.gov.cn',
  SECRET_KEY: secretKey,
};

let folder: ContentFolder;
beforeEach(() => (folder = new ContentFolder()));
afterEach(() => folder.dispose());

const load = (env: Env, envFile: string | null = null): LoadedConfig =>
  loadConfig({ REPLIES_DIR: folder.repliesDir, ...env }, envFile);

function configOf(env: Env): Config {
  const { config, faults } = load(env);
  if (!config) throw new Error(JSON.stringify(faults));
  return config;
}

/** The messages with their remedies; every one is at 环境变量. */
function faultsOf(env: Env): string[] {
  const { faults } = load(env);
  expect(faults.every(({ file, line }) => file === '环境变量' && line === null)).toBe(true);
  return faults.map(({ message, remedy }) => `${message} → ${remedy}`);
}

describe('modes', () => {
  it('is trial where nothing is configured', () => {
    const root = findPackageRoot();
    expect(loadConfig({}, null).config).toEqual({
      production: false,
      trial: true,
      trialExamples: true,
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      migrationDatabaseUrl: null,
      dataDir: path.join(root, '.data'),
      wechatApiBase: 'https://api.weixin.qq.com',
      publicUrl: 'http://127.0.0.1:3000',
      console: null,
      trustProxy: false,
      simulatorPort: 3001,
      menusDir: path.join(root, 'menus'),
      repliesDir: path.join(root, 'replies'),
      secretKey: null,
      logLevel: 'info',
      callbackWindowMs: 600_000,
      accounts: [],
      outboundPrivateAllow: [],
      notifySecrets: new Map(),
      querySecrets: new Map(),
    });
  });

  it('is neither trial nor production with an account alone', () => {
    expect(configOf(account)).toMatchObject({ production: false, trial: false });
  });

  it('is production when told, with all that it requires', () => {
    expect(configOf(production)).toMatchObject({
      production: true,
      trial: false,
      publicUrl: 'https://zj.example.gov.cn',
      secretKey,
      accounts: [
        {
          unit: 'renshe',
          appId: 'wx0123456789abcdef',
          appSecret: '0123456789abcdef0123456789abcdef',
          token: 'a1b2c3d4e5f6a7b8',
          aesKey,
          previousAesKey: null,
        },
      ],
    });
  });

  it('asks production for an account, an address and a key, all at once', () => {
    const faults = faultsOf({ NODE_ENV: 'production' });
    expect(faults).toHaveLength(3);
    expect(faults.join('\n')).toMatch(/至少要配置一个公众号[^]*PUBLIC_URL[^]*SECRET_KEY/);
  });

  it('does not take a half-configured account for a trial', () => {
    const { config, faults } = load({ RENSHE_TOKEN: 'a1b2c3d4e5f6a7b8' });
    expect(config).toBeNull();
    expect(faults.map(({ message }) => message)).toEqual([
      'renshe 的公众号只配置了一半：缺少 RENSHE_APP_ID',
      'renshe 的公众号只配置了一半：缺少 RENSHE_APP_SECRET',
    ]);
  });
});

it('reads every variable', () => {
  expect(
    configOf({
      ...production,
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://zj.example.gov.cn/',
      CONSOLE_HOST: '10.0.0.5',
      CONSOLE_PORT: '8081',
      TRUST_PROXY: 'true',
      SIMULATOR_PORT: '8082',
      DATA_DIR: '/srv/data',
      MENUS_DIR: 'other-menus',
      WECHAT_API_BASE: 'http://127.0.0.1:9000/api/',
      DATABASE_URL: 'postgresql://app:p%40ss@db:5432/zhijian',
      MIGRATION_DATABASE_URL: 'postgres://owner@db/zhijian',
      CALLBACK_WINDOW_SECONDS: '300',
      LOG_LEVEL: 'debug',
      RENSHE_AES_KEY_PREVIOUS: aesKey.toUpperCase(),
    }),
  ).toMatchObject({
    port: 8080,
    host: '0.0.0.0',
    publicUrl: 'https://zj.example.gov.cn',
    console: { host: '10.0.0.5', port: 8081 },
    trustProxy: true,
    simulatorPort: 8082,
    dataDir: '/srv/data',
    menusDir: path.join(findPackageRoot(), 'other-menus'),
    wechatApiBase: 'http://127.0.0.1:9000/api',
    databaseUrl: 'postgresql://app:p%40ss@db:5432/zhijian',
    migrationDatabaseUrl: 'postgres://owner@db/zhijian',
    callbackWindowMs: 300_000,
    logLevel: 'debug',
    accounts: [{ previousAesKey: aesKey.toUpperCase() }],
  });
});

it('takes blank plain variables as absent', () => {
  expect(configOf({ PORT: '', HOST: ' ', PUBLIC_URL: '' })).toMatchObject({ port: 3000 });
});

const broken: [what: string, env: Env, fault: RegExp][] = [
  ['a port with letters', { PORT: '80a' }, /^PORT 要是 0 到 65535 的整数/],
  ['a port too high', { PORT: '65536' }, /^PORT 要是 0 到 65535/],
  ['one port twice', { PORT: '3001' }, /^SIMULATOR_PORT 和 PORT 都是 3001/],
  ['the console on the public port', { CONSOLE_PORT: '3000' }, /^CONSOLE_PORT 和 PORT 都是 3000/],
  ['a console without a port', { CONSOLE_HOST: '127.0.0.1' }, /没有 CONSOLE_PORT/],
  ['a host with a protocol', { HOST: 'http://127.0.0.1' }, /^HOST 要是 IP 地址或主机名/],
  ['a truth that is none', { TRUST_PROXY: 'maybe' }, /^TRUST_PROXY 要写 true 或 false/],
  ['an unknown log level', { LOG_LEVEL: 'all' }, /^LOG_LEVEL 只能是/],
  ['an unknown mode', { NODE_ENV: 'prod' }, /^NODE_ENV 只能是 production.*NODE_ENV=production/],
  [
    'a window that is too short',
    { CALLBACK_WINDOW_SECONDS: '5' },
    /^CALLBACK_WINDOW_SECONDS 要是 30 到 86400/,
  ],
  ['an address with a path', { PUBLIC_URL: 'https://a.example/b' }, /^PUBLIC_URL .*不带路径/],
  ['an address without a protocol', { PUBLIC_URL: 'zj.example.gov.cn' }, /^PUBLIC_URL .*网站地址/],
  [
    'plain http in production',
    { ...production, PUBLIC_URL: 'http://a.example' },
    /^正式运行的 PUBLIC_URL 要以 https/,
  ],
  ['an API over plain http', { WECHAT_API_BASE: 'http://a.example' }, /^WECHAT_API_BASE .*https/],
  ['another database', { DATABASE_URL: 'mysql://a/b' }, /^DATABASE_URL .*PostgreSQL.*百分号/],
  [
    'an owner without a database',
    { MIGRATION_DATABASE_URL: 'postgres://a/b' },
    /没有 DATABASE_URL/,
  ],
  ['an empty database address', { DATABASE_URL: '' }, /^DATABASE_URL 是空的/],
  ['a short key', { SECRET_KEY: 'abc' }, /^SECRET_KEY 太短/],
  ['an easy key', { SECRET_KEY: 'a'.repeat(40) }, /^SECRET_KEY 太容易猜/],
  ['an empty key', { ...production, SECRET_KEY: '' }, /^SECRET_KEY 是空的/],
  ['an empty token', { ...account, RENSHE_TOKEN: '' }, /^RENSHE_TOKEN 是空的/],
  ['a short token', { ...account, RENSHE_TOKEN: 'weixin' }, /^RENSHE_TOKEN 太短.*16 到 32/],
  ['a long token', { ...account, RENSHE_TOKEN: 'a'.repeat(33) }, /^RENSHE_TOKEN 不对/],
  ['a token with signs', { ...account, RENSHE_TOKEN: 'a1b2c3d4-e5f6' }, /^RENSHE_TOKEN 不对/],
  [
    'the original id as app id',
    { ...account, RENSHE_APP_ID: 'gh_0123456789ab' },
    /^RENSHE_APP_ID 填成了原始 ID/,
  ],
  ['half an app id', { ...account, RENSHE_APP_ID: 'wx0123' }, /^RENSHE_APP_ID 不对/],
  ['a short secret', { ...account, RENSHE_APP_SECRET: 'abc' }, /^RENSHE_APP_SECRET 不对/],
  ['a short AES key', { ...account, RENSHE_AES_KEY: aesKey.slice(1) }, /^RENSHE_AES_KEY 不对.*43/],
  [
    'an AES key with signs',
    { ...account, RENSHE_AES_KEY: `${aesKey.slice(1)}+` },
    /^RENSHE_AES_KEY 不对/,
  ],
  [
    'the same key as previous',
    { ...account, RENSHE_AES_KEY_PREVIOUS: aesKey },
    /^RENSHE_AES_KEY_PREVIOUS 和 RENSHE_AES_KEY 一样/,
  ],
  [
    'a previous key alone',
    { ...account, RENSHE_AES_KEY: undefined, RENSHE_AES_KEY_PREVIOUS: aesKey },
    /却没有 RENSHE_AES_KEY /,
  ],
  [
    'half an account',
    { ...account, RENSHE_TOKEN: undefined },
    /^renshe 的公众号只配置了一半：缺少 RENSHE_TOKEN/,
  ],
  [
    'a misspelt variable of a unit',
    { ...account, RENSHE_AESKEY: aesKey },
    /^不认识 RENSHE_AESKEY.*您是不是想写 RENSHE_AES_KEY？/,
  ],
];

it.each(broken)('refuses %s', (_, env, fault) => {
  const faults = faultsOf(env);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(fault);
});

it('refuses one app id for two units', () => {
  const other = Object.fromEntries(
    Object.entries(account).map(([name, value]) => [name.replace('RENSHE', 'YIBAO'), value]),
  );
  expect(faultsOf({ ...account, ...other })).toEqual([
    expect.stringContaining('YIBAO_APP_ID 和 RENSHE_APP_ID 是同一个 AppID'),
  ]);
});

it('refuses an account of a unit without a folder, and names the unit that was meant', () => {
  const other = Object.fromEntries(
    Object.entries(account).map(([name, value]) => [name.replace('RENSHE', 'RENSHI'), value]),
  );
  const faults = faultsOf(other);
  expect(faults).toHaveLength(4);
  expect(faults[0]).toMatch(
    /^RENSHI_APP_ID 的单位 renshi 没有文件夹 → 您是不是想写 RENSHE_APP_ID？/,
  );
});

it('leaves the tokens of other tools alone', () => {
  expect(load({ GITHUB_TOKEN: 'x', NPM_TOKEN: 'y', TZ: 'UTC' }).config?.trial).toBe(true);
});

it('never prints a secret', () => {
  const env = {
    ...production,
    SECRET_KEY: 'hunter2',
    RENSHE_TOKEN: 'hunter2',
    DATABASE_URL: 'hunter2',
    RENSHE_AES_KEY: 'hunter2',
    RENSHE_APP_SECRET: 'hunter2',
  };
  const loaded = load(env);
  expect(loaded.faults).toHaveLength(5);
  expect(JSON.stringify(loaded)).not.toContain('hunter2');
});

describe('warnings', () => {
  it('says that bodies are unproven without an AES key', () => {
    const { config, warnings } = load({ ...account, RENSHE_AES_KEY: undefined });
    expect(config?.accounts[0]?.aesKey).toBeNull();
    expect(warnings).toEqual([expect.stringMatching(/^renshe 没有设置 RENSHE_AES_KEY.*无法证明/)]);
  });

  it('says that a trial is open to others', () => {
    expect(load({ HOST: '0.0.0.0' }).warnings).toEqual([expect.stringContaining('0.0.0.0')]);
    expect(load({ HOST: '::1' }).warnings).toEqual([]);
    expect(load(production).warnings).toEqual([]);
  });
});

describe('secrets in files', () => {
  const file = () => path.join(folder.root, 'secret');

  it('reads the file without its line end', () => {
    fs.writeFileSync(file(), `${secretKey}\r\n`);
    expect(
      configOf({ ...production, SECRET_KEY: undefined, SECRET_KEY_FILE: file() }).secretKey,
    ).toBe(secretKey);
  });

  it.each(['RENSHE_APP_ID', 'RENSHE_APP_SECRET', 'RENSHE_TOKEN', 'RENSHE_AES_KEY'])(
    'reads %s',
    (name) => {
      fs.writeFileSync(file(), account[name]!);
      const fromFile = { ...account, [name]: undefined, [`${name}_FILE`]: file() };
      expect(configOf(fromFile).accounts).toEqual(configOf(account).accounts);
    },
  );

  it('refuses a secret given twice', () => {
    fs.writeFileSync(file(), secretKey);
    expect(faultsOf({ ...production, SECRET_KEY_FILE: file() })).toEqual([
      'SECRET_KEY 和 SECRET_KEY_FILE 同时设置了 → 只留一个',
    ]);
  });

  it('refuses a file that is missing or empty', () => {
    const env = { ...account, RENSHE_TOKEN: undefined, RENSHE_TOKEN_FILE: file() };
    expect(faultsOf(env)).toEqual([
      expect.stringContaining(`RENSHE_TOKEN_FILE 指向的文件不存在：${file()}`),
    ]);
    fs.writeFileSync(file(), '\n');
    expect(faultsOf(env)).toEqual([
      expect.stringContaining(`RENSHE_TOKEN_FILE 指向的文件是空的：${file()}`),
    ]);
    fs.rmSync(file());
    fs.mkdirSync(file());
    expect(faultsOf(env)).toEqual([
      expect.stringContaining(`RENSHE_TOKEN_FILE 指向的文件读不了：${file()}`),
    ]);
  });
});

describe('the .env file', () => {
  const envFile = () => path.join(folder.root, '.env');
  const faultsIn = (text: string | Buffer, env: Env = {}) => {
    fs.writeFileSync(envFile(), text);
    return load(env, envFile()).faults.map(
      ({ file, line, message, remedy }) => `${file}:${line} ${message} → ${remedy}`,
    );
  };

  it('is read where it is, and the real environment wins', () => {
    fs.writeFileSync(
      envFile(),
      '# 端口\nPORT=4000\nexport LOG_LEVEL="debug" # 调试\n\nHOST=\'::1\'\n',
    );
    const { config } = load({ PORT: '5000' }, envFile());
    expect(config).toMatchObject({ port: 5000, logLevel: 'debug', host: '::1' });
  });

  it('does not mix a secret of the environment with its twin in the file', () => {
    fs.writeFileSync(envFile(), 'SECRET_KEY_FILE=/nowhere\n');
    expect(load({ SECRET_KEY: secretKey }, envFile()).config?.secretKey).toBe(secretKey);
  });

  it.each([
    ['a wrong value', '\nPORT=x', /^\.env:2 PORT 要是/],
    ['a line without =', 'PORT', /^\.env:1 这一行看不懂/],
    ['a full-width =', 'PORT＝3000', /^\.env:1 用了全角等号/],
    ['a colon', 'PORT: 3000', /^\.env:1 名称后面写了冒号/],
    ['an open quote', 'HOST="::1', /^\.env:1 HOST 的引号没有成对/],
    ['Chinese quotes', 'HOST=“::1”', /^\.env:1 HOST 用了中文引号/],
    ['a name twice', 'PORT=1\nPORT=2', /^\.env:2 PORT 写了两次，第 1 行已有/],
    [
      'a misspelt name',
      'DATABSE_URL=x',
      /^\.env:1 不认识 DATABSE_URL → 您是不是想写 DATABASE_URL？/,
    ],
    ['an empty secret', 'SECRET_KEY=', /^\.env:1 SECRET_KEY 是空的/],
    ['GBK', Buffer.from('PORT=3000\n# \xb6\xcb\xbf\xda\n', 'latin1'), /^\.env:2 文件是 GBK/],
  ])('refuses %s with its line', (_, text, fault) => {
    const faults = faultsIn(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });

  it('only warns of a name that is nothing of ours', () => {
    fs.writeFileSync(envFile(), 'POSTGRES_PASSWORD=x\n');
    const { config, warnings } = load({}, envFile());
    expect(config).not.toBeNull();
    expect(warnings).toEqual(['.env 里的 POSTGRES_PASSWORD 没有用处']);
  });
});

describe('environment and files together', () => {
  const all = (env: Env) =>
    loadAll({ REPLIES_DIR: folder.repliesDir, MENUS_DIR: folder.menusDir, ...env }, now, null);

  it('gives both when both are right', async () => {
    const { config, content } = await all({ PUBLIC_URL: 'https://zj.example.gov.cn' });
    expect(config?.trial).toBe(true);
    expect(content?.routing.publicUrl).toBe('https://zj.example.gov.cn');
  });

  it('gives the faults of both', async () => {
    folder.edit('replies/renshe/unit.yaml', 'letters: RS', 'letters: rs');
    const { config, content, faults } = await all({ PORT: 'x' });
    expect([config, content]).toEqual([null, null]);
    expect(faults.map(({ file, line }) => `${path.basename(file)}:${line}`)).toEqual([
      '环境变量:null',
      'unit.yaml:6',
    ]);
  });
});

describe('what queries may ask', () => {
  it('takes systems on the inner network, and secrets of the units', () => {
    const file = path.join(folder.repliesDir, 'key');
    fs.writeFileSync(file, 'from a file\n');
    const { outboundPrivateAllow, querySecrets } = configOf({
      OUTBOUND_PRIVATE_ALLOW: 'Claims.junshan.gov.cn=10.20.0.0/16, 10.8.3.5=10.8.3.5/32',
      RENSHE_QUERY_KEY: 'a key',
      RENSHE_QUERY_OTHER_FILE: file,
    });
    expect(outboundPrivateAllow).toEqual([
      { host: 'claims.junshan.gov.cn', cidr: '10.20.0.0/16' },
      { host: '10.8.3.5', cidr: '10.8.3.5/32' },
    ]);
    expect([...querySecrets]).toEqual([
      ['RENSHE_QUERY_KEY', 'a key'],
      ['RENSHE_QUERY_OTHER', 'from a file'],
    ]);
  });

  it.each([
    ['claims.junshan.gov.cn', '不是“主机名=网段”'],
    ['http://claims.junshan.gov.cn=10.0.0.0/8', '不是“主机名=网段”'],
    ['claims.junshan.gov.cn=127.0.0.0/8', '不是内网网段'],
    ['claims.junshan.gov.cn=169.254.0.0/16', '不是内网网段'],
    ['claims.junshan.gov.cn=0.0.0.0/0', '不是内网网段'],
    ['claims.junshan.gov.cn=10.1.2.3', '不是内网网段'],
  ])('refuses %s', (text, words) => {
    expect(faultsOf({ OUTBOUND_PRIVATE_ALLOW: text })[0]).toContain(words);
  });

  it('knows no secrets of a unit that is not there', () => {
    expect([...configOf({ NOBODY_QUERY_KEY: 'x' }).querySecrets]).toEqual([]);
  });
});
