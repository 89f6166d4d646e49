/** What delivery asks of WeChat for one account; `compose.ts` hands in the API client. */
import type { CustomMessage } from '../wechat/api/custom-message';

/** A notice that an answer waits. */
export interface AnswerNotice {
  openid: string;
  kind: 'template' | 'subscription';
  templateId: string;
  /** Texts of the template's fields. */
  data: Readonly<Record<string, string>>;
  /** Where a tap leads; null: nowhere. */
  url: string | null;
  /** The same id is sent once within ten minutes. */
  clientMsgId: string;
}

/** Calls reject with WechatRefusedError or WechatUnreachableError. */
export interface AccountApi {
  /** 发送客服消息 (api_sendcustommessage). */
  sendMessage(message: CustomMessage): Promise<void>;
  /** 获取用户基本信息 (user/info): whether the citizen follows the account. */
  isFollower(openid: string): Promise<boolean>;
  /** 发送模板消息 (message/template/send), 发送订阅通知 (message/subscribe/bizsend). */
  sendNotice(notice: AnswerNotice): Promise<void>;
  /** 查询自定义菜单 (api_getmenu), whatever it holds: a cheap call that only a verified account may make. */
  probeMenu(): Promise<void>;
  /** 查询 API 调用额度 (openapi/quota/get) of custom/send. */
  getSendQuota(): Promise<{ dailyLimit: number; remain: number }>;
}
