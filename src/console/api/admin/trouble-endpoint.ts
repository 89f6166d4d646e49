import { z } from 'zod';
import { listTrouble, troubledStates } from '../../../delivery/list-trouble';
import type { Queryable } from '../../../database/database';
import { AppError } from '../../../platform/errors';
import { can } from '../../../staff/person';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { idSchema, instantSchema, pageSizeSchema } from '../schemas';

const nullableInstant = instantSchema.nullable();

/** 发送失败: answers that have not reached their citizens. */
export const troubleSchema = z.object({
  deliveries: z.array(
    z.object({
      ...{ account: z.string(), id: z.string(), kind: z.string(), kindName: z.string() },
      ...{ state: z.enum(troubledStates), words: z.string(), sentence: z.string().nullable() },
      caseNumber: z.string(),
      ownerUnit: z.string(),
      createdAt: instantSchema,
      viewedAt: nullableInstant,
      mayResend: z.boolean(),
      mayAct: z.boolean().describe('我是承办单位的经办，可以重发、标记'),
    }),
  ),
  next: z.string().nullable(),
});

const kindNames: Readonly<Record<string, string>> = {
  answer: '答复',
  late_reply: '迟到的自动回复',
  apology: '出错致歉',
  rating_request: '请评价',
  reminder: '提醒',
  notice: '通知',
};

/** The worklist of what did not arrive; what is done about it are a case's own endpoints. */
export function createTroubleEndpoint(reads: Queryable): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/deliveries', right: 'case.read' },
    summary: '没有送到的答复，等得最久的在前，按页取',
    query: z.strictObject({
      state: z.enum(troubledStates).default('failed'),
      limit: pageSizeSchema,
      after: z.string().max(100).optional().describe('上一页的 next'),
    }),
    response: troubleSchema,
    async handler({ caller: { scope, person }, query: { state, limit, after } }) {
      const { units, restrictedUnits } = scope;
      const page = { limit, ...(after === undefined ? {} : { after: parseCursor(after) }) };
      const listed = await listTrouble(reads, { units, restrictedUnits }, state, page);
      const last = listed.at(-1);
      return {
        deliveries: listed.map((one) => ({
          ...one,
          ...{ state, kindName: kindNames[one.kind] ?? one.kind },
          mayAct: can(person, 'case.handle', one.ownerUnit),
        })),
        next: last && listed.length === limit ? `${last.createdAt.toISOString()} ${last.id}` : null,
      };
    },
  });
}

function parseCursor(text: string): { createdAt: Date; id: string } {
  const [at = '', id = ''] = text.split(' ');
  const createdAt = new Date(at);
  if (Number.isNaN(createdAt.getTime()) || !idSchema.safeParse(id).success) {
    throw new AppError('bad_request', '翻页的位置不对，请从第一页看起。');
  }
  return { createdAt, id };
}
