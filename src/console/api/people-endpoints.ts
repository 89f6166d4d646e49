import { z } from 'zod';
import { appointDeputy, listDeputies, revokeDeputy } from '../../staff/deputies';
import { handOverCases, listHandOver, type HandOverPort } from '../../staff/hand-over';
import { listThinGates, type ThinGate } from '../../staff/list-staff';
import type { StaffActor } from '../../staff/person';
import { findAccount } from '../../staff/person-store';
import { staffRoles } from '../../staff/roles';
import type { StaffParts } from '../../staff/staff-parts';
import { AppError } from '../../platform/errors';
import { unitsWith, type Caller, type Origin } from './caller';
import { defineEndpoint, type Endpoint } from './endpoint';
import { idSchema, reasonSchema, unitCodeSchema } from './schemas';

const gateRole = z.enum(['reviewer', 'signer']);
const deputySchema = z.object({
  id: z.string(),
  principalId: z.string(),
  principalName: z.string(),
  deputyId: z.string(),
  deputyName: z.string(),
  unit: z.string(),
  role: gateRole,
  roleLabel: z.string(),
  fromDate: z.string(),
  untilDate: z.string(),
  reason: z.string(),
});
export const deputiesSchema = z.object({
  deputies: z.array(deputySchema),
  warnings: z.array(z.object({ unit: z.string(), sentence: z.string() })),
});
export const handledCasesSchema = z.object({
  name: z.string(),
  cases: z.array(z.object({ number: z.string(), unit: z.string() })),
});
const params = z.strictObject({ id: idSchema });

/** 授权代办 and 离岗移交. */
export function createPeopleEndpoints(staff: StaffParts, port: HandOverPort): Endpoint[] {
  return [...deputyEndpoints(staff), ...handOverEndpoints(staff, port)];
}

function deputyEndpoints(staff: StaffParts): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/deputies', right: 'case.read' },
      summary: '授权代办：今天和以后有效的；哪一关不到两个人',
      response: deputiesSchema,
      async handler({ caller }) {
        const deputies = await listDeputies(staff, caller.scope.units);
        const gates = await listThinGates(staff, caller.scope.units);
        return {
          deputies: deputies.map((one) => ({ ...one, roleLabel: staffRoles[one.role] })),
          warnings: gates.map((gate) => ({ unit: gate.unit, sentence: presentThinGate(gate) })),
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/deputies', right: 'case.read' },
      summary: '授权代办：审核、签发的人定谁在哪几天代办；管账号的人也可以代为授权',
      body: z.strictObject({
        principalId: idSchema.nullable().default(null).describe('谁的权；空：自己的'),
        deputyId: idSchema,
        unit: unitCodeSchema,
        role: gateRole,
        fromDate: z.iso.date(),
        untilDate: z.iso.date(),
        reason: reasonSchema,
      }),
      response: z.object({ id: z.string() }),
      async handler({ caller, origin, body }) {
        const principalId = body.principalId ?? caller.person.id;
        return {
          id: await appointDeputy(staff, actorOf(caller, origin), { ...body, principalId }),
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/deputies/:id/revoke', right: 'case.read', params },
      summary: '马上结束一个授权',
      response: z.null(),
      async handler({ caller, origin, params: { id } }) {
        await revokeDeputy(staff, actorOf(caller, origin), id);
        return null;
      },
    }),
  ];
}

function presentThinGate({ gate, people }: ThinGate): string {
  const name = gate === 'review' ? '审核' : '签发';
  return people === 0
    ? `没有人能${name}，送审的件会停在这一步。`
    : `只有一个人能${name}，这个人不在时件会停在这一步，自己拟的稿也没有人审。`;
}

function handOverEndpoints(staff: StaffParts, port: HandOverPort): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/staff/:id/cases', right: 'case.hand_over', params },
      summary: '这个人手上没有办结的件，离岗时要移交',
      response: handledCasesSchema,
      async handler({ caller, origin, params: { id } }) {
        const name = await wantColleague(staff, caller, id);
        return { name, cases: await listHandOver(staff, port, actorOf(caller, origin), id) };
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/staff/:id/hand-over', right: 'case.hand_over', params },
      summary: '离岗移交：手上的件一次全部转给另一个人，或退回各单位待认领',
      body: z.strictObject({
        to: idSchema.nullable().describe('空：退回待认领'),
        reason: reasonSchema,
      }),
      response: z.object({ numbers: z.array(z.string()) }),
      async handler({ caller, origin, params: { id: fromId }, body: { to: toId, reason } }) {
        await wantColleague(staff, caller, fromId);
        const actor = actorOf(caller, origin);
        return { numbers: await handOverCases(staff, port, actor, { fromId, toId, reason }) };
      },
    }),
  ];
}

/** The same answer for who is absent and who works nowhere where the caller may hand over. */
async function wantColleague(staff: StaffParts, caller: Caller, id: string): Promise<string> {
  const account = await findAccount(staff.database, { id });
  const units = unitsWith(caller, 'case.hand_over');
  const isKnown = account?.roles.some(({ unit }) => unit !== null && units.includes(unit));
  if (!account || !isKnown) throw new AppError('not_found', '没有这个人。');
  return account.name;
}

function actorOf({ person }: Caller, { ip }: Origin): StaffActor {
  return { kind: 'staff', person, ip };
}
