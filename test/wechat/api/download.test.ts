import { buffer } from 'node:stream/consumers';
import { WechatFileTooLargeError, WechatRefusedError } from '../../../src/wechat/api/errors';
import { getMaterial } from '../../../src/wechat/api/material';
import { getHdVoice, getMedia } from '../../../src/wechat/api/media';
import type { WechatApi } from '../../../src/wechat/api/wechat-api';
import { aDispatcher, aWechatApi, failureOf, FakeWechat, TOKEN } from './fake-wechat';

const GET = '/cgi-bin/media/get';
const MB = 1024 * 1024;
const jpeg = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(200_000, 7)]);

let wechat: FakeWechat;
let api: WechatApi;
let dispatcher = aDispatcher();
beforeEach(async () => {
  wechat = new FakeWechat();
  await wechat.start();
  wechat.giveTokens({ valid: TOKEN });
  dispatcher = aDispatcher(300);
  api = aWechatApi(wechat, { dispatcher });
});
afterEach(async () => {
  await dispatcher.destroy();
  await wechat.stop();
});

/** Answers with a file in pieces, without saying how long it is. */
function givePieces(bytes: Buffer, type = 'image/jpeg'): void {
  wechat.on(GET, (_seen, response) => {
    response.writeHead(200, { 'content-type': type });
    for (let at = 0; at < bytes.length; at += 50_000) {
      response.write(bytes.subarray(at, at + 50_000));
    }
    response.end();
  });
}

describe('a file', () => {
  it('comes as it is, with what WeChat says of it', async () => {
    wechat.on(GET, (_seen, response) => {
      response.writeHead(200, {
        'content-type': 'image/jpeg',
        'content-disposition': 'attachment; filename="../../MEDIA-1.jpg"',
        'content-length': String(jpeg.length),
      });
      response.end(jpeg);
    });
    const file = await getMedia(api, 'MEDIA-1', { maxBytes: MB });
    expect(file).toMatchObject({
      contentType: 'image/jpeg',
      fileName: 'MEDIA-1.jpg',
      sizeBytes: jpeg.length,
    });
    expect((await buffer(file.content)).equals(jpeg)).toBe(true);
    expect(wechat.seen.at(-1)!.query.get('media_id')).toBe('MEDIA-1');
  });

  it('of unknown length and name comes too', async () => {
    givePieces(jpeg);
    const file = await getMedia(api, 'M', { maxBytes: MB });
    expect(file).toMatchObject({ fileName: null, sizeBytes: null });
    expect((await buffer(file.content)).equals(jpeg)).toBe(true);
  });

  it('that fills the cap exactly comes whole', async () => {
    givePieces(jpeg);
    const file = await getMedia(api, 'M', { maxBytes: jpeg.length });
    expect((await buffer(file.content)).length).toBe(jpeg.length);
  });

  it('that says it is too large is not begun', async () => {
    wechat.on(GET, (_seen, response) => {
      response.writeHead(200, { 'content-length': String(50 * MB) });
      response.write(jpeg);
    });
    const failure = await failureOf(getMedia(api, 'M', { maxBytes: 10 * MB }));
    expect(failure).toBeInstanceOf(WechatFileTooLargeError);
    expect(failure).toMatchObject({ endpoint: GET, maxBytes: 10 * MB });
  });

  it('that is too large without saying so is cut at the cap', async () => {
    givePieces(jpeg);
    const file = await getMedia(api, 'M', { maxBytes: jpeg.length - 1 });
    expect(await failureOf(buffer(file.content))).toBeInstanceOf(WechatFileTooLargeError);
  });

  it('that is cut fails as unreachable', async () => {
    wechat.on(GET, (_seen, response) => {
      response.writeHead(200, { 'content-length': String(jpeg.length) });
      response.write(jpeg.subarray(0, 1000), () => response.destroy());
    });
    const failure = await failureOf(
      getMedia(api, 'M', { maxBytes: MB }).then((file) => buffer(file.content)),
    );
    expect(failure).toMatchObject({ mayHaveArrived: true, endpoint: GET });
  });

  it('that stops in the middle fails as unreachable', async () => {
    wechat.on(GET, (_seen, response) => {
      response.writeHead(200, { 'content-length': String(jpeg.length) });
      response.write(jpeg.subarray(0, 1000));
    });
    const file = await getMedia(api, 'M', { maxBytes: MB });
    expect(await failureOf(buffer(file.content))).toMatchObject({
      reason: 'UND_ERR_BODY_TIMEOUT',
    });
  });

  it('that the caller gives up half-way ends, and its connection is free', async () => {
    wechat.on(GET, (_seen, response) => {
      response.writeHead(200, { 'content-length': String(jpeg.length) });
      response.write(jpeg.subarray(0, 1000));
    });
    const giveUp = new AbortController();
    const file = await getMedia(api, 'M', { maxBytes: MB, signal: giveUp.signal });
    giveUp.abort();
    expect(await failureOf(buffer(file.content))).toMatchObject({ mayHaveArrived: true });
    const unread = await getMedia(api, 'M', { maxBytes: MB });
    unread.content.destroy();
    await wechat.quiet();
  });
});

describe('JSON in the place of a file', () => {
  it.each(['image/jpeg', 'text/plain', 'application/json; encoding=utf-8'])(
    'is a refusal as %s',
    async (type) => {
      wechat.on(GET, (_seen, response) => {
        response.writeHead(200, { 'content-type': type });
        response.end('{"errcode":40007,"errmsg":"invalid media_id rid: 65a1-b2"}');
      });
      const failure = await failureOf(getMedia(api, 'M', { maxBytes: MB }));
      expect(failure).toBeInstanceOf(WechatRefusedError);
      expect(failure).toMatchObject({ code: 40007, class: 'B', rid: '65a1-b2' });
    },
  );

  it('about a dead token is answered with another token', async () => {
    wechat.on(GET, (seen, response) => {
      if (seen.query.get('access_token') === 'T2') return response.end(jpeg);
      wechat.giveTokens({ valid: 'T2' });
      return response.end('{"errcode":42001,"errmsg":"access_token expired"}');
    });
    const file = await getMedia(api, 'M', { maxBytes: MB });
    expect((await buffer(file.content)).equals(jpeg)).toBe(true);
    expect(wechat.countOf(GET)).toBe(2);
  });

  it.each([
    ['an empty body', 200, ''],
    ['a 5xx with bytes', 502, 'JFIF…'],
    ['a page', 404, '<html>'],
    ['JSON that says nothing', 200, '{"what":1}'],
  ])('%s is unreachable', async (_name, status, body) => {
    wechat.on(GET, (_seen, response) => response.writeHead(status).end(body));
    expect(await failureOf(getMedia(api, 'M', { maxBytes: MB }))).toMatchObject({
      name: 'WechatUnreachableError',
      mayHaveArrived: true,
    });
  });
});

describe('a video', () => {
  beforeEach(() => {
    wechat.on(GET, (_seen, response) =>
      response.end(JSON.stringify({ video_url: `${wechat.base}/v/1.mp4?vkey=abc` })),
    );
  });

  it('comes from the address that WeChat gives, without the token', async () => {
    wechat.on('/v/1.mp4', (seen, response) => {
      if (seen.query.get('hop')) {
        return response.writeHead(200, { 'content-type': 'video/mp4' }).end(jpeg);
      }
      return response.writeHead(302, { location: '/v/1.mp4?hop=1' }).end();
    });
    const file = await getMedia(api, 'V', { maxBytes: MB });
    expect(file.contentType).toBe('video/mp4');
    expect((await buffer(file.content)).equals(jpeg)).toBe(true);
    const [first] = wechat.seen.filter((seen) => seen.path === '/v/1.mp4');
    expect([...first!.query]).toEqual([['vkey', 'abc']]);
    expect(JSON.stringify(first!.headers)).not.toContain(TOKEN);
  });

  it.each([403, 500])(
    'that is answered with %i is unreachable, without its address',
    async (status) => {
      wechat.on('/v/1.mp4', (_seen, response) => response.writeHead(status).end('{}'));
      const failure = await failureOf(getMedia(api, 'V', { maxBytes: MB }));
      expect(failure).toMatchObject({ endpoint: GET, reason: `HTTP ${status}` });
      expect(String(failure)).not.toContain('vkey');
    },
  );

  it.each(['file:///etc/passwd', 'javascript:1', 'no address'])(
    'is not fetched from %s',
    async (url) => {
      wechat.on(GET, { video_url: url });
      expect(await failureOf(getMedia(api, 'V', { maxBytes: MB }))).toMatchObject({
        endpoint: GET,
        mayHaveArrived: false,
      });
    },
  );
});

it('gets the clear voice', async () => {
  wechat.on('/cgi-bin/media/get/jssdk', (_seen, response) =>
    response.writeHead(200, { 'content-type': 'voice/speex' }).end(jpeg),
  );
  const file = await getHdVoice(api, 'V16', { maxBytes: MB });
  expect(file.contentType).toBe('voice/speex');
  expect((await buffer(file.content)).length).toBe(jpeg.length);
});

describe('permanent material', () => {
  const PATH = '/cgi-bin/material/get_material';

  it('is asked for with POST and comes as a file, an article or a video', async () => {
    wechat.on(PATH, (_seen, response) => response.end(jpeg));
    const file = await getMaterial(api, 'M1', { maxBytes: MB });
    expect(file.kind).toBe('file');
    if (file.kind === 'file') await buffer(file.file.content);
    expect(wechat.seen.at(-1)).toMatchObject({ method: 'POST', body: '{"media_id":"M1"}' });

    wechat.on(PATH, { news_item: [{ title: '放假安排', content: '<p>正文</p>' }] });
    expect(await getMaterial(api, 'M2', { maxBytes: MB })).toEqual({
      kind: 'news',
      articles: [{ title: '放假安排', content: '<p>正文</p>' }],
    });

    wechat.on(PATH, { title: '讲解', description: '怎么办', down_url: 'https://v.example/1' });
    expect(await getMaterial(api, 'M3', { maxBytes: MB })).toEqual({
      kind: 'video',
      title: '讲解',
      description: '怎么办',
      downUrl: 'https://v.example/1',
    });
  });
});
