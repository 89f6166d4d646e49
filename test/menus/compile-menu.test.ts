import { compileMenu, menuReplies } from '../../src/menus/compile-menu';
import { parseMenuKey } from '../../src/routing/menu-key';
import type { MenuFileButton } from '../../src/menus/schema';
import { aMenuContext, aMenuFile } from './menu-builders';

const context = aMenuContext();
const DAY = '2026-11-23';

it('compiles the buttons that ask for a code, a picture, a place or open an article', () => {
  const article = 'r8tGX1Z0mXvDGV7jF1QcQ3xv6dJhQJ';
  const file = aMenuFile(
    {
      name: '拍一拍',
      buttons: [
        { name: '扫码', scan: 'open' },
        { name: '扫码问', scan: 'answer' },
        { name: '拍照', photo: 'camera' },
        { name: '相册', photo: 'album' },
        { name: '照片', photo: 'either' },
      ],
    },
    {
      name: '看一看',
      buttons: [
        { name: '附近', location: 'outlets' },
        { name: '文章', article },
        { name: '文章卡片', article, as: 'card' },
        { name: '隐私', page: 'privacy' },
      ],
    },
  );
  const [first, second] = compileMenu(file, context, DAY).button;
  expect(first).toEqual({
    name: '拍一拍',
    sub_button: [
      { name: '扫码', type: 'scancode_push', key: 'scan:renshe:open' },
      { name: '扫码问', type: 'scancode_waitmsg', key: 'scan:renshe:answer' },
      { name: '拍照', type: 'pic_sysphoto', key: 'photo:renshe:camera' },
      { name: '相册', type: 'pic_weixin', key: 'photo:renshe:album' },
      { name: '照片', type: 'pic_photo_or_album', key: 'photo:renshe:either' },
    ],
  });
  expect(second).toEqual({
    name: '看一看',
    sub_button: [
      { name: '附近', type: 'location_select', key: 'location:renshe.outlets' },
      { name: '文章', type: 'article_view_limited', article_id: article },
      { name: '文章卡片', type: 'article_id', article_id: article },
      { name: '隐私', type: 'click', key: 'page:privacy' },
    ],
  });
});

it('compiles menus for some in the order of the file, with WeChat’s fields for whom they are', () => {
  const menu: MenuFileButton[] = [{ name: '帮助', page: 'help' }];
  const file = {
    menu,
    conditional: [
      { name: '志愿者', tag: 101, platform: 'android' as const, menu },
      { name: '苹果', platform: 'ios' as const, menu },
      { name: '其他', platform: 'other' as const, menu },
    ],
  };
  const button = [{ name: '帮助', type: 'click', key: 'page:help' }];
  expect(compileMenu(file, context, DAY).conditional).toEqual([
    { name: '志愿者', matchrule: { tag_id: '101', client_platform_type: '2' }, button },
    { name: '苹果', matchrule: { client_platform_type: '1' }, button },
    { name: '其他', matchrule: { client_platform_type: '3' }, button },
  ]);
});

it('leaves out buttons whose season it is not, in menus for some too', () => {
  const winter: MenuFileButton[] = [
    { name: '帮助', page: 'help' },
    { name: '医保缴费', page: 'items', from: '12-01', until: '02-28' },
  ];
  const file = { menu: winter, conditional: [{ name: '志愿者', tag: 101, menu: winter }] };
  const namesOn = (day: string): string[][] => {
    const { button, conditional } = compileMenu(file, context, day);
    return [button, conditional[0]!.button].map((buttons) => buttons.map(({ name }) => name));
  };
  expect(namesOn('2026-11-30')).toEqual([['帮助'], ['帮助']]);
  expect(namesOn('2026-12-01')).toEqual([
    ['帮助', '医保缴费'],
    ['帮助', '医保缴费'],
  ]);
});

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
  expect(compileMenu(file, context, DAY)).toEqual({
    conditional: [],
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
    DAY,
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
  expect(() => compileMenu(aMenuFile({ name: '空' }), context, DAY)).toThrow('空');
});
