import { z } from 'zod';
import { endOwnSession, listOwnSessions } from '../../staff/sessions';
import type { StaffParts } from '../../staff/staff-parts';
import { defineEndpoint, type Endpoint } from './endpoint';
import { idSchema, instantSchema } from './schemas';

/** A device on which somebody is signed in. */
export const sessionSchema = z.object({
  id: z.string(),
  startedAt: instantSchema,
  seenAt: instantSchema,
  expiresAt: instantSchema,
  ip: z.string().nullable(),
  device: z.string().nullable(),
});

export const ownSessionsSchema = z.object({
  sessions: z.array(sessionSchema.extend({ current: z.boolean().describe('就是现在这个') })),
});

/** Where somebody is signed in, seen by themselves. */
export function createSessionEndpoints(staff: StaffParts): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/sessions', right: 'signed_in' },
      summary: '我在哪些设备上登录着',
      response: ownSessionsSchema,
      async handler({ caller: { signedIn } }) {
        const sessions = await listOwnSessions(staff, signedIn);
        const { id } = signedIn.session;
        return { sessions: sessions.map((one) => ({ ...one, current: one.id === id })) };
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/sessions/:id/end', right: 'signed_in' },
      ...{ params: z.strictObject({ id: idSchema }), response: z.null() },
      summary: '让我的一台设备退出登录',
      async handler({ caller: { signedIn }, params: { id } }) {
        await endOwnSession(staff, signedIn, id);
        return null;
      },
    }),
  ];
}
