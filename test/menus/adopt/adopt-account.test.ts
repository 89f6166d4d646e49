import { readYaml } from '../../../src/content/read-yaml';
import { adoptAccount } from '../../../src/menus/adopt/adopt-account';
import { writeKeywordDraft } from '../../../src/menus/adopt/keyword-draft';
import { presentChecklist } from '../../../src/menus/adopt/present-checklist';
import { createCustomMenu } from '../../../src/wechat/api/menu';
import { keywordsFileSchema } from '../../../src/routing/schema';
import { createTestDatabase, type TestDatabase } from '../../support/database';
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

const rule = (
  words: [mode: string, content: string][],
  replies: object[],
  mode = 'reply_all',
): object => ({
  rule_name: '社保',
  create_time: 1_700_000_000,
  reply_mode: mode,
  keyword_list_info: words.map(([match_mode, content]) => ({ type: 'text', match_mode, content })),
  reply_list_info: replies,
});
const text = (content: string): object => ({ type: 'text', content });
const autoReply = {
  is_add_friend_reply_open: 1,
  is_autoreply_open: 0,
  add_friend_autoreply_info: { type: 'text', content: '您好，\n欢迎' },
  keyword_autoreply_info: {
    list: [
      rule(
        [
          ['equal', '社保卡'],
          ['contain', '补卡'],
        ],
        [text('请到一楼。'), { type: 'img', content: 'm1' }],
      ),
      rule([['contain', '电话']], [text('12333'), text('12345')], 'random_one'),
      rule(
        [['equal', '通知']],
        [
          {
            type: 'news',
            news_info: { list: [{ title: '放假', content_url: 'https://mp.weixin.qq.com/s/2' }] },
          },
        ],
      ),
    ],
  },
};

it('keeps menu and replies, names links to strangers, and changes nothing', async () => {
  menus.simulator.setWebsite('renshe', {
    autoReply,
    menu: [
      { name: '商城', type: 'view', url: 'https://shop.example.com/' },
      { name: '官网', type: 'view', url: 'https://www.junshan.gov.cn/' },
      { name: '文章', type: 'view', url: 'https://mp.weixin.qq.com/s/1' },
    ],
  });
  const before = menus.countWrites();
  const adoption = await adoptAccount(menus.desk, 'renshe', { actor: 'shell' });
  expect(menus.countWrites()).toEqual(before);
  expect(adoption!.menu).toMatchObject({ kind: 'pulled', version: 1 });
  expect(adoption!.autoReplies).toEqual({ kind: 'read', info: autoReply });
  expect(adoption!.foreignLinks).toEqual([{ name: '商城', url: 'https://shop.example.com/' }]);

  const kept = { menu: 'a.yaml', replies: 'b.json', keywords: 'c.yaml' };
  const lines = presentChecklist('君山人社（renshe）', 'renshe', adoption!, kept);
  expect(lines).toEqual(
    expect.arrayContaining([
      '  菜单：留底为第 1 版，写进了 a.yaml',
      '  关注回复：开着，您好， 欢迎',
      '  消息回复：关着，没有设内容',
      '  关键词规则：3 条，草稿写进了 c.yaml',
      '    商城  →  https://shop.example.com/',
      '退回去的办法：',
    ]),
  );
  // A menu of the website cannot be made again by a call.
  expect(lines.join('\n')).not.toContain('rollback');
});

it('shows the way back to a menu that the API made', async () => {
  await createCustomMenu(menus.desk.apiOf('renshe')!, {
    button: [{ name: '老', type: 'click', key: 'V1' }],
  });
  const adoption = await adoptAccount(menus.desk, 'renshe', { actor: 'shell' });
  const kept = { menu: 'a.yaml', replies: null, keywords: null };
  const lines = presentChecklist('君山人社', 'renshe', adoption!, kept);
  expect(lines).toContain('  □ 菜单退回接入前：menus rollback renshe 1');
});

it('writes a draft of keywords that our files take', () => {
  const draft = writeKeywordDraft(autoReply as never)!;
  const { file, faults } = readYaml(Buffer.from(draft), 'keywords.yaml', keywordsFileSchema);
  expect(faults).toEqual([]);
  expect(file!.data.keywords).toMatchObject([
    { exact: ['社保卡'], reply: '请到一楼。' },
    { contains: ['补卡'], reply: '请到一楼。' },
    { contains: ['电话'], reply: '12333' },
    { exact: ['通知'], reply: '请工作人员补上回复的文字' },
  ]);
  expect(draft).toContain('# 待定：原来还回复 img：m1');
  expect(draft).toContain('# 待定：原来从 2 条里随机回复一条，这里是第一条');
  expect(draft).toContain('# 待定：原来还回复 图文：放假 https://mp.weixin.qq.com/s/2');
});

it('has no draft where there is no rule', () => {
  expect(writeKeywordDraft({ is_add_friend_reply_open: 0, is_autoreply_open: 0 })).toBeNull();
});

it('says what could not be read and keeps the rest', async () => {
  const path = '/cgi-bin/get_current_autoreply_info';
  menus.simulator.setApiFaults('renshe', { faults: [{ kind: '-1', path }] });
  const adoption = await adoptAccount(menus.desk, 'renshe', { actor: 'shell' });
  expect(adoption).toMatchObject({ menu: { kind: 'empty' }, autoReplies: { kind: 'unknown' } });
  const kept = { menu: null, replies: null, keywords: null };
  const lines = presentChecklist('君山人社', 'renshe', adoption!, kept);
  expect(lines).toContain('  菜单：微信上没有菜单');
  expect(lines.some((line) => line.startsWith('  自动回复：没有取回，'))).toBe(true);
});
