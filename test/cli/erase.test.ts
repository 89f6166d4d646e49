import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CommandIo } from '../../src/cli/command';
import { eraseCommand, printReport } from '../../src/cli/erase';
import { runCommandLine } from '../../src/cli/main';
import type { ErasureCounts } from '../../src/messages/erasure/erase-citizens';
import { findPackageRoot } from '../../src/platform/package-root';
import { createServedDatabase, type ServedDatabase } from '../support/served-database';
import { makeAccounts, variablesOf } from '../support/seven-accounts';

const root = findPackageRoot();
let database: ServedDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await createServedDatabase();
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-erase-'));
});
afterAll(async () => {
  await database.drop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

function anIo(): CommandIo & { outs: string[]; errs: string[] } {
  const outs: string[] = [];
  const errs: string[] = [];
  return {
    outs,
    errs,
    out: (line) => void outs.push(line),
    err: (line) => void errs.push(line),
    env: {
      ...database.env,
      ...variablesOf(makeAccounts('erase')),
      DATA_DIR: dataDir,
      REPLIES_DIR: path.join(root, 'replies'),
      MENUS_DIR: path.join(root, 'menus'),
      SECRET_KEY: 'a secret key of the tests, long enough',
    },
    ask: null,
  };
}

const counts: ErasureCounts = {
  citizens: 12,
  messages: 48,
  media: 9,
  questions: 1,
  undelivered: 5,
  cases: 3,
  caseMessages: 7,
  originals: 2,
};

it('reports in Chinese, by account', () => {
  const io = anIo();
  const names = new Map([['renshe', '君山人社']]);
  const report = new Map([
    ['renshe', counts],
    ['gone', counts],
  ]);
  printReport(report, { names, dryRun: true, days: 30 }, io);
  expect(io.outs.slice(0, 7)).toEqual([
    '这是试算，什么都没有动。取消关注满 30 天的，现在会删除：',
    '\n君山人社（renshe）',
    '  12 位群众，和微信账号的联系断开',
    '  没有形成办件的消息 48 条，图片、语音、视频 9 个，待答问题 1 个',
    '  不再送出的答复 5 条',
    '  已办完的办件里加密保存的证件号、电话 2 条',
    '  留下的办件 3 件（消息 7 条），不再知道是谁的',
  ]);
  expect(io.outs[7]).toBe('\ngone（gone）');
});

it('says so where nobody’s time is over', () => {
  const io = anIo();
  printReport(new Map(), { names: new Map(), dryRun: false, days: 30 }, io);
  expect(io.outs).toEqual(['取消关注满 30 天的，已经删除：', '  没有到期的群众。']);
});

it('shows first and erases then, with the days of the file', async () => {
  const openids = () =>
    database.database.query<{ openid: string | null }>('select openid from citizens order by 1');
  await database.database.query(
    `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at, unfollowed_at,
       last_item_candidates)
     select 'renshe', gen_random_uuid(), 'o' || days, 1, at, at, at, '{}'
     from unnest(array[29, 31]) as days, lateral (select now() - make_interval(days => days) as at) t`,
  );
  const dry = anIo();
  expect([await eraseCommand.run(['--dry-run'], dry), dry.errs]).toEqual([0, []]);
  expect(dry.outs).toContain('  1 位群众，和微信账号的联系断开');
  expect(await openids()).toEqual([{ openid: 'o29' }, { openid: 'o31' }]);

  const io = anIo();
  expect(await eraseCommand.run([], io)).toBe(0);
  expect(io.outs[0]).toBe('取消关注满 30 天的，已经删除：');
  expect(io.outs[1]).toBe('\n君山人社（renshe）');
  expect(await openids()).toEqual([{ openid: 'o29' }, { openid: null }]);
});

it.each(['everything', '--dryrun'])('shows its usage for %s, and erases nothing', async (word) => {
  const io = anIo();
  expect(await runCommandLine(['erase', word], io)).toBe(2);
  expect(io.errs[0]).toContain('--dry-run');
  expect(io.outs).toEqual([]);
});
