import { addConditionalMenu } from '../../../src/wechat/api/conditional-menu';
import { sendCustomMessage } from '../../../src/wechat/api/custom-message';
import { WechatRefusedError } from '../../../src/wechat/api/errors';
import { getMenu } from '../../../src/wechat/api/menu';
import { sendTemplateMessage } from '../../../src/wechat/api/template-message';
import type { WechatApi } from '../../../src/wechat/api/wechat-api';
import {
  aDispatcher,
  aWechatApi,
  failureOf,
  FakeWechat,
  MemoryTokenStore,
  TOKEN,
} from './fake-wechat';

const BUSY = '微信那边正忙，系统会自动再试，不用重复操作。';
const QUOTA = '本公众号今天的调用次数已用完，要等微信恢复次数后再办。';
const CITIZEN = '微信没有送给这位群众，请改用电话等方式联系。';
const ADMIN = '本公众号没有这项权限，或设置需要调整，请联系系统管理员。';
const CONTENT = '微信不接受这次提交的内容，请联系系统管理员。';
const TOKEN_AGAIN = '与微信的连接凭证刚刚失效，系统会自动更换后再试，不用重复操作。';
const LEFT = '这位群众没有关注公众号（或已取消关注），微信不能送达，请改用电话联系。';
const UNVERIFIED = '公众号与微信的连接没有通过验证，请联系系统管理员。';
const BLACK = '这位群众在公众号的黑名单里，微信不能送达。';

/** What each code means, typed from the official pages: class, staff's sentence, a word of the operator's. */
type Row = [code: number, expectedClass: string, forStaff: string, operatorReads: string];

const sends: Row[] = [
  [-1, 'R', BUSY, '系统繁忙'],
  [40001, 'T', TOKEN_AGAIN, 'access_token'],
  [40014, 'T', TOKEN_AGAIN, 'access_token'],
  [42001, 'T', TOKEN_AGAIN, '过期'],
  [40003, 'U', '微信找不到这位群众，可能已取消关注，请改用电话等方式联系。', 'openid'],
  [40004, 'B', CONTENT, '媒体文件类型'],
  [40007, 'B', '图片或语音在微信那边已过期，请重新添加后再发。', 'media_id'],
  [40008, 'B', CONTENT, '消息类型'],
  [40033, 'B', CONTENT, '\\uXXXX'],
  [40035, 'B', CONTENT, '参数'],
  [40037, 'P', ADMIN, '模板'],
  [40039, 'B', CONTENT, '网址长度'],
  [40066, 'B', CONTENT, '网址'],
  [40164, 'P', ADMIN, '白名单'],
  [41001, 'B', CONTENT, 'access_token'],
  [41009, 'B', CONTENT, 'openid'],
  [41030, 'B', CONTENT, '页面'],
  [43002, 'B', CONTENT, 'POST'],
  [43004, 'U', LEFT, '没有关注'],
  [43005, 'U', CITIZEN, '好友'],
  [43019, 'U', BLACK, '黑名单'],
  [43101, 'U', '这位群众没有订阅通知，或订阅次数已用完，请改用电话联系。', '订阅'],
  [43104, 'P', ADMIN, 'openid'],
  [44002, 'B', CONTENT, '正文为空'],
  [44003, 'B', CONTENT, '图文消息为空'],
  [44004, 'B', CONTENT, '文本消息为空'],
  [45002, 'B', '答复太长，微信不接受，请缩短后再发。', '太长'],
  [45003, 'B', CONTENT, '标题'],
  [45004, 'B', CONTENT, '描述'],
  [45005, 'B', CONTENT, '链接'],
  [45006, 'B', CONTENT, '图片链接'],
  [45007, 'B', CONTENT, '语音'],
  [45008, 'B', CONTENT, '图文条数'],
  [45009, 'Q', QUOTA, '次数已用完'],
  [45011, 'R', BUSY, '太频繁'],
  [
    45015,
    'U',
    '已超过微信允许主动回复的时间，或对方已取消关注；等对方再来消息时送出，急事请打电话。',
    '48 小时',
  ],
  [45047, 'U', '微信允许连续发给这位群众的条数已满，等对方再来消息时送出，急事请打电话。', '上限'],
  [45162, 'B', CONTENT, '消息类型'],
  [45166, 'B', CONTENT, '内容'],
  [46001, 'B', CONTENT, '媒体数据'],
  [46004, 'B', CONTENT, '用户不存在'],
  [47001, 'B', CONTENT, 'JSON'],
  [47003, 'B', CONTENT, '模板参数'],
  [48001, 'P', ADMIN, '没有认证'],
  [48002, 'U', '这位群众设置了不接收公众号消息，请改用电话联系。', '不接收'],
  [48003, 'P', ADMIN, '协议'],
  [48004, 'P', ADMIN, '封禁'],
  [48008, 'P', ADMIN, '权限'],
  [50001, 'P', ADMIN, '授权'],
  [50002, 'P', ADMIN, '受限'],
  [50005, 'U', LEFT, '没有关注'],
  [50007, 'P', ADMIN, '冻结'],
  [53600, 'B', CONTENT, 'article_id'],
  [61451, 'B', CONTENT, '客服账号'],
  [62751, 'U', BLACK, '黑名单'],
  [10703, 'U', CITIZEN, '收不到'],
  [10706, 'U', CITIZEN, '收不到'],
  [70000, 'U', '因未成年人保护，微信不能送达，请改用电话联系家长。', '未成年人'],
  [87014, 'U', '微信认为内容可能违规，没有发出，请修改后再发，或改用电话联系。', '违反'],
  [89503, 'P', ADMIN, '管理员'],
  [200011, 'B', CONTENT, '订阅通知'],
  [200100, 'B', CONTENT, '订阅通知'],
  [987654, 'B', CONTENT, '987654'],
  [40002, 'B', CONTENT, 'grant_type'],
  [40005, 'B', CONTENT, '文件类型'],
  [40006, 'B', CONTENT, '文件大小'],
  [40009, 'B', CONTENT, '图片大小'],
  [40010, 'B', CONTENT, '语音大小'],
  [40011, 'B', CONTENT, '视频大小'],
  [40012, 'B', CONTENT, '缩略图'],
  [40013, 'P', ADMIN, 'AppID'],
  [40038, 'B', CONTENT, '请求格式'],
  [40048, 'B', CONTENT, '网址'],
  [40097, 'B', CONTENT, '参数'],
  [40118, 'B', CONTENT, 'media_id'],
  [40121, 'B', CONTENT, 'media_id'],
  [40125, 'P', ADMIN, 'AppSecret'],
  [40137, 'B', CONTENT, '图片格式'],
  [40166, 'P', ADMIN, '小程序'],
  [40200, 'P', ADMIN, '账号'],
  [40243, 'P', ADMIN, '冻结'],
  [41005, 'B', CONTENT, '媒体文件'],
  [41006, 'B', CONTENT, 'media_id'],
  [43001, 'B', CONTENT, 'GET'],
  [43003, 'B', CONTENT, 'HTTPS'],
  [44001, 'B', CONTENT, '媒体文件为空'],
  [45001, 'B', CONTENT, '太大'],
  [45035, 'P', ADMIN, 'IP'],
  [48005, 'B', CONTENT, '素材'],
  [48021, 'B', CONTENT, '草稿'],
  [48022, 'B', CONTENT, '视频'],
  [50004, 'P', ADMIN, 'token'],
  [61004, 'P', ADMIN, '第三方平台'],
  [61007, 'P', ADMIN, '第三方平台'],
  [61450, 'B', CONTENT, '客服账号'],
  [61457, 'B', CONTENT, '客服账号'],
  [65400, 'P', ADMIN, '客服'],
  [65401, 'B', CONTENT, '客服'],
  [87009, 'B', CONTENT, '签名'],
  [89506, 'P', ADMIN, '24 小时'],
  [89507, 'P', ADMIN, '1 小时'],
];

const tokens: Row[] = [
  [-1, 'R', UNVERIFIED, '系统繁忙'],
  [40001, 'P', UNVERIFIED, 'AppSecret 不对或已被重置'],
  [40002, 'B', UNVERIFIED, 'grant_type'],
  [40013, 'P', UNVERIFIED, 'AppID 不对'],
  [40125, 'P', UNVERIFIED, 'AppSecret 不对'],
  [40164, 'P', UNVERIFIED, '203.0.113.7'],
  [40243, 'P', UNVERIFIED, '冻结'],
  [41002, 'B', UNVERIFIED, 'appid'],
  [41004, 'B', UNVERIFIED, 'secret'],
  [43002, 'B', UNVERIFIED, 'POST'],
  [45009, 'Q', UNVERIFIED, '次数已用完'],
  [45011, 'R', UNVERIFIED, '太频繁'],
  [50004, 'P', UNVERIFIED, '禁止使用 token'],
  [50007, 'P', UNVERIFIED, '账号已被冻结'],
  [89503, 'P', UNVERIFIED, '管理员在微信里确认'],
  [89506, 'P', UNVERIFIED, '24 小时'],
  [89507, 'P', UNVERIFIED, '1 小时'],
];

const menus: Row[] = [
  [-1, 'R', BUSY, '系统繁忙'],
  [40001, 'T', TOKEN_AGAIN, 'access_token'],
  [40014, 'T', TOKEN_AGAIN, 'access_token'],
  [42001, 'T', TOKEN_AGAIN, '过期'],
  [45009, 'Q', QUOTA, '次数已用完'],
  [45011, 'R', BUSY, '太频繁'],
  [40007, 'B', '图片或语音在微信那边已过期，请重新添加后再发。', 'media_id'],
  [40013, 'P', ADMIN, 'AppID'],
  [40035, 'B', CONTENT, '参数'],
  [40097, 'B', CONTENT, '参数'],
  [40118, 'B', CONTENT, 'media_id'],
  [40121, 'B', CONTENT, 'media_id'],
  [40155, 'B', CONTENT, '主页'],
  [40164, 'P', ADMIN, '白名单'],
  [41001, 'B', CONTENT, 'access_token'],
  [43001, 'B', CONTENT, 'GET'],
  [43002, 'B', CONTENT, 'POST'],
  [43003, 'B', CONTENT, 'HTTPS'],
  [44002, 'B', CONTENT, '正文为空'],
  [46001, 'B', CONTENT, '媒体数据'],
  [46004, 'B', CONTENT, '用户不存在'],
  [47001, 'B', CONTENT, 'JSON'],
  [48004, 'P', ADMIN, '封禁'],
  [50002, 'P', ADMIN, '受限'],
  [50007, 'P', ADMIN, '冻结'],
  [61007, 'P', ADMIN, '第三方平台'],
  [89503, 'P', ADMIN, '管理员'],
  [40015, 'B', CONTENT, '菜单类型'],
  [40016, 'B', CONTENT, '1 到 3 个'],
  [40017, 'B', CONTENT, '按钮'],
  [40018, 'B', CONTENT, '16 字节'],
  [40019, 'B', CONTENT, '128 字节'],
  [40020, 'B', CONTENT, '1024 字节'],
  [40021, 'B', CONTENT, '版本'],
  [40022, 'B', CONTENT, '两级'],
  [40023, 'B', CONTENT, '最多 5 个'],
  [40024, 'B', CONTENT, '二级菜单按钮的类型'],
  [40025, 'B', CONTENT, '60 字节'],
  [40026, 'B', CONTENT, '128 字节'],
  [40027, 'B', CONTENT, '1024 字节'],
  [40028, 'B', CONTENT, '用户'],
  [40033, 'B', CONTENT, '\\uXXXX'],
  [40054, 'B', CONTENT, '二级菜单按钮的网址域名'],
  [40055, 'B', CONTENT, '菜单按钮的网址域名'],
  [40119, 'B', CONTENT, '按钮的类型'],
  [40120, 'B', CONTENT, '按钮的类型'],
  [40166, 'P', ADMIN, '小程序'],
  [41007, 'B', CONTENT, '二级菜单'],
  [45010, 'B', CONTENT, '菜单个数太多'],
  [46002, 'B', CONTENT, '菜单版本不存在'],
  [46003, 'B', CONTENT, '还没有用接口建过菜单'],
  [48001, 'P', ADMIN, '没有认证'],
  [53600, 'B', CONTENT, 'article_id'],
  [65301, 'B', CONTENT, 'menuid'],
  [65302, 'B', CONTENT, '没有这个用户'],
  [65303, 'B', CONTENT, '先建默认菜单'],
  [65304, 'B', CONTENT, '匹配条件为空'],
  [65305, 'B', CONTENT, '个性化菜单太多'],
  [65306, 'P', ADMIN, '不能使用个性化菜单'],
  [65307, 'B', CONTENT, '内容为空'],
  [65308, 'B', CONTENT, '没有动作'],
  [65309, 'P', ADMIN, '开关'],
  [65310, 'B', CONTENT, '国家'],
  [65311, 'B', CONTENT, '省份'],
  [65312, 'B', CONTENT, '国家、省份或城市'],
  [65313, 'B', CONTENT, '国家、省份或城市'],
  [65314, 'B', CONTENT, '国家、省份或城市'],
  [65316, 'B', CONTENT, '3 个'],
  [65317, 'B', CONTENT, '网址'],
  [65318, 'B', CONTENT, 'UTF-8'],
  [65320, 'B', CONTENT, '已取消'],
];

const RID = '61725984-6126f6f9-040f19c4';
const wechat = new FakeWechat();
const dispatcher = aDispatcher();
beforeAll(() => wechat.start());
afterAll(async () => {
  await dispatcher.destroy();
  await wechat.stop();
});

async function refusalOf(
  path: string,
  code: number,
  call: (api: WechatApi) => Promise<unknown>,
): Promise<WechatRefusedError> {
  wechat.giveTokens({ valid: `${TOKEN}-${wechat.seen.length}` });
  const ip = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist';
  wechat.on(path, (_seen, response) => {
    wechat.giveTokens({ valid: `${TOKEN}-${wechat.seen.length}` });
    response.end(JSON.stringify({ errcode: code, errmsg: `${ip} rid: ${RID}` }));
  });
  const api = aWechatApi(wechat, { dispatcher, tokens: new MemoryTokenStore() });
  const failure = await failureOf(call(api));
  if (!(failure instanceof WechatRefusedError)) throw failure;
  return failure;
}

function check(refusal: WechatRefusedError, path: string, row: Row): void {
  const [code, expectedClass, forStaff, operatorReads] = row;
  expect(refusal).toMatchObject({ code, class: expectedClass, forStaff, rid: RID });
  expect(refusal.endpoint).toBe(path);
  expect(refusal.forOperator).toContain(operatorReads);
  expect(refusal.forOperator).toMatch(/。$/);
  expect(refusal.message).toContain(`代码 ${code}`);
  expect(refusal.message).toContain(RID);
  expect(refusal.addressToAllow).toBe(code === 40164 ? '203.0.113.7' : null);
}

it.each(sends)('a send refused with %i is class %s', async (...row) => {
  const path = '/cgi-bin/message/custom/send';
  const refusal = await refusalOf(path, row[0], (api) =>
    sendCustomMessage(api, { touser: 'o1', msgtype: 'text', text: { content: '您好' } }),
  );
  check(refusal, path, row);
});

it.each(sends)('a notice refused with %i is class %s', async (...row) => {
  const path = '/cgi-bin/message/template/send';
  const refusal = await refusalOf(path, row[0], (api) =>
    sendTemplateMessage(api, { touser: 'o1', template_id: 'TPL', data: {} }),
  );
  check(refusal, path, row);
});

it.each(tokens)('a token call refused with %i is class %s', async (...row) => {
  const path = '/cgi-bin/stable_token';
  check(await refusalOf(path, row[0], (api) => getMenu(api)), path, row);
});

it.each(menus)('a menu refused with %i is class %s', async (...row) => {
  const path = '/cgi-bin/menu/addconditional';
  const refusal = await refusalOf(path, row[0], (api) =>
    addConditionalMenu(api, { button: [], matchrule: {} }),
  );
  check(refusal, path, row);
});
