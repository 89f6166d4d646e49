import { Response } from 'undici';
import { addMaterial, uploadImage } from '../../../src/wechat/api/material';
import { uploadTempMedia } from '../../../src/wechat/api/media';
import type { WechatApi } from '../../../src/wechat/api/wechat-api';
import { aDispatcher, aWechatApi, failureOf, FakeWechat, TOKEN, type Seen } from './fake-wechat';

const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(300_000, 9)]);
const file = { fileName: '大厅"正面".jpg', content: new Blob([bytes], { type: 'image/jpeg' }) };

let wechat: FakeWechat;
let api: WechatApi;
const dispatcher = aDispatcher();
beforeEach(async () => {
  wechat = new FakeWechat();
  await wechat.start();
  wechat.giveTokens({ valid: TOKEN });
  api = aWechatApi(wechat, { dispatcher });
});
afterEach(() => wechat.stop());
afterAll(() => dispatcher.destroy());

interface Part {
  name: string;
  type: string;
  content: Buffer;
}

async function formOf(seen: Seen): Promise<Record<string, Part | string>> {
  const headers = { 'content-type': seen.contentType! };
  const form = await new Response(seen.bytes, { headers }).formData();
  const parts = [...form].map(async ([field, value]): Promise<[string, Part | string]> => {
    if (typeof value === 'string') return [field, value];
    const content = Buffer.from(await value.arrayBuffer());
    return [field, { name: value.name, type: value.type, content }];
  });
  return Object.fromEntries<Part | string>(await Promise.all(parts));
}

it('uploads a picture as a form with a named file and a length', async () => {
  wechat.on('/cgi-bin/media/upload', { type: 'image', media_id: 'M1', created_at: 1764000000 });
  expect(await uploadTempMedia(api, 'image', file)).toEqual({
    type: 'image',
    mediaId: 'M1',
    createdAt: new Date('2025-11-24T16:00:00Z'),
  });
  const seen = wechat.seen.at(-1)!;
  expect(seen).toMatchObject({ method: 'POST' });
  expect(Object.fromEntries(seen.query)).toEqual({ access_token: TOKEN, type: 'image' });
  expect(Number(seen.headers['content-length'])).toBe(seen.bytes.length);
  expect(seen.headers['transfer-encoding']).toBeUndefined();
  expect(seen.body).toContain('filename="大厅');
  const { media } = await formOf(seen);
  expect(media).toMatchObject({ type: 'image/jpeg' });
  expect((media as Part).content.equals(bytes)).toBe(true);
});

it('reads the other name of a thumb', async () => {
  wechat.on('/cgi-bin/media/upload', {
    type: 'thumb',
    thumb_media_id: 'T1',
    created_at: 1764000000,
  });
  expect(await uploadTempMedia(api, 'thumb', file)).toMatchObject({ mediaId: 'T1' });
});

it('says so where WeChat gives no id', async () => {
  wechat.on('/cgi-bin/media/upload', { type: 'image', created_at: 1764000000 });
  expect(await failureOf(uploadTempMedia(api, 'image', file))).toMatchObject({
    mayHaveArrived: true,
    reason: 'unexpected answer',
  });
});

it('uploads again, whole, with another token', async () => {
  wechat.on('/cgi-bin/media/upload', (seen, response) => {
    wechat.giveTokens({ valid: 'T2' });
    const dead = seen.query.get('access_token') !== 'T2';
    const answer = dead ? { errcode: 40001 } : { type: 'image', media_id: 'M2', created_at: 1 };
    response.end(JSON.stringify(answer));
  });
  expect(await uploadTempMedia(api, 'image', file)).toMatchObject({ mediaId: 'M2' });
  const { media } = await formOf(wechat.seen.at(-1)!);
  expect((media as Part).content.equals(bytes)).toBe(true);
});

it.each([40004, 40005, 40006, 45001])('is refused with %i', async (errcode) => {
  wechat.on('/cgi-bin/media/upload', { errcode, errmsg: 'invalid' });
  expect(await failureOf(uploadTempMedia(api, 'image', file))).toMatchObject({
    code: errcode,
    class: 'B',
  });
});

it('adds a video with its description beside it, in raw UTF-8', async () => {
  wechat.on('/cgi-bin/material/add_material', { media_id: 'V1' });
  const description = { title: '怎么办社保', introduction: '三步' };
  expect(await addMaterial(api, 'video', file, { description })).toEqual({ media_id: 'V1' });
  const seen = wechat.seen.at(-1)!;
  expect(seen.query.get('type')).toBe('video');
  expect((await formOf(seen))['description']).toBe('{"title":"怎么办社保","introduction":"三步"}');
});

it('adds a picture without a description and gives its address', async () => {
  wechat.on('/cgi-bin/material/add_material', { media_id: 'M1', url: 'https://mm.example/1' });
  expect(await addMaterial(api, 'image', file)).toEqual({
    media_id: 'M1',
    url: 'https://mm.example/1',
  });
  expect(Object.keys(await formOf(wechat.seen.at(-1)!))).toEqual(['media']);
});

it('uploads a picture of an article', async () => {
  wechat.on('/cgi-bin/media/uploadimg', { url: 'https://mm.example/2' });
  expect(await uploadImage(api, file)).toBe('https://mm.example/2');
  const seen = wechat.seen.at(-1)!;
  expect(Object.fromEntries(seen.query)).toEqual({ access_token: TOKEN });
});
