import type { Context } from 'koa';

/** The session cookie's name. */
export const SESSION_COOKIE = 'zhijian_session';

/** The token that the browser brings; null where there is none. */
export function readSessionCookie(ctx: Context): string | null {
  return ctx.cookies.get(SESSION_COOKIE) ?? null;
}

/**
 * Hands out a token: out of reach of scripts and of other sites, gone with the browser.
 * @param secure over HTTPS only: exactly when the public address is one
 */
export function setSessionCookie(ctx: Context, token: string, secure: boolean): void {
  ctx.append('Set-Cookie', `${SESSION_COOKIE}=${token}; ${attributes(secure)}`);
}

export function clearSessionCookie(ctx: Context, secure: boolean): void {
  ctx.append('Set-Cookie', `${SESSION_COOKIE}=; Max-Age=0; ${attributes(secure)}`);
}

function attributes(secure: boolean): string {
  return `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
