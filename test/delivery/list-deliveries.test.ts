import type { Database } from '../../src/database/database';
import { markToldByPhone } from '../../src/delivery/delivery-actions';
import { listDeliveries, type DeliveryView } from '../../src/delivery/list-deliveries';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';
import {
  aCitizen,
  anAudit,
  answerTo,
  aWorker,
  cut,
  fakeApi,
  refused,
  type TestCitizen,
} from '../support/delivery';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());

async function viewsOf(citizen: TestCitizen): Promise<DeliveryView[]> {
  const rows = await database.query<{ id: string }>(
    'select case_id as id from outbox where citizen_id = $1',
    [citizen.id],
  );
  return listDeliveries(
    database,
    rows.map(({ id }) => id),
  );
}

it('tells the story of an answer: its state, its parts and every try', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  await answerTo(database, clock, citizen, '看图。', ['a1']);
  let calls = 0;
  const api = fakeApi({
    send: () => {
      calls += 1;
      if (calls === 1) throw refused(-1);
    },
  });
  const worker = aWorker({ database, clock, api });
  await worker.deliverDue();
  const startedAt = clock.now();
  expect(await viewsOf(citizen)).toMatchObject([
    {
      words: '等待发送',
      sentence: '微信那边正忙，系统会自动再试，不用重复操作。',
      mayResend: false,
    },
  ]);
  clock.advance(2000);
  await worker.deliverDue();
  expect(await viewsOf(citizen)).toEqual([
    {
      account: 'renshe',
      id: expect.any(String) as string,
      caseId: expect.any(String) as string,
      kind: 'answer',
      state: 'failed',
      words: '未送出（不可重发）',
      sentence: expect.stringMatching(/^答复里的图片文件已经不在了/) as string,
      mayResend: false,
      createdAt: startedAt,
      acceptedAt: null,
      nextAt: null,
      viewedAt: null,
      toldByPhoneAt: null,
      toldByPhoneBy: null,
      noticedAt: null,
      parts: [
        { kind: 'text', words: '微信已接收' },
        { kind: 'picture', words: '未送出（不可重发）' },
      ],
      attempts: [
        {
          part: 1,
          route: 'customer_service',
          startedAt,
          endedAt: startedAt,
          outcome: 'refused',
          code: -1,
          rid: '1a2b3c4d-5e6f-7a8b',
          detail: expect.stringContaining('微信系统繁忙') as string,
        },
        {
          part: 1,
          route: 'customer_service',
          startedAt: clock.now(),
          endedAt: clock.now(),
          outcome: 'accepted',
          code: null,
          rid: null,
          detail: null,
        },
      ],
    },
  ]);
});

it('has the facts beside the state, and says what a person may do', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  await answerTo(database, clock, citizen);
  const api = fakeApi({
    send: () => {
      throw cut(true);
    },
  });
  await aWorker({ database, clock, api }).deliverDue();
  const [view] = await viewsOf(citizen);
  expect(view).toMatchObject({ words: '不确定是否送到（请电话核实）', mayResend: true });
  const actor = { kind: 'staff', id: 'li', name: '李四', ip: null } as const;
  const action = { account: 'renshe', id: view!.id, unit: 'renshe', actor, reason: null };
  await markToldByPhone(database, anAudit(), { ...action, at: clock.now() });
  expect(await viewsOf(citizen)).toMatchObject([
    { state: 'uncertain', toldByPhoneAt: clock.now(), toldByPhoneBy: 'li' },
  ]);
});

it('shows when a waiting one is tried next, and nothing of other cases', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  await answerTo(database, clock, citizen);
  expect(await viewsOf(citizen)).toMatchObject([{ state: 'waiting', nextAt: clock.now() }]);
  expect(await listDeliveries(database, [])).toEqual([]);
});
