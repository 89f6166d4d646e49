/** Files of staff on their way to a case and back: whole bodies, beside the JSON of the API. */
import Router from '@koa/router';
import type { Context } from 'koa';
import { reachCase, recordWork, wantCase } from '../../../cases/work/reach-case';
import { attachmentRule } from '../../../media/attachment-rule';
import { findAttachment, insertAttachment, type AttachmentView } from '../../../media/attachments';
import { holdFile } from '../../../media/file-lock';
import { keepFile, type KeptFile } from '../../../media/keep-file';
import { WrongTypeError } from '../../../media/fetch-outcome';
import { StoreError, type MediaStore } from '../../../media/media-store';
import { AppError } from '../../../platform/errors';
import { createId } from '../../../platform/ids';
import type { Caller } from '../caller';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { answer, identify, type ServeParts } from '../serve-endpoints';
import { wantSameOrigin } from '../same-origin';
import { presentAttachment } from './attachment-endpoints';

const MOST_SIGNS = 100;
/** What no name of a file holds: ways, what steers a terminal, and what turns text round. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Surrogate}]/gu;
const ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export interface FileRouteParts {
  desk: CaseDesk;
  store: MediaStore;
  serving: ServeParts;
}

/** PUT of a file to a case, and GET of one, always to be saved and never shown by the browser. */
export function createAttachmentRoutes(parts: FileRouteParts): Router {
  const router = new Router();
  router.put('/api/cases/:number/attachments', (ctx) =>
    answer(ctx, parts.serving, () => receive(ctx, parts)),
  );
  router.get('/attachments/:number/:id', (ctx) =>
    answer(ctx, parts.serving, () => send(ctx, parts)),
  );
  return router;
}

async function receive(ctx: Context, parts: FileRouteParts): Promise<void> {
  wantSameOrigin(ctx);
  const caller = await identify(ctx, 'case.read', parts.serving);
  const { number } = ctx['params'] as { number: string };
  const name = nameFrom(ctx.query['name']);
  const actor = actorOf(caller, { requestId: '', ip: ctx.ip || null, device: null }, null);
  const { database, ports } = parts.desk;
  // Before a byte is kept: who may not work on the case leaves no file behind.
  await database.transaction((tx) => reachCase(tx, caller.scope, actor, number, { lock: false }));
  const kept = await keep(ctx, parts.store, name);
  const file = await database.transaction(async (tx) => {
    const row = await reachCase(tx, caller.scope, actor, number);
    await holdFile(tx, parts.store, kept.sha256);
    const at = ports.clock.now();
    const added = await insertAttachment(tx, {
      ...{ id: createId(at), caseId: row.id, account: row.account, citizenId: row.citizen_id },
      ...{ name, contentType: kept.type.contentType, bytes: kept.bytes, sha256: kept.sha256 },
      ...{ uploadedBy: actor.id, uploadedAt: at },
    });
    await recordWork(tx, ports, row, actor, 'add_attachment', { name, bytes: kept.bytes });
    return added;
  });
  const body = presentAttachment(file, number, new Map([[caller.person.id, caller.person.name]]));
  ctx.body = { ...body, uploadedAt: body.uploadedAt.toISOString() };
}

async function keep(ctx: Context, store: MediaStore, name: string): Promise<KeptFile> {
  try {
    return await keepFile(store, attachmentRule(name), ctx.req);
  } catch (error) {
    // What is left of the body would lie in the connection, before the next request.
    ctx.req.resume();
    throw explain(error);
  }
}

function explain(error: unknown): unknown {
  if (error instanceof WrongTypeError) {
    const message = '只能放图片、语音、视频、PDF、Word、Excel、OFD 和 WPS 文件。';
    return new AppError('bad_request', message, {}, { cause: error });
  }
  if (!(error instanceof StoreError)) return error;
  if (error.fault === 'too_large') {
    return new AppError('too_large', '文件太大，最大 20 MB。', {}, { cause: error });
  }
  if (error.fault === 'empty') {
    return new AppError('bad_request', '文件是空的。', {}, { cause: error });
  }
  return error;
}

async function send(ctx: Context, parts: FileRouteParts): Promise<void> {
  const caller = await identify(ctx, 'case.read', parts.serving);
  const { number, id } = ctx['params'] as { number: string; id: string };
  const file = await find(parts.desk, caller, number, id);
  const plain = file.name.replace(/[^\x20-\x7e]+/g, 'file');
  ctx.set('Content-Type', 'application/octet-stream');
  ctx.set(
    'Content-Disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  );
  ctx.length = file.bytes;
  ctx.body = await parts.store.open(file.sha256);
}

async function find(
  { database }: CaseDesk,
  { scope }: Caller,
  number: string,
  id: string,
): Promise<AttachmentView> {
  const seen = await wantCase(database, scope, number);
  const file = ID.test(id) ? await findAttachment(database, seen.id, id) : null;
  if (!file) throw new AppError('not_found', '没有这个文件，或您不能查看它。');
  return file;
}

/** @throws AppError bad_request without a name */
function nameFrom(given: unknown): string {
  const name = typeof given === 'string' ? given.normalize('NFC').replace(UNSAFE, '_').trim() : '';
  const signs = [...name];
  if (signs.length === 0) throw new AppError('bad_request', '请写明文件名。');
  return signs.slice(-MOST_SIGNS).join('');
}
