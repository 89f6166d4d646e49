import { z } from 'zod';

const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, '用小写字母、数字和横线，例如 renshe-group')
  .max(40)
  .describe('代号，环境变量的名称由它组成');
const name = z.string().trim().min(1, '不能为空').max(40).describe('名称，给管理员看');
const units = z.array(z.string()).default([]).describe('只管这些单位的办件；不写是全区');

const robotSchema = z.strictObject({
  id,
  name,
  app: z.enum(['wecom', 'dingtalk']).describe('wecom 企业微信，dingtalk 钉钉'),
  units,
  about: z
    .array(z.enum(['duty', 'deadline', 'delivery']))
    .min(1)
    .default(['duty'])
    .describe('通知什么：duty 紧急情况，deadline 到期和逾期，delivery 答复没有送出'),
});

const webhookSchema = z.strictObject({
  id,
  name,
  units,
  events: z
    .array(z.string().regex(/^[a-z_]+$/))
    .default([])
    .describe('只发这些变动，例如 opened、accept、sign；不写是全部'),
});

/** `replies/district/notify.yaml`: which group robots and other systems are told; addresses and secrets are in the environment. */
export const notifyFileSchema = z.strictObject({
  robots: z.array(robotSchema).default([]).describe('群机器人'),
  webhooks: z.array(webhookSchema).default([]).describe('别的系统'),
});

export type NotifySettings = z.infer<typeof notifyFileSchema>;
export type Robot = NotifySettings['robots'][number];
export type Webhook = NotifySettings['webhooks'][number];

/** The variables of a robot or webhook: `renshe-group` → `NOTIFY_RENSHE_GROUP_URL`. */
export function notifyVariable<Kind extends 'URL' | 'SECRET'>(
  target: string,
  kind: Kind,
): `NOTIFY_${string}_${Kind}` {
  return `NOTIFY_${target.toUpperCase().replaceAll('-', '_')}_${kind}`;
}
