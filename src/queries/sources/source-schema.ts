import { z } from 'zod';
import { keySchema } from './table-schema';

const textSchema = z.string().trim().min(1, '不能为空');
const tableId = z.string().describe('表的 id，见 tables');
/** `{name}` stands for a field, `{secret:RENSHE_QUERY_KEY}` for a secret of the environment. */
const templateSchema = textSchema;
const pathSchema = z
  .string()
  .regex(
    /^[^.[\]\s]+(?:\.[^.[\]\s]+|\[\d{1,4}\])*$/,
    '写成 data.list 或 data.list[0].name 这样的路径',
  );

const tableSourceSchema = z
  .strictObject({
    type: z.literal('table'),
    table: tableId,
    match: z
      .record(keySchema, keySchema)
      .nullable()
      .default(null)
      .describe('列: 字段；这些列都和填写的内容相同才算查到'),
    contains: keySchema
      .nullable()
      .default(null)
      .describe('字段；表里 search 的任何一列含有填写的内容就算查到'),
  })
  .refine((source) => (source.match === null) !== (source.contains === null), {
    error: 'match 和 contains 要写一个，也只写一个',
  });

const nearestSourceSchema = z.strictObject({
  type: z.literal('nearest'),
  table: tableId.describe(
    '地点表；列的代号：name、address、telephone、town、serves、latitude、longitude、hours、note',
  ),
  place: keySchema.describe('字段：发来的位置，或地名'),
  limit: z.number().int().min(1).max(20).default(5),
});

const bodySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('json'), value: z.json() }),
  z.strictObject({ type: z.literal('form'), fields: z.record(textSchema, templateSchema) }),
  z.strictObject({ type: z.literal('xml'), text: templateSchema }),
]);

const noneSchema = z.union([
  z.strictObject({ status: z.number().int().min(400).max(499) }),
  z.strictObject({ path: pathSchema, equals: z.string() }),
]);

const responseSchema = z.strictObject({
  type: z.enum(['json', 'xml']),
  rows: pathSchema.describe('结果在哪里，可以是一个列表或一个对象，例如 data.list'),
  columns: z
    .record(keySchema, pathSchema)
    .describe('答复模板里的名称: 一条结果里的路径，例如 status: state.name'),
  none: z.array(noneSchema).default([]).describe('怎样算查不到'),
  asOf: pathSchema.nullable().default(null).describe('数据截至哪天的路径'),
});

const httpSourceSchema = z
  .strictObject({
    type: z.literal('http'),
    method: z.enum(['GET', 'POST']).default('GET'),
    url: z
      .string()
      .regex(
        /^https?:\/\/[^{}/?#@\s]+(?:[/?#]\S*)?$/,
        '写完整的网址；主机名里不能有 { }，也不能有用户名',
      ),
    headers: z
      .record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, '不是请求头的名称'), templateSchema)
      .default({}),
    body: bodySchema.nullable().default(null),
    response: responseSchema,
    redirectHosts: z
      .array(z.string().regex(/^[a-z0-9.-]+$/, '只写主机名'))
      .default([])
      .describe('除了 url 的主机，还可以跳转到哪些主机'),
    timeoutMs: z.number().int().min(200).max(30_000).default(10_000),
    retries: z.number().int().min(0).max(2).default(1).describe('只重试 GET'),
    cacheSeconds: z.number().int().min(0).max(3600).default(0),
  })
  .refine((source) => (source.body === null) === (source.method === 'GET'), {
    error: 'POST 要有 body，GET 不能有 body',
  });

const codeSourceSchema = z.strictObject({
  type: z.literal('code'),
  handler: z.string().describe('src/queries/custom/handlers.ts 里的名称'),
  timeoutMs: z.number().int().min(200).max(30_000).default(10_000),
});

/** `source:` of a query in `queries.yaml`. */
export const sourceSchema = z.discriminatedUnion('type', [
  tableSourceSchema,
  nearestSourceSchema,
  httpSourceSchema,
  codeSourceSchema,
  z.strictObject({ type: z.literal('cases') }),
  z.strictObject({ type: z.literal('staff') }),
]);

export type SourceDeclaration = z.infer<typeof sourceSchema>;
export type TableSourceDeclaration = z.infer<typeof tableSourceSchema>;
export type NearestSourceDeclaration = z.infer<typeof nearestSourceSchema>;
export type HttpSourceDeclaration = z.infer<typeof httpSourceSchema>;
export type CodeSourceDeclaration = z.infer<typeof codeSourceSchema>;
export type HttpResponseDeclaration = z.infer<typeof responseSchema>;
export type HttpBodyDeclaration = z.infer<typeof bodySchema>;
