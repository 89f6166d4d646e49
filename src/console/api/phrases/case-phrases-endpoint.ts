import { z } from 'zod';
import { getCase } from '../../../cases/life-cycle/case-row';
import { offerPhrases } from '../../../cases/phrases/offer-phrases';
import type { CannedText } from '../../../cases/words/canned-texts';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { caseNumberSchema } from '../schemas';
import { valuesFor, type WordDesk } from '../words/word-desk';

export const offeredSchema = z.object({
  template: z.string().describe('提交时原样带回'),
  kind: z.enum(['phrase', 'item', 'elsewhere']).describe('常用语、事项卡片、告知渠道'),
  title: z.string(),
  text: z.string().describe('变量已按这一件填好'),
  unfilled: z.array(z.string()).describe('还没有填的变量，填好才能提交'),
  ofDistrict: z.boolean().describe('全区的常用语'),
  uses: z.int(),
  validUntil: z.string().nullable(),
  endsSoon: z.boolean(),
});
type Offered = z.output<typeof offeredSchema>;

/** What a clerk may put into an answer with `/`: approved phrases, the cards of the unit's items, channels. */
export function createCasePhrasesEndpoint(desk: WordDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/cases/:number/phrases', right: 'case.read' },
    summary: '这一件可以用的常用语（已审核、没有到期、变量已填）、事项卡片和告知渠道',
    params: z.strictObject({ number: caseNumberSchema }),
    query: z.strictObject({ q: z.string().max(40).default('').describe('标题或内容里的字') }),
    response: z.object({ texts: z.array(offeredSchema) }),
    handler: ({ caller, params: { number }, query: { q } }) =>
      desk.database.transaction(async (tx) => {
        const row = await getCase(tx, caller.scope, number, { lock: false });
        const now = desk.ports.clock.now();
        const phrases = (await offerPhrases(tx, row, valuesFor(desk, row), now)).map(
          ({ unit, ...phrase }): Offered => ({
            ...phrase,
            kind: 'phrase',
            ofDistrict: unit === null,
          }),
        );
        const canned = desk.canned().list(row.owner_unit, '', now).map(presentCanned);
        const own = canned.filter(({ template }) => template === `item:${row.item}`);
        const others = canned.filter((one) => !own.includes(one));
        const words = q.trim();
        return {
          texts: [...own, ...phrases, ...others].filter(
            ({ title, text }) => title.includes(words) || text.includes(words),
          ),
        };
      }),
  });
}

function presentCanned({ template, kind, title, text }: CannedText): Offered {
  return {
    ...{ template, kind, title, text, unfilled: [], uses: 0 },
    ...{ ofDistrict: kind === 'elsewhere', validUntil: null, endsSoon: false },
  };
}
