import { buffer } from 'node:stream/consumers';
import { textOf } from '../../../src/simulator/reply-reader';
import { getCallbackIp } from '../../../src/wechat/api/callback';
import {
  addConditionalMenu,
  deleteConditionalMenu,
  tryMatchMenu,
} from '../../../src/wechat/api/conditional-menu';
import { sendCustomMessage, typing } from '../../../src/wechat/api/custom-message';
import type { WechatRefusedError } from '../../../src/wechat/api/errors';
import { getMedia, uploadTempMedia } from '../../../src/wechat/api/media';
import {
  createCustomMenu,
  deleteMenu,
  getCurrentSelfmenuInfo,
  getMenu,
} from '../../../src/wechat/api/menu';
import type { Menu } from '../../../src/wechat/api/menu-types';
import { getApiQuota, getRidInfo } from '../../../src/wechat/api/quota';
import { getUserInfo } from '../../../src/wechat/api/user';
import { createWechatApi, type WechatApi } from '../../../src/wechat/api/wechat-api';
import { startRunning, type Running } from '../../simulator/running';
import { aLogger, failureOf, MemoryTokenStore } from './fake-wechat';

const SEND = '/cgi-bin/message/custom/send';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const menu: Menu = {
  button: [
    { name: '办事🙂', type: 'click', key: 'items:renshe:top' },
    { name: '服务', sub_button: [{ name: '官网', type: 'view', url: 'https://a.example/' }] },
  ],
};

let running: Running;
let api: WechatApi;
let openid: string;
beforeEach(async () => {
  running = await startRunning();
  api = anApi('renshe');
  await running.phone('张大妈').act('renshe', { kind: 'follow' });
  openid = textOf(running.product.received[0]!.fields!, 'FromUserName')!;
});
afterEach(async () => {
  await api.close();
  await running.stop();
});

function anApi(unit: string, changes: { appSecret?: string } = {}): WechatApi {
  const { appId, appSecret } = running.simulator.accounts.find((one) => one.unit === unit)!;
  return createWechatApi({
    account: unit,
    apiBase: running.simulator.apiBase,
    appId,
    appSecret,
    tokens: new MemoryTokenStore(),
    clock: running.clock,
    logger: aLogger().logger,
    ...changes,
  });
}

const send = (content: string): Promise<void> =>
  sendCustomMessage(api, { touser: openid, msgtype: 'text', text: { content } });

it('sends until the three of a follow are used up, then says why', async () => {
  await send('您好🙂');
  await send('第二条');
  await send('第三条');
  expect(await failureOf(send('第四条'))).toMatchObject({ code: 45047, class: 'U' });
  running.clock.at += 61_000;
  const failure = (await failureOf(send('第五条'))) as WechatRefusedError;
  expect(failure).toMatchObject({ code: 45015, class: 'U', endpoint: SEND });
  expect(await getRidInfo(api, failure.rid!)).toMatchObject({
    request_url: expect.stringContaining(SEND) as string,
    response_body: expect.stringContaining('45015') as string,
  });
});

it('shows that somebody is writing, once', async () => {
  expect(await typing(api, openid, 'Typing')).toBe(true);
  expect(await typing(api, openid, 'Typing')).toBe(false);
  expect(await typing(api, openid, 'CancelTyping')).toBe(true);
});

it('knows who follows, and what is left today', async () => {
  expect(await getUserInfo(api, openid)).toMatchObject({ subscribe: 1, openid });
  await send('您好');
  expect((await getApiQuota(api, SEND)).quota).toMatchObject({ used: 1 });
  expect(await getCallbackIp(api)).toEqual(['127.0.0.1']);
});

it('makes, reads, tries and deletes menus', async () => {
  expect(await getMenu(api)).toBeNull();
  const conditional = { button: menu.button, matchrule: { client_platform_type: '1' } } as const;
  expect(await failureOf(addConditionalMenu(api, conditional))).toMatchObject({ code: 65303 });
  await createCustomMenu(api, menu);
  const menuid = await addConditionalMenu(api, conditional);
  const live = await getMenu(api);
  expect(live!.button.map((button) => button.name)).toEqual(['办事🙂', '服务']);
  expect(live!.conditionalmenu).toMatchObject([{ menuid, matchrule: conditional.matchrule }]);
  expect((await tryMatchMenu(api, openid)).length).toBe(2);
  expect((await getCurrentSelfmenuInfo(api)).open).toBe(true);
  await deleteConditionalMenu(api, menuid);
  expect((await getMenu(api))!.conditionalmenu).toBeUndefined();
  await deleteMenu(api);
  expect(await getMenu(api)).toBeNull();
});

it('uploads a picture and gets the same one back', async () => {
  const file = { fileName: '大厅.png', content: new Blob([png], { type: 'image/png' }) };
  const { mediaId } = await uploadTempMedia(api, 'image', file);
  await sendCustomMessage(api, {
    touser: openid,
    msgtype: 'image',
    image: { media_id: mediaId },
  });
  const got = await getMedia(api, mediaId, { maxBytes: 1000 });
  expect(got).toMatchObject({ contentType: 'image/png', sizeBytes: png.length });
  expect((await buffer(got.content)).equals(png)).toBe(true);
  running.clock.at += 3 * 24 * 3600_000 + 1;
  expect(await failureOf(getMedia(api, mediaId, { maxBytes: 1000 }))).toMatchObject({
    code: 40007,
  });
});

it('is told what an unverified account may not do', async () => {
  const yibao = anApi('yibao');
  expect(await failureOf(getMenu(yibao))).toMatchObject({ code: 48001, class: 'P' });
  await yibao.close();
});

it('is told once that the secret is wrong', async () => {
  const wrong = anApi('renshe', { appSecret: 'wrong-secret-0123456789' });
  const failures = await Promise.all(
    Array.from({ length: 20 }, () => failureOf(getUserInfo(wrong, openid))),
  );
  expect(new Set(failures).size).toBe(1);
  expect(failures[0]).toMatchObject({ code: 40125, class: 'P' });
  await wrong.close();
});

it('goes on over the end of its token', async () => {
  await getUserInfo(api, openid);
  running.clock.at += 7200_000 * 3;
  expect(await getUserInfo(api, openid)).toMatchObject({ openid });
});
