import { checkMenu } from '../../src/menus/check-menu';
import type { MenuFileButton } from '../../src/menus/schema';
import { aMenuContext, aMenuFile } from './menu-builders';

const context = aMenuContext();
const help: MenuFileButton = { name: '帮助', page: 'help' };

function messagesOf(...menu: MenuFileButton[]): string[] {
  return checkMenu(aMenuFile(...menu), context).map(({ message }) => message);
}

/** `length` bytes of UTF-8 from Chinese characters (3 bytes) and Latin letters (1). */
function textOfBytes(length: number): string {
  return '办'.repeat(Math.floor(length / 3)) + 'x'.repeat(length % 3);
}

describe('limits in bytes of UTF-8', () => {
  type Limit = [what: string, limit: number, menu: (bytes: number) => MenuFileButton];
  const below = (leaf: MenuFileButton): MenuFileButton => ({ name: '办一办', buttons: [leaf] });
  const replyWithKey = (bytes: number): MenuFileButton => ({
    name: '电话',
    reply: '您好',
    key: 'k'.repeat(bytes - Buffer.byteLength('reply:renshe:')),
  });
  const site = 'https://www.junshan.gov.cn/';
  const urlOf = (bytes: number): string => site + 'u'.repeat(bytes - site.length);
  const limits: Limit[] = [
    ['top name', 16, (bytes) => ({ name: textOfBytes(bytes), page: 'help' })],
    ['sub name', 60, (bytes) => below({ name: textOfBytes(bytes), page: 'help' })],
    ['key', 128, replyWithKey],
    ['sub key', 128, (bytes) => below(replyWithKey(bytes))],
    ['url', 1024, (bytes) => ({ name: '网站', url: urlOf(bytes) })],
    ['sub url', 1024, (bytes) => below({ name: '网站', url: urlOf(bytes) })],
    [
      'mini program url',
      1024,
      (bytes) => ({
        name: '小程序',
        miniprogram: { appId: 'wx0123456789abcdef', path: 'pages/index', url: urlOf(bytes) },
      }),
    ],
    ['reply', 2048, (bytes) => ({ name: '电话', reply: textOfBytes(bytes), key: 'phone' })],
  ];
  it.each(limits)('%s: at most %i', (_what, limit, menu) => {
    expect(messagesOf(menu(limit - 1))).toEqual([]);
    expect(messagesOf(menu(limit))).toEqual([]);
    const [message, ...more] = messagesOf(menu(limit + 1));
    expect(message).toContain(`${limit + 1} 字节，微信最多 ${limit} 字节`);
    expect(more).toEqual([]);
  });

  it('counts an emoji as four bytes and a Chinese character as three', () => {
    expect(messagesOf({ name: '🙂🙂🙂🙂', page: 'help' })).toEqual([]);
    expect(messagesOf({ name: '🙂🙂🙂🙂x', page: 'help' })).toHaveLength(1);
    expect(messagesOf({ name: '办事大厅啊x', page: 'help' })).toEqual([]);
    expect(messagesOf({ name: '办事大厅啊xx', page: 'help' })).toHaveLength(1);
  });

  it('counts the redirect that we make ourselves', () => {
    const publicUrl = `https://${'a.'.repeat(500)}cn`;
    const faults = checkMenu(aMenuFile({ name: '社保卡', item: 'card' }), {
      ...context,
      publicUrl,
    });
    expect(faults[0]!.message).toContain('微信最多 1024 字节');
  });
});

describe('counts', () => {
  const list = (count: number): MenuFileButton[] => Array.from({ length: count }, () => help);
  it.each([1, 2, 3])('takes %i top buttons', (count) => {
    expect(messagesOf(...list(count))).toEqual([]);
  });
  it.each([0, 4, 5])('refuses %i top buttons', (count) => {
    expect(messagesOf(...list(count))).toHaveLength(1);
  });
  it.each([1, 5])('takes %i sub buttons', (count) => {
    expect(messagesOf({ name: '办一办', buttons: list(count) })).toEqual([]);
  });
  it.each([0, 6])('refuses %i sub buttons', (count) => {
    expect(messagesOf({ name: '办一办', buttons: list(count) })).toHaveLength(1);
  });
});

describe('what is legal', () => {
  const legal: [string, MenuFileButton][] = [
    ['an item of the own unit', { name: '社保卡', item: 'card' }],
    ['an item of another unit', { name: '医保', item: 'yibao.pay', as: 'link' }],
    ['an item without a link, as a card', { name: '档案', item: 'talent' }],
    ['a group', { name: '社保卡', items: '办一办/社保卡' }],
    ['the top items', { name: '热门', items: 'top' }],
    ['a url with Chinese in it', { name: '网站', url: 'https://www.junshan.gov.cn/办事?a=1&b=2' }],
  ];
  it.each(legal)('%s', (_name, button) => {
    expect(messagesOf(button)).toEqual([]);
  });

  it('asks for top items in the unit when a button lists them', () => {
    const without = { ...context, unit: { code: 'renshe', topItems: [] } };
    const [fault] = checkMenu(aMenuFile({ name: '热门', items: 'top' }), without);
    expect(fault).toMatchObject({
      path: ['menu', 0, 'items'],
      remedy: expect.stringContaining('topItems') as unknown,
    });
  });
});

it('gives all faults at once, each with its own path, in the order of the file', () => {
  const faults = checkMenu(
    aMenuFile(
      { name: '社保卡办理点', item: 'nothing' },
      { name: '', buttons: [{ name: '补卡' }, { name: '网站', url: 'nowhere' }] },
    ),
    context,
  );
  expect(faults.map(({ path }) => path.join('.'))).toEqual([
    'menu.0.name',
    'menu.0.item',
    'menu.1.name',
    'menu.1.buttons.0',
    'menu.1.buttons.1.url',
  ]);
});
