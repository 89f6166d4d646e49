import { z } from 'zod';
import { findDraft, saveDraft } from '../../../cases/work/drafts';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema, instantSchema } from '../schemas';

const params = z.strictObject({ number: caseNumberSchema });
const textSchema = z.string().max(20_000);
const wordsShape = {
  text: textSchema.describe('公开答复内容'),
  inside: textSchema.describe('办理情况，内部的'),
  isTrue: z.enum(['yes', 'no', 'partly']).nullable().describe('诉求属实'),
  solved: z.boolean().nullable().describe('是否解决'),
  pictures: z.array(idSchema).max(10).default([]).describe('要随答复发的附件'),
};

/** A person's own draft on a case: the page saves it every few seconds, so it costs two short statements. */
export function createDraftEndpoints({ database, ports }: CaseDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/draft', right: 'case.read', params },
      summary: '我在这件上没有写完的草稿；没有时是 null',
      response: z.object({
        draft: z.object({ ...wordsShape, savedAt: instantSchema }).nullable(),
      }),
      handler: async ({ caller, origin, params: { number } }) => ({
        draft: await findDraft(database, caller.scope, actorOf(caller, origin, null), number),
      }),
    }),
    defineEndpoint({
      ...{ method: 'PUT', path: '/api/cases/:number/draft', right: 'case.read', params },
      summary: '保存草稿；都空着时删去。每个人各有一份，不算办件的变动',
      body: z.strictObject(wordsShape),
      response: z.object({ savedAt: instantSchema }),
      async handler({ caller, origin, params: { number }, body }) {
        const at = ports.clock.now();
        const actor = actorOf(caller, origin, null);
        await saveDraft(database, caller.scope, actor, { ...body, number, at });
        return { savedAt: at };
      },
    }),
  ];
}
