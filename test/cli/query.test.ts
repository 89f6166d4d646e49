import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Command, CommandIo } from '../../src/cli/command';
import { queryCommand } from '../../src/cli/query';
import { tablesCommand } from '../../src/cli/tables';
import { AppError } from '../../src/platform/errors';
import { findPackageRoot } from '../../src/platform/package-root';
import { createServedDatabase, type ServedDatabase } from '../support/served-database';

const root = findPackageRoot();
let test: ServedDatabase;
let folder: string;
beforeAll(async () => {
  test = await createServedDatabase();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-query-cli-'));
  const file = path.join(folder, 'claims.csv');
  fs.writeFileSync(
    file,
    '受理编号,手机号,受理日期,状态,说明\nYB20260001,14000001234,2026-10-12,已拨付,\n',
  );
  await run(tablesCommand, 'import', 'yibao', 'claims', file, '--as-of', '2026-11-20', '--yes');
});
afterAll(async () => {
  await test.drop();
  fs.rmSync(folder, { recursive: true });
});

async function run(command: Command, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io: CommandIo = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    env: {
      REPLIES_DIR: path.join(root, 'replies'),
      MENUS_DIR: path.join(root, 'menus'),
      DATA_DIR: folder,
      INIT_CWD: folder,
      ...test.env,
    },
    ask: null,
  };
  return { code: await command.run(args, io), out: out.join('\n'), err: err.join('\n') };
}
const query = (...args: string[]) => run(queryCommand, ...args);

it('lists what a unit has, and which of it has data', async () => {
  const { code, out } = await query('yibao');
  expect(code).toBe(0);
  expect(out).toContain('垫付报销进度（可以查）：受理编号、登记手机后四位');
  expect(out).toContain('定点医院药店查询（没有数据）');
  expect(out).toContain('医保参保查询（官方入口）');
});

it('runs one and explains each step, without showing what was filled in', async () => {
  const fields = '受理编号=yb20260001，登记手机后四位=1234';
  const { code, out } = await query('yibao', 'claim', '--fields', fields);
  expect(code).toBe(0);
  expect(out).toContain('一、查询：垫付报销进度（yibao.claim），涉及个人，在聊天里填');
  expect(out).toContain('二、填写的内容\n  受理编号：可以\n  登记手机后四位：可以');
  expect(out).toMatch(/三、来源：导入的数据表，用时 \d+ 毫秒\n {2}结果：查到 1 条/);
  expect(out).toContain('  2026年10月12日受理：已拨付');
  expect(out).toContain('  数据截至2026年11月20日。');
  expect(out).not.toMatch(/YB20260001|\b1234\b/i);
});

it('is on record', async () => {
  await query('yibao', 'claim', '--fields', 'receipt=YB20269999,phoneTail=1234');
  const rows = await test.database.query(
    `select unit, query, channel, outcome from query_lookups order by at desc limit 1`,
  );
  expect(rows).toEqual([{ unit: 'yibao', query: 'claim', channel: 'shell', outcome: 'none' }]);
});

it('asks nothing while a field is wrong', async () => {
  const { code, out, err } = await query('yibao', 'claim', '--fields', 'receipt=12');
  expect(code).toBe(1);
  expect(out).toContain('受理编号：受理编号的样子像“YB20260001”');
  expect(out).toContain('登记手机后四位：没有给');
  expect(err).toContain('没有去查');
});

it('shows the official way where nothing is collected', async () => {
  const { code, out } = await query('yibao', 'payquery');
  expect(code).toBe(0);
  expect(out).toContain('1 打开上面的入口');
});

it('says which there are', async () => {
  await expect(query('yibao', 'clam')).rejects.toThrow(AppError);
  await expect(query('yibao', 'clam')).rejects.toThrow('有：payquery、claim、agency');
  expect((await query()).code).toBe(2);
});
