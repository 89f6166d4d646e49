import { z } from 'zod';
import type { QueryCall } from '../../../queries/query-calls';
import type { QueryHealth } from '../../../queries/query-health';
import type { Query } from '../../../queries/schema';
import type { SourceDeclaration } from '../../../queries/source-schema';
import { entryOfQuery } from '../../../switches/entry';
import { unitsWith } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { instantSchema } from '../schemas';
import type { AdminDesk } from './admin-desk';
import { offSchema, readOff } from './switch-endpoints';

const callSchema = z.object({
  at: instantSchema,
  outcome: z.string(),
  label: z.string(),
  seconds: z.number(),
  cached: z.boolean(),
});

export const queriesSchema = z.object({
  queries: z.array(
    z.object({
      ...{ ref: z.string(), unit: z.string(), id: z.string(), name: z.string() },
      ...{ hash: z.string(), off: offSchema },
      source: z.string().nullable().describe('数据来源的种类；空：只给官方入口'),
      sourceLabel: z.string(),
      offered: z.boolean().describe('群众现在能不能查'),
      http: z.object({ host: z.string(), timeoutMs: z.number() }).nullable(),
      table: z
        .object({
          ...{ id: z.string(), rows: z.int(), fileName: z.string(), sample: z.boolean() },
          ...{ asOf: instantSchema.nullable(), stale: z.boolean(), importedAt: instantSchema },
        })
        .nullable(),
      circuit: z.enum(['closed', 'open']).describe('open：连续失败，先不去问'),
      calls: z.array(callSchema).describe('本进程最近 20 次，没有个人信息'),
    }),
  ),
});

const sources: Readonly<Record<SourceDeclaration['kind'], string>> = {
  http: '外部系统',
  table: '导入的表',
  nearest: '就近查找',
  cases: '办件进度',
  staff: '转给工作人员',
  code: '程序计算',
};

const outcomes: Readonly<Record<QueryCall['outcome'], string>> = {
  rows: '查到',
  none: '没有查到',
  person: '转给工作人员',
  timeout: '超时',
  refused: '对方拒绝',
  circuit_open: '熔断中，没有去问',
  bad_answer: '对方回答不对',
};

/** 查询服务: what citizens can look up, and how its sources do. */
export function createQueryEndpoints(desk: AdminDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/queries', right: 'content.read' },
      summary: '查询服务的状况：数据来源、表的新旧、熔断、最近 20 次',
      response: queriesSchema,
      async handler({ caller }) {
        const units = unitsWith(caller, 'content.read');
        const offOf = await readOff(desk, units);
        const live = new Map(desk.queryHealth(new Set(units)).map((one) => [one.ref, one]));
        const { queries } = desk.content().routing;
        return {
          queries: queries
            .filter(({ unit }) => units.includes(unit))
            .map((query) => {
              const { hash, entry, kind, unit } = entryOfQuery(query);
              const off = offOf({ unit, kind, entry, hash });
              return { ...presentHealth(live.get(query.ref), query), hash, off };
            }),
        };
      },
    }),
  ];
}

type Shown = Omit<z.output<typeof queriesSchema>['queries'][number], 'hash' | 'off'>;

/** @param health absent while the query is switched off: then nobody asks it */
function presentHealth(
  health: QueryHealth | undefined,
  { ref, unit, id, name, source }: Query,
): Shown {
  const kind = source?.kind ?? null;
  return {
    ...{ ref, unit, id, name, source: kind },
    sourceLabel: kind === null ? '官方入口' : sources[kind],
    offered: health?.offered ?? false,
    ...{ http: health?.http ?? null, table: health?.table ?? null },
    circuit: health?.circuit ?? 'closed',
    calls: (health?.calls ?? []).map((call) => ({
      ...call,
      label: outcomes[call.outcome],
    })),
  };
}
