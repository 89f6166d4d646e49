import { z } from 'zod';
import { listStaff } from '../../staff/list-staff';
import { addStaff, changeRoles, disableStaff, resetStaff } from '../../staff/manage-staff';
import type { StaffActor } from '../../staff/person';
import { roleNames } from '../../staff/roles';
import { kick, listSessionsOf } from '../../staff/sessions';
import type { StaffParts } from '../../staff/staff-parts';
import type { Caller, Origin } from './caller';
import { defineEndpoint, type Endpoint } from './endpoint';
import { idSchema, instantSchema, pageSizeSchema, reasonSchema, unitCodeSchema } from './schemas';
import { sessionSchema } from './session-endpoints';

const nullableInstant = instantSchema.nullable();
const roleSchema = z.strictObject({
  role: z.enum(roleNames),
  unit: unitCodeSchema.nullable().describe('空：全区'),
  restricted: z.boolean().default(false).describe('指定为保密办件的人员'),
});
const rolesSchema = z.array(roleSchema).max(50);
const summarySchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  state: z.enum(['active', 'disabled']),
  contractUntil: z.string().nullable(),
  roles: rolesSchema,
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
  lastSignInAt: nullableInstant,
  lockedUntil: nullableInstant,
  sessions: z.int(),
});
export const staffSchema = z.object({
  staff: z.array(summarySchema),
  next: z.string().nullable(),
});
export const openedSchema = z.object({
  id: z.string(),
  username: z.string(),
  temporaryPassword: z.string().describe('只显示这一次'),
});
export const sessionsSchema = z.object({ sessions: z.array(sessionSchema) });
const params = z.strictObject({ id: idSchema });

/** Accounts, for those who manage them in their unit or in the district. */
export function createStaffEndpoints(staff: StaffParts): Endpoint[] {
  return [listEndpoint(staff), ...accountEndpoints(staff), ...sessionEndpoints(staff)];
}

function listEndpoint(staff: StaffParts): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/staff', right: 'staff.manage' },
    summary: '我管理的账号，按用户名排列，按页取',
    query: z.strictObject({
      unit: unitCodeSchema.optional(),
      state: z.enum(['active', 'disabled']).optional(),
      limit: pageSizeSchema,
      after: z.string().max(40).optional().describe('上一页的 next'),
    }),
    response: staffSchema,
    async handler({ caller, origin, query: { unit, state, limit, after } }) {
      const filter = { ...(unit ? { unit } : {}), ...(state ? { state } : {}) };
      const page = { limit, ...(after ? { after } : {}) };
      const listed = await listStaff(staff, actorOf(caller, origin), filter, page);
      return {
        staff: listed.map((one) => ({ ...one, roles: [...one.roles] })),
        next: listed.length === limit ? listed.at(-1)!.username : null,
      };
    },
  });
}

function accountEndpoints(staff: StaffParts): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'POST', path: '/api/staff', right: 'staff.manage' },
      summary: '开账号，得到只显示一次的临时密码',
      body: z.strictObject({
        username: z.string().min(1).max(40),
        name: z.string().min(1).max(60),
        roles: rolesSchema,
        contractUntil: z.iso.date().nullable().default(null).describe('外部人员的合同到期日'),
      }),
      response: openedSchema,
      handler: ({ caller, origin, body }) => addStaff(staff, actorOf(caller, origin), body),
    }),
    defineEndpoint({
      ...{ method: 'PUT', path: '/api/staff/:id/roles', right: 'staff.manage', params },
      summary: '换角色',
      body: z.strictObject({ roles: rolesSchema }),
      response: z.null(),
      async handler({ caller, origin, params: { id }, body: { roles } }) {
        await changeRoles(staff, actorOf(caller, origin), { id, roles });
        return null;
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/staff/:id/disable', right: 'staff.manage', params },
      summary: '停用账号',
      body: z.strictObject({ reason: reasonSchema.min(1) }),
      response: z.null(),
      async handler({ caller, origin, params: { id }, body: { reason } }) {
        await disableStaff(staff, actorOf(caller, origin), { id, reason });
        return null;
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/staff/:id/reset', right: 'staff.manage', params },
      summary: '重置密码，得到只显示一次的临时密码',
      body: z.strictObject({
        dropTotp: z.boolean().default(false).describe('手机丢了：动态口令也重置'),
        enable: z.boolean().default(false).describe('停用的账号重新启用'),
      }),
      response: openedSchema,
      handler: ({ caller, origin, params: { id }, body }) =>
        resetStaff(staff, actorOf(caller, origin), { id, ...body }),
    }),
  ];
}

function sessionEndpoints(staff: StaffParts): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/staff/:id/sessions', right: 'staff.manage', params },
      summary: '这个人在哪些设备上登录着',
      response: sessionsSchema,
      handler: async ({ caller, origin, params: { id } }) => ({
        sessions: await listSessionsOf(staff, actorOf(caller, origin), id),
      }),
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/staff/:id/kick', right: 'staff.manage', params },
      summary: '踢下线：一处，或者全部',
      body: z.strictObject({ session: idSchema.nullable().default(null) }),
      response: z.object({ ended: z.int() }),
      handler: async ({ caller, origin, params: { id }, body: { session } }) => ({
        ended: await kick(staff, actorOf(caller, origin), id, session),
      }),
    }),
  ];
}

function actorOf({ person }: Caller, { ip }: Origin): StaffActor {
  return { kind: 'staff', person, ip };
}
