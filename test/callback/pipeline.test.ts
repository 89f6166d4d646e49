import type { Database } from '../../src/database/database';
import type { RoutedMessage, Snapshot } from '../../src/routing/decision';
import { CASE_NUMBER_SLOT } from '../../src/routing/decision';
import { createSealer } from '../../src/privacy/sealer';
import { aPush, aTextMessage, anAnswer } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';
import { holdAnswer } from '../support/held-answer';

let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());

let citizens = 0;
function aCitizen(): string {
  citizens += 1;
  return `oPipeline${String(citizens).padStart(19, '0')}`;
}

/** Opens a case for everything that is not a keyword, and joins the first open one. */
function routeToQueue(message: RoutedMessage, snapshot: Snapshot) {
  if (message.inbound.kind === 'text' && message.inbound.content === '社保卡') {
    return anAnswer('卡片');
  }
  const [known] = snapshot.cases;
  if (known) {
    return anAnswer('收到', {
      case: { kind: 'join', caseId: known.id, urgent: false, needsJudgement: false },
    });
  }
  return anAnswer(`编号${CASE_NUMBER_SLOT}`, {
    case: { kind: 'open', unit: message.account, urgent: false, restricted: false },
    receipt: true,
  });
}

function rowsOf(openid: string) {
  return database.query<{
    id: string;
    text: string;
    case_id: string;
    reply: { text: string };
    original: Buffer | null;
  }>(
    `select m.* from messages m join citizens c on c.account = m.account and c.id = m.citizen_id
     where c.openid = $1 order by m.id`,
    [openid],
  );
}

describe('receive', () => {
  const clock = fixedClock();

  it('stores the message with its reply before it answers', async () => {
    const { pipeline } = createCallback({ database, clock, route: routeToQueue });
    const openid = aCitizen();
    const outcome = await pipeline.receive(
      aPush({ inbound: aTextMessage({ openid, content: '社保卡' }) }),
    );
    expect(outcome).toMatchObject({
      kind: 'answered',
      repeated: false,
      reply: { kind: 'text', text: '卡片' },
    });
    const [row] = await rowsOf(openid);
    expect(row).toMatchObject({
      text: '社保卡',
      reply: { kind: 'text', text: '卡片' },
      case_id: null,
    });
  });

  it('gives the same reply to a repeated push and stores nothing anew', async () => {
    const { pipeline } = createCallback({ database, clock: fixedClock(), route: routeToQueue });
    const push = aPush({ inbound: aTextMessage({ openid: aCitizen(), content: '找不到人' }) });
    const first = await pipeline.receive(push);
    const second = await pipeline.receive(push);
    expect(second).toEqual({ ...first, repeated: true });
    expect(await rowsOf(push.openid)).toHaveLength(1);
  });

  it('takes one of twenty posts at once, over two processes', async () => {
    const processes = [1, 2].map(() => createCallback({ database, clock, route: routeToQueue }));
    const push = aPush({ inbound: aTextMessage({ openid: aCitizen(), content: '路灯坏了' }) });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => processes[index % 2]!.pipeline.receive(push)),
    );
    expect(new Set(outcomes.map((each) => JSON.stringify({ ...each, repeated: false }))).size).toBe(
      1,
    );
    const rows = await rowsOf(push.openid);
    expect(rows).toHaveLength(1);
    const cases = await database.query(`select number from cases where id = $1`, [
      rows[0]!.case_id,
    ]);
    expect(cases).toHaveLength(1);
  });

  it('opens one case for twenty messages of one citizen at once, over two processes', async () => {
    const processes = [1, 2].map(() => createCallback({ database, clock, route: routeToQueue }));
    const openid = aCitizen();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        processes[index % 2]!.pipeline.receive(
          aPush({ inbound: aTextMessage({ openid, content: `事情${index}` }) }),
        ),
      ),
    );
    const rows = await rowsOf(openid);
    expect(rows).toHaveLength(20);
    expect(new Set(rows.map((row) => row.case_id)).size).toBe(1);
    const events = await database.query<{ seq: number }>(
      `select seq from case_events where case_id = $1 order by seq`,
      [rows[0]!.case_id],
    );
    expect(events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it('takes one citizen in the order of WeChat’s time', async () => {
    const seen: string[] = [];
    const { pipeline } = createCallback({
      database,
      clock,
      route: (message) => {
        if (message.inbound.kind === 'text') seen.push(message.inbound.content);
        return anAnswer('好');
      },
    });
    const openid = aCitizen();
    const at = [5, 3, 4, 1, 2];
    await Promise.all(
      at.map((seconds) =>
        pipeline.receive(
          aPush({
            inbound: aTextMessage({
              openid,
              content: `第${seconds}`,
              sentAtSeconds: 1_795_397_400 + seconds,
            }),
          }),
        ),
      ),
    );
    expect(seen).toEqual(['第1', '第2', '第3', '第4', '第5']);
  });

  it('numbers cases of a batch one after the other', async () => {
    const { pipeline } = createCallback({
      database,
      clock: fixedClock(new Date('2027-01-04T02:00:00Z')),
      route: routeToQueue,
    });
    const pushes = Array.from({ length: 30 }, () =>
      aPush({ inbound: aTextMessage({ openid: aCitizen(), content: '求助' }) }),
    );
    await Promise.all(pushes.map((push) => pipeline.receive(push)));
    const rows = await database.query<{ number: string }>(
      `select number from cases where number like 'RS20270104%' order by number`,
    );
    expect(rows.map(({ number }) => number.slice(10, 14))).toEqual(
      Array.from({ length: 30 }, (_, index) => String(index + 1).padStart(4, '0')),
    );
  });

  it('keeps masked words in clear and the original sealed', async () => {
    const { pipeline } = createCallback({ database, clock, route: routeToQueue });
    const openid = aCitizen();
    const original = JSON.stringify({ content: '电话13800000000' });
    await pipeline.receive(
      aPush({ inbound: aTextMessage({ openid, content: '电话138******00' }), original }),
    );
    const [row] = await rowsOf(openid);
    const sealer = createSealer('a secret key of the tests, long enough');
    expect(row!.text).toBe('电话138******00');
    expect(row!.original!.includes('13800000000')).toBe(false);
    expect(sealer.open(row!.original!, `message:renshe:${row!.id}`)).toBe(original);
  });

  it('apologises and opens a case when routing throws', async () => {
    const { pipeline } = createCallback({
      database,
      clock,
      route: () => {
        throw new Error('a fault of ours');
      },
    });
    const openid = aCitizen();
    const outcome = await pipeline.receive(aPush({ inbound: aTextMessage({ openid }) }));
    expect(outcome).toMatchObject({ reply: { text: expect.stringContaining('对不起') as string } });
    const [row] = await rowsOf(openid);
    expect(row!.case_id).not.toBeNull();
  });

  it('lets one bad row stand alone and stores its neighbours', async () => {
    const { pipeline } = createCallback({
      database,
      clock,
      route: (message) =>
        message.inbound.kind === 'text' && message.inbound.content === '坏'
          ? anAnswer('x', {
              case: { kind: 'join', caseId: 'no uuid', urgent: false, needsJudgement: false },
            })
          : anAnswer('好'),
    });
    const bad = aPush({ inbound: aTextMessage({ openid: aCitizen(), content: '坏' }) });
    const good = Array.from({ length: 7 }, () =>
      aPush({ inbound: aTextMessage({ openid: aCitizen() }) }),
    );
    const results = await Promise.allSettled([...good, bad].map((push) => pipeline.receive(push)));
    expect(results.map(({ status }) => status)).toEqual([
      ...Array<string>(7).fill('fulfilled'),
      'rejected',
    ]);
    expect(await rowsOf(bad.openid)).toHaveLength(0);
  });
});

describe('held answers', () => {
  it('are shown once to routing and marked as offered in the reply that carries them', async () => {
    const clock = fixedClock();
    const { pipeline } = createCallback({
      database,
      clock,
      route: (_message, snapshot) =>
        anAnswer(snapshot.heldAnswers.map(({ text }) => text).join() || '没有', {
          givesAnswers: snapshot.heldAnswers.map(({ outboxId }) => outboxId),
        }),
    });
    const openid = aCitizen();
    const send = () => pipeline.receive(aPush({ inbound: aTextMessage({ openid }) }));
    await send();
    const [citizen] = await database.query<{ id: string }>(
      `select id from citizens where openid = $1`,
      [openid],
    );
    await database.transaction((tx) =>
      holdAnswer(tx, {
        account: 'renshe',
        citizenId: citizen!.id,
        caseId: '00000000-0000-7000-8000-000000000001',
        text: '您的答复',
        at: clock.now(),
      }),
    );
    expect(await send()).toMatchObject({ reply: { text: '您的答复' }, carriesAnswers: true });
    expect(await send()).toMatchObject({ reply: { text: '没有' } });
    clock.advance(21_000);
    expect(await send()).toMatchObject({ reply: { text: '您的答复' } });
  });
});
