import { z } from 'zod';
import { AppError } from '../../platform/errors';
import { changePassword } from '../../staff/change-password';
import {
  beginTotp,
  confirmTotp,
  countRecoveryCodes,
  renewRecoveryCodes,
} from '../../staff/second-factor';
import { signOut, signOutElsewhere } from '../../staff/sessions';
import { signIn } from '../../staff/sign-in';
import type { StaffParts } from '../../staff/staff-parts';
import { createCaller } from './caller';
import { defineEndpoint, type Endpoint } from './endpoint';
import { meSchema, presentMe } from './me-schema';
import { createSessionEndpoints } from './session-endpoints';

const passwordSchema = z.string().min(1).max(200);
const codeSchema = z.string().min(1).max(40);
const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

/** What somebody does with their own account. */
export function createAccountEndpoints(
  staff: StaffParts,
  units: () => readonly string[],
): Endpoint[] {
  return [
    signInEndpoint(staff, units),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/me', right: 'session' },
      summary: '我是谁，有哪些权限，必须先做什么',
      response: meSchema,
      handler: async ({ caller }) => presentMe(caller),
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/sign-out', right: 'session', summary: '退出登录' },
      response: z.null(),
      async handler({ caller, reply }) {
        await signOut(staff, caller.signedIn);
        reply.endSession();
        return null;
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/sign-out-elsewhere', right: 'session' },
      summary: '在别的设备上全部退出',
      response: z.object({ ended: z.int() }),
      handler: async ({ caller }) => ({ ended: await signOutElsewhere(staff, caller.signedIn) }),
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/password', right: 'session' },
      summary: '修改自己的密码，别的设备上的登录随之退出',
      body: z.strictObject({ current: passwordSchema, next: passwordSchema }),
      response: z.null(),
      async handler({ caller, body }) {
        await changePassword(staff, caller.signedIn, body);
        return null;
      },
    }),
    ...secondFactorEndpoints(staff),
    ...createSessionEndpoints(staff),
  ];
}

function signInEndpoint(staff: StaffParts, units: () => readonly string[]): Endpoint {
  return defineEndpoint({
    ...{ method: 'POST', path: '/api/sign-in', right: 'public' },
    summary: '登录。密码对了、还要动态口令时回答 code_needed',
    body: z.strictObject({
      username: z.string().min(1).max(100),
      password: passwordSchema,
      code: codeSchema.nullable().default(null).describe('动态口令或者备用码'),
    }),
    response: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('signed_in'), me: meSchema }),
      z.object({ kind: z.literal('code_needed') }),
    ]),
    async handler({ body, origin: { ip, device }, reply }) {
      const result = await signIn(staff, { ...body, ip, device });
      switch (result.kind) {
        case 'signed_in':
          reply.startSession(result.token);
          return { kind: 'signed_in' as const, me: presentMe(createCaller(result, units())) };
        case 'code_needed':
          return { kind: 'code_needed' as const };
        case 'locked': {
          const sentence = '输错的次数太多，已经暂时锁定，请稍后再试。';
          throw new AppError('too_many_requests', sentence, { until: result.until });
        }
        case 'refused':
          throw new AppError('unauthorised', '用户名、密码或者动态口令不对。');
      }
    },
  });
}

function secondFactorEndpoints(staff: StaffParts): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'POST', path: '/api/totp', right: 'session' },
      summary: '开始设置动态口令',
      response: z.object({ secret: z.string(), uri: z.string() }),
      handler: ({ caller }) => beginTotp(staff, caller.person),
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/totp/confirm', right: 'session' },
      summary: '用第一个动态口令确认，得到只显示一次的备用码',
      body: z.strictObject({ code: codeSchema }),
      response: recoveryCodesSchema,
      handler: async ({ caller, body, origin }) => ({
        recoveryCodes: await confirmTotp(staff, caller.person, origin.ip, body.code),
      }),
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/recovery-codes', right: 'signed_in' },
      summary: '还剩几个备用码',
      response: z.object({ left: z.int() }),
      handler: async ({ caller }) => ({ left: await countRecoveryCodes(staff, caller.person) }),
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/recovery-codes', right: 'signed_in' },
      summary: '换一批备用码，旧的作废',
      body: z.strictObject({ code: codeSchema }),
      response: recoveryCodesSchema,
      handler: async ({ caller, body, origin }) => ({
        recoveryCodes: await renewRecoveryCodes(staff, caller.person, origin.ip, body.code),
      }),
    }),
  ];
}
