import type { ArticleComment, Publication } from '../library';
import {
  ApiRefusal,
  json,
  numberField,
  ok,
  readJson,
  textField,
  type ApiAnswer,
  type ApiCall,
} from './api-call';

const LISTED_AT_MOST = 50;
const REPLY_CHARACTERS = 600;

/** 打开已群发文章评论 (comment/open). */
export function openComments(call: ApiCall): ApiAnswer {
  const { publication, index } = findArticle(call, readJson(call.request));
  publication.closed = publication.closed.filter((one) => one !== index);
  return saved(call);
}

/** 关闭已群发文章评论 (comment/close). */
export function closeComments(call: ApiCall): ApiAnswer {
  const { publication, index } = findArticle(call, readJson(call.request));
  publication.closed = [...new Set([...publication.closed, index])];
  return saved(call);
}

/** 查看指定文章的评论数据 (comment/list): `type` 0 all, 1 normal, 2 elected. */
export function listComments(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const { publication, index } = findArticle(call, body);
  const [begin, count, type] = ['begin', 'count', 'type'].map((name) => numberField(body, name));
  if (!(begin! >= 0 && count! >= 1 && count! < LISTED_AT_MOST)) {
    throw new ApiRefusal(88010, 'count range error');
  }
  const all = commentsOf(call).filter(
    (one) =>
      one.msgDataId === publication.msgDataId &&
      one.index === index &&
      (type === 0 || one.elected === (type === 2)),
  );
  return json({
    errcode: 0,
    errmsg: 'ok',
    total: all.length,
    comment: all.slice(begin, begin! + count!).map(present),
  });
}

/** 评论标记精选 (comment/markelect). */
export const electComment = (call: ApiCall): ApiAnswer => setElected(call, true);

/** 评论取消精选 (comment/unmarkelect). */
export const unelectComment = (call: ApiCall): ApiAnswer => setElected(call, false);

/** 删除评论 (comment/delete). */
export function deleteComment(call: ApiCall): ApiAnswer {
  const comment = findComment(call, readJson(call.request));
  const library = call.world.library(call.account.unit);
  library.comments = library.comments.filter((one) => one !== comment);
  return saved(call);
}

/** 回复评论 (comment/reply/add): once. */
export function replyToComment(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const comment = findComment(call, body);
  const content = textField(body, 'content');
  if (content === '' || [...content].length > REPLY_CHARACTERS) {
    throw new ApiRefusal(88007, 'reply content beyond max len or content len is zero');
  }
  if (comment.reply) throw new ApiRefusal(88005, 'comment has been replied');
  comment.reply = { content, at: call.world.now() };
  return saved(call);
}

/** 删除回复 (comment/reply/delete). */
export function deleteCommentReply(call: ApiCall): ApiAnswer {
  const comment = findComment(call, readJson(call.request));
  if (!comment.reply) throw new ApiRefusal(87009, 'reply not exists');
  comment.reply = null;
  return saved(call);
}

function setElected(call: ApiCall, elected: boolean): ApiAnswer {
  findComment(call, readJson(call.request)).elected = elected;
  return saved(call);
}

function findArticle(
  call: ApiCall,
  body: Record<string, unknown>,
): { publication: Publication; index: number } {
  const id = numberField(body, 'msg_data_id');
  const index = numberField(body, 'index') || 0;
  const { publications } = call.world.library(call.account.unit);
  const publication = publications.find((one) => one.msgDataId === id);
  if (!publication || !(index in publication.articles)) {
    throw new ApiRefusal(88001, 'msg_data is not exists');
  }
  return { publication, index };
}

function findComment(call: ApiCall, body: Record<string, unknown>): ArticleComment {
  const { publication, index } = findArticle(call, body);
  const id = numberField(body, 'user_comment_id');
  const comment = commentsOf(call).find(
    (one) => one.id === id && one.msgDataId === publication.msgDataId && one.index === index,
  );
  if (!comment) throw new ApiRefusal(88008, 'comment is not exists');
  return comment;
}

function commentsOf({ world, account }: ApiCall): ArticleComment[] {
  return world.library(account.unit).comments;
}

function present(comment: ArticleComment): Record<string, unknown> {
  const { id, openid, at, content, elected, reply } = comment;
  return {
    user_comment_id: id,
    openid,
    create_time: Math.floor(at / 1000),
    content,
    comment_type: elected ? 1 : 0,
    ...(reply && { reply: { content: reply.content, create_time: Math.floor(reply.at / 1000) } }),
  };
}

function saved({ world }: ApiCall): ApiAnswer {
  world.touch();
  return ok;
}
