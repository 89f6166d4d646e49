import type { Database } from '../../src/database/database';
import { eraseMedia, removeFiles, sweepFiles } from '../../src/media/erase-media';
import { aPush, anAnswer, aTextMessage } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { JPEG, PNG, streamOf } from './files';
import { anImage, startMediaBench, type MediaBench } from './media-bench';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
});
afterAll(() => test.drop());

describe('the callback', () => {
  const callback = () =>
    createCallback({ database, clock: fixedClock(), route: () => anAnswer('照片收到了。') });

  it('notes a picture in the commit of its message, once for all repeats of a push', async () => {
    const push = aPush({ inbound: anImage('P') });
    const { pipeline } = callback();
    const { messageId } = await pipeline.receive(push);
    await Promise.all([pipeline.receive(push), callback().pipeline.receive(push)]);
    const rows = await database.query('select message_id, media_id, state from media');
    expect(rows).toEqual([{ message_id: messageId, media_id: 'P', state: 'waiting' }]);
  });

  it('stores neither where one of the two cannot be', async () => {
    const inbound = { ...anImage('P'), msgId: '99' };
    const push = aPush({ inbound, dedupeKey: 'm:99' });
    const failing: Database = {
      ...database,
      transaction: (work) =>
        database.transaction((tx) =>
          work({
            query: (sql, parameters, name) =>
              name === 'media.record'
                ? Promise.reject(new Error('the database went away'))
                : tx.query(sql, parameters, name),
          }),
        ),
    };
    const { pipeline } = createCallback({
      database: failing,
      clock: fixedClock(),
      route: () => anAnswer('照片收到了。'),
    });
    await expect(pipeline.receive(push)).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(await database.query(`select 1 from messages where dedupe_key = 'm:99'`)).toEqual([]);
    await callback().pipeline.receive(push);
    expect(await database.query(`select 1 from messages where dedupe_key = 'm:99'`)).toHaveLength(
      1,
    );
  });

  it('asks the database for nothing where a batch has no medium', async () => {
    const seen: string[] = [];
    const watched: Database = {
      ...database,
      transaction: (work) =>
        database.transaction((tx) =>
          work({
            query: (sql, parameters, name) => {
              seen.push(name ?? sql);
              return tx.query(sql, parameters, name);
            },
          }),
        ),
    };
    const { pipeline } = createCallback({
      database: watched,
      clock: fixedClock(),
      route: () => anAnswer('好'),
    });
    await pipeline.receive(aPush({ inbound: aTextMessage() }));
    expect(seen).toContain('messages.insert');
    expect(seen).not.toContain('media.record');
  });
});

describe('files that nobody needs', () => {
  let bench: MediaBench;
  beforeEach(async () => {
    await database.query('delete from media');
    bench = await startMediaBench(database);
    bench.wechat.on('/cgi-bin/media/get', (_, response) => void response.end(JPEG));
  });
  afterEach(() => bench.close());

  it('go with the last row that names them', async () => {
    const [first, second] = [await bench.receive(anImage('P')), await bench.receive(anImage('Q'))];
    await bench.worker().run();
    const erase = async (id: string): Promise<number> => {
      const { media, files } = await database.transaction((tx) => eraseMedia(tx, 'renshe', [id]));
      expect(media).toBe(1);
      return removeFiles(database, bench.store, files);
    };
    expect(await erase(first)).toBe(0);
    expect(await bench.files()).toHaveLength(1);
    expect(await erase(second)).toBe(1);
    expect(await bench.files()).toEqual([]);
  });

  it('are found a day after a crash left them, and no others', async () => {
    await bench.receive(anImage('P'));
    await bench.worker().run();
    const orphan = await bench.store.put(streamOf(PNG), { maxBytes: 1000 });
    const now = new Date();
    expect(await sweepFiles(database, bench.store, now)).toBe(0);
    const tomorrow = new Date(now.getTime() + 25 * 3600_000);
    expect(await sweepFiles(database, bench.store, tomorrow)).toBe(1);
    expect(await bench.files()).not.toContain(orphan.sha256);
    expect(await bench.files()).toHaveLength(1);
  });
});
