import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../src/database/database';
import { StoreError } from '../../src/media/media-store';
import { countUnfetched } from '../../src/media/media-rows';
import { aTextMessage } from '../support/builders';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { AMR, aPicture, HTML, JPEG, MP4, PNG, SVG } from './files';
import { anImage, aVideo, aVoice, startMediaBench, type MediaBench } from './media-bench';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let database: Database;
let test: TestDatabase;
let bench: MediaBench;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
});
afterAll(() => test.drop());
beforeEach(async () => {
  await database.query('delete from media');
  bench = await startMediaBench(database);
});
afterEach(() => bench.close());

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** WeChat gives these files by media id, and 40007 for any other. */
function give(files: Readonly<Record<string, Buffer>>): void {
  bench.wechat.on('/cgi-bin/media/get', (seen, response) => {
    const file = files[seen.query.get('media_id') ?? ''];
    if (file) response.writeHead(200, { 'content-type': 'text/html' }).end(file);
    else response.end(JSON.stringify({ errcode: 40007, errmsg: 'invalid media_id' }));
  });
}

describe('what is recorded', () => {
  it('is one row for a picture, a voice or a video, and none for words', async () => {
    await bench.receive(anImage('P'));
    await bench.receive(aVoice('V', 'AMR'));
    await bench.receive(aVideo('M'));
    await bench.receive(aTextMessage());
    const rows = await database.query(
      'select kind, format, media_id, state, attempts from media order by kind',
    );
    const common = { state: 'waiting', attempts: 0 };
    expect(rows).toEqual([
      { kind: 'image', format: null, media_id: 'P', ...common },
      { kind: 'video', format: null, media_id: 'M', ...common },
      { kind: 'voice', format: 'amr', media_id: 'V', ...common },
    ]);
  });
});

describe('what WeChat has', () => {
  it('is kept: a picture of ten megabytes, whatever type the answer claims', async () => {
    const picture = aPicture(10 * 1024 * 1024);
    give({ P: picture });
    const id = await bench.receive(anImage('P'));
    expect(await bench.worker().run()).toBe(1);
    expect(await bench.look(id)).toMatchObject({
      state: 'kept',
      reason: null,
      sha256: sha256(picture),
      bytes: picture.length,
      contentType: 'image/jpeg',
      playable: 'not_needed',
    });
    expect(await bench.files()).toEqual([sha256(picture)]);
  });

  it('is kept: a video, from the address that WeChat answers with', async () => {
    bench.wechat.on('/cgi-bin/media/get', { video_url: `${bench.wechat.base}/video.mp4` });
    bench.wechat.on('/video.mp4', (_, response) => response.end(MP4));
    const id = await bench.receive(aVideo('M'));
    await bench.worker().run();
    expect(await bench.look(id)).toMatchObject({ state: 'kept', contentType: 'video/mp4' });
    const asked = bench.wechat.seen.find(({ path }) => path === '/video.mp4');
    expect(asked?.query.has('access_token')).toBe(false);
  });

  it('is one file for two messages with the same content', async () => {
    give({ P: JPEG, Q: JPEG });
    const ids = [await bench.receive(anImage('P')), await bench.receive(anImage('Q'))];
    await bench.worker().run();
    for (const id of ids) expect(await bench.look(id)).toMatchObject({ sha256: sha256(JPEG) });
    expect(await bench.files()).toHaveLength(1);
  });

  it('is taken by its media id alone: the address of the picture is never asked', async () => {
    let asked = 0;
    const canary = http.createServer((_, response) => {
      asked += 1;
      response.end(JPEG);
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const { port } = canary.address() as AddressInfo;
    try {
      give({ P: JPEG });
      const kept = await bench.receive(anImage('P', `http://127.0.0.1:${port}/picture.jpg`));
      const gone = await bench.receive(anImage('gone', `http://127.0.0.1:${port}/picture.jpg`));
      const worker = bench.worker();
      for (let run = 0; run < 3; run += 1) {
        await worker.run();
        bench.clock.advance(MINUTE_MS);
      }
      expect(await bench.look(kept)).toMatchObject({ state: 'kept' });
      expect(await bench.look(gone)).toMatchObject({ state: 'expired' });
      expect(asked).toBe(0);
    } finally {
      await new Promise((resolve) => canary.close(resolve));
    }
  });

  it('is kept as bare bytes where the push says Speex and the bytes say nothing', async () => {
    const frames = Buffer.alloc(700, 0x1e);
    give({ V: frames });
    const id = await bench.receive(aVoice('V', 'speex'));
    await bench.worker().run();
    expect(await bench.look(id)).toMatchObject({
      state: 'kept',
      contentType: 'application/octet-stream',
      playable: 'failed',
    });
  });
});

describe('what is not what it says', () => {
  it.each<[string, Buffer, () => ReturnType<typeof anImage>]>([
    ['a corrupted voice', Buffer.alloc(600, 0xa5), () => aVoice('X')],
    ['a picture that is a page', HTML, () => anImage('X')],
    ['a picture that is a drawing with a script', SVG, () => anImage('X')],
    ['a voice that is a picture', PNG, () => aVoice('X')],
    ['a Speex voice that is a page of a picture', PNG, () => aVoice('X', 'speex')],
  ])('fails after three times and leaves no file: %s', async (_, content, inbound) => {
    give({ X: content });
    const id = await bench.receive(inbound());
    const worker = bench.worker();
    const states = [];
    for (let run = 0; run < 4; run += 1) {
      await worker.run();
      states.push((await bench.look(id)).state);
      bench.clock.advance(10 * MINUTE_MS);
    }
    expect(states).toEqual(['waiting', 'waiting', 'failed', 'failed']);
    expect(await bench.look(id)).toMatchObject({ reason: 'wrong_type', sha256: null });
    expect(bench.wechat.countOf('/cgi-bin/media/get')).toBe(3);
    expect(await bench.files()).toEqual([]);
  });

  it('fails at once where it is larger than we take', async () => {
    give({ V: Buffer.concat([AMR, Buffer.alloc(6 * 1024 * 1024)]) });
    const id = await bench.receive(aVoice('V'));
    await bench.worker().run();
    expect(await bench.look(id)).toMatchObject({ state: 'failed', reason: 'too_large' });
    expect(await bench.files()).toEqual([]);
  });
});

describe('a disk without room', () => {
  it('keeps the row waiting, and the file once there is room', async () => {
    give({ P: JPEG });
    const id = await bench.receive(anImage('P'));
    let full = true;
    const store = {
      ...bench.store,
      put: (source: AsyncIterable<Uint8Array>, limit: { maxBytes: number }) =>
        full ? Promise.reject(new StoreError('full')) : bench.store.put(source, limit),
    };
    const worker = bench.worker({ store });
    for (let run = 0; run < 5; run += 1) {
      await worker.run();
      expect(await bench.look(id)).toMatchObject({ state: 'waiting', reason: 'disk_full' });
      bench.clock.advance(5 * MINUTE_MS);
    }
    full = false;
    await worker.run();
    expect(await bench.look(id)).toMatchObject({ state: 'kept', reason: null });
  });

  it('does not leave WeChat’s connections open', async () => {
    const pictures = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`P${n}`, aPicture(400_000)]),
    );
    give(pictures);
    for (const mediaId of Object.keys(pictures)) await bench.receive(anImage(mediaId));
    const store = { ...bench.store, put: () => Promise.reject(new StoreError('full')) };
    // The client has eight connections: a ninth file could not be asked for.
    expect(await bench.worker({ store }).run()).toBe(12);
    expect(bench.wechat.countOf('/cgi-bin/media/get')).toBe(12);
  });
});

describe('what WeChat does not give', () => {
  it('is expired once WeChat has said twice that it is no more', async () => {
    give({});
    const id = await bench.receive(anImage('gone'));
    const worker = bench.worker();
    await worker.run();
    expect(await bench.look(id)).toMatchObject({ state: 'waiting', reason: 'gone', code: 40007 });
    bench.clock.advance(MINUTE_MS);
    await worker.run();
    expect(await bench.look(id)).toMatchObject({ state: 'expired', reason: 'gone', code: 40007 });
  });

  it('is asked for again for three days, told at 48 hours once, then expired', async () => {
    bench.wechat.on('/cgi-bin/media/get', { errcode: -1, errmsg: 'system error' });
    const id = await bench.receive(anImage('P'));
    const worker = bench.worker();
    const told: number[] = [];
    for (let hour = 0; hour < 72; hour += 1) {
      await worker.run();
      expect(await bench.look(id)).toMatchObject({ state: 'waiting', reason: 'busy', code: -1 });
      if (bench.alarms.length > told.length) told.push(hour);
      if (hour === 48) {
        const late = new Date(bench.clock.now().getTime() - 48 * HOUR_MS);
        expect(await countUnfetched(database, late)).toEqual([
          { account: 'renshe', files: 1, late: 1 },
        ]);
      }
      bench.clock.advance(HOUR_MS);
    }
    expect(told).toEqual([48]);
    expect(bench.alarms).toEqual(['renshe 1']);
    await worker.run();
    expect(await bench.look(id)).toMatchObject({ state: 'expired', reason: 'busy' });
    const asked = bench.wechat.countOf('/cgi-bin/media/get');
    bench.clock.advance(HOUR_MS);
    await worker.run();
    expect(bench.wechat.countOf('/cgi-bin/media/get')).toBe(asked);
  });

  it('is fetched as soon as a cut connection holds', async () => {
    let cuts = 2;
    bench.wechat.on('/cgi-bin/media/get', (_, response) => {
      response.writeHead(200, { 'content-length': JPEG.length });
      response.write(JPEG.subarray(0, 80));
      if (cuts-- > 0) setImmediate(() => response.destroy());
      else response.end(JPEG.subarray(80));
    });
    const id = await bench.receive(anImage('P'));
    const worker = bench.worker();
    for (const reason of ['unreachable', 'unreachable', null]) {
      await worker.run();
      expect(await bench.look(id)).toMatchObject({ reason });
      expect(await bench.files()).toHaveLength(reason === null ? 1 : 0);
      bench.clock.advance(10 * MINUTE_MS);
    }
    expect(await bench.look(id)).toMatchObject({ state: 'kept', sha256: sha256(JPEG) });
  });

  it('waits for an account that is not connected', async () => {
    const id = await bench.receive(anImage('P'));
    await database.query(`update media set account = 'yibao'`);
    await bench.worker().run();
    const [row] = await database.query('select state, reason from media where message_id = $1', [
      id,
    ]);
    expect(row).toEqual({ state: 'waiting', reason: 'account_fault' });
  });
});

describe('several processes', () => {
  it('fetch each file once', async () => {
    const pictures = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`P${n}`, Buffer.concat([JPEG, Buffer.of(n)])]),
    );
    give(pictures);
    for (const mediaId of Object.keys(pictures)) await bench.receive(anImage(mediaId));
    const tried = await Promise.all([1, 2, 3].map(() => bench.worker().run()));
    expect(tried.reduce((sum, each) => sum + each, 0)).toBe(40);
    expect(bench.wechat.countOf('/cgi-bin/media/get')).toBe(40);
    expect(await bench.files()).toHaveLength(40);
  });

  it('take over a file whose process was killed, and the killed one changes nothing', async () => {
    give({ P: JPEG });
    const id = await bench.receive(anImage('P'));
    let resume = (): void => undefined;
    const hanging = new Promise<void>((resolve) => (resume = resolve));
    const slow = bench.worker({
      wechat: {
        async open() {
          await hanging;
          throw new Error('came back too late');
        },
      },
    });
    const slowRun = slow.run();
    while ((await bench.look(id)).state !== 'fetching');
    const other = bench.worker();
    expect(await other.run()).toBe(0);
    bench.clock.advance(6 * MINUTE_MS);
    expect(await other.run()).toBe(1);
    expect(await bench.look(id)).toMatchObject({ state: 'kept' });
    resume();
    await slowRun;
    expect(await bench.look(id)).toMatchObject({ state: 'kept', reason: null });
  });

  it('give a file back untried when they are stopped', async () => {
    bench.wechat.on('/cgi-bin/media/get', () => undefined);
    const id = await bench.receive(anImage('P'));
    const worker = bench.worker();
    const running = worker.run();
    while (bench.wechat.countOf('/cgi-bin/media/get') === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await worker.stop();
    await running;
    expect(await bench.look(id)).toMatchObject({ state: 'waiting', reason: null });
    give({ P: JPEG });
    await bench.worker().run();
    expect(await bench.look(id)).toMatchObject({ state: 'kept' });
  });

  it('leave no file of a message that was erased while it was fetched', async () => {
    bench.wechat.on('/cgi-bin/media/get', (_, response) => {
      void database.query('delete from media').then(() => response.end(JPEG));
    });
    await bench.receive(anImage('P'));
    await bench.worker().run();
    expect(await bench.files()).toEqual([]);
  });
});
