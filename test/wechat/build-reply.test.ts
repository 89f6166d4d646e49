import { buildReplyXml, fitReply } from '../../src/wechat/build-reply';
import { readXml } from '../../src/wechat/read-xml';
import type { Article, Reply } from '../../src/wechat/reply';

const to = {
  openid: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
  accountOriginalId: 'gh_97417a04a28d',
  at: new Date('2026-11-23T01:30:00.999Z'),
};
const article = (title: string): Article => ({
  title,
  description: `${title}的说明`,
  pictureUrl: 'https://a.cn/p.jpg?x=1&y=2',
  url: 'https://a.cn/go/renshe/shebaoka',
});
const asItem = (title: string) => ({
  Title: title,
  Description: `${title}的说明`,
  PicUrl: 'https://a.cn/p.jpg?x=1&y=2',
  Url: 'https://a.cn/go/renshe/shebaoka',
});

describe('buildReplyXml', () => {
  it('swaps the names and writes seconds', () => {
    expect(buildReplyXml({ kind: 'text', text: '您好' }, to)).toBe(
      '<xml><ToUserName><![CDATA[o9AgO5Kd5ggOC-bXrbNODIiE3bGY]]></ToUserName>' +
        '<FromUserName><![CDATA[gh_97417a04a28d]]></FromUserName><CreateTime>1795397400</CreateTime>' +
        '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[您好]]></Content></xml>',
    );
  });

  it.each<[Reply, object]>([
    [
      { kind: 'text', text: '一\n二 <a href="https://a.cn/?x=1&y=2">三</a>' },
      { Content: '一\n二 <a href="https://a.cn/?x=1&y=2">三</a>' },
    ],
    [{ kind: 'image', mediaId: 'm1' }, { Image: { MediaId: 'm1' } }],
    [{ kind: 'voice', mediaId: 'm2' }, { Voice: { MediaId: 'm2' } }],
    [{ kind: 'video', mediaId: 'm3' }, { Video: { MediaId: 'm3' } }],
    [
      { kind: 'video', mediaId: 'm3', title: '标题', description: '说明' },
      { Video: { MediaId: 'm3', Title: '标题', Description: '说明' } },
    ],
    [{ kind: 'music', thumbMediaId: 't' }, { Music: { ThumbMediaId: 't' } }],
    [
      {
        kind: 'music',
        thumbMediaId: 't',
        title: '歌',
        description: '曲',
        musicUrl: 'https://a.cn/1',
        hqMusicUrl: 'https://a.cn/2',
      },
      {
        Music: {
          Title: '歌',
          Description: '曲',
          MusicUrl: 'https://a.cn/1',
          HQMusicUrl: 'https://a.cn/2',
          ThumbMediaId: 't',
        },
      },
    ],
    [
      { kind: 'news', articles: [article('社保卡')] },
      { ArticleCount: '1', Articles: { item: asItem('社保卡') } },
    ],
    [
      { kind: 'news', articles: [article('一'), article('二')] },
      { ArticleCount: '2', Articles: { item: [asItem('一'), asItem('二')] } },
    ],
    [{ kind: 'transfer_customer_service' }, {}],
    [{ kind: 'transfer_customer_service', kfAccount: 'a@b' }, { TransInfo: { KfAccount: 'a@b' } }],
  ])('%j is read back as it was', (reply, body) => {
    expect(readXml(buildReplyXml(reply, to))).toEqual({
      ToUserName: to.openid,
      FromUserName: to.accountOriginalId,
      CreateTime: '1795397400',
      MsgType: reply.kind,
      ...body,
    });
  });

  it.each<Reply>([
    { kind: 'none' },
    { kind: 'text', text: '' },
    { kind: 'text', text: ' \n\u0000\u0007' },
    { kind: 'news', articles: [] },
  ])('says nothing for %j', (reply) => {
    expect(buildReplyXml(reply, to)).toBe('');
  });

  it.each([
    [']]>', ']]>'],
    [']]]]>>]]>', ']]]]>>]]>'],
    ['</Content><Content>&amp;<![CDATA[', '</Content><Content>&amp;<![CDATA['],
    ['a\u0000b\u0008c\u000bd\u001fe\u007ff\u0085g\ufffeh\uffffi', 'abcdefghi'],
    ['tab\tline\n', 'tab\tline\n'],
    ['half \ud83d and \ude00 but 😀', 'half \ufffd and \ufffd but 😀'],
  ])('carries %j safely', (text, carried) => {
    expect(readXml(buildReplyXml({ kind: 'text', text }, to))).toMatchObject({ Content: carried });
    const news: Reply = { kind: 'news', articles: [{ ...article('x'), title: text }] };
    expect(readXml(buildReplyXml(news, to))).toMatchObject({
      Articles: { item: { Title: carried } },
    });
  });
});

describe('fitReply', () => {
  const nine = Array.from({ length: 9 }, (_, index) => article(String(index)));

  it('gives a message one article and an event eight', () => {
    const reply: Reply = { kind: 'news', articles: nine };
    expect(fitReply(reply, false)).toEqual({ kind: 'news', articles: nine.slice(0, 1) });
    expect(fitReply(reply, true)).toEqual({ kind: 'news', articles: nine.slice(0, 8) });
  });

  it('cuts text to 2048 bytes', () => {
    const fitted = fitReply({ kind: 'text', text: '社'.repeat(700) }, false);
    expect(fitted).toEqual({ kind: 'text', text: `${'社'.repeat(681)}…` });
  });

  it.each<Reply>([
    { kind: 'none' },
    { kind: 'image', mediaId: 'm' },
    { kind: 'voice', mediaId: 'm' },
    { kind: 'video', mediaId: 'm' },
    { kind: 'music', thumbMediaId: 'm' },
    { kind: 'transfer_customer_service' },
  ])('leaves %j alone', (reply) => {
    expect(fitReply(reply, false)).toEqual(reply);
  });
});
