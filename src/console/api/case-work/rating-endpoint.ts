import { z } from 'zod';
import { markRatingMistaken } from '../../../cases/mark-rating';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema, reasonSchema } from '../schemas';

/** 误评: marked by the district, which did not give the answer; nobody takes a rating away. */
export function createRatingEndpoint({ ports }: CaseDesk): Endpoint {
  return defineOnce({
    ...{ method: 'POST', path: '/api/cases/:number/mistaken-rating', right: 'case.coordinate' },
    params: z.strictObject({ number: caseNumberSchema }),
    summary: '认定误评：写明原因，一次为限；评价留着，报表不计',
    body: z.strictObject({ round: z.int().min(1), reason: reasonSchema }),
    response: z.null(),
    async handler({ caller, origin, params: { number }, body }, tx) {
      const actor = actorOf(caller, origin, null);
      await markRatingMistaken(tx, ports, caller.scope, actor, { number, ...body });
      return null;
    },
  });
}
