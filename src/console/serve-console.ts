/** Serves the console's built pages below `/console/`, each file in the form that the browser takes it in. */
import fs from 'node:fs';
import path from 'node:path';
import Router from '@koa/router';
import type { Context } from 'koa';

/** Only our own files, and nothing inline: a text that gets into a page runs nothing. */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'"],
  ...["img-src 'self' data: blob:", "media-src 'self' blob:", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Forms that the build lays beside a file, the smaller first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

const NOT_BUILT = '管理端的网页还没有编译。请运行 npm run build:web。';

/**
 * @param folder what the build wrote; read at each request, so that a new build is served at once
 */
export function createConsolePages(folder: string): Router {
  const router = new Router({ strict: true });
  router.get(['/', '/console'], (ctx) => {
    ctx.status = 302;
    ctx.redirect('/console/');
  });
  router.get('/console/{*file}', async (ctx) => {
    ctx.set(HEADERS);
    const { file = '' } = ctx['params'] as { file?: string };
    if (isFileName(file) && (await sendFile(ctx, folder, file))) return;
    // Any other address is a page of the application, which knows its own.
    if (path.extname(file) !== '') return;
    if (await sendFile(ctx, folder, 'index.html')) return;
    ctx.status = 503;
    ctx.type = 'text/plain; charset=utf-8';
    ctx.body = NOT_BUILT;
  });
  return router;
}

/** Of the letters that the build gives its files; nothing that leads out of the folder. */
function isFileName(file: string): boolean {
  return /^[\w-]+(?:[./][\w-]+)*$/.test(file) && path.extname(file) in TYPES;
}

async function sendFile(ctx: Context, folder: string, file: string): Promise<boolean> {
  const accepted = ENCODINGS.filter(([encoding]) => ctx.acceptsEncodings(encoding) === encoding);
  for (const [encoding, suffix] of [...accepted, ['identity', ''] as const]) {
    const opened = await fs.promises.open(path.join(folder, file + suffix)).catch(() => null);
    if (!opened) continue;
    const { size } = await opened.stat();
    ctx.vary('Accept-Encoding');
    if (encoding !== 'identity') ctx.set('Content-Encoding', encoding);
    // The build names what is below assets/ after its content.
    const isHashed = file.startsWith('assets/');
    ctx.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    ctx.body = opened.createReadStream();
    ctx.length = size;
    ctx.set('Content-Type', TYPES[path.extname(file)]!);
    return true;
  }
  return false;
}
