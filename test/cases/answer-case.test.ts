import { answerCase } from '../../src/cases/answer-case';
import { listCaseMessages, listOpenCases } from '../../src/cases/case-store';
import { caseStates } from '../../src/cases/case-state';
import type { Database } from '../../src/database/database';
import { CASE_NUMBER_SLOT } from '../../src/routing/decision';
import { aPush, aTextMessage, anAnswer } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createCaseWorld, type CaseWorld } from '../support/case-world';
import { createTestDatabase } from '../support/database';

let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
const clock = fixedClock();
const renshe = { units: ['renshe'] };
const yibao = { units: ['yibao'] };

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
});
afterAll(() => drop());

async function openCase(openid: string, content: string): Promise<string> {
  const { pipeline } = createCallback({
    database,
    clock,
    route: () =>
      anAnswer(CASE_NUMBER_SLOT, {
        case: { kind: 'open', unit: 'renshe', urgent: false, restricted: false },
      }),
  });
  const outcome = await pipeline.receive(aPush({ inbound: aTextMessage({ openid, content }) }));
  if (outcome.kind !== 'answered' || outcome.reply.kind !== 'text') throw new Error('no case');
  return outcome.reply.text;
}

function answer(number: string, scope = renshe) {
  return answerCase(database, world.ports, scope, {
    number,
    text: ' 请带身份证来。 ',
    operator: 'test',
  });
}

describe('answerCase', () => {
  it('answers with the number, the unit and the day, and hands the answer over', async () => {
    const number = await openCase('oAnswer00000000000000000001', '养老金没发');
    const { text, delivery } = await answer(number);
    expect(delivery).toEqual({ state: 'waiting', reason: null });
    const link = '<a href="https://pages.example/1">看办理经过、评价</a>';
    expect(text).toBe(
      `【答复】您的办件 ${number}：\n请带身份证来。\n${link}\n——区人社局 2026年11月23日`,
    );
    const queued = await database.query(
      `select o.state, o.body from outbox o join cases c on c.id = o.case_id where c.number = $1`,
      [number],
    );
    expect(queued).toEqual([{ state: 'waiting', body: { kind: 'text', text } }]);
    const events = await database.query(
      `select e.seq, e.kind, e.actor from case_events e join cases c on c.id = e.case_id
       where c.number = $1 order by e.seq`,
      [number],
    );
    expect(events).toEqual([
      { seq: 1, kind: 'opened', actor: 'system' },
      { seq: 2, kind: 'answer_by_operator', actor: 'test' },
    ]);
  });

  it('answers a case once, also when two press at the same moment', async () => {
    const number = await openCase('oAnswer00000000000000000002', '再问一次');
    const results = await Promise.allSettled([answer(number), answer(number)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const held = await database.query(
      `select 1 from outbox o join cases c on c.id = o.case_id where c.number = $1`,
      [number],
    );
    expect(held).toHaveLength(1);
  });

  it('tells another unit no more than of a case that does not exist', async () => {
    const number = await openCase('oAnswer00000000000000000003', '别人的');
    await expect(answer(number, yibao)).rejects.toMatchObject({
      code: 'not_found',
      message: `没有编号为 ${number} 的办件。`,
    });
    await expect(answer('RS209901010001X')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('reading', () => {
  it('lists open cases of the scope by key, with the last words', async () => {
    const number = await openCase('oAnswer00000000000000000004', '工伤怎么认定');
    const rows = await listOpenCases(database, renshe, { limit: 50 });
    expect(rows.find((row) => row.number === number)).toMatchObject({
      state: 'awaiting_acceptance',
      lastText: '工伤怎么认定',
    });
    expect(await listOpenCases(database, yibao, { limit: 50 })).toEqual([]);
    expect(await listOpenCases(database, renshe, { limit: 50, after: rows.at(-1)!.id })).toEqual(
      [],
    );
    expect(await listCaseMessages(database, renshe, number)).toHaveLength(1);
    expect(await listCaseMessages(database, yibao, number)).toEqual([]);
  });

  it('knows a Chinese word for every state that the table allows', async () => {
    const [row] = await database.query<{ definition: string }>(
      `select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'cases_state_check'`,
    );
    const allowed = [...row!.definition.matchAll(/'([a-z_]+)'/g)].map(([, state]) => state);
    expect(Object.keys(caseStates).sort()).toEqual(allowed.sort());
  });
});
