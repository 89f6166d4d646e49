import { addNote, listNotes } from '../../../src/cases/work/notes';
import { findDraft, saveDraft } from '../../../src/cases/work/drafts';
import { linkCases } from '../../../src/cases/work/links';
import { listLinkedCases } from '../../../src/cases/work/link-store';
import { recordContact } from '../../../src/cases/work/record-contact';
import { setTag } from '../../../src/cases/work/tags';
import type { Database } from '../../../src/database/database';
import {
  anActor,
  createCaseWorld,
  HOUR_MS,
  RENSHE,
  YIBAO,
  type CaseWorld,
} from '../../support/case-world';
import { createTestDatabase } from '../../support/database';

let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
let number: string;
const clerk = anActor('clerk');
const inspector = anActor('inspector');

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
});
beforeEach(async () => {
  number = await world.open();
  world.audited.length = 0;
});
afterAll(() => drop());

const audited = () => world.audited.map(({ action }) => action);

/** Each piece of work, done by somebody within a scope. */
const works = (actor = clerk, scope = RENSHE) => ({
  note: () =>
    addNote(database, world.ports, scope, actor, { number, text: '已电话核实', mentions: [] }),
  draft: () => saveDraft(database, scope, actor, { number, text: '您好', at: world.clock.now() }),
  tag: () => setTag(database, world.ports, scope, actor, { number, tag: '养老', on: true }),
  link: async () =>
    linkCases(database, world.ports, scope, actor, {
      number,
      other: await world.open(),
      kind: 'related',
    }),
  contact: () =>
    recordContact(database, world.ports, scope, actor, {
      number,
      at: world.clock.now(),
      method: 'telephone',
      reached: true,
      result: '已说明',
    }),
});

describe.each(Object.keys(works()) as (keyof ReturnType<typeof works>)[])('%s', (work) => {
  it('is for who works on the case, and not there for another unit', async () => {
    await expect(works(inspector)[work]()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(works(clerk, YIBAO)[work]()).rejects.toMatchObject({
      code: 'not_found',
      message: `没有编号为 ${number} 的办件。`,
    });
    expect(world.audited).toEqual([]);
    await works()[work]();
  });
});

it('keeps notes for staff, with numbers masked and names once', async () => {
  await addNote(database, world.ports, RENSHE, clerk, {
    number,
    text: '他的电话是13800138000。',
    mentions: ['a', 'b', 'a'],
  });
  const notes = await listNotes(database, RENSHE, number);
  expect(notes).toMatchObject([{ author: 'the-clerk', mentions: ['a', 'b'] }]);
  expect(notes[0]!.text).not.toContain('13800138000');
  await expect(listNotes(database, YIBAO, number)).rejects.toMatchObject({ code: 'not_found' });
  await expect(
    addNote(database, world.ports, RENSHE, clerk, { number, text: ' ', mentions: [] }),
  ).rejects.toMatchObject({ code: 'bad_request' });
  expect(audited()).toEqual(['case.add_note']);
});

it('keeps each person’s own draft, and none that is empty', async () => {
  const at = world.clock.now();
  const other = anActor('clerk', { id: 'other-clerk' });
  const save = (text: string) => saveDraft(database, RENSHE, clerk, { number, text, at });
  await save('您');
  await save('您好');
  expect(await findDraft(database, RENSHE, clerk, number)).toEqual({
    ...{ text: '您好', inside: '', isTrue: null, solved: null, pictures: [] },
    savedAt: at,
  });
  expect(await findDraft(database, RENSHE, other, number)).toBeNull();
  await expect(findDraft(database, YIBAO, clerk, number)).rejects.toMatchObject({
    code: 'not_found',
  });
  const { version } = await world.read(number);
  expect(version).toBe(1);
  await save('');
  expect(await findDraft(database, RENSHE, clerk, number)).toBeNull();
});

it('puts a tag on once and takes it away once', async () => {
  const set = (on: boolean, tag = '养老') =>
    setTag(database, world.ports, RENSHE, clerk, { number, tag, on });
  await set(true);
  await set(true, ' 养老 ');
  await set(false);
  await set(false);
  expect(audited()).toEqual(['case.add_tag', 'case.remove_tag']);
  await expect(set(true, '长'.repeat(21))).rejects.toMatchObject({ code: 'bad_request' });
});

it('links from both sides, as far as one may see', async () => {
  const other = await world.open();
  const link = (to: string) =>
    linkCases(database, world.ports, RENSHE, clerk, { number, other: to, kind: 'duplicate' });
  await link(other);
  await link(other);
  await expect(link(number)).rejects.toMatchObject({ code: 'bad_request' });
  const { id } = await world.read(other);
  expect(await listLinkedCases(database, RENSHE, id as string)).toEqual([
    expect.objectContaining({ number, state: 'awaiting_acceptance', kind: 'duplicate' }),
  ]);
  expect(await listLinkedCases(database, YIBAO, id as string)).toEqual([]);
});

it('ends the call-back that a bad rating asks for when somebody was reached', async () => {
  await world.set(number, 'contact_due_at = opened_at');
  const call = (reached: boolean) =>
    recordContact(database, world.ports, RENSHE, clerk, {
      number,
      at: new Date(world.clock.now().getTime() - HOUR_MS),
      method: 'telephone',
      reached,
      result: '打13800138000，没有人接',
    });
  await call(false);
  expect((await world.read(number)).contact_due_at).not.toBeNull();
  await call(true);
  expect((await world.read(number)).contact_due_at).toBeNull();
  const results = await database.query(
    `select 1 from case_contacts where result like '%13800138000%'`,
  );
  expect(results).toEqual([]);
});
