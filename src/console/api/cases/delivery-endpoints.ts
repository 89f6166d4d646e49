import { z } from 'zod';
import { getCase } from '../../../cases/life-cycle/case-row';
import type { Scope } from '../../../cases/scope';
import type { Queryable, Tx } from '../../../database/database';
import {
  markToldByPhone,
  resendDelivery,
  type DeliveryAction,
} from '../../../delivery/delivery-actions';
import { listDeliveries } from '../../../delivery/list-deliveries';
import { AppError } from '../../../platform/errors';
import { can } from '../../../staff/person';
import { findNames } from '../../../staff/find-names';
import type { Caller, Origin } from '../caller';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema, instantSchema, reasonSchema } from '../schemas';
import type { CaseDesk } from './case-desk';

const nullableInstant = instantSchema.nullable();
export const deliverySchema = z.object({
  id: z.string(),
  kind: z.enum(['answer', 'late_reply', 'apology', 'rating_request', 'reminder', 'notice']),
  state: z.string(),
  words: z.string().describe('送达状态，给人看的'),
  sentence: z.string().nullable().describe('是什么意思，该怎么办'),
  mayResend: z.boolean(),
  createdAt: instantSchema,
  acceptedAt: nullableInstant,
  nextAt: nullableInstant,
  viewedAt: nullableInstant,
  toldByPhoneAt: nullableInstant,
  toldByPhoneBy: z.string().nullable(),
  noticedAt: nullableInstant,
  parts: z.array(z.object({ kind: z.enum(['text', 'picture']), words: z.string() })),
  attempts: z.array(
    z.object({
      part: z.int(),
      route: z.string(),
      startedAt: instantSchema,
      endedAt: nullableInstant,
      outcome: z.string().nullable(),
      code: z.int().nullable(),
      detail: z.string().nullable(),
    }),
  ),
});
const params = z.strictObject({ number: caseNumberSchema });
const oneParams = z.strictObject({ number: caseNumberSchema, id: idSchema });
const body = z.strictObject({ reason: reasonSchema.nullable().default(null) });

/** How the answers of a case reach the citizen, and what people do about it. */
export function createDeliveryEndpoints(desk: CaseDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/deliveries', right: 'case.read', params },
      summary: '这件的答复送到了没有',
      response: z.object({ deliveries: z.array(deliverySchema) }),
      async handler({ caller, params: { number } }) {
        const { database } = desk;
        const { deliveries } = await readDeliveries(database, caller.scope, number);
        const names = await findNames(
          database,
          deliveries.map(({ toldByPhoneBy }) => toldByPhoneBy),
        );
        return {
          deliveries: deliveries.map((one) => ({
            ...one,
            toldByPhoneBy: one.toldByPhoneBy && (names.get(one.toldByPhoneBy) ?? one.toldByPhoneBy),
          })),
        };
      },
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/cases/:number/deliveries/:id/resend' },
      ...{ right: 'case.handle', params: oneParams, body, response: z.null() },
      summary: '重发没有送到的答复',
      async handler(request, tx) {
        const action = await wantAction(desk, tx, request);
        await resendDelivery({ transaction: (work) => work(tx) }, desk.deliveryAudit, action);
        return null;
      },
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/cases/:number/deliveries/:id/told-by-phone' },
      ...{ right: 'case.handle', params: oneParams, body, response: z.null() },
      summary: '标记已电话答复',
      async handler(request, tx) {
        const action = await wantAction(desk, tx, request);
        await markToldByPhone({ transaction: (work) => work(tx) }, desk.deliveryAudit, action);
        return null;
      },
    }),
  ];
}

async function readDeliveries(db: Queryable, scope: Scope, number: string) {
  const row = await getCase(db, scope, number, { lock: false });
  return { row, deliveries: await listDeliveries(db, [row.id]) };
}

interface DeliveryRequest {
  caller: Caller;
  origin: Origin;
  params: { number: string; id: string };
  body: { reason: string | null };
}

/** @throws AppError not_found for a delivery of another case; forbidden for who does not handle the unit's cases */
async function wantAction(
  { ports }: CaseDesk,
  tx: Tx,
  { caller: { person, scope }, origin, params: { number, id }, body: { reason } }: DeliveryRequest,
): Promise<DeliveryAction> {
  const { row, deliveries } = await readDeliveries(tx, scope, number);
  const delivery = deliveries.find((one) => one.id === id);
  if (!delivery) throw new AppError('not_found', '这件没有这条答复。');
  if (!can(person, 'case.handle', row.owner_unit)) {
    throw new AppError('forbidden', '只有承办单位的经办可以办这一步。');
  }
  const actor = { kind: 'staff', id: person.id, name: person.name, ip: origin.ip } as const;
  const { account } = delivery;
  return { account, id, actor, unit: row.owner_unit, reason, at: ports.clock.now() };
}
