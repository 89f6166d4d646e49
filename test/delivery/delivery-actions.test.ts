import type { Database } from '../../src/database/database';
import { markToldByPhone, markViewed, resendDelivery } from '../../src/delivery/delivery-actions';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';
import {
  aCitizen,
  anAudit,
  answerTo,
  aWorker,
  cut,
  deliveriesOf,
  fakeApi,
  refused,
} from '../support/delivery';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());

const LI = { kind: 'staff', id: 'li', name: '李四', ip: '10.0.0.7' } as const;
let audit = anAudit();
beforeEach(() => {
  audit = anAudit();
});

/** An answer that ended with what WeChat said. */
async function ended(error: () => Error) {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  await answerTo(database, clock, citizen);
  const api = fakeApi({
    send: () => {
      throw error();
    },
  });
  await aWorker({ database, clock, api }).deliverDue();
  const [row] = await deliveriesOf(database, citizen);
  const at = clock.now();
  const reason = '打过电话，没有收到';
  const action = { account: 'renshe', id: row!.id, unit: 'renshe', actor: LI, reason, at };
  return { clock, citizen, row: row!, action };
}

it('sends an uncertain answer again when a person says so, once', async () => {
  const { clock, citizen, action } = await ended(() => cut(true));
  await resendDelivery(database, audit, action);
  await expect(resendDelivery(database, audit, action)).rejects.toMatchObject({
    code: 'conflict',
    message: '现在不能重发，状态是：等待发送。',
  });
  const api = fakeApi();
  await aWorker({ database, clock, api }).deliverDue();
  expect(api.accepted).toHaveLength(1);
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'accepted' }]);
  const [row] = await database.query('select resent_by from outbox where id = $1', [action.id]);
  expect(row).toEqual({ resent_by: 'li' });
  expect(audit.rows).toEqual([
    {
      at: action.at,
      actor: LI,
      action: 'delivery.resend',
      unit: 'renshe',
      subject: { kind: 'delivery', id: action.id },
      reason: '打过电话，没有收到',
      before: { state: 'uncertain', reason: 'no_answer' },
      after: { state: 'waiting', reason: null },
    },
  ]);
});

it('lets one of two people who resend at once', async () => {
  const { citizen, clock, action } = await ended(() => cut(true));
  const work = [1, 2, 3].map(() => resendDelivery(database, audit, action));
  const ends = await Promise.allSettled(work);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(audit.rows).toHaveLength(1);
  const api = fakeApi();
  await aWorker({ database, clock, api }).deliverDue();
  expect(api.accepted.filter(([openid]) => openid === citizen.openid)).toHaveLength(1);
});

it('changes nothing where it cannot be recorded', async () => {
  const { citizen, action } = await ended(() => cut(true));
  const broken = { record: () => Promise.reject(new Error('no record')) };
  await expect(resendDelivery(database, broken, action)).rejects.toThrow('no record');
  await expect(markToldByPhone(database, broken, action)).rejects.toThrow('no record');
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'uncertain' }]);
  const [row] = await database.query('select told_by_phone_at from outbox where id = $1', [
    action.id,
  ]);
  expect(row).toEqual({ told_by_phone_at: null });
});

it('notes once that it was told by telephone: the first note stays', async () => {
  const { action } = await ended(() => refused(45047));
  await markToldByPhone(database, audit, action);
  const later = { ...action, actor: { ...LI, id: 'wang' }, at: new Date(action.at.getTime() + 1) };
  await markToldByPhone(database, audit, later);
  const [row] = await database.query(
    'select told_by_phone_at, told_by_phone_by, state from outbox where id = $1',
    [action.id],
  );
  expect(row).toEqual({ told_by_phone_at: action.at, told_by_phone_by: 'li', state: 'held' });
  expect(audit.rows).toMatchObject([
    {
      action: 'delivery.tell_by_phone',
      actor: LI,
      before: { toldByPhoneAt: null },
      after: { toldByPhoneAt: action.at },
    },
  ]);
});

it('notes once that the citizen has seen it on the page', async () => {
  const { citizen, action } = await ended(() => refused(45047));
  const [row] = await database.query<{ case_id: string }>(
    'select case_id from outbox where id = $1',
    [action.id],
  );
  const actor = { kind: 'citizen', id: citizen.id, name: null, ip: null } as const;
  const viewed = { caseId: row!.case_id, actor, at: action.at };
  await markViewed(database, audit, viewed);
  await markViewed(database, audit, { ...viewed, at: new Date(action.at.getTime() + 1) });
  expect(audit.rows).toMatchObject([
    { action: 'delivery.view', actor, subject: { id: action.id }, after: { viewedAt: action.at } },
  ]);
});

it.each([
  ['held', () => refused(45047), '待群众再来消息时送出（条数已满）'],
  ['refused for its content', () => refused(87014), '未送出（不可重发）'],
  ['waiting', () => refused(-1), '等待发送'],
])('does not send again what is %s', async (_what, error, state) => {
  const { action } = await ended(error);
  await expect(resendDelivery(database, audit, action)).rejects.toMatchObject({
    code: 'conflict',
    message: `现在不能重发，状态是：${state}。`,
  });
});

it('sends again what failed for a passing reason', async () => {
  const { clock, citizen, action } = await ended(() => refused(43019));
  await resendDelivery(database, audit, action);
  await aWorker({ database, clock, api: fakeApi() }).deliverDue();
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'accepted' }]);
});

it('knows nothing of another account’s delivery', async () => {
  const { action } = await ended(() => cut(true));
  await expect(
    resendDelivery(database, audit, { ...action, account: 'yibao' }),
  ).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(
    markToldByPhone(database, audit, { ...action, account: 'yibao' }),
  ).rejects.toMatchObject({ code: 'not_found' });
  expect(audit.rows).toEqual([]);
});
