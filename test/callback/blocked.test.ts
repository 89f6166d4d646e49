import type { Database } from '../../src/database/database';
import { blockCitizen } from '../../src/messages/blocks/block-citizen';
import { suppliedRouter } from '../routing/routing-harness';
import { aPush, aTextMessage } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';

let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
});
afterAll(() => drop());

it('keeps the messages of somebody who is blocked, opens no case but for danger, and opens them again after its end', async () => {
  const clock = fixedClock();
  const { router } = await suppliedRouter();
  const { pipeline } = createCallback({ database, clock, route: router.route.bind(router) });
  const say = (content: string) =>
    pipeline.receive(aPush({ inbound: aTextMessage({ content }), receivedAt: clock.now() }));
  const cases = async () =>
    (await database.query<{ urgent: boolean }>(`select urgent from cases order by id`)).length;
  const stored = async () => (await database.query(`select id from messages`)).length;

  await say('你好');
  const [citizen] = await database.query<{ account: string; id: string }>(
    `select account, id from citizens`,
  );
  const parts = { clock, recordAudit: async () => undefined };
  await database.transaction((tx) =>
    blockCitizen(
      tx,
      parts,
      { id: 'guanli', name: '某管理', ip: null },
      {
        ...{ account: citizen!.account, citizenId: citizen!.id, caseNumber: null },
        ...{ reason: '一天发了两百条辱骂的话', untilDate: '2026-11-23' },
      },
    ),
  );
  const kept = await say('你们上次给我算的养老金不对，我要找人说清楚');
  expect(kept).toMatchObject({
    kind: 'answered',
    reply: { text: expect.stringContaining('您的话已经保存。') as string },
  });
  expect([await cases(), await stored()]).toEqual([0, 2]);
  await say('有人要跳楼，快来人');
  expect([await cases(), await stored()]).toEqual([1, 3]);
  await database.query(`update cases set state = 'withdrawn'`);

  clock.advance(15 * 60 * 60_000);
  await say('你们上次给我算的养老金不对，我要找人说清楚');
  expect([await cases(), await stored()]).toEqual([2, 4]);
  await pipeline.drain();
});
