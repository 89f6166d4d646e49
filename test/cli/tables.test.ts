import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CommandIo } from '../../src/cli/command';
import { tablesCommand } from '../../src/cli/tables';
import { findPackageRoot } from '../../src/platform/package-root';
import { findLiveTable } from '../../src/queries/sources/table/live-tables';
import { removeRetired, retireSilent } from '../../src/queries/sources/table/retired-imports';
import { createServedDatabase, type ServedDatabase } from '../support/served-database';
import { anIdNumber } from '../queries/sources/table/table-builders';

const root = findPackageRoot();
const HEADING = '姓名,身份证号,手机号,月份,项目,金额,状态,卡号';
let test: ServedDatabase;
let folder: string;

beforeAll(async () => {
  test = await createServedDatabase();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-tables-cli-'));
});
afterAll(async () => {
  await test.drop();
  fs.rmSync(folder, { recursive: true });
});

function environment(): Record<string, string> {
  return {
    REPLIES_DIR: path.join(root, 'replies'),
    MENUS_DIR: path.join(root, 'menus'),
    DATA_DIR: folder,
    ...test.env,
    SECRET_KEY: 'a secret key of tests and proofs 0123456789',
    INIT_CWD: folder,
  };
}

async function run(args: string[], answers: string[] | null = null) {
  const outs: string[] = [];
  const errs: string[] = [];
  const asked: string[] = [];
  const io: CommandIo = {
    out: (line) => void outs.push(line),
    err: (line) => void errs.push(line),
    env: environment(),
    ask:
      answers &&
      ((question) => {
        asked.push(question);
        return Promise.resolve(answers.shift() ?? '');
      }),
  };
  const code = await tablesCommand.run(args, io);
  return { code, outs, errs, asked };
}

const row = (serial: number, amount = 100): string =>
  `王某,${anIdNumber(serial % 1000, `19${50 + (Math.floor(serial / 1000) % 50)}0101`)},14000001234,2026-10,高龄津贴,${amount},已发放,`;
function write(name: string, ...rows: string[]): string {
  fs.writeFileSync(path.join(folder, name), [HEADING, ...rows].join('\n'));
  return name;
}
const bring = (file: string, ...more: string[]) => [
  'import',
  'minzheng',
  'subsidies',
  file,
  '--as-of',
  '2026-10-31',
  ...more,
];
const live = () => findLiveTable(test.database, 'minzheng', 'subsidies');

it('imports, lists and removes', async () => {
  const file = write('a.csv', row(1), row(2), row(3), row(4));
  const checked = await run(['import', 'minzheng', 'subsidies', file, '--dry-run']);
  expect([checked.code, checked.outs.at(-1)]).toEqual([
    0,
    '检查通过，没有生效：共 4 行；原来 0 行，新增 4，改动 0，减少 0。',
  ]);
  expect(await live()).toBeNull();

  const imported = await run(bring(file));
  expect(imported.code).toBe(0);
  expect(imported.outs).toContain(
    '已生效：共 4 行；原来 0 行，新增 4，改动 0，减少 0。数据截至 2026-10-31。',
  );
  const { outs } = await run(['list']);
  expect(outs).toContain('minzheng  subsidies（补贴发放表）：4 行，数据截至 2026-10-31');
  expect(outs).toContain('renshe  cards（社保卡到卡名单）：还没有数据');

  expect(await run(['remove', 'minzheng', 'subsidies'], ['否'])).toMatchObject({ code: 2 });
  expect(await live()).not.toBeNull();
  expect(await run(['remove', 'minzheng', 'subsidies'], ['是'])).toMatchObject({ code: 0 });
  expect(await live()).toBeNull();
});

it('says when the files have changed since', async () => {
  await run(bring(write('a.csv', row(1))));
  expect((await run(['list'])).outs).toContain(
    'minzheng  subsidies（补贴发放表）：1 行，数据截至 2026-10-31',
  );
  await test.database.query(
    `update query_imports set declaration = declaration || '{"keys":[]}' where state = 'live'`,
  );
  expect((await run(['list'])).outs.join('\n')).toContain('要重新导入才能查');
});

it('asks before more than half of the rows are lost', async () => {
  await run(bring(write('a.csv', row(1), row(2), row(3), row(4))));
  const half = write('half.csv', row(1, 200));
  const alone = await run(bring(half));
  expect(alone.code).toBe(2);
  expect(alone.errs.join('\n')).toContain('现在有 4 行，新文件里少了 3 行');
  expect(await run(bring(half), ['不'])).toMatchObject({ code: 2 });
  expect(await live()).toMatchObject({ rowCount: 4 });
  expect(await run(bring(half), ['是'])).toMatchObject({ code: 0 });
  expect(await live()).toMatchObject({ rowCount: 1 });
  expect(await run(bring(write('none.csv', row(9)), '--yes'))).toMatchObject({
    code: 0,
    asked: [],
  });
});

it('names bad cells by line and column', async () => {
  const before = await live();
  const { code, errs } = await run(
    bring(write('bad.csv', row(1), row(2).replace('2026-10', '十月'))),
  );
  expect([code, errs]).toEqual([
    1,
    ['第 3 行“月份”：不是月份，写成 2026-03', '共有 1 处错误，没有导入，原来的数据没有变。'],
  ]);
  expect(await live()).toEqual(before);
});

it.each([
  [['import', 'minzheng', 'subsidies', 'a.csv'], '--as-of'],
  [['import', 'minzheng', 'subsidies', 'a.csv', '--as-of', '2026-02-30'], '日期'],
  [['import', 'minzheng', 'subsidies', 'a.csv', '--as-of', '2999-01-01'], '还没有到'],
  [['import', 'shuiwu', 'x', 'a.csv', '--as-of', '2026-10-31'], 'minzheng'],
  [['import', 'minzheng', 'x', 'a.csv', '--as-of', '2026-10-31'], 'subsidies（补贴发放表）'],
])('refuses %j', async (args, words) => {
  await expect(run(args)).rejects.toThrow(words);
});

it('leaves the old table when it is killed, and the next one takes over', async () => {
  await run(bring(write('old.csv', row(1), row(2)), '--yes'));
  const before = await live();
  const file = write('big.csv', ...Array.from({ length: 20_000 }, (_, serial) => row(serial)));
  const args = [...bring(path.join(folder, file)), '--yes'];
  const child = spawn(
    process.execPath,
    [
      '-r',
      path.join(root, 'test/support/typescript-hook.cjs'),
      path.join(root, 'src/cli/main.ts'),
      'tables',
      ...args,
    ],
    { env: { PATH: process.env.PATH, ...environment() }, cwd: folder, stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  const staged = async (): Promise<number> => {
    const [counted] = await test.database.query<{ count: number }>(
      `select count(*)::int as count from query_rows r join query_imports i on i.id = r.import_id
       where i.state = 'staging'`,
    );
    return counted!.count;
  };
  while ((await staged()) === 0 && child.exitCode === null);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(await live()).toEqual(before);

  await expect(run(bring('old.csv'))).rejects.toThrow('正在导入');
  await retireSilent(test.database, new Date(Date.now() + 150_000), null);
  expect(await run(bring('old.csv'))).toMatchObject({ code: 0 });
  await removeRetired(test.database);
  expect(await live()).toMatchObject({ rowCount: 2 });
  const [{ count } = { count: 0 }] = await test.database.query<{ count: number }>(
    'select count(*)::int as count from query_rows',
  );
  expect(count).toBe(2);
}, 300_000);
