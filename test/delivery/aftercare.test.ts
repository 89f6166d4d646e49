import type { Database } from '../../src/database/database';
import { saveCapabilities } from '../../src/delivery/account-store';
import type { NoticeTemplate } from '../../src/delivery/aftercare';
import { textOf } from '../../src/simulator/reply-reader';
import { NOTICES } from '../../src/simulator/world';
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
import { startSimulatedPlatform } from './simulated-platform';

let database: Database;
let drop: () => Promise<void>;
beforeEach(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterEach(() => drop());

const HOUR = 3_600_000;
const TEMPLATE = 'tpl-answer-waits-000000000001';
const template: NoticeTemplate = {
  kind: 'template',
  templateId: TEMPLATE,
  data: { thing1: '您的咨询有答复了，请来看', time2: '{date}' },
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
      templateId: TEMPLATE,
      data: { thing1: '您的咨询有答复了，请来看', time2: '2026年11月25日' },
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

describe('a subscription notice', () => {
  const subscription = new Map([['renshe', { ...template, kind: 'subscription' as const }]]);

  it.each([
    ['may have arrived is not sent again', true, 1],
    ['surely never left is sent again', false, 2],
  ])('that %s', async (_what, mayHaveArrived, times) => {
    const { clock, citizen } = await heldAnswer();
    let silent = true;
    const api = fakeApi({
      notice: () => {
        if (silent) throw cut(mayHaveArrived);
      },
    });
    const worker = aWorker({ database, clock, api, notices: subscription });
    await worker.lookAfter();
    silent = false;
    clock.advance(2 * 60_000);
    await worker.lookAfter();
    expect(api.notices).toHaveLength(times);
    const attempts = await database.query<{ route: string; outcome: string }>(
      'select route, outcome from outbox_attempts order by started_at',
    );
    expect(attempts.map(({ route }) => route)).toEqual(Array(times).fill('subscription'));
    expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'held' }]);
  });
});

it('tells nobody who left, and who has used up the sends once', async () => {
  const clock = fixedClock();
  const api = fakeApi({
    send: (openid) => {
      throw refused(openid.endsWith(gone.openid.slice(-4)) ? 43004 : 45047);
    },
  });
  const gone = await aCitizen(database, clock);
  const full = await aCitizen(database, clock);
  await answerTo(database, clock, gone);
  await answerTo(database, clock, full);
  const worker = aWorker({ database, clock, api, notices });
  await worker.deliverDue();
  await worker.lookAfter();
  expect(api.notices.map(({ openid }) => openid)).toEqual([full.openid]);
});

it('is one card on the phone, whatever is cut: WeChat knows the id', async () => {
  const platform = await startSimulatedPlatform(database, notices);
  const { clock, running, worker } = platform;
  try {
    const phone = running.phone('张大妈');
    await phone.act('renshe', { kind: 'follow' });
    const openid = textOf(running.product.received[0]!.fields!, 'FromUserName')!;
    const citizen = await aCitizen(database, clock, null, openid);
    await answerTo(database, clock, citizen);
    const path = '/cgi-bin/message/template/send';
    const faults = [{ kind: 'cut_after' as const, path, count: 1 }];
    running.simulator.setApiFaults('renshe', { faults });
    await worker.lookAfter();
    clock.advance(2 * 60_000);
    await worker.lookAfter();
    expect(running.simulator.sends('renshe', openid).map(({ taken }) => taken)).toEqual([
      true,
      true,
    ]);
    const cards = (await phone.entries(NOTICES)).filter(({ body }) => body.kind === 'notice');
    expect(cards).toHaveLength(1);
    expect((await deliveriesOf(database, citizen))[0]!.noticed_at).toEqual(clock.now());
  } finally {
    await platform.close();
  }
});
