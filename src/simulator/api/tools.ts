import { ApiRefusal, json, readJson, textField, type ApiAnswer, type ApiCall } from './api-call';

/** 获取微信推送服务器 IP (getcallbackip): the simulator pushes from the loopback address. */
export function getCallbackIps(): ApiAnswer {
  return json({ ip_list: ['127.0.0.1'] });
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
