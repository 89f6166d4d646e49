import { z } from 'zod';
import { instantSchema } from '../schemas';
import { offSchema } from './switch-endpoints';

const matchKinds = ['exact', 'contains', 'prefix', 'pattern'] as const;
const answerSchema = z.object({
  responder: z.string(),
  label: z.string().describe('谁来回答'),
  rule: z.string().nullable().describe('关键词或规则里的那个词'),
  item: z.string().nullable().describe('事项名称'),
  score: z.number().nullable(),
});

/** A keyword or rule of a unit's file, and how it does. */
export const keywordSchema = z.object({
  ...{ entry: z.string(), hash: z.string() },
  match: z.enum(matchKinds),
  words: z.array(z.string()).describe('正则表达式也放在这里'),
  priority: z.int(),
  between: z.object({ from: z.string(), to: z.string() }).nullable(),
  dates: z.object({ from: z.string(), to: z.string() }).nullable(),
  enabled: z.boolean().describe('文件里写的是启用'),
  inForce: z.boolean().describe('现在在时段和日期以内'),
  action: z.object({ kind: z.enum(['reply', 'item', 'items', 'query']), text: z.string() }),
  off: offSchema,
  unreachable: z.boolean().describe('每个词单独说出来，都由别的先回答'),
  lost: z.array(z.object({ word: z.string(), by: answerSchema, byWords: z.array(z.string()) })),
});
export const keywordsSchema = z.object({
  unit: z.string(),
  version: z.string(),
  keywords: z.array(keywordSchema),
});

/** What the test box shows. */
export const triedSchema = z.object({
  text: z.string().describe('隐去个人信息以后的原话，也是系统会留下的样子'),
  answers: z.array(answerSchema).describe('能回答的，按先后；第一个就是回答的'),
  keywords: z
    .array(
      z.object({
        ...{ entry: z.string(), words: z.array(z.string()), word: z.string() },
        ...{ inForce: z.boolean(), won: z.boolean() },
      }),
    )
    .describe('对得上的关键词和规则，按试的先后'),
  candidates: z
    .array(
      z.object({
        ...{ ref: z.string(), name: z.string(), score: z.number() },
        because: z.array(z.string()),
      }),
    )
    .describe('理解句意时的候选事项'),
  deferred: z.boolean().describe('要先问数据来源，这里不问'),
  opensCase: z.boolean().describe('会建办件'),
  lines: z.array(z.string()).describe('群众看到的'),
  json: z.string(),
  xml: z.string(),
});

/** How often each keyword and rule has answered. */
export const hitsSchema = z.object({
  since: instantSchema,
  hits: z.array(z.object({ word: z.string(), entry: z.string().nullable(), count: z.int() })),
});

/** What was said most often and not answered, or answered with the wrong card. */
export const missesSchema = z.object({
  since: instantSchema,
  misses: z.array(
    z.object({
      text: z.string(),
      kind: z.enum(['queue', 'wrong']).describe('queue 转了人工；wrong 群众说给的事项不对'),
      item: z.string().nullable().describe('给错的事项'),
      count: z.int(),
      lastAt: instantSchema,
    }),
  ),
});
