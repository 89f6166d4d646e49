import { z } from 'zod';
import { addNote, listMentions, listNotes, type CaseNote } from '../../../cases/work/notes';
import { wantCase } from '../../../cases/work/reach-case';
import { joinTransaction } from '../../../database/join-transaction';
import { AppError } from '../../../platform/errors';
import { findNames } from '../../../staff/find-names';
import { listColleagues, type Colleague } from '../../../staff/list-staff';
import { DISTRICT, roleNames, staffRoles } from '../../../staff/roles';
import type { StaffParts } from '../../../staff/staff-parts';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { presentActor } from '../cases/present-actor';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema, instantSchema } from '../schemas';

const params = z.strictObject({ number: caseNumberSchema });
const personSchema = z.object({ id: z.string(), name: z.string() });
export const noteSchema = z.object({
  id: z.string(),
  at: instantSchema,
  author: personSchema,
  text: z.string(),
  mentions: z.array(personSchema),
});

/** 内部备注 of a case, who can be named in them, and where the caller is named. */
export function createNoteEndpoints(desk: CaseDesk, staff: StaffParts): Endpoint[] {
  const { database } = desk;
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/notes', right: 'case.read', params },
      summary: '这件的内部备注，先写的在前',
      response: z.object({ notes: z.array(noteSchema) }),
      async handler({ caller, params: { number } }) {
        const notes = await listNotes(database, caller.scope, number);
        return { notes: await presentNotes(desk, notes) };
      },
    }),
    addEndpoint(desk, staff),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/colleagues', right: 'case.read', params },
      summary: '这件的承办单位和统筹里有哪些人，备注里可以点到他们',
      response: z.object({
        colleagues: z.array(
          personSchema.extend({
            roles: z.array(z.enum(roleNames)),
            labels: z.array(z.string()),
          }),
        ),
      }),
      async handler({ caller, params: { number } }) {
        const { unit } = await wantCase(database, caller.scope, number);
        const colleagues = await listAround(staff, unit);
        return {
          colleagues: colleagues.map(({ id, name, roles }) => ({
            ...{ id, name, roles: [...roles] },
            labels: roles.map((role) => staffRoles[role]),
          })),
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/workbench/mentions', right: 'case.read' },
      summary: '别人在备注里点到我的，最近的在前',
      response: z.object({ mentions: z.array(noteSchema.extend({ number: z.string() })) }),
      async handler({ caller }) {
        const found = await listMentions(database, caller.scope, caller.person.id);
        const notes = await presentNotes(desk, found);
        return {
          mentions: notes.map((note, index) => ({ ...note, number: found[index]!.number })),
        };
      },
    }),
  ];
}

function addEndpoint(desk: CaseDesk, staff: StaffParts): Endpoint {
  return defineOnce({
    ...{ method: 'POST', path: '/api/cases/:number/notes', right: 'case.read', params },
    summary: '写内部备注，可以点到同单位的人和统筹；里面的号码会遮盖',
    body: z.strictObject({
      text: z.string().max(2000),
      mentions: z.array(idSchema).max(20).default([]),
    }),
    response: noteSchema,
    async handler({ caller, origin, params: { number }, body }, tx) {
      const actor = actorOf(caller, origin, null);
      const { unit } = await wantCase(tx, caller.scope, number);
      await wantMentionable(staff, unit, body.mentions);
      const note = { number, ...body };
      const added = await addNote(joinTransaction(tx), desk.ports, caller.scope, actor, note);
      const [shown] = await presentNotes(desk, [added]);
      return shown!;
    },
  });
}

async function listAround(staff: StaffParts, unit: string): Promise<Colleague[]> {
  const own = await listColleagues(staff, unit);
  const district = await listColleagues(staff, DISTRICT, ['coordinator']);
  const known = new Set(own.map(({ id }) => id));
  return [...own, ...district.filter(({ id }) => !known.has(id))];
}

async function wantMentionable(
  staff: StaffParts,
  unit: string,
  mentions: readonly string[],
): Promise<void> {
  if (mentions.length === 0) return;
  const known = new Set((await listAround(staff, unit)).map(({ id }) => id));
  if (mentions.every((id) => known.has(id))) return;
  const fields = [{ name: 'body.mentions', message: '只能点到承办单位的人和统筹。' }];
  throw new AppError('unprocessable', '提交的内容有不对的地方，请按提示改正。', { fields });
}

async function presentNotes({ database }: CaseDesk, notes: readonly CaseNote[]) {
  const names = await findNames(
    database,
    notes.flatMap(({ author, mentions }) => [author, ...mentions]),
  );
  const person = (id: string) => ({ id, name: presentActor(id, names) });
  return notes.map(({ id, at, author, text, mentions }) => ({
    ...{ id, at, text },
    author: person(author),
    mentions: mentions.map(person),
  }));
}
