import { z } from 'zod';
import { listTags, listUsedTags, setTag } from '../../../cases/work/tags';
import { joinTransaction } from '../../../database/join-transaction';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema } from '../schemas';

const params = z.strictObject({ number: caseNumberSchema });
const tagsSchema = z.object({ tags: z.array(z.string()) });

/** 标签: the words by which a unit sorts its cases. */
export function createTagEndpoints({ database, ports }: CaseDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/tags', right: 'case.read' },
      summary: '最近用过的标签，用得多的在前',
      response: tagsSchema,
      handler: async ({ caller }) => ({ tags: await listUsedTags(database, caller.scope) }),
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/tags', right: 'case.read', params },
      summary: '这件的标签',
      response: tagsSchema,
      handler: async ({ caller, params: { number } }) => ({
        tags: await listTags(database, caller.scope, number),
      }),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/cases/:number/tags', right: 'case.read', params },
      summary: '加标签，或者去掉',
      body: z.strictObject({ tag: z.string().max(40), on: z.boolean() }),
      response: tagsSchema,
      async handler({ caller, origin, params: { number }, body }, tx) {
        const actor = actorOf(caller, origin, null);
        await setTag(joinTransaction(tx), ports, caller.scope, actor, { number, ...body });
        return { tags: await listTags(tx, caller.scope, number) };
      },
    }),
  ];
}
