import type { ApiHandler } from './api-call';
import { batchBlacklist, batchUnblacklist, getBlacklist } from './blacklist';
import {
  closeComments,
  deleteComment,
  deleteCommentReply,
  electComment,
  listComments,
  openComments,
  replyToComment,
  unelectComment,
} from './comments';
import { addConditionalMenu, deleteConditionalMenu, tryMatchMenu } from './conditional-menu';
import { sendCustomMessage, setTyping } from './custom-message';
import { addDraft, countDrafts, deleteDraft, getDraft, listDrafts, updateDraft } from './drafts';
import {
  addMaterial,
  deleteMaterial,
  getMaterial,
  getMaterialCount,
  listMaterial,
} from './material';
import { downloadMedia, uploadImage, uploadMedia } from './media';
import { createMenu, deleteMenu, getAutoreplyInfo, getMenu, getSelfMenuInfo } from './menu';
import { sendOneTimeNotice, sendSubscriptionNotice, sendTemplateMessage } from './notices';
import {
  deletePublication,
  getPublicationStatus,
  getPublishedArticle,
  listPublications,
  submitPublication,
} from './publications';
import { createQrcode } from './qrcode';
import {
  batchTagging,
  batchUntagging,
  createTag,
  deleteTag,
  getTagFans,
  getTagIdList,
  getTags,
  updateTag,
} from './tags';
import {
  checkCallback,
  clearApiQuota,
  clearQuota,
  getApiDomainIps,
  getCallbackIps,
  getQuota,
  getRequestOfRid,
  getTicket,
} from './tools';
import { batchGetUserInfo, getFans, getUserInfo, updateRemark } from './user';

/** One call of the platform. */
export interface ApiRoute {
  method: 'GET' | 'POST';
  path: string;
  /**
   * `verified`: only accounts that are 已认证; `service`: of these only 服务号; `publisher`: every 服务号, and
   * 公众号 that are 已认证. Others get 48001.
   */
  requires: 'any' | 'verified' | 'service' | 'publisher';
  /** Calls a day and account; 45009 above it. */
  dailyLimit: number;
  handle: ApiHandler;
}

const row = (
  method: ApiRoute['method'],
  path: string,
  requires: ApiRoute['requires'],
  dailyLimit: number,
  handle: ApiHandler,
): ApiRoute => ({ method, path, requires, dailyLimit, handle });

/** Every call that needs an access token. Permissions: 接口权限说明 (Explanation_of_interface_privileges). */
export const apiRoutes: readonly ApiRoute[] = [
  row('POST', '/cgi-bin/menu/create', 'verified', 1000, createMenu),
  row('GET', '/cgi-bin/menu/get', 'verified', 10_000, getMenu),
  row('GET', '/cgi-bin/menu/delete', 'verified', 1000, deleteMenu),
  row('GET', '/cgi-bin/get_current_selfmenu_info', 'any', 10_000, getSelfMenuInfo),
  row('GET', '/cgi-bin/get_current_autoreply_info', 'any', 10_000, getAutoreplyInfo),
  row('POST', '/cgi-bin/menu/addconditional', 'verified', 2000, addConditionalMenu),
  row('POST', '/cgi-bin/menu/delconditional', 'verified', 2000, deleteConditionalMenu),
  row('POST', '/cgi-bin/menu/trymatch', 'verified', 20_000, tryMatchMenu),

  row('POST', '/cgi-bin/message/custom/send', 'verified', 500_000, sendCustomMessage),
  row('POST', '/cgi-bin/message/custom/typing', 'verified', 500_000, setTyping),
  row('POST', '/cgi-bin/message/template/send', 'service', 100_000, sendTemplateMessage),
  row('POST', '/cgi-bin/message/subscribe/bizsend', 'verified', 100_000, sendSubscriptionNotice),
  row('POST', '/cgi-bin/message/template/subscribe', 'verified', 100_000, sendOneTimeNotice),

  row('GET', '/cgi-bin/user/info', 'verified', 500_000, getUserInfo),
  row('POST', '/cgi-bin/user/info/batchget', 'verified', 500_000, batchGetUserInfo),
  row('GET', '/cgi-bin/user/get', 'verified', 500, getFans),
  row('POST', '/cgi-bin/user/info/updateremark', 'verified', 10_000, updateRemark),
  row('POST', '/cgi-bin/tags/create', 'verified', 1000, createTag),
  row('GET', '/cgi-bin/tags/get', 'verified', 1000, getTags),
  row('POST', '/cgi-bin/tags/update', 'verified', 1000, updateTag),
  row('POST', '/cgi-bin/tags/delete', 'verified', 1000, deleteTag),
  row('POST', '/cgi-bin/user/tag/get', 'verified', 500, getTagFans),
  row('POST', '/cgi-bin/tags/getidlist', 'verified', 500_000, getTagIdList),
  row('POST', '/cgi-bin/tags/members/batchtagging', 'verified', 500_000, batchTagging),
  row('POST', '/cgi-bin/tags/members/batchuntagging', 'verified', 500_000, batchUntagging),
  row('POST', '/cgi-bin/tags/members/getblacklist', 'verified', 1000, getBlacklist),
  row('POST', '/cgi-bin/tags/members/batchblacklist', 'verified', 1000, batchBlacklist),
  row('POST', '/cgi-bin/tags/members/batchunblacklist', 'verified', 1000, batchUnblacklist),
  row('POST', '/cgi-bin/qrcode/create', 'service', 100_000, createQrcode),

  row('POST', '/cgi-bin/media/upload', 'any', 5000, uploadMedia),
  row('GET', '/cgi-bin/media/get', 'any', 10_000, downloadMedia),
  row('POST', '/cgi-bin/media/uploadimg', 'any', 10_000, uploadImage),
  row('POST', '/cgi-bin/material/add_material', 'any', 5000, addMaterial),
  row('POST', '/cgi-bin/material/get_material', 'any', 10_000, getMaterial),
  row('POST', '/cgi-bin/material/del_material', 'any', 1000, deleteMaterial),
  row('GET', '/cgi-bin/material/get_materialcount', 'any', 5000, getMaterialCount),
  row('POST', '/cgi-bin/material/batchget_material', 'any', 5000, listMaterial),
  row('POST', '/cgi-bin/draft/add', 'any', 1000, addDraft),
  row('POST', '/cgi-bin/draft/get', 'any', 500, getDraft),
  row('POST', '/cgi-bin/draft/update', 'any', 1000, updateDraft),
  row('POST', '/cgi-bin/draft/delete', 'any', 1000, deleteDraft),
  row('POST', '/cgi-bin/draft/batchget', 'any', 1000, listDrafts),
  row('GET', '/cgi-bin/draft/count', 'any', 1000, countDrafts),
  row('POST', '/cgi-bin/freepublish/submit', 'publisher', 100, submitPublication),
  row('POST', '/cgi-bin/freepublish/get', 'publisher', 100, getPublicationStatus),
  row('POST', '/cgi-bin/freepublish/delete', 'publisher', 10, deletePublication),
  row('POST', '/cgi-bin/freepublish/getarticle', 'publisher', 100, getPublishedArticle),
  row('POST', '/cgi-bin/freepublish/batchget', 'publisher', 100, listPublications),
  row('POST', '/cgi-bin/comment/open', 'verified', 1000, openComments),
  row('POST', '/cgi-bin/comment/close', 'verified', 1000, closeComments),
  row('POST', '/cgi-bin/comment/list', 'verified', 1000, listComments),
  row('POST', '/cgi-bin/comment/markelect', 'verified', 1000, electComment),
  row('POST', '/cgi-bin/comment/unmarkelect', 'verified', 1000, unelectComment),
  row('POST', '/cgi-bin/comment/delete', 'verified', 1000, deleteComment),
  row('POST', '/cgi-bin/comment/reply/add', 'verified', 1000, replyToComment),
  row('POST', '/cgi-bin/comment/reply/delete', 'verified', 1000, deleteCommentReply),

  row('GET', '/cgi-bin/getcallbackip', 'any', 10_000, getCallbackIps),
  row('GET', '/cgi-bin/get_api_domain_ip', 'any', 10_000, getApiDomainIps),
  row('POST', '/cgi-bin/callback/check', 'any', 10_000, checkCallback),
  row('GET', '/cgi-bin/ticket/getticket', 'any', 1_000_000, getTicket),
  row('POST', '/cgi-bin/clear_quota', 'any', 10_000, clearQuota),
  row('POST', '/cgi-bin/openapi/quota/clear', 'any', 10_000, clearApiQuota),
  row('POST', '/cgi-bin/openapi/quota/get', 'any', 10_000, getQuota),
  row('POST', '/cgi-bin/openapi/rid/get', 'any', 10_000, getRequestOfRid),
];
