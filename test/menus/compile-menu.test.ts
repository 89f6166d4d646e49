import { compileMenu, menuReplies } from '../../src/menus/compile-menu';
import { parseMenuKey } from '../../src/routing/menu-key';
import { aMenuContext, aMenuFile } from './menu-builders';

const context = aMenuContext();

it("compiles every action to WeChat's fields, and nothing else", () => {
  const file = aMenuFile(
    {
      name: '办一办',
      buttons: [
        { name: '社保卡', item: 'card' },
        { name: '社保卡介绍', item: 'card', as: 'card' },
        { name: '档案', item: 'talent' },
        { name: '医保', item: 'yibao.pay', as: 'link' },
        { name: '社保卡事项', items: '办一办/社保卡' },
      ],
    },
    {
      name: '更多',
      buttons: [
        { name: '热门', items: 'top' },
        { name: '进度', page: 'progress' },
        { name: '电话', reply: '请打 12333。', key: 'phone' },
        { name: '网站', url: 'https://www.junshan.gov.cn/?a=1&b=办' },
        {
          name: '湘易办',
          miniprogram: { appId: 'wx0123456789abcdef', path: 'pages/i', url: 'https://x.gov.cn/' },
        },
      ],
    },
    { name: '转人工', page: 'human' },
  );
  expect(compileMenu(file, context)).toEqual({
    button: [
      {
        name: '办一办',
        sub_button: [
          { name: '社保卡', type: 'view', url: 'https://zhijian.junshan.gov.cn/go/renshe/card' },
          { name: '社保卡介绍', type: 'click', key: 'item:renshe.card' },
          { name: '档案', type: 'click', key: 'item:renshe.talent' },
          { name: '医保', type: 'view', url: 'https://zhijian.junshan.gov.cn/go/yibao/pay' },
          { name: '社保卡事项', type: 'click', key: 'items:renshe:办一办/社保卡' },
        ],
      },
      {
        name: '更多',
        sub_button: [
          { name: '热门', type: 'click', key: 'items:renshe:top' },
          { name: '进度', type: 'click', key: 'page:progress' },
          { name: '电话', type: 'click', key: 'reply:renshe:phone' },
          { name: '网站', type: 'view', url: 'https://www.junshan.gov.cn/?a=1&b=办' },
          {
            name: '湘易办',
            type: 'miniprogram',
            appid: 'wx0123456789abcdef',
            pagepath: 'pages/i',
            url: 'https://x.gov.cn/',
          },
        ],
      },
      { name: '转人工', type: 'click', key: 'page:human' },
    ],
  });
});

it('makes keys that the responder of menu clicks reads back', () => {
  const { button } = compileMenu(
    aMenuFile({ name: '卡', items: '办一办/社保卡' }, { name: '电话', reply: '好', key: 'phone' }),
    context,
  );
  expect(button.map((leaf) => ('key' in leaf ? parseMenuKey(leaf.key) : null))).toEqual([
    { kind: 'items', unit: 'renshe', group: '办一办/社保卡' },
    { kind: 'reply', unit: 'renshe', name: 'phone' },
  ]);
});

it('gives the texts of reply buttons on both levels by key', () => {
  const file = aMenuFile(
    { name: '电话', reply: '请打 12333。', key: 'phone' },
    { name: '更多', buttons: [{ name: '地址', reply: '人社局一楼。', key: 'place' }] },
  );
  expect([...menuReplies(file, 'renshe')]).toEqual([
    ['reply:renshe:phone', '请打 12333。'],
    ['reply:renshe:place', '人社局一楼。'],
  ]);
});

it('throws on a file that was not checked', () => {
  expect(() => compileMenu(aMenuFile({ name: '空' }), context)).toThrow('空');
});
