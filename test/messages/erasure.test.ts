import { createDataKeys } from '../../src/audit/data-keys';
import type { Database } from '../../src/database/database';
import { insertDeliveries } from '../../src/delivery/outbox-store';
import { createLogger } from '../../src/platform/logger';
import { createSealer } from '../../src/privacy/sealer';
import type { FixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { AMR, JPEG } from '../media/files';
import { anImage, aVoice, startMediaBench, type MediaBench } from '../media/media-bench';
import { createErasureBench, dump, erase, type TestCitizen } from './erasure-bench';

const DAY_MS = 24 * 3600_000;
/** Words of the citizen that belong to no case, and others that belong to one. */
const LOOSE = ['社保卡丢了去哪里补办', '我家住在柳林洲街道'];
const COMPLAINT = '投诉工地欠薪三个月';
const PHONE = '13812345678';

let test: TestDatabase;
let database: Database;
let media: MediaBench;
let clock: FixedClock;
let bench: ReturnType<typeof createErasureBench>;

beforeEach(async () => {
  test = await createTestDatabase();
  ({ database } = test);
  media = await startMediaBench(database);
  media.wechat.on('/cgi-bin/media/get', (seen, response) => {
    response.end(seen.query.get('media_id') === 'VOICE' ? AMR : JPEG);
  });
  ({ clock } = media);
  bench = createErasureBench(database, clock);
});
afterEach(async () => {
  await media.close();
  await test.drop();
});

const run = (options?: Parameters<typeof erase>[3]) => erase(database, media.store, clock, options);
const dryRun = () => run({ dryRun: true });

/** Loose words, a loose picture, a case with words and a voice. */
async function live(citizen: TestCitizen): Promise<void> {
  await citizen.follow();
  for (const words of LOOSE) await citizen.say(words);
  await citizen.say(`我的手机是${PHONE}`);
  await citizen.send(anImage('PICTURE'));
  await citizen.say(`${COMPLAINT}，电话${PHONE}`);
  const voice = await citizen.send(aVoice('VOICE'));
  await database.query(
    `update messages set case_id = (select id from cases limit 1) where id = $1`,
    [voice],
  );
  await media.worker().run();
}

async function queue(openid: string, text: string, caseId: string | null): Promise<void> {
  const [citizen] = await database.query<{ account: string; id: string }>(
    'select account, id from citizens where openid = $1',
    [openid],
  );
  await database.transaction((tx) =>
    insertDeliveries(tx, [
      {
        account: citizen!.account,
        citizen_id: citizen!.id,
        case_id: caseId,
        message_id: null,
        kind: 'answer',
        state: 'held',
        reason: 'window_closed',
        body: { kind: 'text', text },
        parts: [{ kind: 'text', text }],
        passive_text: null,
        aftercare_at: clock.now(),
        at: clock.now(),
      },
    ]),
  );
}

describe('a citizen who left 30 days ago', () => {
  it('is gone from a dump, words and files without a case with them; the case stays', async () => {
    const citizen = bench.aCitizen();
    await live(citizen);
    const [opened] = await database.query<{ id: string; number: string }>('select * from cases');
    await queue(citizen.openid, '您的办件答复', opened!.id);
    await queue(citizen.openid, '没有办件的话', null);
    await citizen.unfollow();
    const before = await dump(test);
    for (const words of [...LOOSE, citizen.openid, COMPLAINT, '没有办件的话', '社保卡？']) {
      expect(before).toContain(words);
    }
    expect(await media.files()).toHaveLength(2);

    clock.advance(30 * DAY_MS);
    const report = await run();
    expect([...report]).toEqual([
      [
        'renshe',
        {
          citizens: 1,
          messages: 6,
          media: 1,
          questions: 1,
          undelivered: 2,
          cases: 1,
          caseMessages: 2,
          originals: 0,
        },
      ],
    ]);
    const after = await dump(test);
    for (const words of [...LOOSE, citizen.openid, '没有办件的话', 'PICTURE']) {
      expect(after).not.toContain(words);
    }
    expect(after).toContain(COMPLAINT);
    expect(after).toContain(opened!.number);
    expect(after).toContain('您的办件答复');
    const kept = await database.query<{ content_type: string }>('select content_type from media');
    expect(kept).toEqual([{ content_type: 'audio/amr' }]);
    expect(await media.files()).toHaveLength(1);
  });

  it('leaves nothing by which WeChat knows a message of the case', async () => {
    const citizen = bench.aCitizen();
    await live(citizen);
    await citizen.unfollow();
    clock.advance(30 * DAY_MS);
    await run();
    const rows = await database.query<{ dedupe_key: string; fields: object }>(
      'select dedupe_key, fields from messages',
    );
    for (const { dedupe_key, fields } of rows) {
      expect(dedupe_key).toMatch(/^erased:/);
      expect(Object.keys(fields)).not.toEqual(expect.arrayContaining(['msgId']));
      expect(JSON.stringify(fields)).not.toMatch(/VOICE|PICTURE|http/);
    }
  });

  it('has answers that will never be delivered, each saying so', async () => {
    const citizen = bench.aCitizen();
    await live(citizen);
    const [opened] = await database.query<{ id: string }>('select id from cases');
    await queue(citizen.openid, '您的办件答复', opened!.id);
    await citizen.unfollow();
    clock.advance(30 * DAY_MS);
    await run();
    const states = await database.query(
      `select o.state, o.reason, o.aftercare_at, p.state as part, p.body ->> 'text' as text
       from outbox o join outbox_parts p on p.outbox_id = o.id`,
    );
    expect(states).toEqual([
      {
        state: 'failed',
        reason: 'erased',
        aftercare_at: null,
        part: 'failed',
        text: '您的办件答复',
      },
    ]);
    expect(await database.query('select 1 from ledgers')).toEqual([]);
    expect(await database.query('select 1 from pending_questions')).toEqual([]);
  });

  it('has telephones kept for the open case, and destroyed the night after it is done', async () => {
    const citizen = bench.aCitizen();
    await live(citizen);
    await citizen.unfollow();
    clock.advance(30 * DAY_MS);
    await run();
    const originals = () =>
      database.query<{ account: string; id: string; original: Buffer; case_id: string | null }>(
        'select account, id, original, case_id from messages where original is not null',
      );
    const [kept, ...others] = await originals();
    expect(others).toEqual([]);
    expect(kept!.case_id).not.toBeNull();
    const sealer = createSealer('a secret key of the tests, long enough');
    expect(sealer.open(kept!.original, `message:${kept!.account}:${kept!.id}`)).toContain(PHONE);

    expect((await run()).size).toBe(0);
    expect(await originals()).toHaveLength(1);
    await database.query(`update cases set state = 'answered', answered_at = $1`, [clock.now()]);
    expect((await dryRun()).get('renshe')).toMatchObject({ citizens: 0, originals: 1 });
    expect((await run()).get('renshe')).toMatchObject({ citizens: 0, originals: 1 });
    expect(await originals()).toEqual([]);
    expect((await run()).size).toBe(0);
  });

  it('is a new citizen when they come back, to whom nothing leads', async () => {
    const citizen = bench.aCitizen();
    await live(citizen);
    await citizen.unfollow();
    clock.advance(30 * DAY_MS);
    await run();
    await citizen.follow();
    await citizen.say(COMPLAINT);
    const rows = await database.query<{ id: string; openid: string | null }>(
      'select id, openid from citizens order by first_seen_at',
    );
    expect(rows.map(({ openid }) => openid)).toEqual([null, citizen.openid]);
    const owners = await database.query<{ citizen_id: string }>(
      'select citizen_id from cases order by opened_at',
    );
    expect(owners.map((row) => row.citizen_id)).toEqual(rows.map(({ id }) => id));
    expect((await run()).size).toBe(0);
  });

  it('logs what an auditor needs, and nothing of the citizen', async () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const citizen = bench.aCitizen();
    await live(citizen);
    await citizen.unfollow();
    clock.advance(30 * DAY_MS);
    await run({ dryRun: true, logger });
    expect(lines).toEqual([]);
    await run({ logger });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ account: 'renshe', citizens: 1, cases: 1 });
    for (const words of [...LOOSE, citizen.openid, COMPLAINT, PHONE]) {
      expect(lines[0]).not.toContain(words);
    }
  });
});

describe('a dry run', () => {
  it('changes nothing, and says what the run then does', async () => {
    const citizen = bench.aCitizen();
    await live(citizen);
    await citizen.unfollow();
    clock.advance(30 * DAY_MS);
    const [before, files] = [await dump(test), await media.files()];
    const planned = await dryRun();
    expect(await dump(test)).toBe(before);
    expect(await media.files()).toEqual(files);
    expect([...(await run())]).toEqual([...planned]);
    expect(await dump(test)).not.toBe(before);
  });
});

describe('who is spared', () => {
  const isSpared = async ({ openid }: TestCitizen): Promise<boolean> => {
    await run();
    const rows = await database.query('select 1 from citizens where openid = $1', [openid]);
    return rows.length === 1;
  };

  it.each<[string, (citizen: TestCitizen) => Promise<unknown>, boolean]>([
    ['who never left', async () => clock.advance(300 * DAY_MS), true],
    [
      'who left a second less than 30 days ago',
      async (citizen) => {
        await citizen.unfollow();
        clock.advance(30 * DAY_MS - 1000);
      },
      true,
    ],
    [
      'who left 30 days ago',
      async (citizen) => {
        await citizen.unfollow();
        clock.advance(30 * DAY_MS);
      },
      false,
    ],
    [
      'who followed again on the last day',
      async (citizen) => {
        await citizen.unfollow();
        clock.advance(29 * DAY_MS);
        await citizen.follow();
        clock.advance(60 * DAY_MS);
      },
      true,
    ],
    [
      'who followed again and left again 29 days ago',
      async (citizen) => {
        await citizen.unfollow();
        clock.advance(29 * DAY_MS);
        await citizen.follow();
        await citizen.unfollow();
        clock.advance(29 * DAY_MS);
      },
      true,
    ],
    [
      'who writes although following again was never told',
      async (citizen) => {
        await citizen.unfollow();
        clock.advance(5 * DAY_MS);
        await citizen.say('还在吗');
        clock.advance(60 * DAY_MS);
      },
      true,
    ],
    [
      'whose last push overtook their leaving',
      async (citizen) => {
        await citizen.unfollow();
        clock.advance(60_000);
        await citizen.say('迟到的一句');
        clock.advance(30 * DAY_MS);
      },
      false,
    ],
    [
      'who took their permission back 30 days ago, and still follows',
      async (citizen) => {
        await citizen.revoke();
        clock.advance(30 * DAY_MS);
      },
      false,
    ],
    [
      'who closed their WeChat account 30 days ago',
      async (citizen) => {
        await citizen.revoke('user_authorization_cancellation');
        clock.advance(30 * DAY_MS);
      },
      false,
    ],
    [
      'who only changed their profile',
      async (citizen) => {
        await citizen.revoke('user_info_modified');
        clock.advance(30 * DAY_MS);
      },
      true,
    ],
    [
      'who took it back and followed anew',
      async (citizen) => {
        await citizen.revoke();
        await citizen.unfollow();
        clock.advance(DAY_MS);
        await citizen.follow();
        clock.advance(60 * DAY_MS);
      },
      true,
    ],
    [
      'whose message is being handled',
      async (citizen) => {
        const id = await citizen.say('还没办完');
        await citizen.unfollow();
        await database.query(
          `update messages set state = 'handling', lease_until = $2 where id = $1`,
          [id, clock.now()],
        );
        clock.advance(30 * DAY_MS);
      },
      true,
    ],
  ])('%s', async (_, happens, spared) => {
    const citizen = bench.aCitizen();
    await citizen.follow();
    await citizen.say(LOOSE[0]!);
    await happens(citizen);
    expect(await isSpared(citizen)).toBe(spared);
    expect((await dump(test)).includes(LOOSE[0]!)).toBe(spared);
  });

  it('leaves no openid in the event that took it back', async () => {
    const citizen = bench.aCitizen();
    await citizen.follow();
    await citizen.revoke();
    const events = await database.query(`select fields from messages where kind = 'other_event'`);
    expect(JSON.stringify(events)).not.toContain(citizen.openid);
    clock.advance(30 * DAY_MS);
    await run();
    expect(await dump(test)).not.toContain(citizen.openid);
  });
});

describe('many at once', () => {
  it('reports by account, over several batches and two processes', async () => {
    const citizens = Array.from({ length: 120 }, (_, n) =>
      bench.aCitizen(n % 3 === 0 ? 'yibao' : 'renshe'),
    );
    for (const citizen of citizens) {
      await citizen.follow();
      await citizen.unfollow();
    }
    const staying = bench.aCitizen();
    await staying.follow();
    clock.advance(30 * DAY_MS);
    const planned = await dryRun();
    const counts = [...planned].map(([account, { citizens: each }]) => [account, each]);
    expect(counts).toEqual([
      ['renshe', 80],
      ['yibao', 40],
    ]);
    const reports = await Promise.all([run(), run()]);
    const erased = reports.flatMap((report) => [...report.values()].map((each) => each.citizens));
    expect(erased.reduce((sum, each) => sum + each, 0)).toBe(120);
    const left = await database.query('select openid from citizens where openid is not null');
    expect(left).toEqual([{ openid: staying.openid }]);
  });

  it('loses no message of who comes back in the very moment', async () => {
    const citizen = bench.aCitizen();
    await citizen.follow();
    await citizen.unfollow();
    clock.advance(30 * DAY_MS);
    let saying: Promise<string> | undefined;
    await run({
      // The citizen's row is locked and about to be forgotten; the callback has seen it as it was.
      beforeMedia: async () => {
        saying = citizen.say('我回来了');
        await untilSomebodyWaits();
      },
    });
    const id = await saying!;
    const [stored] = await database.query(
      `select c.openid, c.erased_at, m.text from messages m
       join citizens c on c.account = m.account and c.id = m.citizen_id where m.id = $1`,
      [id],
    );
    expect(stored).toEqual({ openid: citizen.openid, erased_at: null, text: '我回来了' });
  });
});

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await database.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (waiting.length > 0) return;
  }
}

it('destroys the citizen’s own key, so that nothing sealed under it can be read again', async () => {
  const keys = createDataKeys(createSealer('a secret key of the tests, long enough'));
  const citizen = bench.aCitizen();
  await citizen.follow();
  const [row] = await database.query<{ account: string; id: string }>(
    'select account, id from citizens where openid = $1',
    [citizen.openid],
  );
  await database.transaction((tx) => keys.obtain(tx, [row!], clock.now()));
  expect(await keys.find(database, row!)).not.toBeNull();
  await citizen.unfollow();
  clock.advance(30 * DAY_MS);
  await dryRun();
  expect(await keys.find(database, row!)).not.toBeNull();
  await run();
  expect(await keys.find(database, row!)).toBeNull();
});
