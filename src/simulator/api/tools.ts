import { createHmac } from 'node:crypto';
import {
  ApiRefusal,
  json,
  ok,
  readJson,
  textField,
  type ApiAnswer,
  type ApiCall,
} from './api-call';

const OPERATORS = ['CHINANET', 'UNICOM', 'CAP', 'DEFAULT'];
const TICKET_MS = 7200_000;

/** 获取微信推送服务器 IP (getcallbackip): the simulator pushes from the loopback address. */
export function getCallbackIps(): ApiAnswer {
  return json({ ip_list: ['127.0.0.1'] });
}

/** 获取微信 API 服务器 IP (get_api_domain_ip): the simulator stands in for them. */
export function getApiDomainIps(): ApiAnswer {
  return json({ ip_list: ['127.0.0.1'] });
}

/** 网络通信检测 (callback/check): on this machine there is nothing between the two sides. */
export function checkCallback({ request }: ApiCall): ApiAnswer {
  const body = readJson(request);
  const action = textField(body, 'action');
  if (!['dns', 'ping', 'all'].includes(action)) throw new ApiRefusal(40202, 'invalid action');
  if (!OPERATORS.includes(textField(body, 'check_operator'))) {
    throw new ApiRefusal(40203, 'invalid check_operator');
  }
  const ip = '127.0.0.1';
  return json({
    ...(action !== 'ping' && { dns: [{ ip, real_operator: 'DEFAULT' }] }),
    ...(action !== 'dns' && {
      ping: [{ ip, from_operator: 'DEFAULT', package_loss: '0%', time: '0.040ms' }],
    }),
  });
}

/** 获取 sdk 临时票据 (ticket/getticket): the same one for two hours. */
export function getTicket({ request, account, world }: ApiCall): ApiAnswer {
  if (request.query.get('type') !== 'jsapi') throw new ApiRefusal(40097, 'invalid args');
  const turn = Math.floor(world.now() / TICKET_MS);
  const ticket = createHmac('sha512', account.appSecret).update(`jsapi ${turn}`).digest('hex');
  const expiresIn = Math.ceil(((turn + 1) * TICKET_MS - world.now()) / 1000);
  return json({ errcode: 0, errmsg: 'ok', ticket, expires_in: expiresIn });
}

/** 重置 API 调用次数 (clear_quota): every count of the account. */
export function clearQuota({ request, account, usage }: ApiCall): ApiAnswer {
  if (textField(readJson(request), 'appid') !== account.appId) {
    throw new ApiRefusal(40013, 'invalid appid');
  }
  usage.clear(account.unit, null);
  return ok;
}

/** 重置指定 API 调用次数 (openapi/quota/clear). */
export function clearApiQuota({ request, account, usage }: ApiCall): ApiAnswer {
  const path = textField(readJson(request), 'cgi_path');
  if (usage.dailyLimitOf(path) === null) throw new ApiRefusal(76021, 'cgi_path not found');
  usage.clear(account.unit, path);
  return ok;
}

/** 查询 API 调用额度 (openapi/quota/get). */
export function getQuota({ request, account, usage }: ApiCall): ApiAnswer {
  const path = textField(readJson(request), 'cgi_path');
  const limit = usage.dailyLimitOf(path);
  if (limit === null) throw new ApiRefusal(76021, 'cgi_path not found');
  const used = usage.usedToday(account.unit, path);
  return json({
    errcode: 0,
    errmsg: 'ok',
    quota: { daily_limit: limit, used, remain: limit - used },
    rate_limit: { call_count: 0, refresh_second: 60 },
  });
}

/** 查询 rid 信息 (openapi/rid/get): the call that was refused under this rid. */
export function getRequestOfRid({ request, account, usage }: ApiCall): ApiAnswer {
  const rid = textField(readJson(request), 'rid');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{8}){2}$/.test(rid)) throw new ApiRefusal(76002, 'invalid rid');
  const found = usage.findRequest(rid);
  if (!found) throw new ApiRefusal(76001, 'rid not found');
  if (found.unit !== account.unit) throw new ApiRefusal(76003, 'rid of another account');
  return json({ errcode: 0, errmsg: 'ok', request: found.request });
}
