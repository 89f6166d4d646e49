import { z } from 'zod';
import { checkWorkTime, workTimeShape } from '../../units/work-time';

const ruleSchema = {
  rule: z
    .string()
    .trim()
    .min(1, '不能为空')
    .describe('这个数的依据：规定的名称和条款，或这条标准的名称'),
  internal: z.boolean().describe('true：本区内部标准，不是法律法规的规定'),
};

const amount = z.int().min(1, '至少是 1').max(366, '最多是 366');

const limitSchema = z.strictObject({
  value: amount.describe('多少'),
  unit: z.enum(['wd', 'day', 'hour']).describe('wd 工作日，day 自然日，hour 小时'),
  target: amount
    .nullable()
    .default(null)
    .describe('本区自己争取的目标，单位和 value 一样，不能比 value 长'),
  ...ruleSchema,
});

/** How long something may take, and by which rule. */
export type LimitRule = z.infer<typeof limitSchema>;

const times = z.int().min(0).max(9);

const answerSchema = z.strictObject({
  咨询: limitSchema,
  求助: limitSchema,
  投诉: limitSchema,
  举报: limitSchema,
  建议: limitSchema,
  表扬: limitSchema,
  信访: limitSchema,
  政府信息公开: limitSchema,
});

const limitsSchema = z.strictObject({
  accept: limitSchema.describe('收到以后多久受理'),
  return: limitSchema.describe('不归本单位办的，分来以后多久内可以退回'),
  answer: answerSchema.describe('受理以后多久答复，按类型'),
  review: limitSchema.describe('审核、签发各多久'),
  extension: z
    .strictObject({ value: amount, unit: z.literal('wd'), times, ...ruleSchema })
    .describe('延期：一次最多几个工作日，最多几次'),
  supplement: z
    .strictObject({ remind: limitSchema, close: limitSchema, times })
    .describe('请群众补充材料：多久提醒，多久没有补充就办结，最多请几次'),
  followUp: limitSchema.describe('答复以后多久内追问，算同一件'),
  autoClose: limitSchema.describe('答复以后多久没有追问就办结'),
  badRating: z
    .strictObject({ contact: limitSchema, rectify: limitSchema })
    .describe('差评：多久联系群众，多久整改'),
});

const lampSchema = z.strictObject({
  yellowAt: z.int().min(0).max(30).describe('剩几个工作日亮黄灯'),
  alsoYellowAt: z
    .number()
    .min(0)
    .max(1)
    .describe('或者剩下期限的几成亮黄灯，0.2 是两成；哪个早算哪个'),
  severeAfter: z.int().min(0).max(60).describe('逾期超过几个工作日算严重逾期'),
});

const escalationSchema = z.strictObject({
  at: z.string({ error: '加引号，例如 "-1wd"' }).regex(/^[+-]?\d{1,2}wd$/, {
    error: '写成 -1wd（到期前1个工作日）、0wd（到期）、+1wd（逾期1个工作日）',
    abort: true,
  }),
  to: z
    .array(z.enum(['owner', 'reviewer', 'unitHead', 'coordinator']))
    .min(1)
    .describe('通知谁：owner 承办人，reviewer 审核人，unitHead 单位负责人，coordinator 统筹'),
  flag: z.enum(['督办']).nullable().default(null).describe('同时加的标记'),
});

export type Escalation = z.infer<typeof escalationSchema>;

/** `replies/district/limits.yaml`: when the district works, how long everything may take, and by which rule. */
export const limitsFileSchema = z
  .strictObject({
    ...workTimeShape,
    limits: limitsSchema,
    lamp: lampSchema.describe('灯：什么时候算临期、严重逾期'),
    escalate: z.array(escalationSchema).describe('到期前后通知谁，每件每一步只通知一次'),
  })
  .superRefine((file, context) => {
    checkWorkTime(file, context);
    for (const { path, message } of faultsOf(file)) {
      context.addIssue({ code: 'custom', path, message });
    }
  });

export type Limits = z.infer<typeof limitsFileSchema>;

interface LimitFault {
  path: (string | number)[];
  message: string;
}

/** Numbers that contradict one another. */
function faultsOf({ limits, escalate }: Pick<Limits, 'limits' | 'escalate'>): LimitFault[] {
  const faults: LimitFault[] = [];
  const { supplement, badRating, answer } = limits;
  for (const [type, { value, target }] of Object.entries(answer)) {
    if (target === null || target <= value) continue;
    const message = `目标 ${target} 比期限 ${value} 还长，目标要短一些`;
    faults.push({ path: ['limits', 'answer', type, 'target'], message });
  }
  const pairs = [
    ['supplement', 'remind', supplement.remind, supplement.close, '提醒要在办结以前'],
    ['badRating', 'contact', badRating.contact, badRating.rectify, '联系要在整改期限以内'],
  ] as const;
  for (const [group, key, first, last, message] of pairs) {
    if (first.unit !== last.unit || first.value < last.value) continue;
    faults.push({ path: ['limits', group, key, 'value'], message });
  }
  for (const [index, { at }] of escalate.entries()) {
    if (escalate.findIndex((each) => parseInt(each.at, 10) === parseInt(at, 10)) === index) {
      continue;
    }
    const message = `${at} 这一步写了两次，收件人写在一起`;
    faults.push({ path: ['escalate', index, 'at'], message });
  }
  return faults;
}
