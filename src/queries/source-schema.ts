import { z } from 'zod';

const idSchema = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,30}$/, '用小写字母开头，例如 station');
const textSchema = z.string().trim().min(1, '不能为空');
const fieldId = textSchema.describe('本查询的一个字段 id');

/** One column of an imported table. */
const columnSchema = z.strictObject({
  name: textSchema.describe('表头里的列名'),
  type: z
    .enum([
      'text',
      'number',
      'date',
      'id_number',
      'mobile',
      'credit_code',
      'plate',
      'latitude',
      'longitude',
    ])
    .default('text'),
  required: z.boolean().default(false),
  sensitive: z.boolean().default(false).describe('加密保存，只能整值比对'),
});

/** A table that the unit imports with `tables import`. */
export const tableSchema = z.strictObject({
  id: idSchema,
  name: textSchema.describe('表的名称，例如 零星报销受理台账'),
  columns: z.array(columnSchema).min(1),
  staleAfterDays: z
    .number()
    .int()
    .min(1)
    .max(3660)
    .nullable()
    .default(null)
    .describe('数据超过这么多天就告诉群众“数据较旧”'),
});

const matchSchema = z.strictObject({
  field: fieldId,
  column: textSchema,
  how: z
    .enum(['exact', 'ending', 'contains'])
    .default('exact')
    .describe('exact 完全一样；ending 列的末尾一样（手机后四位）；contains 列里包含'),
});

const tableSourceSchema = z.strictObject({
  kind: z.literal('table'),
  table: idSchema,
  match: z.array(matchSchema).min(1),
  sort: z
    .strictObject({ column: textSchema, descending: z.boolean().default(true) })
    .nullable()
    .default(null),
});

const httpSourceSchema = z.strictObject({
  kind: z.literal('http'),
  method: z.enum(['GET', 'POST']).default('GET'),
  url: textSchema.describe('接口地址；{字段id} 换成填写的值，{env:名称} 换成环境变量'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z
    .strictObject({ type: z.enum(['json', 'xml', 'form']), template: textSchema })
    .nullable()
    .default(null),
  response: z.strictObject({
    type: z.enum(['json', 'xml']).default('json'),
    rows: z.string().default('').describe('结果所在的路径，例如 data.list；空着是整个回答'),
    columns: z.record(textSchema, textSchema).describe('列名：在一条结果里的路径'),
    none: z
      .strictObject({ path: textSchema, values: z.array(z.string()).min(1) })
      .nullable()
      .default(null)
      .describe('这个路径是这些值时，算没有查到'),
  }),
  timeoutMs: z.number().int().min(200).max(20_000).default(8000),
  cacheSeconds: z.number().int().min(0).max(86_400).default(0),
});

const nearestSourceSchema = z.strictObject({
  kind: z.literal('nearest'),
  table: idSchema,
  place: fieldId.describe('群众填的地点'),
  columns: z
    .strictObject({
      name: textSchema.default('名称'),
      address: textSchema.default('地址'),
      telephone: textSchema.default('电话'),
      hours: textSchema.default('时间'),
      area: textSchema.default('管辖'),
      latitude: textSchema.default('纬度'),
      longitude: textSchema.default('经度'),
    })
    .prefault({}),
  most: z.number().int().min(1).max(10).default(3),
});

/** Where a query's answer comes from. */
export const sourceSchema = z.discriminatedUnion('kind', [
  tableSourceSchema,
  httpSourceSchema,
  nearestSourceSchema,
  z.strictObject({ kind: z.literal('cases') }).describe('本人的办件进度'),
  z.strictObject({ kind: z.literal('staff') }).describe('转给工作人员，填好的表一起转'),
  z.strictObject({
    kind: z.literal('code'),
    name: idSchema.describe('src/queries/custom/ 里的文件名'),
  }),
]);

export type TableDeclaration = z.infer<typeof tableSchema>;
export type SourceDeclaration = z.infer<typeof sourceSchema>;
export type TableSourceDeclaration = Extract<SourceDeclaration, { kind: 'table' }>;
export type HttpSourceDeclaration = Extract<SourceDeclaration, { kind: 'http' }>;
export type NearestSourceDeclaration = Extract<SourceDeclaration, { kind: 'nearest' }>;
