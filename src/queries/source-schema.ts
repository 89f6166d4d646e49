import { z } from 'zod';

const idSchema = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,30}$/, '用小写字母开头，例如 station');
const textSchema = z.string().trim().min(1, '不能为空');
const fieldId = textSchema.describe('本查询的一个字段 id');

/** How a column's cells are read and compared. */
export const columnTypes = [
  'text',
  'name',
  'code',
  'number',
  'money',
  'date',
  'month',
  'id_number',
  'mobile',
  'credit_code',
  'plate',
  'latitude',
  'longitude',
] as const;

/** One column of an imported table. */
const columnSchema = z.strictObject({
  name: textSchema.describe('表头里的列名'),
  aliases: z.array(textSchema).default([]).describe('表头里的其他写法，例如 公民身份号码'),
  type: z
    .enum(columnTypes)
    .default('text')
    .describe(
      'text 文字，name 姓名，code 编号或尾号，number 数字，money 金额，date 日期，month 月份，id_number 身份证号，mobile 手机号，credit_code 统一社会信用代码，plate 车牌，latitude 纬度，longitude 经度',
    ),
  required: z.boolean().default(false),
  sensitive: z.boolean().default(false).describe('加密保存，只能整值比对或比对后四位'),
  choices: z.array(textSchema).min(1).nullable().default(null).describe('只能是这几个值'),
});

/** A table that the unit imports with `tables import`. */
export const tableSchema = z.strictObject({
  id: idSchema,
  name: textSchema.describe('表的名称，例如 零星报销受理台账'),
  columns: z.array(columnSchema).min(1).max(40),
  identity: z
    .array(textSchema)
    .min(1)
    .describe('哪几列合起来认得出一行；这几列完全一样的两行是重复，导入时会指出'),
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
    .describe(
      'exact 完全一样；ending 列的末尾四位一样（手机后四位）；contains 列里包含（只用于两万行以内的表）',
    ),
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
    noneStatus: z
      .array(z.number().int().min(400).max(499))
      .default([])
      .describe('接口用这些 HTTP 状态码表示没有查到，例如 404'),
    asOf: textSchema.nullable().default(null).describe('数据截至哪天的路径'),
  }),
  redirectHosts: z
    .array(z.string().regex(/^[a-z0-9.-]+$/, '只写主机名'))
    .default([])
    .describe('除了 url 里的主机，还允许跳转到的主机'),
  timeoutMs: z.number().int().min(200).max(30_000).default(8000),
  retries: z
    .number()
    .int()
    .min(0)
    .max(2)
    .default(1)
    .describe('连不上或 502、503、504 时重试几次，只用于 GET'),
  cacheSeconds: z.number().int().min(0).max(3600).default(0),
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

/** Columns that `nearest` adds to those of its table; each may be empty. */
export const nearestColumns = ['距离', '现在', '地图', '高德地图'] as const;
/** Columns of the rows of `cases`. */
export const casesColumns = ['编号', '状态', '日期', '单位'] as const;

export type ColumnType = (typeof columnTypes)[number];
export type ColumnDeclaration = z.infer<typeof columnSchema>;
export type TableDeclaration = z.infer<typeof tableSchema>;
export type SourceDeclaration = z.infer<typeof sourceSchema>;
export type TableSourceDeclaration = Extract<SourceDeclaration, { kind: 'table' }>;
export type HttpSourceDeclaration = Extract<SourceDeclaration, { kind: 'http' }>;
export type NearestSourceDeclaration = Extract<SourceDeclaration, { kind: 'nearest' }>;
