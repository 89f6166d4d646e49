import type { Database } from '../../src/database/database';
import { createSendMedia, type SendMedia } from '../../src/media/send-media';
import { createWechatMedia } from '../../src/media/wechat-media';
import { createFileMediaStore } from '../../src/media/file-media-store';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { aPicture, AMR, HTML, JPEG, MP3, MP4, streamOf } from './files';
import { startMediaBench, type MediaBench } from './media-bench';

const HOUR_MS = 3600_000;
const UPLOAD = '/cgi-bin/media/upload';

let test: TestDatabase;
let database: Database;
let bench: MediaBench;
let send: SendMedia;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
});
afterAll(() => test.drop());
beforeEach(async () => {
  await database.query('delete from media_uploads');
  bench = await startMediaBench(database);
  const wechat = createWechatMedia(() => bench.api);
  send = createSendMedia({ database, store: bench.store, wechat, clock: bench.clock });
  let uploads = 0;
  bench.wechat.on(UPLOAD, (seen, response) => {
    uploads += 1;
    const type = seen.query.get('type');
    response.end(JSON.stringify({ type, media_id: `M${uploads}`, created_at: 1_795_397_400 }));
  });
});
afterEach(() => bench.close());

it('gives WeChat a kept picture with a name, and its id for as long as WeChat keeps it', async () => {
  const { sha256 } = await send.keep('renshe', 'image', streamOf(JPEG));
  expect(await send.getMediaId('renshe', sha256)).toBe('M1');
  const [seen] = bench.wechat.seen.filter(({ path }) => path === UPLOAD);
  expect(seen?.query.get('type')).toBe('image');
  expect(seen?.body).toContain('filename="image.jpg"');
  bench.clock.advance(59 * HOUR_MS);
  expect(await send.getMediaId('renshe', sha256)).toBe('M1');
  bench.clock.advance(2 * HOUR_MS);
  expect(await send.getMediaId('renshe', sha256)).toBe('M2');
  expect(bench.wechat.countOf(UPLOAD)).toBe(2);
});

it.each<['image' | 'voice' | 'video', Buffer]>([
  ['image', aPicture(10 * 1024 * 1024)],
  ['voice', MP3],
  ['voice', AMR],
  ['video', MP4],
])('takes what WeChat takes: %s', async (kind, content) => {
  await expect(send.keep('renshe', kind, streamOf(content, 65_536))).resolves.toMatchObject({
    bytes: content.length,
  });
});

it.each<[string, 'image' | 'voice' | 'video', Buffer, RegExp]>([
  ['a picture that is too large', 'image', aPicture(10 * 1024 * 1024 + 1), /不超过 10 MB/],
  ['a page', 'image', HTML, /JPG、PNG 或 GIF/],
  ['a WebP', 'image', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), /JPG、PNG 或 GIF/],
  ['an empty file', 'image', Buffer.alloc(0), /JPG、PNG 或 GIF/],
  ['a picture as a voice', 'voice', JPEG, /MP3 或 AMR/],
  ['a voice that is too large', 'voice', Buffer.concat([MP3, Buffer.alloc(2.1e6)]), /2 MB/],
  ['another kind of video', 'video', Buffer.from('\0\0\0\x18ftypqt  '), /MP4/],
])('refuses %s in a sentence and keeps nothing', async (_, kind, content, sentence) => {
  const work = send.keep('renshe', kind, streamOf(content, 65_536));
  await expect(work).rejects.toMatchObject({ code: 'bad_request' });
  await expect(work).rejects.toThrow(sentence);
  expect(await bench.files()).toEqual([]);
  expect(await database.query('select 1 from media_uploads')).toEqual([]);
});

it('says so where the disk is full', async () => {
  const store = createFileMediaStore({
    folder: bench.folder,
    reserveBytes: Number.MAX_SAFE_INTEGER,
  });
  const wechat = createWechatMedia(() => bench.api);
  const full = createSendMedia({ database, store, wechat, clock: bench.clock });
  await expect(full.keep('renshe', 'image', streamOf(JPEG))).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/磁盘空间不够/) as string,
  });
});

it('sends no file of another account', async () => {
  const { sha256 } = await send.keep('renshe', 'image', streamOf(JPEG));
  expect(await send.getMediaId('yibao', sha256)).toBeNull();
  expect(bench.wechat.countOf(UPLOAD)).toBe(0);
});

it('says that a file is gone that the store has lost', async () => {
  const { sha256 } = await send.keep('renshe', 'image', streamOf(JPEG));
  await bench.store.remove(sha256);
  expect(await send.getMediaId('renshe', sha256)).toBeNull();
});

it('forgets an id that WeChat does not take any more, and uploads anew', async () => {
  const { sha256 } = await send.keep('renshe', 'image', streamOf(JPEG));
  expect(await send.getMediaId('renshe', sha256)).toBe('M1');
  bench.clock.advance(HOUR_MS);
  expect(await send.forgetMediaId('renshe', sha256, 'M1')).toBe(true);
  expect(await send.getMediaId('renshe', sha256)).toBe('M2');
  // Another process may have been faster: its id stays.
  expect(await send.forgetMediaId('renshe', sha256, 'M1')).toBe(true);
  expect(await send.getMediaId('renshe', sha256)).toBe('M2');
});

it('uploads once for all who ask at the same time, and again after a failure', async () => {
  const { sha256 } = await send.keep('renshe', 'image', streamOf(JPEG));
  const ask = () =>
    Promise.allSettled(Array.from({ length: 20 }, () => send.getMediaId('renshe', sha256)));
  bench.wechat.on(UPLOAD, { errcode: -1, errmsg: 'system error' });
  expect((await ask()).every(({ status }) => status === 'rejected')).toBe(true);
  expect(bench.wechat.countOf(UPLOAD)).toBe(1);
  bench.wechat.on(UPLOAD, { type: 'image', media_id: 'M9', created_at: 1_795_397_400 });
  expect(new Set((await ask()).map((end) => end.status === 'fulfilled' && end.value))).toEqual(
    new Set(['M9']),
  );
  expect(bench.wechat.countOf(UPLOAD)).toBe(2);
});

it('expects nothing of another upload where WeChat refuses an id that it has just given', async () => {
  const { sha256 } = await send.keep('renshe', 'image', streamOf(JPEG));
  const mediaId = (await send.getMediaId('renshe', sha256))!;
  bench.clock.advance(59_000);
  expect(await send.forgetMediaId('renshe', sha256, mediaId)).toBe(false);
});

it('passes WeChat’s refusal on', async () => {
  bench.wechat.on(UPLOAD, { errcode: 40006, errmsg: 'invalid media size' });
  const { sha256 } = await send.keep('renshe', 'image', streamOf(JPEG));
  await expect(send.getMediaId('renshe', sha256)).rejects.toMatchObject({ code: 40006 });
});
