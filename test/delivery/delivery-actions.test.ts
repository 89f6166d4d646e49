import type { Database } from '../../src/database/database';
import { resendDelivery } from '../../src/delivery/delivery-actions';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';
import {
  aCitizen,
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
  const action = { account: 'renshe', id: row!.id, actor: 'li', at: clock.now() };
  return { clock, citizen, row: row!, action };
}

it('sends an uncertain answer again when a person says so, once', async () => {
  const { clock, citizen, action } = await ended(() => cut(true));
  await resendDelivery(database, action);
  await expect(resendDelivery(database, action)).rejects.toMatchObject({
    code: 'conflict',
    message: '现在不能重发，状态是：等待发送。',
  });
  const api = fakeApi();
  await aWorker({ database, clock, api }).deliverDue();
  expect(api.accepted).toHaveLength(1);
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'accepted' }]);
  const [row] = await database.query('select resent_by from outbox where id = $1', [action.id]);
  expect(row).toEqual({ resent_by: 'li' });
});

it.each([
  ['held', () => refused(45047), '待群众再来消息时送出（条数已满）'],
  ['refused for its content', () => refused(87014), '未送出（不可重发）'],
  ['waiting', () => refused(-1), '等待发送'],
])('does not send again what is %s', async (_what, error, state) => {
  const { action } = await ended(error);
  await expect(resendDelivery(database, action)).rejects.toMatchObject({
    code: 'conflict',
    message: `现在不能重发，状态是：${state}。`,
  });
});

it('sends again what failed for a passing reason', async () => {
  const { clock, citizen, action } = await ended(() => refused(43019));
  await resendDelivery(database, action);
  await aWorker({ database, clock, api: fakeApi() }).deliverDue();
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'accepted' }]);
});

it('knows nothing of another account’s delivery', async () => {
  const { action } = await ended(() => cut(true));
  await expect(resendDelivery(database, { ...action, account: 'yibao' })).rejects.toMatchObject({
    code: 'not_found',
  });
});
