import { z } from 'zod';

const textSchema = z.string().trim().min(1, '不能为空');
/** What fields, columns and tables are called in files: `idNumber`. */
export const keySchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,29}$/, '用英文字母和数字，小写字母开头，例如 idNumber');

/** How a column's cells are read, compared and shown. */
export const columnTypes = [
  'text',
  'name',
  'idNumber',
  'mobile',
  'code',
  'date',
  'month',
  'money',
  'number',
] as const;

const columnSchema = z.strictObject({
  key: keySchema.describe('列的代号，查询和答复模板里用'),
  header: textSchema.describe('表格第一行里这一列的名称，例如 身份证号'),
  aliases: z.array(textSchema).default([]).describe('这一列的其他叫法，例如 公民身份号码'),
  type: z
    .enum(columnTypes)
    .default('text')
    .describe(
      'text 文字，name 姓名，idNumber 身份证号，mobile 手机号，code 编号或尾号，date 日期，month 月份，money 金额，number 数字',
    ),
  required: z.boolean().default(true).describe('每一行都要有'),
  sensitive: z.boolean().default(false).describe('个人信息：加密保存'),
  choices: z.array(textSchema).min(1).nullable().default(null).describe('只能是这几个值'),
});

/** A table that a unit hands in as CSV or XLSX. Declared in `queries.yaml`, filled by `tables import`. */
export const tableSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, '表的 id 用小写字母，例如 cards'),
  name: textSchema.describe('表的名称，例如 社保卡到卡名单'),
  columns: z.array(columnSchema).min(1).max(40),
  identity: z
    .array(keySchema)
    .min(1)
    .describe('哪几列合起来能认出一行；两行的这几列完全一样就是重复'),
  lookups: z
    .array(z.array(keySchema).min(1).max(5))
    .max(3)
    .default([])
    .describe('按哪几列一起查；查询的 match 必须是其中一组'),
  search: z
    .array(keySchema)
    .default([])
    .describe('可以按其中几个字模糊查的列；只用于两万行以内、没有个人信息的表'),
  maxAgeDays: z
    .number()
    .int()
    .min(1)
    .max(3660)
    .nullable()
    .default(null)
    .describe('数据过了多少天算旧，答复里会提醒'),
});

export type Column = z.infer<typeof columnSchema>;
export type ColumnType = (typeof columnTypes)[number];
export type Table = z.infer<typeof tableSchema>;
