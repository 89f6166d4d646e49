import { splitRichText } from '../../src/simulator/rich-text';

describe('splitRichText', () => {
  it('should make links of http and https only', () => {
    expect(splitRichText('看<a href="https://a.cn/x?b=1&c=2">这里</a>。')).toEqual([
      { kind: 'text', text: '看' },
      { kind: 'link', text: '这里', href: 'https://a.cn/x?b=1&c=2' },
      { kind: 'text', text: '。' },
    ]);
    expect(splitRichText("<a class='x' href='http://a.cn'>好</a>")).toEqual([
      { kind: 'link', text: '好', href: 'http://a.cn' },
    ]);
  });

  it('should find bare addresses and stop at Chinese', () => {
    expect(splitRichText('见 https://a.cn/b?c=d，谢谢')).toEqual([
      { kind: 'text', text: '见 ' },
      { kind: 'link', text: 'https://a.cn/b?c=d', href: 'https://a.cn/b?c=d' },
      { kind: 'text', text: '，谢谢' },
    ]);
  });

  it('should make a tap of a bizmsgmenu link', () => {
    const href = 'weixin://bizmsgmenu?msgmenucontent=%E6%BB%A1%E6%84%8F&msgmenuid=101';
    expect(splitRichText(`<a href="${href}">满意</a>`)).toEqual([
      { kind: 'say', text: '满意', content: '满意', itemId: '101' },
    ]);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">点我</a>',
    '<a href="data:text/html,x">点我</a>',
    '<a href="//a.cn">点我</a>',
    '<a>点我</a>',
    'if a<b and b>c',
  ])('should leave %s as written', (text) => {
    expect(splitRichText(text)).toEqual([{ kind: 'text', text }]);
  });
});
