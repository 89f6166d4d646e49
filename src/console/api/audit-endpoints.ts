import { z } from 'zod';
import { listAudit } from '../../audit/list-audit';
import type { Database } from '../../database/database';
import { auditScopeOf } from '../../staff/person';
import { defineEndpoint, type Endpoint } from './endpoint';
import { idSchema, instantSchema, pageSizeSchema, unitCodeSchema } from './schemas';

const nullableText = z.string().nullable();
const valuesSchema = z.record(z.string(), z.unknown()).nullable();
const entrySchema = z.object({
  id: z.string(),
  at: instantSchema,
  actor: z.object({
    kind: z.enum(['staff', 'operator', 'system', 'citizen']),
    id: nullableText,
    name: nullableText,
    ip: nullableText,
  }),
  unit: nullableText.describe('空：全区的、系统自己的'),
  restricted: z.boolean(),
  action: z.string(),
  outcome: z.enum(['done', 'refused']),
  subjectKind: nullableText,
  subjectId: nullableText,
  reason: nullableText,
  before: valuesSchema,
  after: valuesSchema,
  seq: z.int().nullable().describe('在链上的位置；空：还没有入链'),
});

const querySchema = z.strictObject({
  unit: unitCodeSchema.optional(),
  actorId: z.string().max(100).optional(),
  action: z.string().max(100).optional().describe('staff.sign_in，或者以点结尾的一类：staff.'),
  subjectKind: z.string().max(40).optional(),
  subjectId: z.string().max(200).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  limit: pageSizeSchema,
  before: idSchema.optional().describe('上一页的 next'),
});

/** The record of who did what, within the reader's scope. */
export function createAuditEndpoints(database: Database): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/audit', right: 'audit.read', query: querySchema },
      summary: '审计记录，新的在前，按页取',
      response: z.object({ entries: z.array(entrySchema), next: z.string().nullable() }),
      async handler({ caller, query }) {
        const scope = auditScopeOf(caller.person, caller.units);
        const { limit, before, subjectKind, subjectId, ...rest } = query;
        const subject =
          subjectKind !== undefined && subjectId !== undefined
            ? { subject: { kind: subjectKind, id: subjectId } }
            : {};
        const filter = { ...withoutUndefined(rest), ...subject };
        const page = { limit, ...(before === undefined ? {} : { before }) };
        const entries = await listAudit(database, scope, filter, page);
        const next = entries.length === limit ? entries.at(-1)!.id : null;
        return { entries: entries.map((entry) => ({ ...entry, actor: entry.actor })), next };
      },
    }),
  ];
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(values: T): Given<T> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Given<T>;
}
