import { z } from 'zod';

/** `replies/district/retention.yaml`: how long what WeChat asks to have deleted is kept. */
export const retentionFileSchema = z.strictObject({
  afterUnfollowDays: z
    .number()
    .int()
    .min(0)
    .max(180, '最多 180 天：微信要求取消关注后删除用户的数据')
    .default(30)
    .describe('取消关注、撤回授权或注销微信账号后，资料再保留多少天'),
});

export type Retention = z.infer<typeof retentionFileSchema>;
