import type { Context } from 'koa';
import { html, type Html } from './html';

/** Read by old eyes on small phones: large text, one column, nothing loaded from elsewhere. */
export const PAGE_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f5f6f8; color: #1f2329; font: 18px/1.6 -apple-system, "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 640px; margin: 0 auto; padding: 20px 16px 40px; }
h1 { font-size: 24px; margin: 0 0 12px; }
h2 { font-size: 20px; margin: 24px 0 8px; }
section > h2:first-child { margin-top: 4px; }
section { background: #fff; border-radius: 12px; padding: 16px; margin: 0 0 16px; }
label { display: block; margin: 16px 0 4px; font-weight: 600; }
input[type=text] { width: 100%; min-height: 48px; font-size: 20px; padding: 8px 12px; border: 1px solid #8a919f; border-radius: 8px; }
fieldset { border: 0; padding: 0; margin: 16px 0 0; } legend { font-weight: 600; padding: 0; }
.tick { display: flex; gap: 12px; font-weight: 400; align-items: flex-start; min-height: 48px; padding: 9px 0; margin: 0; }
.tick input { width: 28px; height: 28px; margin: 1px 0 0; flex: none; }
button { width: 100%; min-height: 52px; font-size: 20px; border: 0; border-radius: 8px; background: #1558d6; color: #fff; margin-top: 16px; }
button.quiet { background: #fff; color: #b3261e; border: 1px solid #b3261e; width: auto; min-height: 48px; font-size: 18px; padding: 0 20px; margin: 8px 0 0; }
.wrong { color: #b3261e; margin: 4px 0 0; }
input[aria-invalid] { border: 2px solid #b3261e; }
.alert { border-left: 6px solid #b3261e; }
dt { font-weight: 600; } dd { margin: 0 0 8px; }
ol { padding-left: 28px; } li { margin: 0 0 12px; white-space: pre-line; }
p { margin: 8px 0; white-space: pre-line; }
:focus-visible { outline: 3px solid #f5a300; outline-offset: 2px; }
`;

/** One whole page; it may load its own style and send its own forms, nothing else. */
export function sendPage(ctx: Context, title: string, body: Html, status = 200): void {
  ctx.status = status;
  ctx.type = 'text/html; charset=utf-8';
  ctx.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
  });
  ctx.body = `<!doctype html>
${
  html`<html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <link rel="stylesheet" href="/q/page.css" />
    </head>
    <body>
      <main>${body}</main>
    </body>
  </html>`.text
}`;
}
