import { z } from 'zod';
import type { Queryable } from '../../database/database';
import type { Clock } from '../../platform/clock';
import { listViews, removeView, saveView } from '../../staff/saved-views';
import { defineEndpoint, defineOnce, type Endpoint } from './endpoint';
import { idSchema } from './schemas';

const viewSchema = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string().describe('办件列表地址里问号后面的部分'),
});

/** 常用视图 of the list of cases: each person's own. */
export function createViewEndpoints(parts: { database: Queryable; clock: Clock }): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/views', right: 'case.read' },
      summary: '我保存的视图',
      response: z.object({ views: z.array(viewSchema) }),
      handler: async ({ caller }) => ({
        views: await listViews(parts.database, caller.person.id),
      }),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/views', right: 'case.read' },
      summary: '保存一个视图，同名的换成新的；最多二十个',
      body: z.strictObject({ name: z.string().max(20), query: z.string().max(2000) }),
      response: viewSchema,
      handler: ({ caller, body }, tx) =>
        saveView(tx, caller.person.id, { ...body, at: parts.clock.now() }),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/views/:id/remove', right: 'case.read' },
      params: z.strictObject({ id: idSchema }),
      summary: '删去一个视图',
      response: z.null(),
      async handler({ caller, params: { id } }, tx) {
        await removeView(tx, caller.person.id, id);
        return null;
      },
    }),
  ];
}
