import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { adoptCommand } from '../../src/cli/adopt';
import type { CommandIo } from '../../src/cli/command';
import { runCommandLine } from '../../src/cli/main';
import { systemClock } from '../../src/platform/clock';
import { findPackageRoot } from '../../src/platform/package-root';
import { startSimulator, type Simulator } from '../../src/simulator/simulator';
import { createServedDatabase, type ServedDatabase } from '../support/served-database';
import { variablesOf } from '../support/seven-accounts';
import { aLogger } from '../wechat/api/fake-wechat';

const root = findPackageRoot();
const RENSHE = 'menu:\n  - name: 帮助\n    page: help\n  - name: 转人工\n    page: human\n';
let db: ServedDatabase;
let folder: string;
let menusDir: string;
let simulator: Simulator;

beforeAll(async () => {
  db = await createServedDatabase();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-menus-cli-'));
  menusDir = path.join(folder, 'menus');
  fs.mkdirSync(menusDir);
  fs.writeFileSync(path.join(menusDir, 'renshe.yaml'), RENSHE);
  simulator = await startSimulator({
    ...{ port: 0, host: '127.0.0.1', dataDir: folder, logger: aLogger().logger },
    units: ['renshe', 'yibao'].map((code) => ({
      ...{ code, accountName: code, type: 'subscription' as const, verified: true },
    })),
    callbackBase: 'http://127.0.0.1:9',
    clock: systemClock,
  });
});
afterAll(async () => {
  await simulator.close();
  await db.drop();
  fs.rmSync(folder, { recursive: true });
});

interface Ran {
  code: number;
  outs: string[];
  errs: string[];
}

async function run(
  args: string[] | ((io: CommandIo) => Promise<number>),
  { answer = null, colour = false }: { answer?: string | null; colour?: boolean } = {},
): Promise<Ran> {
  const outs: string[] = [];
  const errs: string[] = [];
  const io: CommandIo = {
    out: (line) => void outs.push(line),
    err: (line) => void errs.push(line),
    env: {
      REPLIES_DIR: path.join(root, 'replies'),
      MENUS_DIR: menusDir,
      DATA_DIR: folder,
      ...db.env,
      ...variablesOf(simulator.accounts),
      WECHAT_API_BASE: simulator.apiBase,
      SECRET_KEY: 'a secret key of tests and proofs 0123456789',
    },
    colour,
    ask: answer === null ? null : () => Promise.resolve(answer),
  };
  const code =
    typeof args === 'function' ? await args(io) : await runCommandLine(['menus', ...args], io);
  return { code, outs, errs };
}

it('goes the whole way from the shell: plan, apply, history, rollback, pull and adopt', async () => {
  const planned = await run(['plan', 'renshe'], { colour: true });
  expect(planned.code).toBe(2);
  expect(planned.outs).toContain('\u001b[32m+ ▸ 转人工  →  转人工\u001b[39m');
  expect(planned.outs).toContain('  还没有发布过');

  const json = await run(['plan', 'renshe', '--json']);
  const [unit] = JSON.parse(json.outs.join('\n')) as Record<string, unknown>[];
  expect(unit).toMatchObject({ unit: 'renshe', state: 'change', known: true, steps: ['create'] });
  expect(unit!['difference']).toEqual(['+ ▸ 帮助  →  使用帮助', '+ ▸ 转人工  →  转人工']);

  const silent = await run(['apply', 'renshe']);
  expect([silent.code, silent.errs]).toEqual([2, ['没有发布：这里不能询问您，请加上 --yes']]);
  expect((await run(['apply', 'renshe'], { answer: '不' })).code).toBe(2);
  const applied = await run(['apply', 'renshe'], { answer: '是' });
  expect(applied.code).toBe(0);
  expect(applied.outs).toContain('正在发布：君山人社（renshe）  1/1  默认菜单');
  expect((await run(['plan', 'renshe'])).code).toBe(0);

  fs.writeFileSync(path.join(menusDir, 'renshe.yaml'), RENSHE.replace('转人工', '找人办'));
  expect((await run(['apply', 'renshe', '--yes'])).code).toBe(0);
  const back = await run(['rollback', 'renshe', '1'], { answer: 'y' });
  expect(back.code).toBe(0);
  expect(back.outs).toContain('- ▸ 找人办  →  转人工');
  const history = await run(['history', 'renshe']);
  expect(history.outs[1]).toMatch(/^第 3 版，.*，shell回滚 +已生效 +退回第 1 版。/);
  expect((await run(['history', 'renshe', '1'])).outs).toContain('  ▸ 转人工  →  转人工');
  const page = JSON.parse((await run(['history', 'renshe', '--json'])).outs.join('\n')) as {
    versions: { version: number }[];
  };
  expect(page.versions.map(({ version }) => version)).toEqual([3, 2, 1]);

  const audited = await db.database.query<{ action: string }>(
    `select action from audit_entries where unit = 'renshe'`,
  );
  expect(audited.map(({ action }) => action).sort()).toEqual([
    ...Array<string>(4).fill('menu.apply'),
    ...Array<string>(2).fill('menu.rollback'),
  ]);
});

it('writes what it pulls as the menu file of a unit that has none, and over no other', async () => {
  simulator.setWebsite('yibao', { menu: [{ name: '简介', type: 'text', value: '欢迎' }] });
  const first = await run(['pull', 'yibao']);
  expect(first.code).toBe(0);
  expect(first.outs.join('\n')).toContain('待定：原来在网站上设成回复这段文字。');
  const own = path.join(menusDir, 'yibao.yaml');
  expect(fs.readFileSync(own, 'utf8')).toContain('reply: 欢迎');

  const kept = fs.readFileSync(own, 'utf8');
  expect((await run(['pull', 'yibao'])).outs.at(-1)).toContain('pulled-menus');
  expect(fs.readFileSync(own, 'utf8')).toBe(kept);
  fs.rmSync(own);
});

it('adopts an account: files of what it has, and what to do', async () => {
  simulator.setWebsite('yibao', {
    menu: [{ name: '简介', type: 'text', value: '欢迎' }],
    autoReply: { is_add_friend_reply_open: 1, is_autoreply_open: 0 },
  });
  const { code, outs } = await run((io) => adoptCommand('yibao', io));
  expect(code).toBe(0);
  expect(outs).toContain('启用消息推送以前：');
  const saved = path.join(folder, 'adopted', 'yibao', 'auto-replies.json');
  expect(JSON.parse(fs.readFileSync(saved, 'utf8'))).toMatchObject({ is_add_friend_reply_open: 1 });
});

it('goes on with the others where one unit cannot be reached, and ends with 1', async () => {
  fs.writeFileSync(path.join(menusDir, 'yibao.yaml'), 'menu:\n  - name: 帮助\n    page: help\n');
  simulator.setWebsite('yibao', {});
  simulator.setApiFaults('renshe', { faults: [{ kind: '-1' }] });
  const { code, outs } = await run(['apply', '--yes']);
  expect(code).toBe(1);
  expect(outs.at(-2)).toContain('没有发布成功：微信系统繁忙。');
  expect(outs.at(-1)).toMatch(/^君山医保（yibao） +已发布/);
  simulator.setApiFaults('renshe', {});
});

it('refuses a file with an over-long name with file, line and column, and sends nothing (acceptance 6)', async () => {
  const own = path.join(menusDir, 'renshe.yaml');
  const kept = fs.readFileSync(own, 'utf8');
  fs.writeFileSync(own, 'menu:\n  - name: 医疗保障服务\n    page: help\n');
  const calls = ['create', 'delete', 'addconditional', 'delconditional', 'get'];
  const countCalls = (): number[] =>
    calls.map((call) => simulator.countCalls('renshe', `/cgi-bin/menu/${call}`));
  const before = countCalls();
  const place = path.join(menusDir, 'renshe.yaml:2:11');
  const expected = `${place}  一级按钮名称“医疗保障服务”有 18 字节，微信最多 16 字节`;

  for (const args of [
    ['check'],
    ['plan'],
    ['apply', '--yes'],
    ['rollback', 'renshe', '1', '--yes'],
  ]) {
    const { code, errs } = await run(args);
    expect([args[0], code]).toEqual([args[0], 1]);
    expect(errs.join('\n')).toContain(expected);
  }
  expect(countCalls()).toEqual(before);
  fs.writeFileSync(own, kept);
  expect((await run(['check', 'renshe'])).code).toBe(0);
});
