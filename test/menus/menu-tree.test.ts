import { compileMenu, menuReplies } from '../../src/menus/compile-menu';
import { compareLines, presentMenuTree } from '../../src/menus/menu-tree';
import { isSameMenu } from '../../src/menus/normalise-menu';
import { listCutNames } from '../../src/menus/shown-names';
import { presentWebsiteTable } from '../../src/menus/website-table';
import { aMenuContext, aMenuFile } from './menu-builders';

const context = aMenuContext();
const file = aMenuFile(
  {
    name: '办一办',
    buttons: [
      { name: '社保卡', item: 'card' },
      { name: '档案', item: 'talent' },
      { name: '卡的事', items: '办一办/社保卡' },
      { name: '电话', reply: '社保请打 12333。\n急事请打 12345。', key: 'phone' },
    ],
  },
  { name: '转人工', page: 'human' },
);
const describing = { items: context.items, menuReplies: menuReplies(file, 'renshe') };
const compiled = compileMenu(file, context, '2026-11-23');

it('says in plain words what each button does', () => {
  expect(presentMenuTree(compiled.button, describing)).toEqual([
    '▸ 办一办',
    '    社保卡  →  打开网址：https://zhijian.junshan.gov.cn/go/renshe/card（事项：补办社保卡）',
    '    档案  →  回复事项卡片：人事档案',
    '    卡的事  →  列出事项：办一办/社保卡',
    '    电话  →  回复文字：社保请打 12333。 急事请打 12345。',
    '▸ 转人工  →  转人工',
  ]);
});

it('names what a live menu has that we never made', () => {
  expect(
    presentMenuTree(
      [
        { name: '旧', type: 'click', key: 'V1001' },
        { name: '图', type: 'media_id', media_id: 'm1' },
      ],
      describing,
    ),
  ).toEqual(['▸ 旧  →  不是本系统的按钮：V1001', '▸ 图  →  media_id：m1']);
});

it('marks what comes and what goes, and keeps what stays', () => {
  expect(compareLines(['a', 'b', 'c'], ['a', 'x', 'c', 'd'])).toEqual([
    '  a',
    '- b',
    '+ x',
    '  c',
    '+ d',
  ]);
  expect(compareLines([], ['a'])).toEqual(['+ a']);
  expect(compareLines(['a'], [])).toEqual(['- a']);
});

it('sees no difference in empty lists, ids and the order of fields', () => {
  const live = [
    { sub_button: [], key: 'page:human', type: 'click', name: '转人工', menuid: 1 },
    { sub_button: [{ url: 'u', name: '网', type: 'view', sub_button: [] }], name: '更多' },
  ];
  const ours = [
    { name: '转人工', type: 'click' as const, key: 'page:human' },
    { name: '更多', sub_button: [{ name: '网', type: 'view' as const, url: 'u' }] },
  ];
  expect(isSameMenu(live, ours)).toBe(true);
  expect(isSameMenu(live, [...ours].reverse())).toBe(false);
  expect(isSameMenu([{ ...live[0]!, key: 'page:help' }, live[1]!], ours)).toBe(false);
});

it('gives a table to type in on the website, where a button sends the text or the word to send', () => {
  const lines = presentWebsiteTable(compiled, describing);
  expect(lines.slice(2)).toEqual([
    '  一级按钮  二级按钮  内容      填写',
    '  办一办    社保卡    跳转网页  https://zhijian.junshan.gov.cn/go/renshe/card',
    '  办一办    档案      发送消息  请发送：人事档案',
    '  办一办    卡的事    发送消息  请发送：社保卡',
    '  办一办    电话      发送消息  社保请打 12333。 / 急事请打 12345。',
    '  转人工    —        发送消息  请发送：转人工',
  ]);
});

it('lists names that a phone cuts', () => {
  const long = aMenuFile(
    { name: '办事大厅啊', page: 'help' },
    {
      name: '办事',
      buttons: [
        { name: '城乡居民养老保险', page: 'help' },
        { name: '城乡居民养老保险A', page: 'help' },
      ],
    },
  );
  expect(listCutNames(long)).toEqual([
    { name: '办事大厅啊', shown: 4 },
    { name: '城乡居民养老保险A', shown: 8 },
  ]);
});
