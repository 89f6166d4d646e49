import type { Database } from '../../src/database/database';
import { markToldByPhone, markViewed } from '../../src/delivery/delivery-actions';
import { saveCapabilities } from '../../src/delivery/account-store';
import { markOfferedAccepted } from '../../src/delivery/offered-answers';
import type { PicturePort } from '../../src/delivery/picture-port';
import { presentDeliveryState, type DeliveryState } from '../../src/delivery/states';
import type { RoutedMessage, Snapshot } from '../../src/routing/decision';
import type { Reply } from '../../src/wechat/reply';
import { aPush, aTextMessage, anAnswer } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock, type FixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';
import {
  aCitizen,
  anAudit,
  answerTo,
  aWorker,
  deliveriesOf,
  fakeApi,
  type TestCitizen,
} from '../support/delivery';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());

const HOUR = 3_600_000;

/** As routing frames a reply: what waited goes first; what does not fit follows. */
function frame(own: string) {
  return (_message: RoutedMessage, { heldAnswers }: Snapshot) => {
    const preface = heldAnswers.map(({ text }) => text).join('\n\n');
    const both = preface === '' ? own : `${preface}\n\n${own}`;
    const givesAnswers = heldAnswers.map(({ outboxId }) => outboxId);
    if (preface === '' || Buffer.byteLength(both) <= 2048) return anAnswer(both, { givesAnswers });
    return anAnswer(preface, { givesAnswers, followUp: { kind: 'text', text: own } });
  };
}

function write(
  clock: FixedClock,
  citizen: TestCitizen,
  options: { own?: string; maySend?: boolean } = {},
) {
  const { pipeline } = createCallback({
    database,
    clock,
    route: frame(options.own ?? '【自动回复】您好。'),
    maySend: options.maySend ?? true,
  });
  const sentAtSeconds = Math.floor(clock.now().getTime() / 1000);
  const inbound = aTextMessage({ openid: citizen.openid, sentAtSeconds });
  return pipeline.receive(aPush({ inbound, receivedAt: clock.now() }));
}

const textOf = (reply: Reply): string => (reply.kind === 'text' ? reply.text : '');

async function told(citizen: TestCitizen): Promise<string[]> {
  const rows = await deliveriesOf(database, citizen);
  return rows.map(({ state, reason }) => presentDeliveryState(state as DeliveryState, reason));
}

/** An answer that waits because the window is shut. */
async function heldAnswer(text?: string) {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  clock.advance(48 * HOUR);
  await answerTo(database, clock, citizen, text);
  return { clock, citizen };
}

it('with the window shut an answer waits, is given with the next reply, and the state tells the story', async () => {
  const clock = fixedClock();
  const citizen = await aCitizen(database, clock);
  clock.advance(48 * HOUR);
  const api = fakeApi();
  const worker = aWorker({ database, clock, api });
  expect(await answerTo(database, clock, citizen)).toEqual({
    state: 'held',
    reason: 'window_closed',
  });
  expect(await told(citizen)).toEqual(['待群众再来消息时送出（超过 48 小时）']);
  expect(await worker.deliverDue()).toBe(0);

  clock.advance(HOUR);
  const outcome = await write(clock, citizen);
  if (outcome.kind !== 'answered') throw new Error('not answered');
  expect(textOf(outcome.reply)).toBe('请带身份证来。\n\n【自动回复】您好。');
  expect(outcome.carriesAnswers).toBe(true);
  expect(await told(citizen)).toEqual(['待群众再来消息时送出（超过 48 小时）']);

  await markOfferedAccepted(database, 'renshe', outcome.messageId, clock.now());
  expect(await told(citizen)).toEqual(['微信已接收']);
  const next = await write(clock, citizen);
  expect(next).toMatchObject({ reply: { text: '【自动回复】您好。' }, carriesAnswers: false });
  await worker.deliverDue();
  expect(api.accepted).toEqual([]);
});

it('gives it again to a retry of the same push, and at the next contact when nothing was written out', async () => {
  const { clock, citizen } = await heldAnswer();
  const first = await write(clock, citizen);
  if (first.kind !== 'answered') throw new Error('not answered');
  clock.advance(30_000);
  const second = await write(clock, citizen);
  expect(second).toMatchObject({
    reply: { text: '请带身份证来。\n\n【自动回复】您好。' },
    carriesAnswers: true,
  });
});

it('sends a new reply that has no room beside it through the outbox', async () => {
  const { clock, citizen } = await heldAnswer(`${'请带身份证来。'.repeat(60)}`);
  const own = `【自动回复】${'可以在网上办。'.repeat(60)}`;
  const outcome = await write(clock, citizen, { own });
  expect(outcome).toMatchObject({ reply: { text: '请带身份证来。'.repeat(60) } });
  const api = fakeApi();
  await aWorker({ database, clock, api }).deliverDue();
  expect(api.accepted).toEqual([[citizen.openid, own]]);
});

it('shortens the new reply into the same text where the account cannot send', async () => {
  const { clock, citizen } = await heldAnswer(`${'请带身份证来。'.repeat(60)}`);
  const own = `【自动回复】${'可以在网上办。'.repeat(60)}`;
  const outcome = await write(clock, citizen, { own, maySend: false });
  if (outcome.kind !== 'answered') throw new Error('not answered');
  const text = textOf(outcome.reply);
  expect(text.startsWith(`${'请带身份证来。'.repeat(60)}\n\n【自动回复】可以在网上办。`)).toBe(
    true,
  );
  expect(text.endsWith('（没有写完，请把刚才的话再发一次。）')).toBe(true);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
  expect(await deliveriesOf(database, citizen)).toHaveLength(1);
});

it('gives a long answer shortened, with its 落款', async () => {
  const signature = '——君山区人力资源和社会保障局 2026年11月25日';
  const { clock, citizen } = await heldAnswer(`${'请带身份证来。'.repeat(150)}\n${signature}`);
  const outcome = await write(clock, citizen);
  if (outcome.kind !== 'answered') throw new Error('not answered');
  expect(textOf(outcome.reply)).toContain(
    `全文请打0730-8123456，或回复“进度”查看。）\n${signature}`,
  );
});

it.each([
  [
    'told by telephone',
    (id: string, clock: FixedClock) =>
      markToldByPhone(database, anAudit(), {
        account: 'renshe',
        id,
        unit: 'renshe',
        actor: { kind: 'staff', id: 'li', name: '李四', ip: null },
        reason: null,
        at: clock.now(),
      }),
  ],
  [
    'seen on the page',
    async (id: string, clock: FixedClock) => {
      const [row] = await database.query<{ case_id: string }>(
        'select case_id from outbox where id = $1',
        [id],
      );
      const actor = { kind: 'citizen', id: 'c', name: null, ip: null } as const;
      await markViewed(database, anAudit(), { caseId: row!.case_id, actor, at: clock.now() });
    },
  ],
])('once %s it is not put before a reply any more, and its state stays', async (_how, tell) => {
  const { clock, citizen } = await heldAnswer();
  const [row] = await deliveriesOf(database, citizen);
  await tell(row!.id, clock);
  expect(await write(clock, citizen)).toMatchObject({ reply: { text: '【自动回复】您好。' } });
  expect(await told(citizen)).toEqual(['待群众再来消息时送出（超过 48 小时）']);
});

it('gives an answer that fits alone but not with its mark, shortened', async () => {
  const text = '好'.repeat(679) + '。';
  expect(Buffer.byteLength(text)).toBe(2040);
  const { citizen } = await heldAnswer(text);
  const [row] = await deliveriesOf(database, citizen);
  expect(Buffer.byteLength(`【答复】${row!.passive_text}`)).toBeLessThanOrEqual(2048);
  expect(row!.passive_text).toMatch(/^好.*……\n（答复较长，全文请打0730-8123456/s);
});

describe('two answers that have no room in one reply', () => {
  const first = '请带身份证来。'.repeat(60);
  const second = '请带户口簿来。'.repeat(60);

  async function twoHeld() {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    clock.advance(48 * HOUR);
    for (const text of [first, second]) {
      await answerTo(database, clock, citizen, text);
      clock.advance(5);
    }
    return { clock, citizen };
  }

  /** As routing: the oldest that fit. */
  const oldest = (message: RoutedMessage, snapshot: Snapshot) =>
    frame('您好。')(message, { ...snapshot, heldAnswers: snapshot.heldAnswers.slice(0, 1) });

  function receive(clock: FixedClock, citizen: TestCitizen, db: Database = database) {
    const { pipeline } = createCallback({ database: db, clock, route: oldest });
    const sentAtSeconds = Math.floor(clock.now().getTime() / 1000);
    const inbound = aTextMessage({ openid: citizen.openid, sentAtSeconds });
    return pipeline.receive(aPush({ inbound, receivedAt: clock.now() }));
  }

  const idOf = (outcome: Awaited<ReturnType<typeof receive>>): string => {
    if (outcome.kind !== 'answered') throw new Error('not answered');
    return outcome.messageId;
  };

  it('both reach the citizen at once: one in the reply, the other after it', async () => {
    const { clock, citizen } = await twoHeld();
    const messageId = idOf(await receive(clock, citizen));
    const api = fakeApi();
    const worker = aWorker({ database, clock, api });
    expect(await worker.deliverDue()).toBe(0);
    await markOfferedAccepted(database, 'renshe', messageId, clock.now());
    expect(await told(citizen)).toEqual(['微信已接收', '等待发送']);
    await worker.deliverDue();
    expect(api.accepted).toEqual([[citizen.openid, second]]);
    expect(await told(citizen)).toEqual(['微信已接收', '微信已接收']);
  });

  it('the other stays held where it was told by telephone', async () => {
    const { clock, citizen } = await twoHeld();
    const messageId = idOf(await receive(clock, citizen));
    const [, other] = await deliveriesOf(database, citizen);
    await database.query('update outbox set told_by_phone_at = $2 where id = $1', [
      other!.id,
      clock.now(),
    ]);
    await markOfferedAccepted(database, 'renshe', messageId, clock.now());
    expect((await told(citizen))[1]).toBe('待群众再来消息时送出（超过 48 小时）');
  });

  it('is given once where the next message was being decided in that very moment', async () => {
    const { clock, citizen } = await twoHeld();
    const messageId = idOf(await receive(clock, citizen));
    clock.advance(1000);
    let marked = false;
    // The next message has looked, and is about to be written.
    const late: Database = {
      ...database,
      async transaction(work) {
        if (!marked) await markOfferedAccepted(database, 'renshe', messageId, clock.now());
        marked = true;
        return database.transaction(work);
      },
    };
    const outcome = await receive(clock, citizen, late);
    expect(marked).toBe(true);
    expect(outcome).toMatchObject({ reply: { text: '您好。' }, carriesAnswers: false });
    const api = fakeApi();
    await aWorker({ database, clock, api }).deliverDue();
    expect(api.accepted).toEqual([[citizen.openid, second]]);
  });

  it('is left to a reply that carries it already', async () => {
    const { clock, citizen } = await twoHeld();
    const messageId = idOf(await receive(clock, citizen));
    clock.advance(1000);
    const next = await receive(clock, citizen);
    expect(next).toMatchObject({ carriesAnswers: true });
    await markOfferedAccepted(database, 'renshe', messageId, clock.now());
    expect(await told(citizen)).toEqual(['微信已接收', '待群众再来消息时送出（超过 48 小时）']);
    await markOfferedAccepted(database, 'renshe', idOf(next), clock.now());
    expect(await told(citizen)).toEqual(['微信已接收', '微信已接收']);
  });
});

describe('an answer with a picture', () => {
  const pictures: PicturePort = {
    getMediaId: async (_account, sha256) => `M-${sha256}`,
    forgetMediaId: async () => true,
  };
  const grant = (granted: boolean, at: Date): Promise<void> =>
    saveCapabilities(database, [
      { account: 'renshe', capability: 'custom_message', granted, reason: 'probe', at },
    ]);

  /** Its text stands in the reply to the citizen's message, which has been written out. */
  async function giveWithReply(clock: FixedClock, citizen: TestCitizen): Promise<string> {
    clock.advance(HOUR);
    const outcome = await write(clock, citizen);
    if (outcome.kind !== 'answered') throw new Error('not answered');
    await markOfferedAccepted(database, 'renshe', outcome.messageId, clock.now());
    return textOf(outcome.reply);
  }

  it('gives its text with the next reply and sends the picture after it', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    clock.advance(48 * HOUR);
    await answerTo(database, clock, citizen, '看图。', ['a1']);
    expect(await giveWithReply(clock, citizen)).toBe('看图。\n\n【自动回复】您好。');
    expect(await told(citizen)).toEqual(['等待发送']);
    const api = fakeApi();
    await aWorker({ database, clock, api, pictures }).deliverDue();
    expect(api.accepted).toEqual([[citizen.openid, 'M-a1']]);
    expect(await told(citizen)).toEqual(['微信已接收']);
  });

  it('says where the picture is to be had where the account may not send, and the state says so', async () => {
    const clock = fixedClock();
    const citizen = await aCitizen(database, clock);
    await grant(false, clock.now());
    try {
      const text = '看图。\n——人社局 2026年11月23日';
      expect(await answerTo(database, clock, citizen, text, ['a1', 'a2'])).toEqual({
        state: 'held',
        reason: 'no_permission',
      });
      expect(await giveWithReply(clock, citizen)).toBe(
        '看图。\n（另有图片2张，请打0730-8123456查询）\n——人社局 2026年11月23日\n\n【自动回复】您好。',
      );
      expect(await told(citizen)).toEqual(['未送出（不可重发）']);
      const [row] = await deliveriesOf(database, citizen);
      expect(row).toMatchObject({ state: 'failed', reason: 'picture_unsendable' });
      expect(await giveWithReply(clock, citizen)).toBe('【自动回复】您好。');
    } finally {
      await grant(true, clock.now());
    }
  });
});

it('never puts what waited into a reply that the deadline has taken', async () => {
  const { clock, citizen } = await heldAnswer();
  const seen: number[] = [];
  let begin: () => void = () => undefined;
  let release: () => void = () => undefined;
  const deadline = new Promise<void>((resolve) => (begin = resolve));
  const source = new Promise<void>((resolve) => (release = resolve));
  const { handler } = createCallback({
    database,
    clock,
    route: () => ({
      kind: 'deferred',
      work: {},
      effects: {},
      explanation: { responder: 'question' },
    }),
    answerDeferred: async (_work, message) => {
      begin();
      await source;
      return (snapshot) => {
        seen.push(snapshot.heldAnswers.length);
        const inbound = aTextMessage();
        return frame('查到了。')({ ...message, inbound }, snapshot);
      };
    },
    timer: { wait: () => deadline },
  });
  const sentAtSeconds = Math.floor(clock.now().getTime() / 1000);
  const inbound = aTextMessage({ openid: citizen.openid, sentAtSeconds });
  const handled = await handler.handle(aPush({ inbound, receivedAt: clock.now() }));
  expect(handled.kind).toBe('late');
  release();
  await handler.drain();
  const rows = await database.query<{ kind: string; state: string; text: string }>(
    `select kind, state, body ->> 'text' as text from outbox where citizen_id = $1 order by kind`,
    [citizen.id],
  );
  expect(rows).toEqual([
    { kind: 'answer', state: 'held', text: '请带身份证来。' },
    { kind: 'late_reply', state: 'waiting', text: '查到了。' },
  ]);
  expect(seen).toEqual([1, 0]);
});
