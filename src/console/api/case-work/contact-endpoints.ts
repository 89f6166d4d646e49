import { z } from 'zod';
import { contactMethods, ENOUGH_ATTEMPTS, type ContactMethod } from '../../../cases/work/contacts';
import { listContacts } from '../../../cases/work/list-contacts';
import { recordContact } from '../../../cases/work/record-contact';
import { setTelephone } from '../../../cases/work/telephone';
import { joinTransaction } from '../../../database/join-transaction';
import type { Sealer } from '../../../privacy/sealer';
import { findNames } from '../../../staff/find-names';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { presentActor } from '../cases/present-actor';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema, instantSchema, keysOf } from '../schemas';

const params = z.strictObject({ number: caseNumberSchema });
const methodSchema = keysOf<ContactMethod>(contactMethods);
export const contactsSchema = z.object({
  contacts: z.array(
    z.object({
      id: z.string(),
      round: z.int(),
      at: instantSchema,
      method: methodSchema,
      methodLabel: z.string(),
      reached: z.boolean(),
      result: z.string(),
      recordedBy: z.string(),
      recordedAt: instantSchema,
    }),
  ),
  reached: z.boolean().describe('这一轮联系上了没有'),
  attempts: z.int().describe('这一轮在不同时间试过几次'),
  enough: z.boolean().describe('联系上了，或者试过三次：投诉、求助、举报可以办结'),
  hasTelephone: z.boolean().describe('有没有留下电话；看号码要写原因'),
});

/** 联系记录 and the citizen's telephone number. */
export function createContactEndpoints(desk: CaseDesk, sealer: Sealer): Endpoint[] {
  const { ports } = desk;
  return [
    listEndpoint(desk),
    defineOnce({
      ...{ method: 'POST', path: '/api/cases/:number/contacts', right: 'case.read', params },
      summary: '记下联系群众的时间、方式、结果；没有联系上的也记',
      body: z.strictObject({
        at: instantSchema,
        method: methodSchema,
        reached: z.boolean(),
        result: z.string().max(2000),
      }),
      response: z.null(),
      async handler({ caller, origin, params: { number }, body }, tx) {
        const actor = actorOf(caller, origin, null);
        const contact = { number, ...body };
        await recordContact(joinTransaction(tx), ports, caller.scope, actor, contact);
        return null;
      },
    }),
    defineEndpoint({
      ...{ method: 'PUT', path: '/api/cases/:number/telephone', right: 'case.handle', params },
      summary: '记下群众留的电话，加密保存',
      body: z.strictObject({ telephone: z.string().max(40) }),
      response: z.null(),
      async handler({ caller, origin, params: { number }, body: { telephone } }) {
        const actor = actorOf(caller, origin, null);
        const given = { number, telephone };
        await setTelephone(desk.database, { ...ports, sealer }, caller.scope, actor, given);
        return null;
      },
    }),
  ];
}

function listEndpoint({ database }: CaseDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/cases/:number/contacts', right: 'case.read', params },
    summary: '这件的联系记录',
    response: contactsSchema,
    async handler({ caller, params: { number } }) {
      const { contacts, ...summary } = await listContacts(database, caller.scope, number);
      const names = await findNames(
        database,
        contacts.map(({ recordedBy }) => recordedBy),
      );
      return {
        ...summary,
        enough: summary.reached || summary.attempts >= ENOUGH_ATTEMPTS,
        contacts: contacts.map((contact) => ({
          ...contact,
          methodLabel: contactMethods[contact.method],
          recordedBy: presentActor(contact.recordedBy, names),
        })),
      };
    },
  });
}
