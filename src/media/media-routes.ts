/** `/media/:account/:message`: citizens' files for staff who may read the message, and for nobody else. */
import Router from '@koa/router';
import type { Context } from 'koa';
import type { MediaView } from './media-rows';
import type { MediaStore } from './media-store';
import { parseRange } from './parse-range';
import { fileNameOf } from './present-media';
import { bareSpeex, findType, type FileType } from './sniff-type';

/** Who asks, as the sign-in knows: what the person may read, or nobody. */
export type Authorisation<Scope> = { kind: 'signed_in'; scope: Scope } | { kind: 'not_signed_in' };

/** `Scope` is the sign-in's own: it is only handed on to `find`. */
export interface MediaRoutesOptions<Scope> {
  /** Asked before anything is looked up. */
  authorise(ctx: Context): Promise<Authorisation<Scope>>;
  /** @returns null for a message that is not in the scope, and for one without a file */
  find(scope: Scope, account: string, messageId: string): Promise<MediaView | null>;
  store: Pick<MediaStore, 'open'>;
}

/** Nothing of a citizen's file may run, be framed, be cached or be taken for another type. */
const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy':
    "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'self'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'private, no-store',
};
const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const MP3: FileType = { kind: 'voice', contentType: 'audio/mpeg', extension: 'mp3', shown: true };

interface Served {
  sha256: string;
  bytes: number;
  type: FileType;
}

/** GET and HEAD of originals (`?download`: as a file to save) and, below `/playable`, of voices as MP3. */
export function createMediaRoutes<Scope>(options: MediaRoutesOptions<Scope>): Router {
  const router = new Router();
  router.get('/media/:account/:message', (ctx) => serve(ctx, options, originalOf));
  router.get('/media/:account/:message/playable', (ctx) => serve(ctx, options, playableOf));
  return router;
}

function originalOf({ sha256, bytes, contentType }: MediaView): Served | null {
  if (sha256 === null || bytes === null || contentType === null) return null;
  return { sha256, bytes, type: findType(contentType) ?? bareSpeex };
}

function playableOf({ playableSha256, playableBytes }: MediaView): Served | null {
  if (playableSha256 === null || playableBytes === null) return null;
  return { sha256: playableSha256, bytes: playableBytes, type: MP3 };
}

async function serve<Scope>(
  ctx: Context,
  options: MediaRoutesOptions<Scope>,
  choose: (media: MediaView) => Served | null,
): Promise<void> {
  const { account, message } = ctx['params'] as { account: string; message: string };
  ctx.set(HEADERS);
  const who = await options.authorise(ctx);
  if (who.kind === 'not_signed_in') return refuse(ctx, 401, '请先登录。');
  const media = ID.test(message) ? await options.find(who.scope, account, message) : null;
  const served = media && choose(media);
  // The same answer whether it is not there or not theirs.
  if (!media || !served) return refuse(ctx, 404, '没有这个文件，或您不能查看它。');
  await respond(ctx, options.store, media, served);
}

async function respond(
  ctx: Context,
  store: Pick<MediaStore, 'open'>,
  media: MediaView,
  { sha256, bytes, type }: Served,
): Promise<void> {
  const range = parseRange(ctx.get('Range') || undefined, bytes);
  ctx.set('Accept-Ranges', 'bytes');
  if (range === 'unsatisfiable') {
    ctx.set('Content-Range', `bytes */${bytes}`);
    return refuse(ctx, 416, '没有这一段。');
  }
  ctx.set('Content-Type', type.contentType);
  ctx.set('Content-Disposition', dispositionOf(ctx, media, type));
  ctx.status = range ? 206 : 200;
  if (range) ctx.set('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`);
  ctx.length = range ? range.end - range.start + 1 : bytes;
  if (ctx.method === 'HEAD') return;
  ctx.body = await store.open(sha256, range ?? undefined);
}

/** A name for saving: in ASCII for old browsers, and in Chinese (RFC 6266). */
function dispositionOf(ctx: Context, media: MediaView, type: FileType): string {
  const isSaved = !type.shown || ctx.query['download'] !== undefined;
  const name = fileNameOf(media, type.extension);
  const plain = name.replace(/[^\x20-\x7e]+/g, media.kind);
  return `${isSaved ? 'attachment' : 'inline'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

function refuse(ctx: Context, status: number, sentence: string): void {
  ctx.status = status;
  ctx.type = 'text/plain';
  ctx.body = sentence;
}
