import { z } from 'zod';
import { explainCase } from '../../../cases/clock/explain-case';
import { claimNextCase } from '../../../cases/life-cycle/in-bulk';
import { joinTransaction } from '../../../database/join-transaction';
import { wantUnit } from '../caller';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema, unitCodeSchema } from '../schemas';
import { pressedActionSchema } from './action-schemas';
import { actorOf, type CaseDesk } from './case-desk';
import { caseSchema } from './case-schemas';
import { createListEndpoint } from './list-endpoint';
import { changedCaseSchema, pressAction, presentChanged } from './press-action';
import { readCase } from './read-case';

const params = z.strictObject({ number: caseNumberSchema });

/** Cases: the queue, one of them, and what is done with it. */
export function createCaseEndpoints(desk: CaseDesk): Endpoint[] {
  const { database } = desk;
  return [
    createListEndpoint(desk),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number', right: 'case.read', params },
      summary: '一件办件：来信、答复、流程，和现在能做什么、为什么不能',
      query: z.strictObject({ onBehalfOf: idSchema.optional().describe('授权代办：受谁委托') }),
      response: caseSchema,
      async handler({ caller, origin, params: { number }, query, reply }) {
        const actor = actorOf(caller, origin, query.onBehalfOf ?? null);
        const found = await readCase(desk, caller.scope, actor, number);
        reply.setVersion(found.version);
        return found;
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/deadline', right: 'case.read', params },
      summary: '期限是怎么算出来的，一天一行',
      response: z.object({ lines: z.array(z.string()) }),
      handler: async ({ caller, params: { number } }) => ({
        lines: await explainCase(database, desk.calendar(), caller.scope, number),
      }),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/cases/:number/actions', right: 'case.read', params },
      summary: '办理：认领、受理、转办、提交审核、签发等。If-Match 带看到的版本',
      versioned: true,
      body: pressedActionSchema,
      response: changedCaseSchema,
      handler: (request, tx) => pressAction(desk, tx, request),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/cases/claim-next', right: 'case.handle' },
      summary: '认领下一件：期限最近、没有人认领的一件；没有时是 null',
      body: z.strictObject({ unit: unitCodeSchema }),
      response: z.object({ claimed: changedCaseSchema.nullable() }),
      async handler({ caller, origin, body: { unit } }, tx) {
        wantUnit(caller, 'case.handle', unit);
        const actor = actorOf(caller, origin, null);
        const claimed = await claimNextCase(
          joinTransaction(tx),
          desk.ports,
          caller.scope,
          actor,
          unit,
        );
        return { claimed: claimed && presentChanged(claimed) };
      },
    }),
  ];
}
