import type { Database } from '../../src/database/database';
import { saveCapabilities } from '../../src/delivery/account-store';
import type { NoticeTemplate } from '../../src/delivery/aftercare';
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
beforeEach(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterEach(() => drop());

const HOUR = 3_600_000;
const template: NoticeTemplate = {
  kind: 'template',
  templateId: 'T1',
  data: { thing1: '您的咨询有答复了，请发一条消息查看', time2: '{date}' },
  url: null,
};
const notices = new Map([['renshe', template]]);

async function heldAnswer() {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  clock.advance(48 * HOUR);
  await answerTo(database, clock, citizen);
  return { clock, citizen };
}

it('tells the citizen once that an answer waits, under an id of the answer’s own', async () => {
  const { clock, citizen } = await heldAnswer();
  const api = fakeApi();
  const worker = aWorker({ database, clock, api, notices });
  await worker.lookAfter();
  clock.advance(HOUR);
  await worker.lookAfter();
  const [row] = await deliveriesOf(database, citizen);
  expect(api.notices).toEqual([
    {
      openid: citizen.openid,
      kind: 'template',
      templateId: 'T1',
      data: { thing1: '您的咨询有答复了，请发一条消息查看', time2: '2026年11月25日' },
      url: null,
      clientMsgId: row!.id.replaceAll('-', ''),
    },
  ]);
  expect(row).toMatchObject({ state: 'held', reason: 'window_closed' });
  expect(row!.noticed_at).not.toBeNull();
});

it('tries again under the same id after a silence, within the ten minutes that WeChat knows it', async () => {
  const { clock, citizen } = await heldAnswer();
  let silent = true;
  const api = fakeApi({
    notice: () => {
      if (silent) throw cut(true);
    },
  });
  const worker = aWorker({ database, clock, api, notices });
  await worker.lookAfter();
  silent = false;
  clock.advance(2 * 60_000);
  await worker.lookAfter();
  expect(api.notices).toHaveLength(2);
  expect(api.notices[0]!.clientMsgId).toBe(api.notices[1]!.clientMsgId);
  expect((await deliveriesOf(database, citizen))[0]!.noticed_at).toEqual(clock.now());
});

it.each([43101, 40037, 47003, 43004, 200_013])('lets it be after %i', async (code) => {
  const { clock, citizen } = await heldAnswer();
  const api = fakeApi({
    notice: () => {
      throw refused(code, '/cgi-bin/message/template/send');
    },
  });
  const worker = aWorker({ database, clock, api, notices });
  await worker.lookAfter();
  clock.advance(HOUR);
  await worker.lookAfter();
  expect(api.notices).toHaveLength(1);
  expect(await deliveriesOf(database, citizen)).toMatchObject([
    { state: 'held', reason: 'window_closed', noticed_at: null },
  ]);
});

it('stops asking for notices after 48001', async () => {
  const { clock } = await heldAnswer();
  const api = fakeApi({
    notice: () => {
      throw refused(48001, '/cgi-bin/message/template/send');
    },
  });
  const worker = aWorker({ database, clock, api, notices });
  await worker.lookAfter();
  const other = await aCitizen(database, clock, null);
  await answerTo(database, clock, other);
  await worker.lookAfter();
  expect(api.notices).toHaveLength(1);
});

it('tells nobody where the account may not', async () => {
  const { clock } = await heldAnswer();
  const at = clock.now();
  await saveCapabilities(database, [
    { account: 'renshe', capability: 'template_message', granted: false, reason: 'declared', at },
  ]);
  const api = fakeApi();
  await aWorker({ database, clock, api, notices }).lookAfter();
  expect(api.notices).toEqual([]);
});
