import { z } from 'zod';
import { roleNames } from './roles';

const atMost = (most: number, unit: string) =>
  z.int().min(1).max(most, `最多 ${most} ${unit}，只能更严`);

/** `replies/district/staff.yaml`: rules of sign-in. What 等级保护 asks for is the loosest that is taken. */
export const staffFileSchema = z.strictObject({
  passwordLength: z.int().min(10, '至少 10 位').max(64).default(10).describe('密码最少几位'),
  passwordDays: atMost(90, '天').default(90).describe('密码用多少天要换一次'),
  passwordHistory: z
    .int()
    .min(5, '至少 5 个')
    .max(24)
    .default(5)
    .describe('不能和最近几个密码相同'),
  lockTries: z
    .int()
    .min(3)
    .max(5, '最多 5 次，只能更严')
    .default(5)
    .describe('同一个用户名连续输错几次就锁定'),
  lockMinutes: z
    .int()
    .min(15, '至少 15 分钟')
    .max(24 * 60)
    .default(15)
    .describe('第一次锁定多少分钟，以后每次加倍'),
  lockTriesPerAddress: z
    .int()
    .min(5)
    .max(100)
    .default(20)
    .describe('同一个网络地址连续输错几次就锁定。一个单位常共用一个地址，所以比用户名的多'),
  idleMinutes: atMost(15, '分钟').default(15).describe('不操作多少分钟后要重新登录'),
  adminIdleMinutes: atMost(10, '分钟').default(10).describe('管理员不操作多少分钟后要重新登录'),
  absoluteHours: atMost(8, '小时').default(8).describe('登录后最多多少小时要重新登录'),
  totpRoles: z
    .array(z.enum(roleNames))
    .default(['system_admin', 'inspector', 'unit_admin'])
    .describe('哪些角色登录时必须再输动态口令'),
  auditDays: z.int().min(180, '法律要求至少 180 天').default(365).describe('审计记录保存多少天'),
});

/** The rules as the product applies them. */
export type StaffPolicy = Readonly<z.infer<typeof staffFileSchema>> & {
  /** Trial mode: a password given by somebody else need not be changed. */
  readonly keepTemporaryPasswords?: true;
};

/** What holds where the file says nothing. */
export const defaultStaffPolicy: StaffPolicy = staffFileSchema.parse({});
