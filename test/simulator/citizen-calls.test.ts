import { batchBlacklist, batchUnblacklist, getBlacklist } from '../../src/wechat/api/blacklist';
import { addConditionalMenu } from '../../src/wechat/api/conditional-menu';
import { sendCustomMessage } from '../../src/wechat/api/custom-message';
import { createCustomMenu } from '../../src/wechat/api/menu';
import { createQrcode } from '../../src/wechat/api/qrcode';
import { sendNewSubscribeMsg, templateSubscribe } from '../../src/wechat/api/subscription-message';
import {
  batchTagging,
  batchUntagging,
  createTag,
  deleteTag,
  getTagFans,
  getTagIdList,
  getTags,
  updateTag,
} from '../../src/wechat/api/tags';
import { sendTemplateMessage, type TemplateMessage } from '../../src/wechat/api/template-message';
import { batchUserInfo, getFans, getUserInfo, updateRemark } from '../../src/wechat/api/user';
import type { WechatApi } from '../../src/wechat/api/wechat-api';
import { createRealClient, outcomeOf } from './real-client';
import { startRunning, type PhoneClient, type Running } from './running';

const TEMPLATE = 'ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY';
let running: Running;
let api: WechatApi;
let phone: PhoneClient;
let openid: string;

beforeEach(async () => {
  running = await startRunning();
  api = createRealClient(running);
  phone = running.phone('张大妈');
  await phone.act('renshe', { kind: 'follow' });
  openid = running.product.received[0]!.fields!['FromUserName'] as string;
});
afterEach(async () => {
  await api.close();
  await running.stop();
});

const menuOf = async (): Promise<string[]> => {
  const row = (await phone.accounts()).find((one) => one.unit === 'renshe')!;
  return row.menu.map((button) => button.name);
};

describe('tags', () => {
  it('should give a tagged phone its conditional menu, and take it away with the tag', async () => {
    const tag = await createTag(api, '办事员');
    const button = (name: string): { type: 'click'; name: string; key: string } => ({
      type: 'click',
      name,
      key: 'a',
    });
    await createCustomMenu(api, { button: [button('群众')] });
    await addConditionalMenu(api, {
      button: [button('内部')],
      matchrule: { tag_id: String(tag.id) },
    });
    expect(await menuOf()).toEqual(['群众']);

    await batchTagging(api, tag.id, [openid]);
    expect(await menuOf()).toEqual(['内部']);
    expect(await getTagIdList(api, openid)).toEqual([tag.id]);
    expect((await getUserInfo(api, openid)).tagid_list).toEqual([tag.id]);
    expect(await getTags(api)).toEqual([{ id: tag.id, name: '办事员', count: 1 }]);
    expect((await getTagFans(api, tag.id)).openids).toEqual([openid]);

    await batchUntagging(api, tag.id, [openid]);
    expect(await menuOf()).toEqual(['群众']);
    await batchTagging(api, tag.id, [openid]);
    await deleteTag(api, tag.id);
    expect(await menuOf()).toEqual(['群众']);
    expect(await getTags(api)).toEqual([]);
  });

  it('should keep WeChat’s limits', async () => {
    const tag = await createTag(api, '十');
    expect(await outcomeOf(createTag(api, '十'))).toBe(45157);
    expect(await outcomeOf(createTag(api, '一二三四五六七八九十一'))).toBe(45158);
    expect(await outcomeOf(updateTag(api, { id: tag.id, name: '十' }))).toBe('done');
    expect(await outcomeOf(updateTag(api, { id: 2, name: '星标' }))).toBe(45058);
    expect(await outcomeOf(deleteTag(api, 4711))).toBe(45159);
    expect(await outcomeOf(batchTagging(api, 4711, [openid]))).toBe(45159);
    expect(await outcomeOf(batchTagging(api, tag.id, ['oOfAnotherAccount']))).toBe(40003);
    expect(await outcomeOf(batchTagging(api, tag.id, Array<string>(51).fill(openid)))).toBe(40032);
    for (let made = 0; made < 20; made += 1) {
      const { id } = await createTag(api, `标签${made}`);
      await batchTagging(api, id, [openid]);
    }
    expect(await outcomeOf(batchTagging(api, tag.id, [openid]))).toBe(45059);
    for (let made = 21; made < 100; made += 1) await createTag(api, `标签${made}`);
    expect(await outcomeOf(createTag(api, '又一个'))).toBe(45056);
  });
});

describe('users', () => {
  it('should list who follows, with remarks', async () => {
    await updateRemark(api, openid, '七十岁，要打电话');
    expect(await getUserInfo(api, openid)).toMatchObject({ remark: '七十岁，要打电话' });
    expect(await batchUserInfo(api, [openid])).toMatchObject([{ openid, subscribe: 1 }]);
    expect(await getFans(api)).toEqual({ total: 1, openids: [openid], nextOpenid: openid });
    expect(await getFans(api, openid)).toEqual({ total: 1, openids: [], nextOpenid: '' });
    expect(await outcomeOf(updateRemark(api, openid, '长'.repeat(30)))).toBe(40035);
    expect(await outcomeOf(batchUserInfo(api, ['oNobody']))).toBe(40003);
    expect(await outcomeOf(batchUserInfo(api, Array<string>(101).fill(openid)))).toBe(40032);
  });

  it('should send nothing to someone on the blacklist', async () => {
    const message = { touser: openid, msgtype: 'text', text: { content: '您好' } } as const;
    await batchBlacklist(api, [openid]);
    expect(await getBlacklist(api)).toMatchObject({ total: 1, openids: [openid] });
    expect(await outcomeOf(sendCustomMessage(api, message))).toBe(43019);
    expect((await getFans(api)).openids).toEqual([]);
    await batchUnblacklist(api, [openid]);
    expect(await outcomeOf(sendCustomMessage(api, message))).toBe('done');
    expect(await outcomeOf(batchBlacklist(api, Array<string>(21).fill(openid)))).toBe(40032);
  });

  it('should make codes of scenes for service accounts alone', async () => {
    const code = await createQrcode(api, {
      action_name: 'QR_STR_SCENE',
      expire_seconds: 9_000_000,
      scene_str: 'hall-3',
    });
    expect(code).toMatchObject({ expire_seconds: 2_592_000 });
    const lasting = { action_name: 'QR_LIMIT_SCENE', scene_id: 100_000 } as const;
    expect(await createQrcode(api, lasting)).not.toHaveProperty('expire_seconds');
    expect(await outcomeOf(createQrcode(api, { ...lasting, scene_id: 100_001 }))).toBe(40053);
    const long = { action_name: 'QR_LIMIT_STR_SCENE', scene_str: 'x'.repeat(65) } as const;
    expect(await outcomeOf(createQrcode(api, long))).toBe(40053);
    const other = createRealClient(running, 'yibao');
    expect(await outcomeOf(createQrcode(other, lasting))).toBe(48001);
    await other.close();
  });
});

describe('notices', () => {
  const notice = (changes: Partial<TemplateMessage> = {}): TemplateMessage => ({
    touser: openid,
    template_id: TEMPLATE,
    url: 'http://127.0.0.1/progress',
    data: { thing1: { value: '您的咨询有答复了' }, time2: { value: '2026年11月23日 10:00' } },
    ...changes,
  });
  const shown = () => phone.entries('service-notices');

  it('should show a template message as a card in the chat of notices', async () => {
    expect(await sendTemplateMessage(api, notice())).toMatch(/^\d+$/);
    expect((await shown()).map((entry) => entry.body)).toEqual([
      {
        kind: 'notice',
        accountName: '君山人社',
        title: '模板消息',
        rows: [
          { label: '事项', value: '您的咨询有答复了' },
          { label: '时间', value: '2026年11月23日 10:00' },
        ],
        url: 'http://127.0.0.1/progress',
        opensMiniProgram: false,
      },
    ]);
    expect((await phone.accounts()).find((one) => one.isNotices)).toMatchObject({
      name: '服务通知',
      unread: 1,
      lastLine: '[模板消息] 君山人社',
    });
    await expect(phone.act('service-notices', { kind: 'unfollow' })).rejects.toThrow('404');
  });

  it('should show it once for one client_msg_id within ten minutes', async () => {
    const once = notice({ client_msg_id: 'answer-1' });
    const msgid = await sendTemplateMessage(api, once);
    expect(await sendTemplateMessage(api, once)).toBe(msgid);
    expect(await shown()).toHaveLength(1);
    await sendTemplateMessage(api, notice({ client_msg_id: 'answer-2' }));
    running.clock.at += 600_000;
    expect(await sendTemplateMessage(api, once)).not.toBe(msgid);
    expect(await shown()).toHaveLength(3);
  });

  it('should check template, values, follower and account', async () => {
    const outcome = (changes: Partial<TemplateMessage>): ReturnType<typeof outcomeOf> =>
      outcomeOf(sendTemplateMessage(api, notice(changes)));
    expect(await outcome({ template_id: 'none' })).toBe(40037);
    expect(await outcome({ data: {} })).toBe(47003);
    expect(await outcome({ data: { thing1: { value: '' } } })).toBe(47003);
    expect(await outcome({ data: { thing1: { value: '字'.repeat(21) } } })).toBe(47003);
    expect(await outcome({ touser: 'oNobody' })).toBe(40003);
    await phone.act('renshe', { kind: 'unfollow' });
    expect(await outcome({})).toBe(43004);
    expect(await outcomeOf(sendNewSubscribeMsg(api, notice()))).toBe(43101);
    const other = createRealClient(running, 'yibao');
    expect(await outcomeOf(sendTemplateMessage(other, notice()))).toBe(48001);
    await other.close();
    expect(await shown()).toEqual([]);
  });

  it('should show subscription notices and one-time messages', async () => {
    await sendNewSubscribeMsg(api, { ...notice(), miniprogram: { appid: 'wx1', pagepath: 'a' } });
    const oneTime = {
      touser: openid,
      template_id: TEMPLATE,
      scene: '7',
      title: '办好了',
      data: { content: { value: '请来领取' } },
    };
    await templateSubscribe(api, oneTime);
    expect((await shown()).map((entry) => entry.body)).toMatchObject([
      { title: '订阅通知', opensMiniProgram: true, url: '' },
      { title: '办好了', rows: [{ label: '', value: '请来领取' }] },
    ]);
    const long = { ...oneTime, title: '字'.repeat(16) };
    expect(await outcomeOf(templateSubscribe(api, long))).toBe(47003);
    expect(running.simulator.sends('renshe').map((one) => [one.taken, one.errcode])).toEqual([
      [true, 0],
      [true, 0],
      [false, 47003],
    ]);
  });
});
