import { z } from 'zod';
import { listedCaseSchema } from '../cases/case-schemas';
import { instantSchema } from '../schemas';

const citizenShape = {
  account: z.string().describe('公众号'),
  id: z.string(),
  label: z.string().describe('怎么称呼：群众加编号的末四位，没有姓名'),
};

/** 群众档案: nothing in it says who the person is. */
export const citizenFileSchema = z.object({
  ...citizenShape,
  firstSeenAt: instantSchema,
  lastContactAt: instantSchema,
  follows: z.boolean(),
  erasedAt: instantSchema.nullable().describe('按规定删除了资料的时间'),
  cases: z.array(listedCaseSchema).describe('您能看的办件，后收到的在前'),
  ratings: z
    .array(
      z.object({
        number: z.string(),
        round: z.int(),
        rating: z.int(),
        label: z.string(),
        text: z.string().nullable(),
        at: instantSchema,
      }),
    )
    .describe('群众同意署名的评价；没有同意的不在这里'),
  block: z
    .object({
      untilDate: z.string().describe('最后一天，过后自动解除'),
      reason: z.string(),
    })
    .nullable(),
});

export const lateCitizensSchema = z.object({
  citizens: z.array(z.object({ ...citizenShape, cases: z.int(), lastAt: instantSchema })),
});

const count = z.int();
export const erasureSchema = z.object({
  dryRun: z.boolean(),
  counts: z.object({
    messages: count.describe('清空的来信：没有建办件的'),
    media: count.describe('删去的图片、语音、视频'),
    questions: count.describe('没有答完的提问'),
    undelivered: count.describe('不再发送的消息'),
    cases: count.describe('留下的办件，不再带身份'),
    caseMessages: count.describe('这些办件里留下的来信'),
    originals: count.describe('销毁的号码原文：已经办完的件里的'),
  }),
});
