import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { createChainKey } from '../../src/audit/chain';
import { sealAudit } from '../../src/audit/seal-audit';
import { printVerdict } from '../../src/cli/audit';
import type { CommandIo } from '../../src/cli/command';
import { runCommandLine } from '../../src/cli/main';
import { systemClock } from '../../src/platform/clock';
import { findPackageRoot } from '../../src/platform/package-root';
import { createServedDatabase, type ServedDatabase } from '../support/served-database';
import { makeAccounts, variablesOf } from '../support/seven-accounts';

const root = findPackageRoot();
const SECRET = 'a secret key of the tests, long enough';
let database: ServedDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await createServedDatabase();
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-staff-'));
});
afterAll(async () => {
  await database.drop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

interface Ran {
  code: number;
  outs: string[];
  errs: string[];
}

async function run(...args: string[]): Promise<Ran> {
  const outs: string[] = [];
  const errs: string[] = [];
  const io: CommandIo = {
    out: (line) => void outs.push(line),
    err: (line) => void errs.push(line),
    env: {
      ...database.env,
      ...variablesOf(makeAccounts('staff')),
      DATA_DIR: dataDir,
      REPLIES_DIR: path.join(root, 'replies'),
      MENUS_DIR: path.join(root, 'menus'),
      SECRET_KEY: SECRET,
    },
    colour: false,
    ask: null,
  };
  return { code: await runCommandLine(args, io), outs, errs };
}

const passwordOf = ({ outs }: Ran): string | undefined =>
  outs.map((line) => /^临时密码：(\S+)$/.exec(line)?.[1]).find(Boolean);

it('opens, lists, resets and closes an account; each password is printed once', async () => {
  expect((await run('staff', 'list')).outs).toEqual(['还没有账号。']);
  const added = await run(
    ...['staff', 'add', 'zhangsan', '--name', '张三'],
    ...['--role', 'renshe/经办/保密', '--role', 'renshe：审核'],
  );
  expect([added.code, added.errs]).toEqual([0, []]);
  expect(added.outs[0]).toBe('已开通账号 zhangsan（张三）。');
  const first = passwordOf(added);
  expect(first).toMatch(/^\S{14}$/);

  const listed = await run('staff', 'list', 'renshe');
  expect(listed.outs).toEqual([
    'zhangsan  张三  经办（区人社局，含保密）、审核（区人社局）  还没有登录过，还是临时密码',
    '共 1 个账号。',
    '注意：区人社局只有 1 个人能审核，请假时办件会停住，请再指定一人。',
    '注意：区人社局没有人能签发，请假时办件会停住，请再指定一人。',
  ]);
  const reset = await run('staff', 'reset', 'zhangsan', '--totp');
  expect(reset.outs[1]).toBe('动态口令已取消，下次登录后重新设置。');
  expect(passwordOf(reset)).not.toBe(first);

  const disabled = await run('staff', 'disable', 'zhangsan', '--reason', '调离本单位');
  expect(disabled.outs).toEqual(['已停用 zhangsan（张三），所有登录已经退出。']);
  expect((await run('staff', 'list')).outs[0]).toContain('已停用');
  expect((await run('staff', 'reset', 'zhangsan')).errs).toEqual(['这个账号已经停用，要先启用。']);
  expect((await run('staff', 'reset', 'zhangsan', '--enable')).code).toBe(0);
});

it.each([
  [['add', 'lisi', '--name', '李四'], '请用 --role 写上角色，例如 --role renshe/经办'],
  [['add', 'lisi', '--role', 'renshe/经办'], '请用 --name 写上姓名。'],
  [['add', 'lisi', '--name', '李四', '--role', 'nowhere/经办'], '没有认得的单位'],
  [['add', 'lisi', '--name', '李四', '--role', 'renshe/局长'], '没有认得的角色'],
  [['add', 'lisi', '--name', '李四', '--role', '统筹', '--role', '监督'], '不同的人'],
  [
    ['add', 'lisi', '--name', '李四', '--role', '统筹', '--contract-until', '2027-02-30'],
    '日期写成',
  ],
  [['disable', 'nobody', '--reason', '调离'], '没有用户名为“nobody”的账号。'],
  [['disable', 'zhangsan'], '请用 --reason'],
  [['list', 'nowhere'], '没有单位“nowhere”'],
])('refuses %j in a sentence', async (args, words) => {
  const { code, errs } = await run('staff', ...args);
  expect([code, errs]).toEqual([1, [expect.stringContaining(words)]]);
});

it.each([[[]], [['add']], [['list', 'renshe', 'yibao']], [['remove', 'x']], [['list', '--all']]])(
  'shows its usage for %j',
  async (args) => {
    const { code, errs } = await run('staff', ...args);
    expect([code, errs[0]]).toEqual([2, expect.stringContaining('staff add')]);
  },
);

describe('audit verify', () => {
  it('says that the chain is whole, and where it breaks', async () => {
    const key = createChainKey(SECRET);
    const waiting = `select exists (select from audit_entries e where not exists (
      select from audit_seals s where s.entry_id = e.id)) as waiting`;
    for (;;) {
      await sealAudit(database.database, key, systemClock);
      const [row] = await database.database.query<{ waiting: boolean }>(waiting);
      if (!row?.waiting) break;
    }
    const whole = await run('audit', 'verify');
    expect([whole.code, whole.errs]).toEqual([0, []]);
    expect(whole.outs[0]).toMatch(/^已校验 \d+ 条，链完整。$/);
    const note = /^请记下：(.*)$/.exec(whole.outs[1]!)![1]!;
    expect((await run('audit', 'verify', '--note', note)).code).toBe(0);

    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(
      `update audit_entries set actor_name = '别人' where id = (
         select entry_id from audit_seals where seq = 2)`,
    );
    await owner.end();
    const broken = await run('audit', 'verify');
    expect(broken.code).toBe(1);
    expect(broken.errs[0]).toMatch(/^审计链在第 2 条断开：记录 \S+ 或它的封存被改动过。$/);
    expect(broken.errs[1]).toContain('它前面的 1 条完整。');
  });

  it('tells of entries that wait too long, and of what was pruned', () => {
    const lines: string[] = [];
    const io = {
      out: (line: string) => void lines.push(line),
      err: (line: string) => void lines.push(line),
    };
    printVerdict({ checked: 0, pruned: 9, head: null, firstBreak: null, unsealed: 3 }, io);
    expect(lines).toEqual([
      '前 9 条已按期清理，从检查点接着核对。',
      '已校验 0 条，链完整。',
      expect.stringMatching(/^有 3 条记录超过一分钟还没有封存/),
    ]);
  });

  it.each([[['audit']], [['audit', 'check']]])('shows its usage for %j', async (args) => {
    expect((await run(...args)).code).toBe(2);
  });
  it('wants a note as it was printed', async () => {
    expect((await run('audit', 'verify', '--note', '12')).errs[0]).toContain('照抄');
  });
});
