import { z } from 'zod';
import { notePresence } from '../../../cases/live/presence';
import type { Database } from '../../../database/database';
import type { Clock } from '../../../platform/clock';
import { findNames } from '../../../staff/find-names';
import { defineEndpoint, defineStream, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema } from '../schemas';
import type { LiveConnections } from './live-connections';
import { liveMessageSchema, presenceSchema } from './live-schema';

export interface LiveDesk {
  database: Database;
  clock: Clock;
  connections: LiveConnections;
}

/** The stream of what happens, and who has a case open. */
export function createLiveEndpoints(desk: LiveDesk): Endpoint[] {
  return [streamOf(desk), presenceOf(desk)];
}

function streamOf({ connections }: LiveDesk): Endpoint {
  return defineStream({
    ...{ path: '/api/live', right: 'signed_in' },
    summary: '实时变动（SSE）：断开后带 Last-Event-ID 重连，漏掉的会补发',
    query: z.strictObject({
      after: z.string().max(80).optional().describe('上次收到的位置，和 Last-Event-ID 一样'),
    }),
    response: liveMessageSchema,
    open: ({ caller, query }, stream) => connections.open(caller, stream, query.after),
  });
}

function presenceOf({ database, clock }: LiveDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'POST', path: '/api/cases/:number/presence', right: 'case.read' },
    summary: '告诉别人我正打开这件，也看看还有谁打开着；每 20 秒一次',
    params: z.strictObject({ number: caseNumberSchema }),
    body: z.strictObject({
      tab: idSchema.describe('这个页面的编号'),
      mode: z.enum(['reading', 'writing', 'gone']).describe('在看、在写、离开'),
    }),
    response: presenceSchema,
    async handler({ params, body, caller }) {
      const presence = { ...body, number: params.number, staffId: caller.person.id };
      const others = await notePresence(database, clock, caller.scope, presence);
      const names = await findNames(
        database,
        others.map(({ staffId }) => staffId),
      );
      return {
        others: others.map(({ staffId, mode, since }) => ({
          ...{ id: staffId, mode, since },
          name: names.get(staffId) ?? '工作人员',
        })),
      };
    },
  });
}
