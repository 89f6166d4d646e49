import { z } from 'zod';
import { instantSchema } from '../schemas';

/** What a line of `GET /api/live` carries. */
export const liveMessageSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('case'),
      change: z
        .string()
        .describe(
          '发生了什么：办件动作，或 note、contact、tag、link、delivery、media、attachment、presence',
        ),
      number: z.string(),
      unit: z.string(),
      state: z.string(),
      version: z.int(),
      handler: z.string().nullable(),
    })
    .describe('看得到的一件办件有变动'),
  z
    .object({ kind: z.literal('left'), number: z.string() })
    .describe('一件办件转到别的单位，看不到了'),
  z.object({ kind: z.literal('notice') }).describe('有新的通知'),
  z.object({ kind: z.literal('beat') }).describe('连接正常；带着最新的位置'),
  z.object({ kind: z.literal('reset') }).describe('离开太久，请重新读取所有列表'),
  z
    .object({
      kind: z.literal('end'),
      reason: z.enum(['signed_out', 'too_many', 'restart']),
    })
    .describe('连接由服务器结束：已退出登录、页面开得太多，或系统重启'),
]);

export type LiveMessage = z.input<typeof liveMessageSchema>;

/** Who else has a case open. */
export const presenceSchema = z.object({
  others: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      mode: z.enum(['reading', 'writing']),
      since: instantSchema,
    }),
  ),
});
