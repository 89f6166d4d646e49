import { createApiClient } from './api-client';
import { textReply } from './fake-product';
import { shownText, startRunning, type PhoneClient, type Running } from './running';

let running: Running;
let phone: PhoneClient;
beforeEach(async () => {
  running = await startRunning();
  phone = running.phone('张大妈');
});
afterEach(() => running.stop());

const lastFields = (): unknown => running.product.received.at(-1)?.fields;

describe('what a phone does', () => {
  it('should refuse to write to an account that is not followed', async () => {
    await expect(phone.act('renshe', { kind: 'text', text: '在吗' })).rejects.toThrow(
      '409 {"message":"请先关注这个公众号"}',
    );
    expect(running.product.received).toEqual([]);
  });

  it('should follow, unfollow and follow again', async () => {
    running.product.script = (push) => textReply(push, '欢迎');
    const entries = await phone.act('renshe', { kind: 'follow' });
    expect(lastFields()).toMatchObject({ Event: 'subscribe', EventKey: '' });
    expect(entries.map(shownText)).toEqual(['关注了君山人社', '欢迎']);
    await expect(phone.act('renshe', { kind: 'follow' })).rejects.toThrow('已经关注了');

    const left = await phone.act('renshe', { kind: 'unfollow' });
    expect(lastFields()).toMatchObject({ Event: 'unsubscribe' });
    expect(lastFields()).not.toHaveProperty('MsgId');
    expect(shownText(left.at(-1))).toBe('取消了关注');

    await phone.act('renshe', { kind: 'follow' });
    expect(lastFields()).toMatchObject({ Event: 'subscribe' });
  });

  it('should send a place and scan a scene as a follower', async () => {
    await phone.act('renshe', { kind: 'follow' });
    const place = { latitude: 29.461, longitude: 113.006, label: '君山区' };
    await phone.act('renshe', { kind: 'location', place });
    expect(lastFields()).toMatchObject({
      MsgType: 'location',
      Location_X: '29.461',
      Location_Y: '113.006',
      Label: '君山区',
    });
    await phone.act('renshe', { kind: 'scan', scene: 'hall-3' });
    expect(lastFields()).toMatchObject({ Event: 'SCAN', EventKey: 'hall-3' });
  });

  it('should report every kind of menu button in its shape', async () => {
    await phone.act('renshe', { kind: 'follow' });
    const api = createApiClient(running);
    const place = { latitude: 29.4, longitude: 113, label: '广兴洲' };
    await api.post('/cgi-bin/menu/create', {
      button: [
        { name: '进度', type: 'click', key: 'page:progress' },
        {
          name: '更多',
          sub_button: [
            { name: '网页', type: 'view', url: 'http://127.0.0.1/x' },
            { name: '扫码', type: 'scancode_waitmsg', key: 'scan' },
            { name: '位置', type: 'location_select', key: 'loc' },
            { name: '拍照', type: 'pic_sysphoto', key: 'pic' },
          ],
        },
      ],
    });
    await phone.act('renshe', { kind: 'menu', path: [0] });
    expect(lastFields()).toMatchObject({ Event: 'CLICK', EventKey: 'page:progress' });
    await phone.act('renshe', { kind: 'menu', path: [1, 0] });
    expect(lastFields()).toMatchObject({ Event: 'VIEW', EventKey: 'http://127.0.0.1/x' });
    await phone.act('renshe', { kind: 'menu', path: [1, 1], scanResult: '123' });
    expect(lastFields()).toMatchObject({
      Event: 'scancode_waitmsg',
      ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '123' },
    });
    await phone.act('renshe', { kind: 'menu', path: [1, 2], place });
    expect(running.product.received.slice(-2).map((push) => push.fields)).toMatchObject([
      { Event: 'location_select', SendLocationInfo: { Location_X: '29.4', Label: '广兴洲' } },
      { MsgType: 'location', Location_X: '29.4' },
    ]);
    await expect(phone.act('renshe', { kind: 'menu', path: [1] })).rejects.toThrow('菜单刚刚变了');
  });

  it('should send the pictures after the event with their sums', async () => {
    await phone.act('renshe', { kind: 'follow' });
    const api = createApiClient(running);
    await api.post('/cgi-bin/menu/create', {
      button: [{ name: '拍照', type: 'pic_sysphoto', key: 'pic' }],
    });
    const kept = await fetch(
      `${running.simulator.url}/phone/${encodeURIComponent('张大妈')}/chats/renshe/pictures`,
      {
        method: 'POST',
        headers: { 'content-type': 'image/gif' },
        body: Buffer.from('GIF89a'),
      },
    );
    const { mediaId } = (await kept.json()) as { mediaId: string };
    await phone.act('renshe', { kind: 'menu', path: [0], mediaIds: [mediaId] });
    expect(running.product.received.slice(-2).map((push) => push.fields)).toMatchObject([
      {
        Event: 'pic_sysphoto',
        SendPicsInfo: {
          Count: '1',
          // md5 of "GIF89a"
          PicList: { item: { PicMd5Sum: '1ac2109d47dbc72551f71df89d01ed18' } },
        },
      },
      { MsgType: 'image', MediaId: mediaId },
    ]);
  });

  it('should carry awkward text whole and leave out what XML cannot carry', async () => {
    await phone.act('renshe', { kind: 'follow' });
    await phone.act('renshe', { kind: 'text', text: '007 ]]> <b>&amp; \u0001好\n第二行' });
    expect(lastFields()).toMatchObject({ Content: '007 ]]> <b>&amp; 好\n第二行' });
  });
});

describe('the phone’s server', () => {
  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(running.simulator.url + path, init);

  it('should load nothing from elsewhere and refuse to run what is sent', async () => {
    const page = await ask('/');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const html = await page.text();
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(loaded.length).toBeGreaterThan(4);
    for (const name of loaded) {
      expect(name).toMatch(/^[a-z]+\.(css|js|svg)$/);
      expect((await ask(`/${name}`)).status).toBe(200);
    }
  });

  it.each(['/../app.ts', '/..%2fapp.ts', '/nothing.js', '/web/main.js', '/phone.ts'])(
    'should have no %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  it('should refuse bodies that another page could send unasked', async () => {
    const body = JSON.stringify({ kind: 'follow' });
    const path = `/phone/${encodeURIComponent('张大妈')}/chats/renshe/actions`;
    const answer = await ask(path, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(running.product.received).toEqual([]);
  });

  it('should say what is wrong with a request', async () => {
    const headers = { 'content-type': 'application/json' };
    const add = async (body: string): Promise<[number, unknown]> => {
      const answer = await ask('/phone/phones', { method: 'POST', headers, body });
      return [answer.status, await answer.json()];
    };
    expect(await add('{')).toEqual([400, { message: '请求不是完整的 JSON' }]);
    expect(await add('{"name":" "}')).toEqual([400, { message: '请填写称呼' }]);
    expect(await add('{"name":"王奶奶"}')).toEqual([200, { name: '王奶奶' }]);
    expect((await ask(`/phone/${encodeURIComponent('没有')}/accounts`)).status).toBe(404);
    const huge = await ask('/phone/phones', { method: 'POST', headers, body: 'x'.repeat(70_000) });
    expect(huge.status).toBe(413);
  });
});
