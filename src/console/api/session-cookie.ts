import type { Context } from 'koa';

const NAME = 'zhijian_session';

/** The token that the browser brings; null where there is none. */
export function readSessionCookie(ctx: Context): string | null {
  return ctx.cookies.get(NAME) ?? null;
}

/**
 * Hands out a token: out of reach of scripts and of other sites, gone with the browser.
 * @param secure over HTTPS only: exactly when the public address is one
 */
export function setSessionCookie(ctx: Context, token: string, secure: boolean): void {
  ctx.append('Set-Cookie', `${NAME}=${token}; ${attributes(secure)}`);
}

export function clearSessionCookie(ctx: Context, secure: boolean): void {
  ctx.append('Set-Cookie', `${NAME}=; Max-Age=0; ${attributes(secure)}`);
}

function attributes(secure: boolean): string {
  return `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
