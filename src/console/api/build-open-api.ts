import { z } from 'zod';
import type { Endpoint } from './endpoint';
import { problemSchema } from './problem';
import { ASKED_BY, ASKED_BY_VALUES } from './same-origin';
import { SESSION_COOKIE } from './session-cookie';

type Json = Record<string, unknown>;

/** Dates are codecs: outside they are what goes in. */
function schemaOf(schema: z.ZodType): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: 'input' });
  return json;
}

/** The OpenAPI 3.1 document of the table: from the schemas that check requests and shape answers. */
export function buildOpenApi(endpoints: readonly Endpoint[]): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    const methods = (paths[path] ??= {});
    methods[endpoint.method.toLowerCase()] = operationOf(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: { title: '指尖 办件后台接口', version: '1' },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema) },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } },
    },
  };
}

function operationOf(endpoint: Endpoint): Json {
  const { right, body, response } = endpoint;
  const answer = schemaOf(response);
  const type = endpoint.run.kind === 'stream' ? 'text/event-stream' : 'application/json';
  const content = { [type]: { schema: answer } };
  return {
    summary: endpoint.summary,
    ...(right === 'public' ? { security: [] } : { security: [{ session: [] }] }),
    'x-right': right,
    parameters: parametersOf(endpoint),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body) } },
          },
        }
      : {}),
    responses: {
      ...(answer['type'] === 'null'
        ? { 204: { description: '办好了' } }
        : { 200: { description: '办好了', content } }),
      default: {
        description: '没有办成',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf({ method, params, query, versioned, run }: Endpoint): Json[] {
  const header = (name: string, schema: Json): Json => ({
    ...{ name, in: 'header', required: true, schema },
  });
  return [
    ...fieldsOf(params, 'path'),
    ...fieldsOf(query, 'query'),
    ...(method === 'GET' ? [] : [header(ASKED_BY, { type: 'string', enum: ASKED_BY_VALUES })]),
    ...(versioned ? [header('If-Match', { type: 'string' })] : []),
    ...(run.kind === 'once' ? [header('Idempotency-Key', { type: 'string', minLength: 8 })] : []),
  ];
}

function fieldsOf(schema: z.ZodObject, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    ...{ name, in: place, required: required.includes(name), schema: field },
  }));
}
