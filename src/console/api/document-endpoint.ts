import { z } from 'zod';
import { buildOpenApi } from './build-open-api';
import { defineEndpoint, type Endpoint } from './endpoint';

/** The table with the endpoint that describes it, itself included. */
export function withDocument(endpoints: readonly Endpoint[]): Endpoint[] {
  const all = [...endpoints];
  let document: Record<string, unknown> | undefined;
  all.push(
    defineEndpoint({
      ...{ method: 'GET', path: '/api/openapi.json', right: 'signed_in' },
      summary: '这份接口说明（OpenAPI 3.1）',
      response: z.record(z.string(), z.unknown()),
      handler: async () => (document ??= buildOpenApi(all)),
    }),
  );
  return all;
}
