import { z } from 'zod';
import { caseStates, type CaseState } from '../../../cases/case-state';
import { caseTypes, type CaseType } from '../../../cases/case-type';
import { targetNames, type TargetKind } from '../../../cases/clock/internal-target';
import { lampNames, type LampKind } from '../../../cases/clock/lamp';
import { todoVerbs, type TodoVerb } from '../../../cases/lists/plan-todo';
import { pictureSchema } from '../attachments/present-pictures';
import { instantSchema, keysOf } from '../schemas';
import { ratingsSchema } from './present-ratings';

export const caseTypeSchema = keysOf<CaseType>(caseTypes);
const stateSchema = keysOf<CaseState>(caseStates);

const nullableText = z.string().nullable();
const nullableInstant = instantSchema.nullable();
const personSchema = z.object({ id: z.string(), name: z.string() });
const lampSchema = z.object({
  kind: keysOf<LampKind>(lampNames),
  label: z.string(),
  text: z.string(),
});

/** What lists and pages both show of a case. */
const commonFields = {
  number: z.string(),
  account: z.string().describe('群众来信的公众号'),
  unit: z.string().describe('承办单位'),
  version: z.int().describe('写操作在 If-Match 里带回'),
  state: stateSchema,
  stateLabel: z.string(),
  type: caseTypeSchema.nullable(),
  typeLabel: nullableText,
  handler: personSchema.nullable().describe('承办人'),
  urgent: z.boolean(),
  restricted: z.boolean(),
  needsJudgement: z.boolean(),
  openedAt: instantSchema,
  lastMessageAt: instantSchema,
  dueAt: nullableInstant.describe('现在计时的期限：受理以后是办理期限'),
  target: z
    .object({ at: instantSchema, kind: keysOf<TargetKind>(targetNames), label: z.string() })
    .nullable()
    .describe('内部目标：本区自己争取在这以前答复，没有答应群众，不和期限放在一起'),
  lamp: lampSchema.nullable(),
};

const windowSchema = z
  .object({ endsAt: instantSchema, sends: z.int().describe('还可发几条') })
  .nullable()
  .describe('微信48小时窗口；空：已经关了，或不是微信来件');

export const listedCaseSchema = z.object({
  ...commonFields,
  summary: nullableText.describe('摘要：来信最前面的 40 个字，个人信息已遮盖'),
  todo: z
    .object({ verb: keysOf<TodoVerb>(todoVerbs), label: z.string() })
    .nullable()
    .describe('待办：请您做的一件事'),
  window: windowSchema,
  answer: z
    .object({ state: z.string(), words: z.string(), told: z.boolean() })
    .nullable()
    .describe('最近一次答复送到了没有；told：微信已接收、网页已查看或已电话告知'),
});

/** A citizen’s file as a page shows it. */
export const mediaSchema = z.object({
  kind: z.string(),
  state: z.string(),
  label: z.string(),
  note: nullableText,
  bytes: z.number().nullable(),
  showUrl: nullableText,
  downloadUrl: nullableText,
});

export const caseSchema = z.object({
  ...commonFields,
  window: windowSchema,
  source: z.string(),
  item: nullableText,
  round: z.int(),
  claimedUntil: nullableInstant,
  supervisionDueAt: nullableInstant,
  contactDueAt: nullableInstant,
  provisional: z.boolean().describe('期限是临时的：明年的放假安排还没有录入'),
  opinionRisk: z.boolean(),
  duplicate: z.boolean(),
  outOfRemit: z.boolean(),
  extension: z.enum(['asked', 'approved', 'refused']).nullable(),
  answeredAt: nullableInstant,
  closedAt: nullableInstant,
  outcome: nullableText,
  rating: z.int().nullable(),
  ratings: ratingsSchema,
  registration: z.object({
    place: nullableText,
    externalNo: nullableText,
  }),
  messages: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      text: nullableText,
      sentAt: instantSchema,
      media: mediaSchema.nullable(),
      transcript: z
        .object({ text: z.string(), writtenBy: z.string(), writtenAt: instantSchema })
        .nullable()
        .describe('语音转写：工作人员听写的'),
      autoReply: z
        .object({ at: nullableInstant, responder: z.string(), text: z.string() })
        .nullable()
        .describe('公众号自动回复了什么，是谁回的；链接和查询结果不在这里显示'),
    }),
  ),
  answers: z.array(
    z.object({
      round: z.int(),
      kind: z.enum(['answer', 'refusal', 'referral']),
      unit: z.string(),
      text: z.string(),
      pictures: z.array(pictureSchema),
      draftedBy: z.string(),
      signedBy: z.string(),
      signedAt: instantSchema,
    }),
  ),
  approval: z
    .object({
      text: z.string(),
      pictures: z.array(pictureSchema).describe('随答复发的图片'),
      hash: z.string().describe('审核、签发时带回，证明看的是这一稿'),
      gates: z.array(z.string()),
      passed: z.array(z.string()),
      drafters: z.array(z.string()),
      asked: nullableText.describe('指定的下一步审核人'),
      draftedAt: instantSchema,
    })
    .nullable()
    .describe('送审稿'),
  actions: z.array(
    z.object({
      action: z.string(),
      label: z.string(),
      needsReason: z.boolean(),
      refusal: nullableText.describe('为什么现在不能'),
    }),
  ),
  events: z.array(
    z.object({
      seq: z.int(),
      kind: z.string(),
      label: z.string(),
      at: instantSchema,
      actor: z.string(),
      onBehalfOf: nullableText,
      reason: nullableText,
      notes: z.array(z.string()).describe('意见以外写明的：协办意见、要补充什么、办理情况'),
      stateLabel: z.string(),
      unit: z.string(),
      handler: nullableText,
    }),
  ),
});
