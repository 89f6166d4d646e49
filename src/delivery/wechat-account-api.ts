import { sendCustomMessage } from '../wechat/api/custom-message';
import { getMenu } from '../wechat/api/menu';
import { getApiQuota } from '../wechat/api/quota';
import { sendNewSubscribeMsg } from '../wechat/api/subscription-message';
import { sendTemplateMessage } from '../wechat/api/template-message';
import { getUserInfo } from '../wechat/api/user';
import type { WechatApi } from '../wechat/api/wechat-api';
import type { AccountApi, AnswerNotice } from './account-api';

const SEND_PATH = '/cgi-bin/message/custom/send';

/** What delivery asks of WeChat, by the account's API client. */
export function createAccountApi(api: WechatApi): AccountApi {
  return {
    sendMessage: (message) => sendCustomMessage(api, message),
    isFollower: async (openid) => (await getUserInfo(api, openid)).subscribe === 1,
    sendNotice: (notice) => sendNotice(api, notice),
    probeMenu: async () => void (await getMenu(api)),
    getSendQuota: async () => {
      const { quota } = await getApiQuota(api, SEND_PATH);
      return { dailyLimit: quota.daily_limit, remain: quota.remain };
    },
  };
}

async function sendNotice(api: WechatApi, notice: AnswerNotice): Promise<void> {
  const { openid, kind, templateId, url, clientMsgId } = notice;
  const fields = Object.entries(notice.data).map(([key, value]) => [key, { value }]);
  const common = {
    touser: openid,
    template_id: templateId,
    data: Object.fromEntries(fields) as Record<string, { value: string }>,
    client_msg_id: clientMsgId,
  };
  if (kind === 'template') {
    await sendTemplateMessage(api, { ...common, ...(url !== null && { url }) });
  } else {
    await sendNewSubscribeMsg(api, { ...common, ...(url !== null && { page: url }) });
  }
}
