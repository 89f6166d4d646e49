import type { Context } from 'koa';
import { AppError } from '../../platform/errors';

/** Names who asks: a person's act, or what the page asks by itself (which keeps no session alive). */
export const ASKED_BY = 'X-Zhijian-Request';
export const ASKED_BY_VALUES = ['user', 'background'] as const;

const SAFE_METHODS = ['GET', 'HEAD'];

/**
 * Refuses writes that another site has a browser make. A page of another site can neither set our header
 * without being asked about by the browser first, which we never allow, nor forge `Sec-Fetch-Site` or `Origin`.
 * @throws AppError forbidden
 */
export function wantSameOrigin(ctx: Context): void {
  if (SAFE_METHODS.includes(ctx.method)) return;
  const isOurs = (ASKED_BY_VALUES as readonly string[]).includes(ctx.get(ASKED_BY));
  if (!isOurs || !isFromHere(ctx)) {
    throw new AppError('forbidden', '这个请求不是从本系统的页面发出的，没有办理。');
  }
}

/** Whether the page itself asks, without a person's doing. */
export function isBackground(ctx: Context): boolean {
  return ctx.get(ASKED_BY) === 'background';
}

function isFromHere(ctx: Context): boolean {
  const site = ctx.get('Sec-Fetch-Site');
  if (site !== '') return site === 'same-origin';
  const origin = ctx.get('Origin');
  // Neither: not a browser, so there is no cookie that somebody else could use.
  if (origin === '') return true;
  return URL.canParse(origin) && new URL(origin).host === ctx.host;
}
