import { z } from 'zod';
import { doneSchema } from './parse-answer';
import type { NoticeMiniProgram } from './template-message';
import type { CallOptions } from './transport';
import type { WechatApi } from './wechat-api';

export interface SubscriptionMessage {
  /** The openid. */
  touser: string;
  template_id: string;
  page?: string;
  miniprogram?: NoticeMiniProgram;
  /** By the template's keys: `{ thing1: { value: '…' } }`. */
  data: Readonly<Record<string, { value: string }>>;
  client_msg_id?: string;
}

/**
 * 发送订阅通知 (api_sendnewsubscribemsg): to a citizen who accepted the template; one acceptance is one
 * message, or many for long-term templates. Whether it arrived comes later as subscribe_msg_sent_event.
 * @throws WechatRefusedError (43101 refused or used up, 47003 data, 40037 template, 48001 not granted),
 * WechatUnreachableError
 */
export async function sendNewSubscribeMsg(
  api: WechatApi,
  message: SubscriptionMessage,
  options?: CallOptions,
): Promise<void> {
  const path = '/cgi-bin/message/subscribe/bizsend';
  await api.call({ method: 'POST', path, body: message, response: doneSchema }, options);
}

export interface OneTimeMessage {
  /** The openid. */
  touser: string;
  template_id: string;
  url?: string;
  /** Opened rather than `url` where both are given. */
  miniprogram?: NoticeMiniProgram;
  /** 0 to 10000, the same as in the address that asked. */
  scene: string;
  /** At most 15 characters. */
  title: string;
  /** `value` at most 200 characters; `color` as `#FF0000`. */
  data: { content: { value: string; color?: string } };
}

/**
 * 发送一次性订阅消息 (api_templatesubscribe): to a citizen who agreed on `buildOneTimeSubscribeUrl`'s page.
 * @throws WechatRefusedError (40003, 40037, 43101), WechatUnreachableError
 */
export async function templateSubscribe(
  api: WechatApi,
  message: OneTimeMessage,
  options?: CallOptions,
): Promise<void> {
  const path = '/cgi-bin/message/template/subscribe';
  await api.call({ method: 'POST', path, body: message, response: doneSchema }, options);
}

/**
 * 一次性订阅消息: the address where a citizen agrees to one message; WeChat comes back to `redirectUrl`
 * with openid, template_id, action (`confirm` or `cancel`), scene and reserved in its query.
 * @param question `scene` 0 to 10000; `reserved` at most 128 letters and digits, checked when it comes back
 */
export function buildOneTimeSubscribeUrl(
  api: Pick<WechatApi, 'appId'>,
  question: { scene: number; templateId: string; redirectUrl: string; reserved?: string },
): string {
  const query = new URLSearchParams({
    action: 'get_confirm',
    appid: api.appId,
    scene: String(question.scene),
    template_id: question.templateId,
    redirect_url: question.redirectUrl,
    ...(question.reserved !== undefined && { reserved: question.reserved }),
  });
  return `https://mp.weixin.qq.com/mp/subscribemsg?${query.toString()}#wechat_redirect`;
}

const addedSchema = z.object({ priTmplId: z.string() });

/**
 * 选用模板 (api_addwxanewtemplate).
 * @param template `tid` of the public library; `kidList` 2 to 5 keywords in order; `sceneDesc` at most 15 characters
 * @returns the template_id to send with
 * @throws WechatRefusedError (200011–200022, 200100), WechatUnreachableError
 */
export async function addWxaNewTemplate(
  api: WechatApi,
  template: { tid: string; kidList: readonly number[]; sceneDesc: string },
  options?: CallOptions,
): Promise<string> {
  const request = { path: '/wxaapi/newtmpl/addtemplate', body: template, response: addedSchema };
  return (await api.call({ method: 'POST', ...request }, options)).priTmplId;
}

const templatesSchema = z.object({
  data: z
    .array(
      z.object({
        priTmplId: z.string(),
        title: z.string(),
        content: z.string(),
        example: z.string().optional(),
        /** 2 one message for each acceptance, 3 long-term. */
        type: z.number(),
        keywordEnumValueList: z
          .array(z.object({ keywordCode: z.string(), enumValueList: z.array(z.string()) }))
          .optional(),
      }),
    )
    .default([]),
});
export type SubscriptionTemplate = z.infer<typeof templatesSchema>['data'][number];

/**
 * 获取已有模板列表 (api_getwxapubnewtemplate).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getWxaPubNewTemplate(
  api: WechatApi,
  options?: CallOptions,
): Promise<SubscriptionTemplate[]> {
  const request = { path: '/wxaapi/newtmpl/gettemplate', response: templatesSchema };
  return (await api.call({ method: 'GET', ...request }, options)).data;
}

/**
 * 删除模板 (api_delwxanewtemplate).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function delWxaNewTemplate(
  api: WechatApi,
  templateId: string,
  options?: CallOptions,
): Promise<void> {
  const body = { priTmplId: templateId };
  const request = { path: '/wxaapi/newtmpl/deltemplate', body, response: doneSchema };
  await api.call({ method: 'POST', ...request }, options);
}

const categoriesSchema = z.object({
  data: z.array(z.object({ id: z.number(), name: z.string() })).default([]),
});
export type TemplateCategory = z.infer<typeof categoriesSchema>['data'][number];

/**
 * 获取类目 (api_getcategory): the account's own categories.
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getCategory(
  api: WechatApi,
  options?: CallOptions,
): Promise<TemplateCategory[]> {
  const request = { path: '/wxaapi/newtmpl/getcategory', response: categoriesSchema };
  return (await api.call({ method: 'GET', ...request }, options)).data;
}

const titlesSchema = z.object({
  count: z.number().default(0),
  data: z
    .array(
      z.object({
        tid: z.number(),
        title: z.string(),
        /** 2 one message for each acceptance, 3 long-term. */
        type: z.number(),
        categoryId: z.union([z.string(), z.number()]).transform(String),
      }),
    )
    .default([]),
});
export type PublicTemplates = z.infer<typeof titlesSchema>;

/**
 * 获取类目下的公共模板 (api_getpubnewtemplatetitles).
 * @param page `ids` of categories; `start` from 0; `limit` at most 30
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getPubNewTemplateTitles(
  api: WechatApi,
  page: { ids: readonly number[]; start: number; limit: number },
  options?: CallOptions,
): Promise<PublicTemplates> {
  const { ids, start, limit } = page;
  const query = { ids: ids.join(','), start: String(start), limit: String(limit) };
  const path = '/wxaapi/newtmpl/getpubtemplatetitles';
  return api.call({ method: 'GET', path, query, response: titlesSchema }, options);
}

const keywordsSchema = z.object({
  data: z
    .array(
      z.object({
        kid: z.number(),
        name: z.string(),
        example: z.string().optional(),
        /** What may stand there: `thing`, `number`, `date` … */
        rule: z.string(),
      }),
    )
    .default([]),
});
export type TemplateKeyword = z.infer<typeof keywordsSchema>['data'][number];

/**
 * 获取模板的关键词 (api_getpubnewtemplatekeywords).
 * @throws WechatRefusedError, WechatUnreachableError
 */
export async function getPubNewTemplateKeywords(
  api: WechatApi,
  tid: string,
  options?: CallOptions,
): Promise<TemplateKeyword[]> {
  const path = '/wxaapi/newtmpl/getpubtemplatekeywords';
  const request = { path, query: { tid }, response: keywordsSchema };
  return (await api.call({ method: 'GET', ...request }, options)).data;
}
