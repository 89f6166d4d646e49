import { composeCases, handOverPort } from '../../../src/compose-cases';
import { listCaseMessages } from '../../../src/cases/case-store';
import { passInBatch } from '../../../src/cases/life-cycle/in-bulk';
import { registerCase, type RegisterCase } from '../../../src/cases/life-cycle/register-case';
import { markRatingMistaken } from '../../../src/cases/mark-rating';
import { insertContact } from '../../../src/cases/work/contacts';
import type { Database } from '../../../src/database/database';
import { createSealer } from '../../../src/privacy/sealer';
import {
  anActor,
  createCaseWorld,
  DAY_MS,
  DRAFT,
  HOUR_MS,
  RENSHE,
  type CaseWorld,
} from '../../support/case-world';
import { createTestDatabase } from '../../support/database';

let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
const clerk = anActor('clerk');
const coordinator = anActor('coordinator');
const sealer = createSealer('a secret key of the tests, long enough');

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
});
afterAll(() => drop());

describe('registerCase', () => {
  const register = (given: Partial<RegisterCase> = {}, actor = clerk, scope = RENSHE) =>
    registerCase(database, world.ports, sealer, scope, actor, {
      unit: 'renshe',
      source: 'telephone',
      externalNo: null,
      contact: '13800138000',
      place: '柳林洲街道',
      statement: '我叫张三，身份证430602199001011234，养老金没发。',
      receivedAt: new Date(world.clock.now().getTime() - 2 * HOUR_MS),
      urgent: false,
      restricted: false,
      ...given,
    });

  it('counts from the time that was stated and keeps numbers sealed', async () => {
    const { id, number } = await register();
    const row = await world.read(number);
    const receivedAt = world.clock.now().getTime() - 2 * HOUR_MS;
    expect(row).toMatchObject({
      source: 'telephone',
      state: 'awaiting_acceptance',
      citizen_id: null,
      opened_at: new Date(receivedAt),
      accept_due_at: new Date(receivedAt + DAY_MS),
    });
    expect(row.statement).not.toContain('430602199001011234');
    expect(await listCaseMessages(database, RENSHE, number)).toMatchObject([
      { kind: 'statement', text: row.statement },
    ]);
    expect(JSON.stringify(row)).not.toContain('13800138000');
    expect(sealer.open(row.contact_sealed as Buffer, `case-contact:${id}`)).toBe('13800138000');
    expect(sealer.open(row.statement_sealed as Buffer, `case-statement:${id}`)).toContain(
      '430602199001011234',
    );
  });

  it('is answered without delivery, for there is no chat to deliver to', async () => {
    const { number } = await register();
    const done = await world.act(number, clerk, {
      action: 'accept_and_answer',
      input: { type: 'consultation', item: null, ...DRAFT, template: DRAFT.text },
    });
    expect(done).toMatchObject({ state: 'answered', answer: { delivery: null } });
  });

  it.each<[string, Partial<RegisterCase>]>([
    ['without a way back to the citizen', { contact: ' ', externalNo: null }],
    ['without words', { statement: ' ' }],
    ['received in the future', { receivedAt: new Date('2027-01-01T00:00:00Z') }],
    ['for a unit that is not there', { unit: 'nowhere' }],
  ])('refuses one %s', async (_what, given) => {
    await expect(register(given)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('is for the unit’s own people', async () => {
    await expect(register({ unit: 'yibao' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(register({}, anActor('reviewer'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('passInBatch', () => {
  it('passes 咨询 and nothing that wants a look of its own, and says how each went', async () => {
    const submit = async (type: 'consultation' | 'complaint') => {
      const number = await world.open();
      const { version } = await world.act(number, clerk, {
        action: 'accept_and_answer',
        input: { type, item: null, ...DRAFT },
      });
      return { number, version, hash: await world.hash(number) };
    };
    const [one, complaint, stale] = [
      await submit('consultation'),
      await submit('complaint'),
      await submit('consultation'),
    ];
    const items = [one, complaint, { ...stale, version: 1 }, { ...one, number: 'RS0' }];
    expect(
      await passInBatch(database, world.ports, RENSHE, anActor('reviewer'), items),
    ).toMatchObject([
      { number: one.number, kind: 'done' },
      { number: complaint.number, kind: 'refused', message: '只有咨询、建议可以批量审核。' },
      { number: stale.number, kind: 'refused' },
      { number: 'RS0', kind: 'refused', message: '没有编号为 RS0 的办件。' },
    ]);
  });
});

describe('split', () => {
  it('makes a case of the messages that are another matter, with their receipt', async () => {
    const number = await world.open();
    world.clock.advance(HOUR_MS);
    const { id } = await world.read(number);
    const messages = await database.query<{ id: string }>(
      `select id from messages where case_id = $1 order by received_at`,
      [id],
    );
    const split = (messageIds: string[]) =>
      world.act(number, clerk, { action: 'split', input: { messageIds } });
    await expect(split(messages.map((message) => message.id))).rejects.toMatchObject({
      code: 'bad_request',
    });
    await split([messages[0]!.id]);
    const [made] = await database.query<{ opened_at: Date; accept_due_at: Date; kept: number }>(
      `select n.opened_at, n.accept_due_at,
         (select count(*)::int from messages m where m.case_id = n.id) as kept
       from case_links l join cases n on n.id = l.other_id where l.case_id = $1`,
      [id],
    );
    expect(made).toEqual({
      opened_at: new Date(world.clock.now().getTime() - HOUR_MS),
      accept_due_at: new Date(world.clock.now().getTime() + DAY_MS),
      kept: 1,
    });
  });
});

describe('markRatingMistaken', () => {
  it('marks once, by the district alone, and takes nothing away', async () => {
    const number = await world.open();
    await world.act(number, clerk, {
      action: 'accept_and_answer',
      input: { type: 'consultation', item: null, ...DRAFT, template: DRAFT.text },
    });
    await world.act(number, anActor('citizen'), {
      action: 'rate',
      input: { rating: 1, tags: [], text: '手滑', named: false },
    });
    const mark = (actor = coordinator) =>
      database.transaction((tx) =>
        markRatingMistaken(tx, world.ports, RENSHE, actor, {
          number,
          round: 1,
          reason: '群众来电13800138000说点错了',
        }),
      );
    await expect(mark(clerk)).rejects.toMatchObject({ code: 'forbidden' });
    await mark();
    await expect(mark()).rejects.toMatchObject({ code: 'conflict' });
    const [rating] = await database.query(
      `select r.rating, r.mistaken_by from case_ratings r join cases c on c.id = r.case_id
       where c.number = $1`,
      [number],
    );
    expect(rating).toEqual({ rating: 1, mistaken_by: 'the-coordinator' });
    const [told] = await database.query(
      `select e.kind, e.actor, e.reason, e.seq = c.version as "isLast" from case_events e
       join cases c on c.id = e.case_id where c.number = $1 order by e.seq desc limit 1`,
      [number],
    );
    expect(told).toMatchObject({
      ...{ kind: 'rating_marked_mistaken', actor: 'the-coordinator', isLast: true },
      reason: expect.not.stringContaining('13800138000') as string,
    });
  });
});

describe('insertContact', () => {
  it.each([
    ['lies in the future', new Date('2027-01-01T00:00:00Z'), '已说明'],
    ['says nothing', new Date('2026-01-01T00:00:00Z'), ' '],
  ])('refuses one that %s', async (_what, at, result) => {
    const recordedAt = world.clock.now();
    const { id } = await world.read(await world.open());
    const contact = { caseId: id as string, round: 1, method: 'telephone', reached: true } as const;
    await expect(
      insertContact(database, { ...contact, at, result, recordedBy: 'the-clerk', recordedAt }),
    ).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('handOverPort', () => {
  it('lists what somebody answers for and moves it, with an event and an audit row', async () => {
    const leaver = anActor('clerk', { id: 'the-leaver' });
    const number = await world.open();
    await world.act(number, leaver, {
      action: 'accept',
      input: { type: 'consultation', item: null },
    });
    const port = handOverPort(world.ports);
    expect(await port.listHandled(database, leaver.id)).toEqual([{ number, unit: 'renshe' }]);
    const move = { number, to: 'the-clerk', reason: '离岗移交' };
    const shell = { kind: 'operator', name: 'root' } as const;
    await expect(
      database.transaction((tx) => port.handOver(tx, shell, { ...move, reason: '走' })),
    ).rejects.toMatchObject({ code: 'bad_request' });
    await database.transaction((tx) =>
      port.handOver(tx, shell, { ...move, reason: '离岗移交给同事' }),
    );
    expect((await world.read(number)).handler).toBe('the-clerk');
    expect(await port.listHandled(database, leaver.id)).toEqual([]);
    expect(world.audited.at(-1)).toMatchObject({
      action: 'case.hand_over',
      actor: { kind: 'operator', id: 'root' },
      before: { handler: 'the-leaver' },
      after: { handler: 'the-clerk' },
    });
  });
});

describe('composeCases', () => {
  it('writes the record in the transaction of the change', async () => {
    const { audit } = composeCases({
      clock: world.clock,
      sealer,
      progress: { url: () => '' },
      content: () => {
        throw new Error('files are not asked for the record');
      },
    });
    const recorded = await createCaseWorld(database);
    recorded.ports.audit = audit;
    const number = await recorded.open();
    const read = () =>
      database.query(`select action, actor_id, before, after from audit_entries
        where subject_id = (select id::text from cases where number = '${number}')`);
    await expect(
      recorded.act(number, clerk, {
        action: 'transfer',
        reason: '理由写在这里',
        input: { unit: 'empty', designate: false },
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await read()).toEqual([]);
    await recorded.act(number, clerk, {
      action: 'accept',
      input: { type: 'consultation', item: null },
    });
    expect(await read()).toMatchObject([
      {
        action: 'case.accept',
        actor_id: 'the-clerk',
        before: { state: 'awaiting_acceptance' },
        after: { state: 'in_progress' },
      },
    ]);
  });
});
