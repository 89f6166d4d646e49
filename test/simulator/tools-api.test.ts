import fs from 'node:fs/promises';
import path from 'node:path';
import { textOf } from '../../src/simulator/reply-reader';
import { createApiClient, type ApiClient } from './api-client';
import { startRunning, type PhoneClient, type Running } from './running';

const DAY_MS = 24 * 3600_000;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
let running: Running;
let api: ApiClient;
let phone: PhoneClient;

beforeEach(async () => {
  running = await startRunning();
  api = createApiClient(running);
  phone = running.phone('张大妈');
});
afterEach(() => running.stop());

async function upload(
  bytes: Buffer,
  type = 'image',
  field = 'media',
): Promise<Record<string, unknown>> {
  const form = new FormData();
  form.append(field, new Blob([bytes]), 'a.png');
  const query = new URLSearchParams({ access_token: await api.token(), type }).toString();
  const url = `${running.simulator.apiBase}/cgi-bin/media/upload?${query}`;
  return (await (await fetch(url, { method: 'POST', body: form })).json()) as Record<
    string,
    unknown
  >;
}
const download = async (mediaId: string): Promise<Response> => {
  const query = new URLSearchParams({
    access_token: await api.token(),
    media_id: mediaId,
  }).toString();
  return fetch(`${running.simulator.apiBase}/cgi-bin/media/get?${query}`);
};

describe('temporary media', () => {
  it('should give back what was uploaded, for three days', async () => {
    const uploaded = await upload(PNG);
    expect(uploaded).toMatchObject({ type: 'image', created_at: running.clock.at / 1000 });
    const mediaId = String(uploaded['media_id']);

    const answer = await download(mediaId);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="\w+\.png"$/);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);

    running.clock.at += 3 * DAY_MS + 1;
    expect(await (await download(mediaId)).json()).toMatchObject({ errcode: 40007 });
  });

  it('should check kind, size and presence', async () => {
    expect(await upload(PNG, 'film')).toMatchObject({ errcode: 40004 });
    expect(await upload(Buffer.from('GIF?'))).toMatchObject({ errcode: 40005 });
    expect(await upload(PNG, 'thumb')).toMatchObject({ errcode: 40005 });
    expect(await upload(PNG, 'image', 'file')).toMatchObject({ errcode: 41005 });
    expect(await upload(Buffer.alloc(0))).toMatchObject({ errcode: 44001 });
    const jpeg = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(64 * 1024)]);
    expect(await upload(jpeg, 'thumb')).toMatchObject({ errcode: 40006 });
  });

  it('should be closed to other accounts', async () => {
    const mediaId = String((await upload(PNG))['media_id']);
    api = createApiClient(running, 'yibao');
    expect(await (await download(mediaId)).json()).toMatchObject({ errcode: 40007 });
  });

  it('should hold the picture and the voice that a citizen sent', async () => {
    await phone.act('renshe', { kind: 'follow' });
    const kept = await fetch(
      `${running.simulator.url}/phone/${encodeURIComponent('张大妈')}/chats/renshe/pictures`,
      { method: 'POST', headers: { 'content-type': 'image/png' }, body: PNG },
    );
    const { mediaId } = (await kept.json()) as { mediaId: string };
    await phone.act('renshe', { kind: 'image', mediaId });
    const image = running.product.received.at(-1)!.fields!;
    expect(image).toMatchObject({ MsgType: 'image', MediaId: mediaId });
    const picture = await fetch(textOf(image, 'PicUrl')!);
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG);
    expect(Buffer.from(await (await download(mediaId)).arrayBuffer())).toEqual(PNG);

    await phone.act('renshe', { kind: 'voice', recognition: '你好', seconds: 2 });
    const voice = running.product.received.at(-1)!.fields!;
    expect(voice).toMatchObject({ MsgType: 'voice', Format: 'amr', Recognition: '你好' });
    const sound = Buffer.from(await (await download(textOf(voice, 'MediaId')!)).arrayBuffer());
    expect(sound.subarray(0, 6).toString()).toBe('#!AMR\n');

    await phone.act('renshe', { kind: 'voice', recognition: null, seconds: 2 });
    expect(running.product.received.at(-1)!.fields).not.toHaveProperty('Recognition');
  });
});

describe('user/info', () => {
  it('should tell what is left of it since 2021', async () => {
    await phone.act('renshe', { kind: 'scan', scene: '12' });
    const event = running.product.received[0]!.fields!;
    expect(event).toMatchObject({ Event: 'subscribe', EventKey: 'qrscene_12' });
    const openid = textOf(event, 'FromUserName')!;
    expect(openid).toMatch(/^o[\w-]{27}$/);
    expect(await api.get('/cgi-bin/user/info', { openid })).toEqual({
      subscribe: 1,
      openid,
      language: 'zh_CN',
      subscribe_time: running.clock.at / 1000,
      remark: '',
      groupid: 0,
      tagid_list: [],
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene: 12,
      qr_scene_str: '',
    });
    await phone.act('renshe', { kind: 'unfollow' });
    expect(await api.get('/cgi-bin/user/info', { openid })).toMatchObject({ subscribe: 0 });
    expect(await api.codeOf(api.get('/cgi-bin/user/info', { openid: 'oNobody' }))).toBe(40003);
  });
});

describe('the operator’s tools', () => {
  it('should count calls of a day', async () => {
    const quota = async (path: string): Promise<unknown> =>
      (await api.post('/cgi-bin/openapi/quota/get', { cgi_path: path }))['quota'];
    await api.get('/cgi-bin/menu/delete');
    expect(await quota('/cgi-bin/menu/delete')).toEqual({
      daily_limit: 1000,
      used: 1,
      remain: 999,
    });
    running.clock.at += DAY_MS;
    expect(await quota('/cgi-bin/menu/delete')).toMatchObject({ used: 0 });
    expect(await api.codeOf(api.post('/cgi-bin/openapi/quota/get', { cgi_path: '/no' }))).toBe(
      76021,
    );
  });

  it('should look up a refused call by its rid', async () => {
    const refused = await api.get('/cgi-bin/menu/get');
    const rid = String(refused['errmsg']).split('rid: ')[1]!;
    const found = await api.post('/cgi-bin/openapi/rid/get', { rid });
    expect(found['request']).toMatchObject({ request_url: '/cgi-bin/menu/get' });
    expect(JSON.stringify(found)).not.toContain(await api.token());

    const ask = (value: string, as = api): Promise<number> =>
      as.codeOf(as.post('/cgi-bin/openapi/rid/get', { rid: value }));
    expect(await ask('nonsense')).toBe(76002);
    expect(await ask('00000000-00000000-00000000')).toBe(76001);
    expect(await ask(rid, createApiClient(running, 'yibao'))).toBe(76003);
  });

  it('should push from the address that it names', async () => {
    expect(await api.get('/cgi-bin/getcallbackip')).toEqual({ ip_list: ['127.0.0.1'] });
  });
});

describe('what is kept', () => {
  const modeOf = async (name: string): Promise<number> =>
    (await fs.stat(path.join(running.dataDir, 'simulator', name))).mode & 0o777;

  it('should survive a restart: credentials, chats, follows, menus', async () => {
    const before = running.simulator.accounts;
    await api.post('/cgi-bin/menu/create', { button: [{ name: '查', type: 'click', key: 'k' }] });
    await phone.act('renshe', { kind: 'follow' });
    const entries = await phone.act('renshe', { kind: 'text', text: '还记得我吗' });

    await running.restart();

    expect(running.simulator.accounts).toEqual(before);
    expect(await phone.entries('renshe')).toEqual(entries);
    const row = (await phone.accounts()).find((one) => one.unit === 'renshe');
    expect(row).toMatchObject({ following: true, lastLine: '还记得我吗', menu: [{ name: '查' }] });
    expect([await modeOf('accounts.json'), await modeOf('state.json')]).toEqual([0o600, 0o600]);
  });

  it('should start anew from a damaged state and keep it beside', async () => {
    await phone.act('renshe', { kind: 'follow' });
    const file = path.join(running.dataDir, 'simulator', 'state.json');
    await running.simulator.close();
    await fs.writeFile(file, '{"version":1,"phones":');
    await running.restart();

    expect((await phone.accounts()).every((row) => !row.following)).toBe(true);
    expect(await fs.readFile(`${file}.broken`, 'utf8')).toBe('{"version":1,"phones":');
  });
});
