import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Database } from '../../src/database/database';
import { listMedia } from '../../src/media/media-rows';
import { createMediaRoutes, type Authorisation } from '../../src/media/media-routes';
import { createTranscoder } from '../../src/media/transcoder';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { AMR, JPEG, MP4 } from './files';
import { anImage, aVideo, aVoice, startMediaBench, type MediaBench } from './media-bench';

let test: TestDatabase;
let database: Database;
let bench: MediaBench;
let server: http.Server;
let base: string;
const ids: Record<'image' | 'voice' | 'speex' | 'video' | 'waiting', string> = {
  image: '',
  voice: '',
  speex: '',
  video: '',
  waiting: '',
};

/** What a person may read: accounts, in these tests. */
type Scope = readonly string[];

/** Says who asks: `?as=` of the address names what the person may read, so that a test needs no session. */
const authorise = async (ctx: Koa.Context): Promise<Authorisation<Scope>> =>
  typeof ctx.query['as'] === 'string'
    ? { kind: 'signed_in', scope: ctx.query['as'].split(',') }
    : { kind: 'not_signed_in' };

/** What the routes looked for, in whose scope. */
const sought: [Scope, string, string][] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
  bench = await startMediaBench(database);
  const files: Record<string, Buffer> = { P: JPEG, V: AMR, S: Buffer.alloc(200, 7), M: MP4 };
  bench.wechat.on('/cgi-bin/media/get', (seen, response) => {
    const file = files[seen.query.get('media_id')!];
    response.end(file ?? JSON.stringify({ errcode: -1 }));
  });
  ids.image = await bench.receive(anImage('P'));
  ids.voice = await bench.receive(aVoice('V'));
  ids.speex = await bench.receive(aVoice('S', 'speex'));
  ids.video = await bench.receive(aVideo('M'));
  ids.waiting = await bench.receive(anImage('busy'));
  const transcoder = { ...createTranscoder(), isAvailable: async () => true, toMp3 };
  await bench.worker({ transcoder }).run();

  const app = new Koa();
  const find = async (scope: Scope, account: string, messageId: string) => {
    sought.push([scope, account, messageId]);
    if (!scope.includes(account)) return null;
    return (await listMedia(database, account, [messageId]))[0] ?? null;
  };
  app.use(createMediaRoutes({ authorise, find, store: bench.store }).routes());
  const listener = app.callback();
  server = http.createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/media/renshe`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await bench.close();
  await test.drop();
});

async function* toMp3(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('ID3 and sound');
}

const get = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`${base}/${path}${path.includes('?') ? '&' : '?'}as=renshe`, init);
const bodyOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

describe('who may see a file', () => {
  it.each<[string, string, number]>([
    ['nobody who has not signed in', '', 401],
    ['nobody who may not read the message', '?as=yibao', 404],
    ['who may', '?as=renshe', 200],
  ])('%s', async (_, query, status) => {
    const answer = await fetch(`${base}/${ids.image}${query}`);
    expect(answer.status).toBe(status);
    const body = await bodyOf(answer);
    expect(body.equals(JPEG)).toBe(status === 200);
  });

  it('looks nothing up before the sign-in has said who asks, and then in that scope alone', async () => {
    sought.length = 0;
    await fetch(`${base}/${ids.image}`);
    expect(sought).toEqual([]);
    await bodyOf(await fetch(`${base}/${ids.image}?as=yibao,jikong`));
    expect(sought).toEqual([[['yibao', 'jikong'], 'renshe', ids.image]]);
  });

  it('gives the same answer for what is not there as for what is not theirs', async () => {
    const forbidden = await fetch(`${base}/${ids.image}?as=yibao`);
    const absent = await get('019ab6ab-0000-7000-8000-000000000000');
    expect(absent.status).toBe(forbidden.status);
    expect(await absent.text()).toBe(await forbidden.text());
  });

  it.each(['..%2f..%2fetc%2fpasswd', 'x', `'%20or%201=1`])('knows no message %s', async (id) => {
    expect((await get(id)).status).toBe(404);
  });

  it('has nothing to give of a file that is not here yet', async () => {
    expect((await get(ids.waiting)).status).toBe(404);
  });
});

describe('how a file is given', () => {
  it.each<[keyof typeof ids, string, string, string]>([
    ['image', '', 'image/jpeg', 'inline; filename="image20261123-0930.jpg"'],
    ['image', '?download', 'image/jpeg', 'attachment; filename="image20261123-0930.jpg"'],
    ['video', '', 'video/mp4', 'inline; filename="video20261123-0930.mp4"'],
    ['voice', '', 'audio/amr', 'attachment; filename="voice20261123-0930.amr"'],
    ['voice', '/playable', 'audio/mpeg', 'inline; filename="voice20261123-0930.mp3"'],
    ['speex', '', 'application/octet-stream', 'attachment; filename="voice20261123-0930.speex"'],
  ])('%s%s', async (name, suffix, contentType, disposition) => {
    const answer = await get(`${ids[name]}${suffix}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(contentType);
    expect(answer.headers.get('content-disposition')).toContain(disposition);
    await answer.body?.cancel();
  });

  it('has a Chinese name for browsers that know how', async () => {
    const answer = await get(`${ids.image}`);
    const name = /filename\*=UTF-8''(.+)$/.exec(answer.headers.get('content-disposition')!)![1]!;
    expect(decodeURIComponent(name)).toBe('图片20261123-0930.jpg');
    await answer.body?.cancel();
  });

  it.each(['', '?as=yibao'])(
    'cannot run, be framed, be cached or be guessed (%s)',
    async (query) => {
      const answer = await fetch(`${base}/${ids.image}${query || '?as=renshe'}`);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/) as string,
        'cache-control': 'private, no-store',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      });
      await answer.body?.cancel();
    },
  );

  it('answers HEAD with the length and no body', async () => {
    const answer = await get(ids.voice, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-length')).toBe(String(AMR.length));
    expect(await bodyOf(answer)).toHaveLength(0);
  });
});

describe('a part of a file', () => {
  it.each<[string, string, Buffer]>([
    ['bytes=0-9', `bytes 0-9/${AMR.length}`, AMR.subarray(0, 10)],
    ['bytes=100-', `bytes 100-${AMR.length - 1}/${AMR.length}`, AMR.subarray(100)],
    ['bytes=-5', `bytes ${AMR.length - 5}-${AMR.length - 1}/${AMR.length}`, AMR.subarray(-5)],
  ])('%s', async (range, contentRange, expected) => {
    const answer = await get(ids.voice, { headers: { range } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(contentRange);
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(await bodyOf(answer)).toEqual(Buffer.from(expected));
  });

  it('that is not there is refused with the length', async () => {
    const answer = await get(ids.voice, { headers: { range: `bytes=${AMR.length}-` } });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe(`bytes */${AMR.length}`);
    expect(await answer.text()).toBe('没有这一段。');
  });

  it('in several pieces is given whole', async () => {
    const answer = await get(ids.voice, { headers: { range: 'bytes=0-1,4-5' } });
    expect(answer.status).toBe(200);
    expect(await bodyOf(answer)).toEqual(AMR);
  });
});
