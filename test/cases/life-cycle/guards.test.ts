import { listActions } from '../../../src/cases/life-cycle/list-actions';
import type { Database } from '../../../src/database/database';
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
let number: string;

const clerk = anActor('clerk');
const otherClerk = anActor('clerk', { id: 'other-clerk' });
const reviewer = anActor('reviewer');
const signer = anActor('signer');
const coordinator = anActor('coordinator');
const citizen = anActor('citizen');
const reason = '理由写在这里';

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
beforeEach(async () => {
  world = await createCaseWorld(database);
  number = await world.open();
});
afterAll(() => drop());

type Type = 'consultation' | 'complaint';
const accept = (type: Type = 'consultation') =>
  world.act(number, clerk, { action: 'accept', input: { type, item: null } });
const submit = (text: string = DRAFT.text, confirmed = false) =>
  world.act(number, clerk, { action: 'submit', input: { ...DRAFT, text, confirmed } });
const pass = async (confirmed = false) => ({
  hash: await world.hash(number),
  opinion: null,
  confirmed,
});
const forbidden = { code: 'forbidden' };
const conflict = { code: 'conflict' };
const badRequest = { code: 'bad_request' };
const unprocessable = { code: 'unprocessable' };

describe('which unit has it', () => {
  it('is returned within the limit only, and stays with the unit until it is assigned', async () => {
    const late = await world.open();
    world.clock.advance(DAY_MS + HOUR_MS);
    const back = { action: 'return', reason, input: { proposedUnit: 'yibao' } } as const;
    await expect(world.act(late, clerk, back)).rejects.toMatchObject(conflict);
    const young = await world.open();
    await world.act(young, clerk, back);
    expect(await world.read(young)).toMatchObject({
      state: 'awaiting_assignment',
      owner_unit: 'renshe',
    });
  });

  it('is not returned where the district has designated the unit', async () => {
    const back = { action: 'return', reason, input: { proposedUnit: null } } as const;
    await world.act(number, clerk, back);
    await world.act(number, coordinator, {
      action: 'assign',
      input: { unit: 'renshe', designate: true },
    });
    await expect(world.act(number, clerk, back)).rejects.toMatchObject(conflict);
  });

  it('goes to no unit that has nobody, and to none that is not there', async () => {
    const to = (unit: string) =>
      world.act(number, coordinator, {
        action: 'transfer',
        reason,
        input: { unit, designate: false },
      });
    await expect(to('empty')).rejects.toMatchObject(conflict);
    await expect(to('nowhere')).rejects.toMatchObject(badRequest);
    await expect(to('renshe')).rejects.toMatchObject(badRequest);
  });

  it('is the district’s decision from the third hop on, and keeps its limit on the way', async () => {
    await accept();
    const { answer_due_at: promised } = await world.read(number);
    const hop = (unit: string, actor = clerk) =>
      world.act(number, actor, { action: 'transfer', reason, input: { unit, designate: false } });
    await hop('jiuye');
    await hop('renshe');
    await expect(hop('jiuye')).rejects.toMatchObject(forbidden);
    await hop('yibao', coordinator);
    expect(await world.read(number)).toMatchObject({
      owner_unit: 'yibao',
      state: 'awaiting_acceptance',
      handler: null,
      hops: 3,
      answer_due_at: promised,
    });
  });

  it('gives a late 受理 no more time than an early one', async () => {
    const { accept_due_at: bound } = await world.read(number);
    world.clock.advance(3 * DAY_MS);
    await accept();
    expect((await world.read(number)).answer_due_at).toEqual(
      new Date((bound as Date).getTime() + 5 * DAY_MS),
    );
  });

  it('is seen and answered by a unit that helps with it, which may do nothing else', async () => {
    await accept();
    const dueAt = new Date(world.clock.now().getTime() + DAY_MS);
    const ask = (due: Date) =>
      world.act(number, clerk, {
        action: 'add_co_handler',
        reason,
        input: { unit: 'yibao', dueAt: due },
      });
    await expect(ask(new Date(dueAt.getTime() + 9 * DAY_MS))).rejects.toMatchObject(badRequest);
    await ask(dueAt);
    await expect(ask(dueAt)).rejects.toMatchObject(conflict);
    const helper = anActor('clerk', { roles: [{ role: 'clerk', unit: 'yibao' }] });
    const yibao = { units: ['yibao'] };
    await expect(
      world.act(number, helper, { action: 'submit', input: DRAFT }, yibao),
    ).rejects.toMatchObject(forbidden);
    const opinion = { unit: 'yibao', opinion: '参保情况正常。' };
    const answer = { action: 'answer_as_co_handler', input: opinion } as const;
    await world.act(number, helper, answer, yibao);
    await expect(world.act(number, helper, answer, yibao)).rejects.toMatchObject(conflict);
  });
});

describe('who has it', () => {
  it('is one clerk’s while it is claimed, and anybody’s when the half hour is over', async () => {
    await world.act(number, clerk, { action: 'claim', input: {} });
    const take = () =>
      world.act(number, otherClerk, {
        action: 'accept',
        input: { type: 'consultation', item: null },
      });
    await expect(take()).rejects.toMatchObject(conflict);
    world.clock.advance(HOUR_MS);
    await take();
    await expect(submit()).rejects.toMatchObject(forbidden);
  });

  it('is handed over to people who may handle it', async () => {
    await accept();
    const to = (handler: string) =>
      world.act(number, coordinator, { action: 'hand_over', reason, input: { handler } });
    await expect(to('stranger')).rejects.toMatchObject(badRequest);
    await to('other-clerk');
    await expect(submit()).rejects.toMatchObject(forbidden);
  });
});

describe('time that is asked for', () => {
  const askSupplement = () =>
    world.act(number, clerk, { action: 'ask_supplement', reason, input: { missing: ['照片'] } });

  it('stands still while the citizen is asked, twice at most', async () => {
    await accept();
    const { answer_due_at: first } = await world.read(number);
    for (let time = 0; time < 2; time += 1) {
      await askSupplement();
      world.clock.advance(3 * DAY_MS);
      await world.act(number, citizen, { action: 'supplement', input: {} });
    }
    expect((await world.read(number)).answer_due_at).toEqual(
      new Date((first as Date).getTime() + 6 * DAY_MS),
    );
    await expect(askSupplement()).rejects.toMatchObject(conflict);
  });

  it('says what is missing', async () => {
    await accept();
    const nothing = { action: 'ask_supplement', reason, input: { missing: [' '] } } as const;
    await expect(world.act(number, clerk, nothing)).rejects.toMatchObject(badRequest);
    await askSupplement();
    const notices = await database.query<{ text: string }>(
      `select body ->> 'text' as text from outbox o join cases c on c.id = o.case_id
       where c.number = $1 and o.kind = 'notice'`,
      [number],
    );
    expect(notices.filter(({ text }) => text.includes('1. 照片'))).toHaveLength(1);
  });

  it('is extended once, before the limit, by somebody else, from the limit on', async () => {
    await accept();
    const ask = (workingDays: number) =>
      world.act(number, clerk, { action: 'ask_extension', reason, input: { workingDays } });
    await expect(ask(6)).rejects.toMatchObject(badRequest);
    await ask(5);
    const { answer_due_at: before } = await world.read(number);
    const grant = { action: 'approve_extension', reason, input: {} } as const;
    await expect(
      world.act(number, anActor('signer', { id: clerk.id }), grant),
    ).rejects.toMatchObject(forbidden);
    world.clock.advance(6 * DAY_MS);
    await world.act(number, signer, grant);
    const after = new Date((before as Date).getTime() + 5 * DAY_MS);
    expect((await world.read(number)).answer_due_at).toEqual(after);
    const [event] = await database.query<{ data: object }>(
      `select data from case_events e join cases c on c.id = e.case_id
       where c.number = $1 and kind = 'approve_extension'`,
      [number],
    );
    expect(event!.data).toEqual({
      before: (before as Date).toISOString(),
      after: after.toISOString(),
      days: 5,
    });
    await expect(ask(1)).rejects.toMatchObject(conflict);
  });

  it('is not extended after the limit', async () => {
    await accept();
    world.clock.advance(6 * DAY_MS);
    await expect(
      world.act(number, clerk, { action: 'ask_extension', reason, input: { workingDays: 1 } }),
    ).rejects.toMatchObject(conflict);
  });
});

describe('the gates', () => {
  it('are two for a 投诉, one for a 咨询, none for a 咨询 answered with approved words', async () => {
    await accept('complaint');
    await submit();
    const input = await pass();
    expect(await world.act(number, reviewer, { action: 'review', input })).toMatchObject({
      state: 'awaiting_signature',
      answer: null,
    });
    const done = await world.act(number, signer, { action: 'sign', input });
    expect(done.state).toBe('answered');
    expect(done.answer!.text).toContain(DRAFT.text);

    number = await world.open();
    await accept();
    await submit();
    const reviewed = { action: 'review', input: await pass() } as const;
    expect((await world.act(number, reviewer, reviewed)).state).toBe('answered');

    number = await world.open();
    await accept();
    const template = { ...DRAFT, template: DRAFT.text };
    expect((await world.act(number, clerk, { action: 'submit', input: template })).state).toBe(
      'answered',
    );
  });

  it('are what the unit sets', async () => {
    const set = { consultation: 'review_and_signature', complaint: 'none' } as const;
    const units = world.ports.units();
    world.ports.units = () => new Map(units).set('renshe', { ...units.get('renshe')!, gates: set });
    await accept();
    await submit();
    const input = await pass();
    expect((await world.act(number, reviewer, { action: 'review', input })).state).toBe(
      'awaiting_signature',
    );
    number = await world.open();
    await accept('complaint');
    expect((await submit()).state).toBe('answered');
  });

  it('are passed by nobody who wrote in the text, whatever else they may do', async () => {
    const roles = (['clerk', 'reviewer', 'signer'] as const).map((role) => ({
      role,
      unit: 'renshe',
    }));
    const all = anActor('clerk', { roles });
    await accept('complaint');
    await submit();
    const input = await pass();
    await expect(world.act(number, all, { action: 'review', input })).rejects.toMatchObject(
      forbidden,
    );
    await expect(world.act(number, all, { action: 'sign', input })).rejects.toMatchObject(
      forbidden,
    );
    const deputy = anActor('signer', { id: 'deputy', onBehalfOf: clerk.id });
    await expect(world.act(number, deputy, { action: 'sign', input })).rejects.toMatchObject(
      forbidden,
    );
    await world.act(number, reviewer, { action: 'revise', input: { text: '改过的话。' } });
    const revised = await pass();
    await expect(
      world.act(number, reviewer, { action: 'review', input: revised }),
    ).rejects.toMatchObject(forbidden);
  });

  it('fall with every edit: what was read is what is signed', async () => {
    await accept('complaint');
    await submit();
    const input = await pass();
    await world.act(number, reviewer, { action: 'review', input });
    expect(
      (await world.act(number, clerk, { action: 'revise', input: { text: '改过的话。' } })).state,
    ).toBe('awaiting_review');
    await expect(world.act(number, signer, { action: 'sign', input })).rejects.toMatchObject(
      conflict,
    );
    const done = await world.act(number, signer, { action: 'sign', input: await pass() });
    expect(done.answer!.text).toContain('改过的话。');
  });

  it('hold back words that may not leave, and want a second look at others', async () => {
    const hit = (text: string): unknown[] => [expect.objectContaining({ kind: 'word', text })];
    const unsure = { ...unprocessable, details: { hits: hit('保证'), confirm: true } };
    await accept('complaint');
    await expect(submit('这是内 部消息，保证真实。')).rejects.toMatchObject({
      ...unprocessable,
      details: { hits: hit('内 部') },
    });
    await expect(submit('请在{期限}前来。')).rejects.toMatchObject(unprocessable);
    await expect(submit('我们保证办好。')).rejects.toMatchObject(unsure);
    await submit('我们保证办好。', true);
    await expect(
      world.act(number, clerk, { action: 'revise', input: { text: '我们保证马上办好。' } }),
    ).rejects.toMatchObject(unsure);
    await expect(
      world.act(number, signer, { action: 'sign', input: await pass() }),
    ).rejects.toMatchObject(unsure);
    await world.act(number, signer, { action: 'sign', input: await pass(true) });
  });

  it('want the second look of whoever lets a text out, also where one gate is enough', async () => {
    await accept();
    await submit('我们保证办好。', true);
    await expect(
      world.act(number, reviewer, { action: 'review', input: await pass() }),
    ).rejects.toMatchObject({ ...unprocessable, details: { confirm: true } });
    const done = await world.act(number, reviewer, { action: 'review', input: await pass(true) });
    expect(done.state).toBe('answered');
  });

  it('let what repeats an approved text out at once, and hold it back once it is changed', async () => {
    await accept();
    const input = { ...DRAFT, template: DRAFT.text };
    const changed = { ...input, text: `${DRAFT.text}谢谢。` };
    const other = await world.open();
    await world.act(other, clerk, {
      action: 'accept_and_answer',
      input: { type: 'consultation', item: null, ...changed },
    });
    expect((await world.read(other))['state']).toBe('awaiting_review');
    expect((await world.act(number, clerk, { action: 'submit', input })).state).toBe('answered');
  });

  it('send a refusal back to where it was taken from', async () => {
    await world.act(number, clerk, {
      action: 'refuse',
      reason,
      input: { cause: 'litigation', channel: '向人民法院起诉' },
    });
    await world.act(number, signer, { action: 'send_back', reason, input: {} });
    expect((await world.read(number)).state).toBe('awaiting_acceptance');
  });
});

describe('after the answer', () => {
  async function answered(type: Type): Promise<void> {
    await accept(type);
    await submit();
    await world.act(number, type === 'complaint' ? signer : reviewer, {
      action: type === 'complaint' ? 'sign' : 'review',
      input: await pass(),
    });
  }
  const close = (excuse: string | null = null) =>
    world.act(number, coordinator, { action: 'close', input: { excuse } });
  const contact = async (hours: number, reached: boolean) => {
    const at = new Date(world.clock.now().getTime() - hours * HOUR_MS);
    await database.query(
      `insert into case_contacts (case_id, id, round, at, method, reached, result, recorded_by, recorded_at)
       select id, gen_random_uuid(), round, $2, 'telephone', $3, '电话', 'the-clerk', $2
       from cases where number = $1`,
      [number, at, reached],
    );
  };

  it('ends a 咨询 while its answer waits, and a 投诉 only when the citizen was spoken with', async () => {
    await answered('consultation');
    expect((await close()).state).toBe('closed');
    number = await world.open();
    await answered('complaint');
    await expect(close()).rejects.toMatchObject(conflict);
    await expect(close('群众已经搬走了')).rejects.toMatchObject(conflict);
    await contact(2, false);
    await contact(1, false);
    await expect(close()).rejects.toMatchObject(conflict);
    await contact(0, false);
    expect((await close()).state).toBe('closed');
  });

  it('clears or excuses an answer that did not leave', async () => {
    await answered('consultation');
    await database.query(
      `update outbox set state = 'failed' where case_id = (select id from cases where number = $1)`,
      [number],
    );
    await expect(close()).rejects.toMatchObject(conflict);
    expect((await close('群众已经搬走了')).state).toBe('closed');
  });

  it('is rated once, and a bad rating opens the next round with its own clock', async () => {
    await answered('consultation');
    const rate = (rating: 1 | 5) =>
      world.act(number, citizen, {
        action: 'rate',
        input: { rating, tags: [], text: null, named: false },
      });
    expect((await rate(1)).state).toBe('in_progress');
    const now = world.clock.now().getTime();
    expect(await world.read(number)).toMatchObject({
      round: 2,
      rating: null,
      latest_rating: 1,
      answered_at: null,
      contact_due_at: new Date(now + DAY_MS),
      answer_due_at: new Date(now + 15 * DAY_MS),
    });
    await submit('重新办好了。');
    await world.act(number, reviewer, { action: 'review', input: await pass() });
    expect((await rate(5)).state).toBe('answered');
    await expect(rate(5)).rejects.toMatchObject(conflict);
    const rounds = await database.query(
      `select r.round, r.rating from case_ratings r join cases c on c.id = r.case_id
       where c.number = $1 order by r.round`,
      [number],
    );
    expect(rounds).toEqual([
      { round: 1, rating: 1 },
      { round: 2, rating: 5 },
    ]);
    const removal = database.query(`delete from case_ratings`);
    await expect(removal).rejects.toMatchObject({ code: '42501' });
  });

  it('is not rated after 30 days', async () => {
    await answered('consultation');
    world.clock.advance(31 * DAY_MS);
    await expect(
      world.act(number, citizen, {
        action: 'rate',
        input: { rating: 5, tags: [], text: null, named: false },
      }),
    ).rejects.toMatchObject(conflict);
  });

  it('says of a restricted case only that an answer waits', async () => {
    number = await world.open({ restricted: true });
    await answered('complaint');
    const sent = await database.query<{ text: string }>(
      `select body ->> 'text' as text from outbox o join cases c on c.id = o.case_id where c.number = $1`,
      [number],
    );
    expect(sent.length).toBeGreaterThan(1);
    for (const { text } of sent) expect(text).not.toContain(DRAFT.text);
    await expect(
      world.act(
        number,
        clerk,
        { action: 'flag', input: { flag: 'urgent', on: true } },
        {
          units: ['renshe'],
        },
      ),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a 举报', () => {
  const report = (scope = RENSHE) =>
    world.act(number, clerk, { action: 'accept', input: { type: 'report', item: null } }, scope);

  it('is taken up by people who are named for it, and seen by no others from then on', async () => {
    const unnamed = { units: ['renshe'] };
    await expect(report(unnamed)).rejects.toMatchObject(forbidden);
    const mark = { action: 'flag', input: { flag: 'restricted', on: true } } as const;
    await world.act(number, clerk, mark, unnamed);
    await expect(report(unnamed)).rejects.toMatchObject({ code: 'not_found' });
    await report();
    expect(await world.read(number)).toMatchObject({ restricted: true, state: 'in_progress' });
  });
});

describe('what needs no answer', () => {
  it('is dismissed and restored within 30 days, never with a word of danger in it', async () => {
    await world.act(number, clerk, { action: 'dismiss', input: { cause: 'mistake' } });
    world.clock.advance(29 * DAY_MS);
    await world.act(number, clerk, { action: 'restore', reason, input: {} });
    await world.act(number, clerk, { action: 'dismiss', input: { cause: 'mistake' } });
    world.clock.advance(31 * DAY_MS);
    await expect(
      world.act(number, clerk, { action: 'restore', reason, input: {} }),
    ).rejects.toMatchObject(conflict);
    number = await world.open();
    await database.query(
      `update messages set text = '不解决我就跳楼'
       where id = (select m.id from messages m join cases c on c.id = m.case_id where c.number = $1 limit 1)`,
      [number],
    );
    await expect(
      world.act(number, clerk, { action: 'dismiss', input: { cause: 'abuse' } }),
    ).rejects.toMatchObject(conflict);
  });

  it('is sent to its channel in approved words at once, in others after 审核', async () => {
    const refer = (text: string) =>
      world.act(number, clerk, { action: 'refer', input: { channel: 'police', text } });
    expect((await refer('elsewhere:police')).state).toBe('answered');
    number = await world.open();
    expect((await refer('请打110。')).state).toBe('awaiting_review');
  });
});

describe('listActions', () => {
  it('draws buttons from the table, and says why one is held back', async () => {
    await accept('complaint');
    await submit();
    const list = async (actor: typeof clerk) =>
      (await listActions(database, world.ports, RENSHE, actor, number)).actions;
    expect((await list(reviewer)).map(({ action }) => action)).toEqual([
      'revise',
      'send_back',
      'review',
    ]);
    const roles = (['clerk', 'signer'] as const).map((role) => ({ role, unit: 'renshe' }));
    const sign = (await list(anActor('clerk', { roles }))).find(({ action }) => action === 'sign');
    expect(sign!.refusal).toBe('拟稿的人不能审核、签发自己的稿子。');
    expect(await list(anActor('inspector'))).toEqual([]);
    await expect(
      listActions(database, world.ports, { units: ['yibao'] }, reviewer, number),
    ).rejects.toMatchObject({ code: 'not_found', message: `没有编号为 ${number} 的办件。` });
  });
});
