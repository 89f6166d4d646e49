import { z } from 'zod';
import { wordLevels } from '../../../cases/words/schema';
import { caseTypeSchema } from '../cases/case-schemas';
import { wantUnit } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { unitCodeSchema } from '../schemas';
import { hitSchema, levelSchema, presentHit } from './outgoing-schemas';
import type { WordDesk } from './word-desk';

const groupSchema = z.object({
  id: z.string(),
  name: z.string(),
  level: z.enum(wordLevels),
  words: z.array(z.string()),
  unless: z.array(z.string()),
  matters: z.array(z.string()).nullable(),
  reason: z.string(),
  suggestion: z.string(),
  file: z.string().describe('写在哪个文件里'),
});

/** Lists of words, the district's first. */
export const wordListsSchema = z.object({ groups: z.array(groupSchema) });

/** What a text was tried for. */
export const triedTextSchema = z.object({ level: levelSchema, hits: z.array(hitSchema) });

/** 敏感词: the lists as the files have them, and a box to try a text against them. */
export function createWordEndpoints(desk: WordDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/words', right: 'content.read' },
      summary: '答复发出以前要查的词：全区的和本单位的',
      query: z.strictObject({ unit: unitCodeSchema }),
      response: wordListsSchema,
      async handler({ caller, query: { unit } }) {
        wantUnit(caller, 'content.read', unit);
        const { district, units } = desk.words();
        const from = (file: string, groups: typeof district) =>
          groups.map(({ matters = null, ...group }) => ({ ...group, matters, file }));
        return {
          groups: [
            ...from('replies/district/words.yaml', district),
            ...from(`replies/${unit}/words.yaml`, units.get(unit) ?? []),
          ],
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/words/try', right: 'content.read' },
      summary: '试一句话：会碰上哪些词，什么级别。什么都不保存',
      body: z.strictObject({
        unit: unitCodeSchema,
        text: z.string().max(20_000),
        type: caseTypeSchema.nullable().default(null),
      }),
      response: triedTextSchema,
      async handler({ caller, body: { unit, text, type } }) {
        wantUnit(caller, 'content.read', unit);
        const { level, hits } = desk.ports.words.checkOutgoing(unit, text, type);
        return { level, hits: hits.map(presentHit) };
      },
    }),
  ];
}
