import { z } from 'zod';
import { doneSchema, idSchema } from './parse-answer';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

/** A mini program that a notice opens. */
export interface NoticeMiniProgram {
  appid: string;
  pagepath: string;
}

export interface TemplateMessage {
  /** The openid. */
  touser: string;
  template_id: string;
  url?: string;
  /** Opened rather than `url` where both are given. */
  miniprogram?: NoticeMiniProgram;
  /** By the template's keys: `{ thing1: { value: '…' } }`. */
  data: Readonly<Record<string, { value: string }>>;
  /** The same for the same openid within ten minutes is sent once: makes the call safe to repeat. */
  client_msg_id?: string;
}

const sentSchema = z.object({ msgid: idSchema });

/**
 * 发送模板消息 (api_sendtemplatemessage): for verified service accounts. Whether it arrived comes later as
 * the event TEMPLATESENDJOBFINISH with the same msgid.
 * @returns the msgid
 * @throws WechatRefusedError (40037 template, 43004 not following, 47003 data, 48001 not granted),
 * WechatUnreachableError
 */
export async function sendTemplateMessage(
  api: WechatApi,
  message: TemplateMessage,
  options?: CallOptions,
): Promise<string> {
  const request = { path: '/cgi-bin/message/template/send', body: message, response: sentSchema };
  return (await api.call({ method: 'POST', ...request }, options)).msgid;
}

/**
 * 设置所属行业 (api_setindustry): once a month; templates of the former industries are deleted.
 * @param industries two codes of the official list, `1` to `41`
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function setIndustry(
  api: WechatApi,
  industries: readonly [first: string, second: string],
  options?: CallOptions,
): Promise<void> {
  const body = { industry_id1: industries[0], industry_id2: industries[1] };
  const request = { path: '/cgi-bin/template/api_set_industry', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

const industrySchema = z.object({ first_class: z.string(), second_class: z.string() });
const industriesSchema = z.object({
  primary_industry: industrySchema.optional(),
  secondary_industry: industrySchema.optional(),
});
export type Industries = z.infer<typeof industriesSchema>;

/**
 * 获取行业信息 (api_getindustry).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getIndustry(api: WechatApi, options?: CallOptions): Promise<Industries> {
  const request = { path: '/cgi-bin/template/get_industry', response: industriesSchema };
  return api.call({ method: 'GET', ...request }, options);
}

const addedSchema = z.object({ template_id: z.string() });

/**
 * 选用模板 (api_addtemplate).
 * @param template `shortId` of the template library; `keywords` of a category template, in order
 * @returns the template_id
 * @throws WechatRefusedError (40037 no such template), WechatUnreachableError
 */
export async function addTemplate(
  api: WechatApi,
  template: { shortId: string; keywords: readonly string[] },
  options?: CallOptions,
): Promise<string> {
  const body = { template_id_short: template.shortId, keyword_name_list: template.keywords };
  const request = { path: '/cgi-bin/template/api_add_template', body, response: addedSchema };
  return (await api.call({ method: 'POST', ...request }, options)).template_id;
}

const templatesSchema = z.object({
  template_list: z.array(
    z.object({
      template_id: z.string(),
      title: z.string(),
      primary_industry: z.string().optional(),
      deputy_industry: z.string().optional(),
      content: z.string(),
      example: z.string().optional(),
    }),
  ),
});
export type Template = z.infer<typeof templatesSchema>['template_list'][number];

/**
 * 获取已选用模板列表 (api_getalltemplates).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getAllTemplates(api: WechatApi, options?: CallOptions): Promise<Template[]> {
  const path = '/cgi-bin/template/get_all_private_template';
  const request = { path, response: templatesSchema };
  return (await api.call({ method: 'GET', ...request }, options)).template_list;
}

/**
 * 删除模板 (api_deletetemplate).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function deleteTemplate(
  api: WechatApi,
  templateId: string,
  options?: CallOptions,
): Promise<void> {
  const body = { template_id: templateId };
  const request = { path: '/cgi-bin/template/del_private_template', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

const blockedSchema = z.object({
  id: idSchema,
  tmpl_msg_id: z.string(),
  title: z.string().optional(),
  content: z.string().optional(),
  /** Seconds since 1970. */
  send_timestamp: z.number().optional(),
  openid: z.string().optional(),
});
const blockedAnswerSchema = z.object({
  msginfo: z.union([z.array(blockedSchema), blockedSchema.transform((one) => [one])]).default([]),
});
export type BlockedTemplateMessage = z.infer<typeof blockedSchema>;

/**
 * 查询拦截的模板消息 (api_queryblocktmplmsg): which copies of a template message WeChat held back.
 * @param query `largestId` of the page before, 0 at first; `limit` at most 100
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function queryBlockTmplMsg(
  api: WechatApi,
  query: { tmplMsgId: string; largestId: number; limit: number },
  options?: CallOptions,
): Promise<BlockedTemplateMessage[]> {
  const { tmplMsgId, largestId, limit } = query;
  const body = { tmpl_msg_id: tmplMsgId, largest_id: largestId, limit };
  const request = { path: '/wxa/sec/queryblocktmplmsg', body, response: blockedAnswerSchema };
  return (await api.call({ method: 'POST', ...request }, options)).msginfo;
}
