import { buffer } from 'node:stream/consumers';
import { callbackCheck, getApiDomainIp } from '../../src/wechat/api/callback';
import {
  closeComment,
  deleteComment,
  deleteCommentReply,
  listComment,
  markElectComment,
  openComment,
  replyComment,
  unmarkElectComment,
} from '../../src/wechat/api/comment';
import { sendCustomMessage } from '../../src/wechat/api/custom-message';
import {
  addDraft,
  batchGetDraft,
  countDraft,
  deleteDraft,
  getDraft,
  updateDraft,
} from '../../src/wechat/api/draft';
import {
  freepublishBatchGet,
  freepublishDelete,
  freepublishGet,
  freepublishGetArticle,
  freepublishSubmit,
} from '../../src/wechat/api/freepublish';
import { getTicket } from '../../src/wechat/api/jsapi-ticket';
import {
  addMaterial,
  batchGetMaterial,
  delMaterial,
  getMaterial,
  getMaterialCount,
  uploadImage,
} from '../../src/wechat/api/material';
import { getMedia, uploadTempMedia } from '../../src/wechat/api/media';
import {
  clearApiQuota,
  clearQuota,
  clearQuotaByAppSecret,
  getApiQuota,
} from '../../src/wechat/api/quota';
import type { WechatApi } from '../../src/wechat/api/wechat-api';
import { createRealClient, outcomeOf } from './real-client';
import { startRunning, type Running } from './running';

const OPENID = 'oWithoutAPhone00000000000001';
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const MP4 = Buffer.from('0000001866747970697364', 'hex');
const file = (bytes: Buffer, fileName: string): { fileName: string; content: Blob } => ({
  fileName,
  content: new Blob([bytes]),
});
let running: Running;
let api: WechatApi;

beforeEach(async () => {
  running = await startRunning();
  api = createRealClient(running);
});
afterEach(async () => {
  await api.close();
  await running.stop();
});

const addPicture = async (): Promise<string> =>
  (await addMaterial(api, 'image', file(PNG, '封面.png'))).media_id;
const draftOf = async (title = '社保卡怎么补办'): Promise<string> =>
  addDraft(api, [{ title, content: '<p>带身份证。</p>', thumb_media_id: await addPicture() }]);

describe('permanent material', () => {
  it('should be kept for ever, listed, sent and deleted', async () => {
    const mediaId = await addPicture();
    running.clock.at += 30 * 24 * 3600_000;
    await running.restart();
    const again = createRealClient(running);
    const got = await getMaterial(again, mediaId, { maxBytes: 1000 });
    if (got.kind !== 'file') throw new Error(got.kind);
    expect(await buffer(got.file.content)).toEqual(PNG);
    expect(await getMaterialCount(again)).toMatchObject({ image_count: 1, video_count: 0 });
    const page = { type: 'image', offset: 0, count: 20 } as const;
    expect(await batchGetMaterial(again, page)).toMatchObject({
      total_count: 1,
      item: [{ media_id: mediaId, name: '封面.png' }],
    });
    running.simulator.putCitizen('renshe', OPENID, { opens: 'message' });
    const picture = { touser: OPENID, msgtype: 'image', image: { media_id: mediaId } } as const;
    expect(await outcomeOf(sendCustomMessage(again, picture))).toBe('done');
    expect(await outcomeOf(getMedia(again, mediaId, { maxBytes: 1000 }))).toBe(40007);

    await delMaterial(again, mediaId);
    expect(await outcomeOf(getMaterial(again, mediaId, { maxBytes: 1000 }))).toBe(40007);
    await again.close();
  });

  it('should know the words of a video, and keep temporary media apart', async () => {
    const description = { title: '办理流程', introduction: '两分钟看懂' };
    const video = await addMaterial(api, 'video', file(MP4, 'a.mp4'), { description });
    expect(await getMaterial(api, video.media_id, { maxBytes: 1000 })).toMatchObject({
      kind: 'video',
      title: '办理流程',
      description: '两分钟看懂',
    });
    expect(await outcomeOf(addMaterial(api, 'video', file(MP4, 'a.mp4')))).toBe(41005);
    const { mediaId } = await uploadTempMedia(api, 'image', file(PNG, 'a.png'));
    expect(await outcomeOf(getMaterial(api, mediaId, { maxBytes: 1000 }))).toBe(40007);
    const address = await uploadImage(api, file(PNG, 'a.png'));
    expect(Buffer.from(await (await fetch(address)).arrayBuffer())).toEqual(PNG);
    expect((await getMaterialCount(api)).image_count).toBe(0);
  });

  it('should take small pictures alone into articles', async () => {
    const large = Buffer.concat([PNG, Buffer.alloc(1024 * 1024)]);
    expect(await outcomeOf(uploadImage(api, file(large, 'a.png')))).toBe(40009);
    const gif = Buffer.from('47494638396100', 'hex');
    expect(await outcomeOf(uploadImage(api, file(gif, 'a.gif')))).toBe(40005);
  });
});

describe('drafts and publications', () => {
  it('should keep, change and list drafts', async () => {
    const mediaId = await draftOf();
    expect(await getDraft(api, mediaId)).toMatchObject([
      { title: '社保卡怎么补办', digest: '带身份证。', article_type: 'news' },
    ]);
    const article = {
      title: '新题目',
      content: '<p>新</p>',
      thumb_media_id: await addPicture(),
    };
    await updateDraft(api, { mediaId, index: 0, article });
    expect(await outcomeOf(updateDraft(api, { mediaId, index: 1, article }))).toBe(40114);
    expect(await countDraft(api)).toBe(1);
    expect(await batchGetDraft(api, { offset: 0, count: 20, no_content: 1 })).toMatchObject({
      total_count: 1,
      item: [{ media_id: mediaId, content: { news_item: [{ title: '新题目', content: '' }] } }],
    });
    await deleteDraft(api, mediaId);
    expect(await outcomeOf(getDraft(api, mediaId))).toBe(40007);
  });

  it('should check lengths and the cover', async () => {
    const article = { title: '题', content: '文', thumb_media_id: await addPicture() };
    const outcome = (changes: object): ReturnType<typeof outcomeOf> =>
      outcomeOf(addDraft(api, [{ ...article, ...changes }]));
    expect(await outcome({ title: '字'.repeat(33) })).toBe(45003);
    expect(await outcome({ digest: '字'.repeat(129) })).toBe(45004);
    expect(await outcome({ content: '字'.repeat(20_000) })).toBe(45002);
    expect(await outcome({ thumb_media_id: 'none' })).toBe(40007);
    expect(await outcome({})).toBe('done');
  });

  it('should publish a draft, which is gone then', async () => {
    const mediaId = await draftOf();
    const { publish_id: publishId } = await freepublishSubmit(api, mediaId);
    expect(await outcomeOf(freepublishSubmit(api, mediaId))).toBe(40007);
    const status = await freepublishGet(api, publishId);
    expect(status).toMatchObject({ publish_status: 0, article_detail: { count: 1 } });
    const articleId = status.article_id!;
    expect(await freepublishGetArticle(api, articleId)).toMatchObject([
      { title: '社保卡怎么补办', is_deleted: false },
    ]);
    expect((await freepublishBatchGet(api, { offset: 0, count: 5 })).total_count).toBe(1);
    await freepublishDelete(api, { articleId, index: 0 });
    expect(await freepublishGet(api, publishId)).toMatchObject({ publish_status: 5 });
    expect(await outcomeOf(freepublishGetArticle(api, articleId))).toBe(53600);
    expect(await outcomeOf(freepublishGet(api, '4711'))).toBe(40002);
    const other = createRealClient(running, 'yibao');
    expect(await outcomeOf(freepublishSubmit(other, mediaId))).toBe(48001);
    await other.close();
  });
});

it('should list, elect, answer and delete comments', async () => {
  const published = await freepublishSubmit(api, await draftOf());
  const article = { msgDataId: published.msg_data_id!, index: 0 };
  const comment = { ...article, openid: OPENID, content: '周六开门吗？' };
  running.simulator.addComment('renshe', comment);
  const list = async (type: 'all' | 'elected' = 'all') =>
    (await listComment(api, article, { begin: 0, count: 49, type })).comment;

  const [found] = await list();
  expect(found).toMatchObject({ openid: OPENID, content: '周六开门吗？', comment_type: 0 });
  const address = { ...article, userCommentId: found!.user_comment_id };
  await markElectComment(api, address);
  expect(await list('elected')).toHaveLength(1);
  await unmarkElectComment(api, address);
  expect(await list('elected')).toEqual([]);

  await replyComment(api, address, '周六上午开门。');
  expect((await list())[0]?.reply).toMatchObject({ content: '周六上午开门。' });
  expect(await outcomeOf(replyComment(api, address, '再说一遍'))).toBe(88005);
  await deleteCommentReply(api, address);
  expect(await outcomeOf(replyComment(api, address, '字'.repeat(601)))).toBe(88007);

  await closeComment(api, article);
  expect(() => running.simulator.addComment('renshe', comment)).toThrow('关闭');
  await openComment(api, article);
  await deleteComment(api, address);
  expect(await outcomeOf(deleteComment(api, address))).toBe(88008);
  const page = { begin: 0, count: 50, type: 'all' } as const;
  expect(await outcomeOf(listComment(api, article, page))).toBe(88010);
  expect(await outcomeOf(openComment(api, { msgDataId: '1', index: 0 }))).toBe(88001);
});

describe('tools', () => {
  it('should clear counts ten times a month, and fifty times by path', async () => {
    const path = '/cgi-bin/draft/count';
    const used = async (): Promise<number> => (await getApiQuota(api, path)).quota.used;
    await countDraft(api);
    expect(await used()).toBe(1);
    await clearApiQuota(api, path);
    expect(await used()).toBe(0);
    expect(await outcomeOf(clearApiQuota(api, '/cgi-bin/none'))).toBe(76021);

    await countDraft(api);
    await clearQuotaByAppSecret(api);
    expect(await used()).toBe(0);
    for (let cleared = 1; cleared < 10; cleared += 1) await clearQuota(api);
    expect(await outcomeOf(clearQuota(api))).toBe(48006);
    running.clock.at += 31 * 24 * 3600_000;
    expect(await outcomeOf(clearQuota(api))).toBe('done');
  });

  it('should check the network, name addresses and give a ticket', async () => {
    const check = { action: 'all', check_operator: 'DEFAULT' } as const;
    expect((await callbackCheck(api, check)).ping).toMatchObject([{ package_loss: '0%' }]);
    expect(await getApiDomainIp(api)).toEqual(['127.0.0.1']);
    const { ticket, expiresInSeconds } = await getTicket(api);
    expect(await getTicket(api)).toEqual({ ticket, expiresInSeconds });
    running.clock.at += expiresInSeconds * 1000;
    expect((await getTicket(api)).ticket).not.toBe(ticket);
  });
});
