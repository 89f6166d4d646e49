import {
  closeComment,
  deleteComment,
  deleteCommentReply,
  listComment,
  markElectComment,
  openComment,
  replyComment,
  unmarkElectComment,
} from '../../../src/wechat/api/comment';
import {
  addDraft,
  batchGetDraft,
  countDraft,
  deleteDraft,
  getDraft,
  updateDraft,
} from '../../../src/wechat/api/draft';
import {
  freepublishBatchGet,
  freepublishDelete,
  freepublishGet,
  freepublishGetArticle,
  freepublishSubmit,
} from '../../../src/wechat/api/freepublish';
import { batchGetMaterial, delMaterial, getMaterialCount } from '../../../src/wechat/api/material';
import { describeCalls, done } from './call-table';

const comment = { msgDataId: '2247483655', index: 0, userCommentId: '17' };
const commentBody = { msg_data_id: 2247483655, index: 0, user_comment_id: 17 };
const article = { title: '放假安排', content: '<p>五一</p>', thumb_media_id: 'T1' };

/** Typed from the official pages. */
describeCalls([
  [
    'POST /cgi-bin/comment/open',
    { msg_data_id: 2247483655, index: 1 },
    done,
    (api) => openComment(api, { msgDataId: '2247483655', index: 1 }),
    undefined,
  ],
  [
    'POST /cgi-bin/comment/close',
    { msg_data_id: 2247483655, index: 0 },
    done,
    (api) => closeComment(api, { msgDataId: '2247483655', index: 0 }),
    undefined,
  ],
  [
    'POST /cgi-bin/comment/list',
    { msg_data_id: 2247483655, index: 0, begin: 0, count: 49, type: 2 },
    {
      errcode: 0,
      total: 1,
      comment: [
        {
          user_comment_id: 17,
          openid: 'o1',
          create_time: 1764000000,
          content: '几点开门',
          comment_type: 1,
          reply: { content: '九点', create_time: 1764000100 },
        },
      ],
    },
    (api) =>
      listComment(
        api,
        { msgDataId: '2247483655', index: 0 },
        { begin: 0, count: 49, type: 'elected' },
      ),
    {
      total: 1,
      comment: [
        {
          user_comment_id: '17',
          openid: 'o1',
          create_time: 1764000000,
          content: '几点开门',
          comment_type: 1,
          reply: { content: '九点', create_time: 1764000100 },
        },
      ],
    },
  ],
  [
    'POST /cgi-bin/comment/markelect',
    commentBody,
    done,
    (api) => markElectComment(api, comment),
    undefined,
  ],
  [
    'POST /cgi-bin/comment/unmarkelect',
    commentBody,
    done,
    (api) => unmarkElectComment(api, comment),
    undefined,
  ],
  [
    'POST /cgi-bin/comment/delete',
    commentBody,
    done,
    (api) => deleteComment(api, comment),
    undefined,
  ],
  [
    'POST /cgi-bin/comment/reply/add',
    { ...commentBody, content: '九点' },
    done,
    (api) => replyComment(api, comment, '九点'),
    undefined,
  ],
  [
    'POST /cgi-bin/comment/reply/delete',
    commentBody,
    done,
    (api) => deleteCommentReply(api, comment),
    undefined,
  ],
  [
    'POST /cgi-bin/draft/add',
    { articles: [{ ...article, need_open_comment: 1 }] },
    { media_id: 'D1' },
    (api) => addDraft(api, [{ ...article, need_open_comment: 1 }]),
    'D1',
  ],
  [
    'POST /cgi-bin/draft/get',
    { media_id: 'D1' },
    { news_item: [{ ...article, article_type: 'news', url: 'https://mp.example/1' }] },
    (api) => getDraft(api, 'D1'),
    [{ ...article, article_type: 'news', url: 'https://mp.example/1' }],
  ],
  [
    'POST /cgi-bin/draft/update',
    { media_id: 'D1', index: 0, articles: article },
    done,
    (api) => updateDraft(api, { mediaId: 'D1', index: 0, article }),
    undefined,
  ],
  [
    'POST /cgi-bin/draft/delete',
    { media_id: 'D1' },
    done,
    (api) => deleteDraft(api, 'D1'),
    undefined,
  ],
  [
    'POST /cgi-bin/draft/batchget',
    { offset: 0, count: 20, no_content: 1 },
    {
      total_count: 1,
      item_count: 1,
      item: [{ media_id: 'D1', content: { news_item: [{ title: 'a' }] }, update_time: 1764000000 }],
    },
    (api) => batchGetDraft(api, { offset: 0, count: 20, no_content: 1 }),
    {
      total_count: 1,
      item_count: 1,
      item: [{ media_id: 'D1', content: { news_item: [{ title: 'a' }] }, update_time: 1764000000 }],
    },
  ],
  ['GET /cgi-bin/draft/count', null, { total_count: 3 }, (api) => countDraft(api), 3],
  [
    'POST /cgi-bin/freepublish/submit',
    { media_id: 'D1' },
    { errcode: 0, publish_id: '100000001', msg_data_id: 2247483655 },
    (api) => freepublishSubmit(api, 'D1'),
    { publish_id: '100000001', msg_data_id: '2247483655' },
  ],
  [
    'POST /cgi-bin/freepublish/get',
    { publish_id: '100000001' },
    {
      publish_id: 100000001,
      publish_status: 0,
      article_id: 'A1',
      article_detail: { count: 1, item: [{ idx: 1, article_url: 'https://mp.example/s' }] },
      fail_idx: [],
    },
    (api) => freepublishGet(api, '100000001'),
    {
      publish_id: '100000001',
      publish_status: 0,
      article_id: 'A1',
      article_detail: { count: 1, item: [{ idx: 1, article_url: 'https://mp.example/s' }] },
      fail_idx: [],
    },
  ],
  [
    'POST /cgi-bin/freepublish/delete',
    { article_id: 'A1', index: 0 },
    done,
    (api) => freepublishDelete(api, { articleId: 'A1', index: 0 }),
    undefined,
  ],
  [
    'POST /cgi-bin/freepublish/getarticle',
    { article_id: 'A1' },
    { news_item: [{ title: 'a', is_deleted: false }] },
    (api) => freepublishGetArticle(api, 'A1'),
    [{ title: 'a', is_deleted: false }],
  ],
  [
    'POST /cgi-bin/freepublish/batchget',
    { offset: 0, count: 20 },
    { total_count: 0, item_count: 0 },
    (api) => freepublishBatchGet(api, { offset: 0, count: 20 }),
    { total_count: 0, item_count: 0, item: [] },
  ],
  [
    'POST /cgi-bin/material/del_material',
    { media_id: 'M1' },
    done,
    (api) => delMaterial(api, 'M1'),
    undefined,
  ],
  [
    'GET /cgi-bin/material/get_materialcount',
    null,
    { voice_count: 1, video_count: 2, image_count: 3, news_count: 4 },
    (api) => getMaterialCount(api),
    { voice_count: 1, video_count: 2, image_count: 3, news_count: 4 },
  ],
  [
    'POST /cgi-bin/material/batchget_material',
    { type: 'image', offset: 0, count: 20 },
    {
      total_count: 1,
      item_count: 1,
      item: [
        { media_id: 'M1', name: '大厅.jpg', update_time: 1764000000, url: 'https://mm.example/1' },
      ],
    },
    (api) => batchGetMaterial(api, { type: 'image', offset: 0, count: 20 }),
    {
      total_count: 1,
      item_count: 1,
      item: [
        { media_id: 'M1', name: '大厅.jpg', update_time: 1764000000, url: 'https://mm.example/1' },
      ],
    },
  ],
]);
