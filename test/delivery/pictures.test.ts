import type { Database } from '../../src/database/database';
import { textOf } from '../../src/simulator/reply-reader';
import { createTestDatabase } from '../support/database';
import { aCitizen, answerTo, deliveriesOf, ledgerOf, type TestCitizen } from '../support/delivery';
import { JPEG, PNG, streamOf } from '../media/files';
import { startSimulatedPlatform, type SimulatedPlatform } from './simulated-platform';

const UPLOAD = '/cgi-bin/media/upload';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let database: Database;
let drop: () => Promise<void>;
let platform: SimulatedPlatform;
beforeEach(async () => {
  ({ database, drop } = await createTestDatabase());
  platform = await startSimulatedPlatform(database);
});
afterEach(async () => {
  await platform.close();
  await drop();
});

/** A citizen who has just written, known to both sides. */
async function aWriter(): Promise<TestCitizen> {
  const citizen = await aCitizen(database, platform.clock);
  writes(citizen);
  return citizen;
}

/** The simulator's side of it: its window opens anew. */
function writes({ openid }: TestCitizen): void {
  platform.running.simulator.putCitizen('renshe', openid, { opens: 'message' });
}

async function aPicture(content = JPEG): Promise<string> {
  return (await platform.send.keep('renshe', 'image', streamOf(content))).sha256;
}

/** What the platform took for the citizen: texts, and `image` for pictures. */
function taken({ openid }: TestCitizen): unknown[] {
  return platform.running.simulator
    .sends('renshe', openid)
    .filter((send) => send.taken)
    .map(
      ({ body }) => (body['text'] as { content: string } | undefined)?.content ?? body['msgtype'],
    );
}

function attempts(): Promise<{ part: number; outcome: string; code: number | null }[]> {
  return database.query(
    'select part, outcome, code from outbox_attempts order by part, started_at',
  );
}

async function partsOf(citizen: TestCitizen): Promise<[string, string | null][]> {
  const rows = await database.query<{ state: string; reason: string | null }>(
    `select p.state, p.reason from outbox_parts p
     join outbox o on o.account = p.account and o.id = p.outbox_id
     where o.citizen_id = $1 order by o.created_at, p.part`,
    [citizen.id],
  );
  return rows.map(({ state, reason }) => [state, reason]);
}

it('go after the text, each a send, and are seen on the phone', async () => {
  const phone = platform.running.phone('张大妈');
  await phone.act('renshe', { kind: 'follow' });
  await phone.act('renshe', { kind: 'text', text: '要带什么' });
  const openid = textOf(platform.running.product.received[0]!.fields!, 'FromUserName')!;
  const citizen = await aCitizen(database, platform.clock, 'message', openid);
  const pictures = [await aPicture(), await aPicture(PNG)];
  await answerTo(database, platform.clock, citizen, '看图。', pictures);
  expect(await platform.worker.deliverDue()).toBe(3);
  expect(taken(citizen)).toEqual(['看图。', 'image', 'image']);
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ state: 'accepted', attempts: 3 }]);
  expect(await ledgerOf(database, citizen)).toMatchObject({ message: 2 });
  const shown = (await phone.entries('renshe')).filter(({ from }) => from === 'account');
  expect(shown.slice(-3).map(({ body }) => body.kind)).toEqual(['text', 'image', 'image']);
});

it('are uploaded once for all who get them', async () => {
  const picture = await aPicture();
  for (const citizen of [await aWriter(), await aWriter(), await aWriter()]) {
    await answerTo(database, platform.clock, citizen, '看图。', [picture]);
    await platform.worker.deliverDue();
    expect(taken(citizen)).toEqual(['看图。', 'image']);
  }
  expect(platform.uploads).toEqual(['image']);
});

it('are uploaded anew where WeChat’s id has expired before its time, and sent once', async () => {
  const citizen = await aWriter();
  const picture = await aPicture();
  await platform.send.getMediaId('renshe', picture);
  platform.clock.advance(2 * HOUR);
  platform.running.clock.at += 3 * DAY + 1000;
  writes(citizen);
  await answerTo(database, platform.clock, citizen, '看图。', [picture]);
  await platform.worker.deliverDue();
  expect(await deliveriesOf(database, citizen)).toMatchObject([
    { state: 'waiting', reason: 'picture_renewed' },
  ]);
  platform.clock.advance(2000);
  await platform.worker.deliverDue();
  expect(await deliveriesOf(database, citizen)).toMatchObject([
    { state: 'accepted', reason: null },
  ]);
  expect(await attempts()).toEqual([
    { part: 1, outcome: 'accepted', code: null },
    { part: 2, outcome: 'refused', code: 40007 },
    { part: 2, outcome: 'accepted', code: null },
  ]);
  expect(taken(citizen)).toEqual(['看图。', 'image']);
  expect(platform.uploads).toHaveLength(2);
  expect(await ledgerOf(database, citizen)).toMatchObject({ message: 3 });
});

it('end as failed where WeChat refuses an id that it has just given', async () => {
  platform.answerUploads('no-such-media');
  const citizen = await aWriter();
  await answerTo(database, platform.clock, citizen, '看图。', [await aPicture()]);
  await platform.worker.deliverDue();
  expect(await partsOf(citizen)).toEqual([
    ['accepted', null],
    ['failed', 'media_expired'],
  ]);
  expect(platform.uploads).toHaveLength(1);
});

it('wait where the upload is cut: no attempt was made, no send was spent, nothing is uncertain', async () => {
  const citizen = await aWriter();
  const faults = [{ kind: 'cut_after' as const, path: UPLOAD, count: 1 }];
  platform.running.simulator.setApiFaults('renshe', { faults });
  await answerTo(database, platform.clock, citizen, '看图。', [await aPicture()]);
  await platform.worker.deliverDue();
  const [row] = await deliveriesOf(database, citizen);
  expect(row).toMatchObject({ state: 'waiting', reason: 'unreachable', attempts: 2 });
  expect(await attempts()).toHaveLength(1);
  expect(await ledgerOf(database, citizen)).toMatchObject({ message: 4 });
  platform.clock.advance(row!.next_at.getTime() - platform.clock.now().getTime());
  await platform.worker.deliverDue();
  expect(taken(citizen)).toEqual(['看图。', 'image']);
});

it('end as failed, the text being with the citizen, where the file is gone', async () => {
  const citizen = await aWriter();
  const picture = await aPicture();
  await answerTo(database, platform.clock, citizen, '看图。', [picture]);
  await platform.store.remove(picture);
  await platform.worker.deliverDue();
  expect(taken(citizen)).toEqual(['看图。']);
  expect(await deliveriesOf(database, citizen)).toMatchObject([
    { state: 'failed', reason: 'picture_lost' },
  ]);
});

it('never leave with another account’s file', async () => {
  const citizen = await aWriter();
  const { sha256 } = await platform.send.keep('yibao', 'image', streamOf(JPEG));
  await answerTo(database, platform.clock, citizen, '看图。', [sha256]);
  await platform.worker.deliverDue();
  expect(taken(citizen)).toEqual(['看图。']);
  expect(await deliveriesOf(database, citizen)).toMatchObject([{ reason: 'picture_lost' }]);
});

it('leave room for a text of one message, and the spare send alone', async () => {
  const citizen = await aWriter();
  const pictures = [await aPicture(), await aPicture(PNG), await aPicture(JPEG.subarray(0, 60))];
  const long = '请带身份证到大厅来。'.repeat(100);
  await answerTo(database, platform.clock, citizen, long, pictures);
  await platform.worker.deliverDue();
  const sent = taken(citizen);
  expect(sent).toHaveLength(4);
  expect(sent[0]).toMatch(/全文请打0730-8123456/);
  expect(await ledgerOf(database, citizen)).toMatchObject({ message: 1 });
});

it('are at most three', async () => {
  const citizen = await aWriter();
  const four = Array<string>(4).fill(await aPicture());
  await expect(answerTo(database, platform.clock, citizen, '看图。', four)).rejects.toMatchObject({
    code: 'bad_request',
    message: '一次答复最多附 3 张图片。',
  });
});

it('that find no send left wait for the next contact, which is told of them', async () => {
  const citizen = await aWriter();
  await database.query('update ledgers set message_sends_left = 2');
  await answerTo(database, platform.clock, citizen, '看图。', [await aPicture()]);
  await platform.worker.deliverDue();
  expect(taken(citizen)).toEqual(['看图。']);
  expect(await deliveriesOf(database, citizen)).toMatchObject([
    {
      state: 'held',
      reason: 'quota_used',
      passive_text: expect.stringMatching(/还附有图片/) as string,
    },
  ]);
});
