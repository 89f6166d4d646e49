import { z } from 'zod';
import { loadListed } from '../../../cases/lists/load-listed';
import { linkCases } from '../../../cases/work/links';
import { listLinkedCases } from '../../../cases/work/link-store';
import { wantCase } from '../../../cases/work/reach-case';
import { listCasesOfCitizen, listSimilarCases } from '../../../cases/work/similar-cases';
import { joinTransaction } from '../../../database/join-transaction';
import type { Caller } from '../caller';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { listedCaseSchema } from '../cases/case-schemas';
import { loadListContext } from '../cases/list-context';
import { presentListed } from '../cases/present-case';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema } from '../schemas';

const params = z.strictObject({ number: caseNumberSchema });
export const relatedSchema = z.object({
  linked: z
    .array(listedCaseSchema.extend({ kind: z.enum(['related', 'duplicate', 'split']) }))
    .describe('已经关联的'),
  ofCitizen: z.array(listedCaseSchema).describe('同一位群众的其他办件，后收到的在前'),
  similar: z
    .array(listedCaseSchema.extend({ likeness: z.number().describe('相像的程度，0 到 1') }))
    .describe('本单位没有办结的相似办件'),
});

/** 关联: what belongs to a case, and what may. */
export function createLinkEndpoints(desk: CaseDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/related', right: 'case.read', params },
      summary: '关联的、同一位群众的、相似的办件',
      response: relatedSchema,
      handler: ({ caller, params: { number } }) => readRelated(desk, caller, number),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/cases/:number/links', right: 'case.read', params },
      summary: '关联另一件，或者取消关联；两件各自答复',
      body: z.strictObject({
        other: caseNumberSchema,
        kind: z.enum(['related', 'duplicate']),
        on: z.boolean().default(true),
      }),
      response: z.null(),
      async handler({ caller, origin, params: { number }, body }, tx) {
        const actor = actorOf(caller, origin, null);
        const link = { number, ...body };
        await linkCases(joinTransaction(tx), desk.ports, caller.scope, actor, link);
        return null;
      },
    }),
  ];
}

async function readRelated(
  desk: CaseDesk,
  caller: Caller,
  number: string,
): Promise<z.output<typeof relatedSchema>> {
  const { database } = desk;
  const ordinary = { units: caller.scope.units };
  const seen = await wantCase(database, caller.scope, number);
  const links = await listLinkedCases(database, caller.scope, seen.id);
  const ofCitizen = await listCasesOfCitizen(database, ordinary, seen.id);
  const similar = await listSimilarCases(database, ordinary, seen);
  const ids = [...links.map(({ id }) => id), ...ofCitizen, ...similar.map(({ id }) => id)];
  const rows = await loadListed(database, caller.scope, [...new Set(ids)]);
  const context = await loadListContext(desk, caller, rows, new Set());
  const shown = new Map(rows.map((row) => [row.id, presentListed(row, desk, context)]));
  const show = (id: string) => [shown.get(id)].filter((one) => one !== undefined);
  return {
    linked: links.flatMap(({ id, kind }) => show(id).map((one) => ({ ...one, kind }))),
    ofCitizen: ofCitizen.flatMap(show),
    similar: similar.flatMap(({ id, likeness }) => show(id).map((one) => ({ ...one, likeness }))),
  };
}
