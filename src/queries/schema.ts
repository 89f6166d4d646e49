/** Queries (查一查): what a unit lets citizens look up, as its `queries.yaml` says it. */
import { z } from 'zod';
import { sourceSchema, tableSchema } from './source-schema';

const textSchema = z.string().trim().min(1, '不能为空');
const idSchema = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,30}$/, '用小写字母开头，例如 claim');

const common = {
  id: idSchema,
  label: textSchema.describe('群众看到的名称，例如 受理编号'),
  names: z.array(textSchema).default([]).describe('群众对它的其他叫法，例如 回执号'),
  ask: textSchema.nullable().default(null).describe('怎么问；不写就用现成的问法'),
  optional: z.boolean().default(false),
};

/** One thing that a query must know, by its type. */
export const fieldSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('id_number') }).describe('18位身份证号'),
  z.strictObject({ ...common, type: z.literal('name') }).describe('姓名'),
  z.strictObject({ ...common, type: z.literal('mobile') }).describe('手机号'),
  z
    .strictObject({ ...common, type: z.literal('tail'), of: z.enum(['mobile', 'id_number']) })
    .describe('手机或身份证的后四位'),
  z
    .strictObject({
      ...common,
      type: z.literal('receipt'),
      pattern: textSchema.describe('正则表达式（RE2 语法），整个编号要符合'),
      example: textSchema.describe('编号的样子，例如 YB20260001'),
    })
    .describe('受理编号、回执号'),
  z.strictObject({ ...common, type: z.literal('plate') }).describe('车牌号'),
  z.strictObject({ ...common, type: z.literal('credit_code') }).describe('统一社会信用代码'),
  z
    .strictObject({
      ...common,
      type: z.literal('date'),
      precision: z.enum(['day', 'month']).default('day'),
      period: z.enum(['past', 'any']).default('past').describe('past：只能是今天和以前'),
    })
    .describe('日期或月份'),
  z
    .strictObject({
      ...common,
      type: z.literal('choice'),
      options: z
        .array(
          z.strictObject({
            value: textSchema,
            label: textSchema,
            names: z.array(textSchema).default([]),
          }),
        )
        .min(2)
        .max(9),
    })
    .describe('从几项里选一项'),
  z.strictObject({ ...common, type: z.literal('place') }).describe('地点：发位置或写地名'),
  z
    .strictObject({
      ...common,
      type: z.literal('text'),
      least: z.number().int().min(1).default(2),
      most: z.number().int().min(1).max(200).default(40),
    })
    .describe('文字'),
]);

const answerSchema = z.strictObject({
  row: textSchema.describe(
    '一条结果；{列名} 换成内容，{列名|姓名} 换一种写法：姓名、证件、手机、卡号、金额打码，日期写成年月日，链接写成可以点的字（不用于网页）',
  ),
  lead: textSchema.nullable().default(null).describe('结果前面的一句话'),
  none: textSchema.nullable().default(null).describe('没有查到时的一句话，不要说是哪一项不对'),
  broken: textSchema.nullable().default(null).describe('查不了的时候说的一句话'),
  next: textSchema.describe('下一步怎么办，写在每个答案里'),
});

/** One query of a unit. Either it asks a source, or it only shows the official way in. */
export const querySchema = z
  .strictObject({
    id: idSchema,
    item: idSchema.describe('属于本单位的哪个事项'),
    name: textSchema,
    asks: z
      .array(textSchema)
      .default([])
      .describe('整句就是这样说的，马上开始查；事项的其他说法照样能找到它'),
    privacy: z
      .enum(['public', 'personal', 'sensitive'])
      .describe('public 不涉及个人；personal 在聊天里填；sensitive 只在网页里填'),
    showCard: z.boolean().default(false).describe('先给事项卡片，再问第一个字段'),
    fields: z.array(fieldSchema).max(8).default([]),
    source: sourceSchema.nullable().default(null),
    answer: answerSchema.nullable().default(null),
    page: z
      .strictObject({
        purpose: textSchema.describe('为什么要填，例如 查询本人补贴发放情况'),
        retention: textSchema.describe('信息保存多久、怎么处理'),
        handler: textSchema.describe('处理者名称和联系方式'),
        consentVersion: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '写成 2026-11-01 这样的日期'),
        binds: z.boolean().default(false).describe('核对一致后可以绑定，绑定后才显示金额'),
      })
      .nullable()
      .default(null),
    official: z
      .strictObject({ steps: z.array(textSchema).length(3, '写三步') })
      .nullable()
      .default(null)
      .describe('官方入口的三步用法；没有数据来源时群众看到这个'),
  })
  .refine((query) => query.source !== null || query.official !== null, {
    error: '要有 source 或 official',
  })
  .refine((query) => query.source === null || query.answer !== null, {
    error: '有 source 就要有 answer',
  })
  .refine((query) => query.source !== null || query.fields.length === 0, {
    error: '没有 source 就不收集任何内容，不写 fields',
  })
  .refine(
    (query) => (query.privacy === 'sensitive' && query.source !== null) === (query.page !== null),
    {
      error: 'privacy 是 sensitive 的要写 page，别的不写',
    },
  );

/** `replies/<unit>/queries.yaml` */
export const queriesFileSchema = z.strictObject({
  tables: z.array(tableSchema).default([]),
  queries: z.array(querySchema).min(1),
});

export type Field = z.infer<typeof fieldSchema>;
export type FieldOf<T extends Field['type']> = Extract<Field, { type: T }>;
export type QueryFile = z.infer<typeof querySchema>;
export type QueriesFile = z.infer<typeof queriesFileSchema>;
export type AnswerTemplate = NonNullable<QueryFile['answer']>;

/** A query with its unit. `ref` is unique in the district: `yibao.claim`; `itemRef` is its item's. */
export interface Query extends Readonly<QueryFile> {
  readonly unit: string;
  readonly ref: string;
  readonly itemRef: string;
  /** Days after which its table is called old; null: never, or no table. */
  readonly staleAfterDays: number | null;
}
