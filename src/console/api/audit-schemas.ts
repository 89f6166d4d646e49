import { z } from 'zod';
import type { AuditRecord } from '../../audit/list-audit';
import { presentAuditAction } from './audit-labels';
import { instantSchema, unitCodeSchema } from './schemas';

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
  label: z.string().describe('做了什么，给人看的'),
  outcome: z.enum(['done', 'refused']),
  subjectKind: nullableText,
  subjectId: nullableText,
  reason: nullableText,
  before: valuesSchema,
  after: valuesSchema,
  seq: z.int().nullable().describe('在链上的位置；空：还没有入链'),
});

export const auditSchema = z.object({
  entries: z.array(entrySchema),
  people: z.record(z.string(), z.string()).describe('记录的内容里提到的工作人员：编号和姓名'),
  next: z.string().nullable(),
});

/** Narrows the record. */
export const filterShape = {
  unit: unitCodeSchema.optional(),
  actorId: z.string().max(100).optional(),
  action: z.string().max(100).optional().describe('staff.sign_in，或者以点结尾的一类：staff.'),
  subjectKind: z.string().max(40).optional(),
  subjectId: z.string().max(200).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
};

/** Whether the chain holds. */
export const chainSchema = z.object({
  intact: z.boolean(),
  words: z.string().describe('已校验 12 034 条，链完整'),
  checked: z.int(),
  pruned: z.int().describe('按期清理、从检查点接着核对的'),
  unsealed: z.int().describe('超过一分钟还没有入链的'),
  head: z.string().nullable().describe('链尾的校验值，可以抄在别处'),
  at: instantSchema,
});

export const auditFileSchema = z.object({
  name: z.string(),
  csv: z.string(),
  rows: z.int(),
  complete: z.boolean().describe('否：太多，只有最新的这些'),
});

/** An entry as the console shows it. */
export function presentEntry(entry: AuditRecord): z.output<typeof entrySchema> {
  const { hasPersonal: _personal, ...rest } = entry;
  return { ...rest, label: presentAuditAction(entry.action) };
}
