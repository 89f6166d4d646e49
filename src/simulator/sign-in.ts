/** 网页授权 as the platform has it: a page that asks which phone it is, and codes that are good once, for five minutes. */
import { randomBytes } from 'node:crypto';
import type Koa from 'koa';
import type { World } from './world';

const CODE_MS = 5 * 60_000;
const MARKUP = /[&<>"']/g;

interface Code {
  unit: string;
  openid: string;
  endsAt: number;
  isUsed: boolean;
}

/** `/connect/oauth2/authorize` and `/sns/oauth2/access_token`; for verified service accounts, as WeChat. */
export function answerSignIn(world: World): Koa.Middleware {
  const codes = new Map<string, Code>();
  return async (ctx, next): Promise<void> => {
    if (ctx.path === '/connect/oauth2/authorize') return authorize(ctx, world, codes);
    if (ctx.path === '/sns/oauth2/access_token') return exchange(ctx, world, codes);
    await next();
  };
}

function authorize(ctx: Koa.Context, world: World, codes: Map<string, Code>): void {
  const account = world.accounts.find(({ appId }) => appId === ctx.query['appid']);
  const back = String(ctx.query['redirect_uri'] ?? '');
  const may = account?.type === 'service' && account.verified;
  if (!account || !may || !URL.canParse(back)) {
    ctx.status = 403;
    ctx.type = 'text/html';
    ctx.body = '<!doctype html><meta charset="utf-8"><p>该公众号没有网页授权的权限。</p>';
    return;
  }
  const choices = world.state.phones.map((phone) => {
    const code = randomBytes(16).toString('hex');
    const { openid } = world.contact(account, phone);
    codes.set(code, { unit: account.unit, openid, endsAt: world.now() + CODE_MS, isUsed: false });
    const address = new URL(back);
    address.searchParams.set('code', code);
    address.searchParams.set('state', String(ctx.query['state'] ?? ''));
    return `<p><a href="${escape(address.href)}">${escape(phone)}</a></p>`;
  });
  ctx.type = 'text/html';
  ctx.body = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>模拟微信登录</title><h1>您是哪部手机</h1>${choices.join('')}</html>`;
}

function exchange(ctx: Koa.Context, world: World, codes: Map<string, Code>): void {
  const account = world.accounts.find(({ appId }) => appId === ctx.query['appid']);
  const code = codes.get(String(ctx.query['code'] ?? ''));
  ctx.type = 'application/json';
  if (!account || account.appSecret !== ctx.query['secret']) {
    return refuse(ctx, 40125, 'invalid appsecret');
  }
  if (code?.unit !== account.unit) return refuse(ctx, 40029, 'invalid code');
  if (code.isUsed) return refuse(ctx, 40163, 'code been used');
  if (code.endsAt <= world.now()) return refuse(ctx, 42003, 'code expired');
  code.isUsed = true;
  ctx.body = JSON.stringify({
    access_token: randomBytes(32).toString('hex'),
    expires_in: 7200,
    refresh_token: randomBytes(32).toString('hex'),
    openid: code.openid,
    scope: 'snsapi_base',
  });
}

function refuse(ctx: Koa.Context, errcode: number, errmsg: string): void {
  ctx.body = JSON.stringify({ errcode, errmsg });
}

function escape(text: string): string {
  return text.replace(MARKUP, (sign) => `&#${sign.charCodeAt(0)};`);
}
