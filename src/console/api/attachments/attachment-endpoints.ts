import { z } from 'zod';
import { reachCase, recordWork, wantCase } from '../../../cases/work/reach-case';
import { isPictureUsed } from '../../../cases/work/used-pictures';
import { isSendable } from '../../../media/answer-pictures';
import {
  findAttachment,
  listAttachments,
  removeAttachment,
  type AttachmentView,
} from '../../../media/attachments';
import { AppError } from '../../../platform/errors';
import { findNames } from '../../../staff/find-names';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { presentActor } from '../cases/present-actor';
import { pictureUrlOf } from './present-pictures';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema, instantSchema, reasonSchema } from '../schemas';

export const attachmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  contentType: z.string(),
  bytes: z.int(),
  url: z.string().describe('下载'),
  pictureUrl: z.string().nullable().describe('能随答复发的图片：在浏览器里看；别的文件是 null'),
  uploadedBy: z.string(),
  uploadedAt: instantSchema,
});
export const attachmentsSchema = z.object({ attachments: z.array(attachmentSchema) });

/** 附件 of staff; they come in and go out by `file-routes.ts`. */
export function createAttachmentEndpoints(desk: CaseDesk): Endpoint[] {
  const { database, ports } = desk;
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/attachments', right: 'case.read' },
      params: z.strictObject({ number: caseNumberSchema }),
      summary: '工作人员放到这件的附件；上传用 PUT 同一个地址加 ?name=，内容是文件本身，最大 20 MB',
      response: attachmentsSchema,
      async handler({ caller, params: { number } }) {
        const { id } = await wantCase(database, caller.scope, number);
        const files = await listAttachments(database, id);
        const names = await findNames(
          database,
          files.map(({ uploadedBy }) => uploadedBy),
        );
        return { attachments: files.map((file) => presentAttachment(file, number, names)) };
      },
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/cases/:number/attachments/:id/remove' },
      ...{ right: 'case.read', response: z.null() },
      params: z.strictObject({ number: caseNumberSchema, id: idSchema }),
      summary: '去掉一个附件，要写原因',
      body: z.strictObject({ reason: reasonSchema }),
      async handler({ caller, origin, params: { number, id }, body: { reason } }, tx) {
        if ([...reason.trim()].length < 5) {
          throw new AppError('bad_request', '请写明去掉附件的原因，至少 5 个字。');
        }
        const actor = actorOf(caller, origin, null);
        const row = await reachCase(tx, caller.scope, actor, number);
        const file = await findAttachment(tx, row.id, id);
        if (!file) throw new AppError('not_found', '这件没有这个附件。');
        if (await isPictureUsed(tx, row.id, file.sha256)) {
          throw new AppError('conflict', '这张图片在送审稿或已经签发的答复里，不能去掉。');
        }
        await removeAttachment(tx, id);
        const after = { name: file.name, reason: reason.trim() };
        await recordWork(tx, ports, row, actor, 'remove_attachment', after);
        return null;
      },
    }),
  ];
}

/** A file as the console shows it. */
export function presentAttachment(
  file: AttachmentView,
  number: string,
  names: ReadonlyMap<string, string>,
): z.output<typeof attachmentSchema> {
  const { id, name, contentType, bytes, uploadedBy, uploadedAt } = file;
  return {
    ...{ id, name, contentType, bytes, uploadedAt },
    pictureUrl: isSendable(file) ? pictureUrlOf(number, file.sha256) : null,
    url: `/attachments/${encodeURIComponent(number)}/${id}`,
    uploadedBy: presentActor(uploadedBy, names),
  };
}
