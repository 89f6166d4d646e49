import type { Context } from 'koa';
import { html, type Html } from './html';

/** One page of citizens'. */
export interface Page {
  title: string;
  body: Html;
  /** 200 where absent. */
  status?: number;
  /** Whose page it is; absent: nobody's in particular. */
  unit?: PageUnit | undefined;
}

/** What a page says of the unit that it belongs to. */
export interface PageUnit {
  code: string;
  shortName: string;
  telephone: string | null;
}

/** 大字版 is on; for a year. */
export const LARGE_COOKIE = 'zhijian_large';
const DISTRICT_TELEPHONE = '12345';

/** One whole page; it may load its own style and pictures and send its own forms, nothing else. */
export function sendPage(ctx: Context, { title, body, status = 200, unit }: Page): void {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  const isLarge = ctx.cookies.get(LARGE_COOKIE) === '1';
  ctx.body = `<!doctype html>
${
  html`<html lang="zh-CN" class="${isLarge ? 'large' : ''}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex, nofollow" />
      <meta name="format-detection" content="telephone=no" />
      <title>${title}</title>
      <link rel="stylesheet" href="/p/page.css" />
    </head>
    <body>
      ${heading(ctx, unit, isLarge)}
      <main>${body}</main>
      ${footing(unit)}
    </body>
  </html>`.text
}`;
}

function heading({ path }: Context, unit: PageUnit | undefined, isLarge: boolean): Html {
  return html`<header>
    <strong>${unit?.shortName ?? '政务服务'}</strong>
    <form method="post" action="/p/size">
      <input type="hidden" name="back" value="${path}" />
      <button name="size" value="${isLarge ? 'normal' : 'large'}">
        ${isLarge ? '标准字' : '大字版'}
      </button>
    </form>
  </header>`;
}

function footing(unit: PageUnit | undefined): Html {
  return html`<footer>
    ${
      unit !== undefined &&
      unit.telephone !== null &&
      html`<p>${unit.shortName}电话：${telephoneLink(unit.telephone)}</p>`
    }
    <p>政务服务热线：${telephoneLink(DISTRICT_TELEPHONE)}</p>
    <p><a class="more" href="/p/privacy${unit ? `/${unit.code}` : ''}">个人信息怎样使用</a></p>
  </footer>`;
}

/** A number that a tap calls. */
export function telephoneLink(telephone: string): Html {
  return html`<a class="call" href="tel:${telephone.replace(/[^\d+]/g, '')}">${telephone}</a>`;
}
