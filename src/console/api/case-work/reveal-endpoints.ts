import { z } from 'zod';
import { readRevealedCase, revealCase } from '../../../cases/reveal/reveal-case';
import {
  readRevealed,
  revealPersonalData,
  type RevealActor,
} from '../../../cases/reveal/reveal-personal-data';
import type { StaffParts } from '../../../staff/staff-parts';
import type { Caller, Origin } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema, instantSchema, reasonSchema } from '../schemas';

const caseParams = z.strictObject({ number: caseNumberSchema });
const messageParams = z.strictObject({ id: idSchema });
const body = z.strictObject({ reason: reasonSchema.describe('至少 5 个字，写进审计') });
export const revealedCase = z.object({
  telephone: z.string().nullable(),
  statement: z.string().nullable(),
  expiresAt: instantSchema,
});
export const revealedMessage = z.object({
  fields: z.record(z.string(), z.unknown()).describe('平时遮盖的内容'),
  expiresAt: instantSchema,
});

/**
 * Numbers in full, for a reason, for 15 minutes. The writes are plain, because an idempotency key would
 * keep the answer in clear; asking twice is two readings, and both are on record.
 */
export function createRevealEndpoints(staff: StaffParts): Endpoint[] {
  const { database } = staff;
  return [
    defineEndpoint({
      ...{ method: 'POST', path: '/api/cases/:number/reveal', right: 'personal.reveal' },
      ...{ params: caseParams, body, response: revealedCase },
      summary: '查看这件登记的电话和诉求原文，要写原因，看 15 分钟，记入审计',
      handler: ({ caller, origin, params: { number }, body: { reason } }) =>
        revealCase(database, staff, caller.scope, actorOf(caller, origin), { number, reason }),
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/revealed', right: 'personal.reveal' },
      ...{ params: caseParams, response: z.object({ revealed: revealedCase.nullable() }) },
      summary: '15 分钟以内再看一次；过了是 null',
      handler: async ({ caller, origin, params: { number } }) => ({
        revealed: await readRevealedCase(
          database,
          staff,
          caller.scope,
          actorOf(caller, origin),
          number,
        ),
      }),
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/messages/:id/reveal', right: 'personal.reveal' },
      ...{ params: messageParams, body, response: revealedMessage },
      summary: '查看一条来信的原文，要写原因，看 15 分钟，记入审计',
      handler: ({ caller, origin, params: { id: messageId }, body: { reason } }) =>
        revealPersonalData(database, staff, caller.scope, actorOf(caller, origin), {
          messageId,
          reason,
        }),
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/messages/:id/revealed', right: 'personal.reveal' },
      ...{ params: messageParams, response: z.object({ revealed: revealedMessage.nullable() }) },
      summary: '15 分钟以内再看一次；过了是 null',
      handler: async ({ caller, origin, params: { id } }) => ({
        revealed: await readRevealed(database, staff, caller.scope, actorOf(caller, origin), id),
      }),
    }),
  ];
}

function actorOf({ person: { id, name } }: Caller, { ip }: Origin): RevealActor {
  return { id, name, ip };
}
