import { z } from 'zod';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { instantSchema } from '../schemas';

const nullableInstant = instantSchema.nullable();

/** How the process and what it stands on do. */
export const systemSchema = z.object({
  at: instantSchema,
  content: z.object({
    version: z.string(),
    since: instantSchema,
    faults: z.array(z.string()).describe('改动的文件有错，仍在使用原来的内容'),
  }),
  inbox: z.object({
    unhandled: z.int(),
    oldestAt: nullableInstant,
    apologies: z.int().describe('24小时内两次没有处理成、已致歉并转人工的消息'),
  }),
  deliveries: z.array(
    z.object({
      ...{ account: z.string(), state: z.string(), words: z.string() },
      ...{ sentence: z.string().nullable(), count: z.int(), oldestAt: instantSchema },
    }),
  ),
  database: z.object({
    secondWall: z.boolean(),
    pool: z.object({ total: z.int(), idle: z.int(), waiting: z.int() }),
  }),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).nullable(),
  backup: z.object({
    at: nullableInstant,
    ours: z.boolean().describe('内置数据库，备份由本系统做'),
  }),
  clocks: z.object({
    databaseAheadMs: z.number(),
    wechatAheadMs: z.number().nullable(),
  }),
  jobs: z.array(
    z.object({
      ...{ name: z.string(), what: z.string(), when: z.string(), runs: z.int() },
      ...{ startedAt: nullableInstant, endedAt: nullableInstant, tookMs: z.number().nullable() },
      ...{ failedAt: nullableInstant, failures: z.int() },
    }),
  ),
});

export type SystemReport = z.output<typeof systemSchema>;

/** 系统健康, for who keeps the machine running: figures alone, nothing of a citizen. */
export function createSystemEndpoint(readSystem: () => Promise<SystemReport>): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/system', right: 'system.watch' },
    summary: '系统健康：消息积压、送达情况、磁盘、备份、时钟、定时任务',
    response: systemSchema,
    handler: () => readSystem(),
  });
}
