import { pino } from 'pino';
import { createLiveFeed, type LiveFeed } from '../../../src/cases/live/live-feed';
import type { LivePlace } from '../../../src/cases/live/live-place';
import { pruneLiveEvents } from '../../../src/cases/live/live-store';
import type { SeenEvent } from '../../../src/cases/live/see-live-event';
import { addNote } from '../../../src/cases/work/notes';
import type { Scope } from '../../../src/cases/scope';
import { createDataSource } from '../../../src/database/data-source';
import type { Database } from '../../../src/database/database';
import { listen } from '../../../src/database/listen';
import { createDatabase } from '../../../src/database/postgres-database';
import { createId } from '../../../src/platform/ids';
import {
  anActor,
  createCaseWorld,
  DAY_MS,
  RENSHE,
  YIBAO,
  type CaseWorld,
} from '../../support/case-world';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { createRowMaker } from '../../support/make-rows';

const logger = pino({ level: 'silent' });
let test: TestDatabase;
let world: CaseWorld;
let feed: LiveFeed;

beforeEach(async () => {
  test = await createTestDatabase();
  world = await createCaseWorld(test.database);
  feed = createLiveFeed({ database: test.database, logger });
});
afterEach(() => test.drop());

/** Somebody's open page: all that it was told, and how far it is. */
interface Page {
  told: (SeenEvent | { kind: 'reset' })[];
  place: LivePlace;
  leave(): void;
}

async function open(
  scope: Scope = RENSHE,
  after: LivePlace | null = null,
  on = feed,
): Promise<Page> {
  const page: Page = {
    told: [],
    place: { xmin: '', xmax: '', running: [] },
    leave: () => undefined,
  };
  const at = (place: LivePlace | null): void => void (page.place = place ?? page.place);
  page.leave = await on.subscribe(
    {
      ...{ personId: '00000000-0000-7000-8000-000000000001', scope },
      onEvent: (event, place) => {
        page.told.push(event);
        at(place);
      },
      onReset: (place) => {
        page.told.push({ kind: 'reset' });
        at(place);
      },
      onPlace: at,
    },
    after,
  );
  return page;
}

const changes = ({ told }: Page) =>
  told.map((event) => (event.kind === 'case' ? event.change : event.kind));
const numbers = ({ told }: Page) => told.map((event) => 'number' in event && event.number);
const clerk = anActor('clerk');

async function insertBare(database: Pick<Database, 'query'>, number: string): Promise<void> {
  await database.query(
    `insert into case_events (case_id, seq, kind, at, actor, data, state, unit, round)
     select id, 90 + (select count(*)::int from case_events), 'message_added', now(), 'citizen', '{}',
       state, owner_unit, 1
     from cases where number = $1`,
    [number],
  );
}

it('tells of whatever happens to a case, from wherever it comes', async () => {
  const page = await open();
  const number = await world.open();
  await world.act(number, clerk, { action: 'claim', input: {} });
  await addNote(test.database, world.ports, RENSHE, clerk, {
    number,
    text: '已联系',
    mentions: [],
  });
  await feed.look();
  expect(changes(page)).toEqual(['opened', 'claim', 'note']);
  expect(page.told[1]).toEqual({
    ...{ kind: 'case', change: 'claim', number, unit: 'renshe', state: 'awaiting_acceptance' },
    ...{ version: 2, handler: 'the-clerk' },
  });
});

it('tells of an answer’s way to the citizen, but not of each claim of the worker', async () => {
  const number = await world.open();
  await world.act(number, anActor('operator'), {
    action: 'answer_by_operator',
    input: { text: '请带身份证来。' },
  });
  const page = await open();
  const change = (columns: string) =>
    test.database.query(`update outbox set ${columns} where kind = 'answer'`);
  await change(`state = 'sending', lease_until = now()`);
  await change(`state = 'failed', lease_until = null, reason = 'blocked'`);
  await change(`attempts = attempts + 1`);
  await change(`told_by_phone_at = now()`);
  await feed.look();
  expect(changes(page)).toEqual(['delivery', 'delivery']);
});

it('tells of a citizen’s file when it has come or will not come, not of each try', async () => {
  const number = await world.open();
  const foreign = await open(YIBAO);
  const page = await open();
  const { put } = createRowMaker(test.database);
  const [message] = await test.database.query<{ id: string }>(
    `select m.id from messages m join cases c on c.id = m.case_id where c.number = $1 limit 1`,
    [number],
  );
  const row = { account: 'renshe', kind: 'image', state: 'waiting', bytes: null };
  await put('media', { ...row, message_id: message!.id, attempts: 0 });
  await put('media', { ...row, message_id: createId(world.clock.now()), attempts: 0 });
  const change = (columns: string) => test.database.query(`update media set ${columns}`);
  await change(`state = 'fetching', lease_until = now()`);
  await change(`state = 'waiting', lease_until = null, attempts = 1`);
  await feed.look();
  expect(changes(page)).toEqual([]);
  await change(`state = 'kept', sha256 = 'x', bytes = 1, content_type = 'audio/amr', kept_at = now(),
    playable = 'waiting'`);
  await change(`lease_until = now()`);
  await change(`playable = 'made', playable_sha256 = 'y', playable_bytes = 1, lease_until = null`);
  await feed.look();
  expect(changes(page)).toEqual(['media', 'media']);
  expect(foreign.told).toEqual([]);
});

it('tells of a file that staff put to a case, and that it went', async () => {
  const number = await world.open();
  const page = await open();
  const { put } = createRowMaker(test.database);
  const [found] = await test.database.query<{ id: string }>(
    `select id from cases where number = $1`,
    [number],
  );
  await put('attachments', { case_id: found!.id, account: 'renshe' });
  await feed.look();
  await test.database.query(`delete from attachments`);
  await feed.look();
  expect(changes(page)).toEqual(['attachment', 'attachment']);
});

it('misses nothing where two transactions commit in the other order than they began', async () => {
  const [first, second] = [await world.open(), await world.open()];
  const page = await open();
  let between = page.place;
  await test.database.transaction(async (early) => {
    await insertBare(early, first);
    // Begins later, and is over before the early one; nobody waits for that.
    await insertBare(test.database, second);
    await feed.look();
    expect(numbers(page)).toEqual([second]);
    between = page.place;
  });
  await feed.look();
  expect(numbers(page)).toEqual([second, first]);
  expect(numbers(await open(RENSHE, between))).toEqual([first]);
  expect(numbers(await open(RENSHE, page.place))).toEqual([]);
});

it('replays exactly what came while a page was away, wherever it stopped', async () => {
  const page = await open();
  const places = [page.place];
  const opened: string[] = [];
  for (let count = 0; count < 4; count++) {
    opened.push(await world.open());
    await feed.look();
    places.push(page.place);
  }
  page.leave();
  for (const [index, place] of places.entries()) {
    const again = await open(RENSHE, place);
    expect(numbers(again)).toEqual(opened.slice(index));
    again.leave();
  }
});

it('begins anew with the same database after everybody has left', async () => {
  (await open()).leave();
  await feed.look();
  await world.open();
  const page = await open();
  await feed.look();
  expect(page.told).toEqual([]);
});

describe('of another unit', () => {
  it('nothing appears, and of a restricted case nothing to who is not named', async () => {
    const foreign = await open(YIBAO);
    const unnamed = await open({ units: ['renshe'] });
    const named = await open(RENSHE);
    await world.open({ restricted: true });
    await feed.look();
    expect([changes(foreign), changes(unnamed), changes(named)]).toEqual([[], [], ['opened']]);
    await world.open();
    await feed.look();
    expect([changes(foreign), changes(unnamed).length]).toEqual([[], 1]);
  });

  it('a case that goes there is told to both, and to a helper what it helps with', async () => {
    const number = await world.open();
    const [own, other] = [await open({ units: ['renshe'] }), await open(YIBAO)];
    await world.act(number, anActor('coordinator'), {
      action: 'transfer',
      reason: '不归本单位办理',
      input: { unit: 'yibao', designate: false },
    });
    await feed.look();
    expect(own.told).toEqual([{ kind: 'left', number }]);
    expect(other.told).toMatchObject([{ kind: 'case', change: 'transfer', unit: 'yibao' }]);
    const helper = await open({ units: ['jiuye'] });
    await test.database.query(
      `insert into case_co_handlers (case_id, unit, asked_at, asked_by, due_at)
       select id, 'jiuye', now(), 'x', now() from cases where number = $1`,
      [number],
    );
    await insertBare(test.database, number);
    await feed.look();
    expect(changes(helper)).toEqual(['message_added']);
    expect(own.told).toHaveLength(1);
  });
});

describe('a page that was away too long', () => {
  const age = () => test.database.query(`update live_events set at = at - interval '2 days'`);
  /** While a transaction of another database is older than the last event, a page that comes back is told to read anew. */
  const neighboursAreDone = async (): Promise<void> => {
    const [row] = await test.database.query<{ done: boolean }>(
      `select max(xact) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as done from live_events`,
    );
    if (!row!.done) await neighboursAreDone();
  };

  it('is told to read all anew once something behind its place was taken away', async () => {
    const page = await open();
    page.leave();
    for (let count = 0; count < 3; count++) await world.open();
    await age();
    await pruneLiveEvents(test.database, new Date());
    const [row] = await test.database.query(`select count(*)::int as kept from live_events`);
    expect(row).toEqual({ kept: 1 });
    expect((await open(RENSHE, page.place)).told).toEqual([{ kind: 'reset' }]);
  });

  it('is not, where nothing was missed', async () => {
    await world.open();
    await neighboursAreDone();
    const page = await open();
    await age();
    await pruneLiveEvents(test.database, new Date());
    const number = await world.open();
    await feed.look();
    const again = await open(RENSHE, page.place);
    expect(again.told).toEqual([]);
    expect(page.told).toMatchObject([{ number }]);
  });

  it('keeps what is younger than a day', async () => {
    const page = await open();
    page.leave();
    await world.open();
    await pruneLiveEvents(test.database, new Date(Date.now() + DAY_MS - 60_000));
    expect(changes(await open(RENSHE, page.place))).toEqual(['opened']);
  });

  it('reads anew where a flood came', async () => {
    const page = await open();
    page.leave();
    await test.database.query(
      `insert into live_events (xact, id, at, kind)
       select pg_current_xact_id()::text::bigint, gen_random_uuid(), now(), 'flood'
       from generate_series(1, 501)`,
    );
    expect((await open(RENSHE, page.place)).told).toEqual([{ kind: 'reset' }]);
  });

  it('reads anew after the database was restored from a dump, and goes on from there', async () => {
    await test.database.query(
      `insert into live_events (xact, id, at, kind) values (4000000000, gen_random_uuid(), now(), 'x')`,
    );
    const old = { xmin: '4000000000', xmax: '4000000000', running: [] };
    const page = await open(RENSHE, old);
    expect(page.told).toEqual([{ kind: 'reset' }]);
    await pruneLiveEvents(test.database, new Date());
    await world.open();
    await feed.look();
    expect(changes(page)).toEqual(['reset', 'opened']);
  });
});

it('reaches another process at once when staff do something', async () => {
  const dataSource = createDataSource({
    url: test.url,
    entities: [],
    logger,
    allowExitOnIdle: true,
  });
  await dataSource.initialize();
  const other = createDatabase(dataSource);
  let heard: () => void = () => undefined;
  const elsewhere = createLiveFeed({
    ...{ database: other, logger },
    listen: (onNotify) => listen(other, 'zhijian_live', () => (heard(), onNotify()), logger),
  });
  const connected = new Promise<void>((resolve) => (heard = resolve));
  elsewhere.start();
  await connected;
  const number = await world.open();
  const page = await open(RENSHE, null, elsewhere);
  const woken = new Promise<void>((resolve) => (heard = resolve));
  await world.act(number, clerk, { action: 'claim', input: {} });
  await woken;
  await elsewhere.look();
  expect(changes(page)).toEqual(['claim']);
  await elsewhere.stop();
  await other.close();
});
