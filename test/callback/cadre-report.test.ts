import type { Inbound } from '../../src/wechat/inbound';
import { pushes, suppliedRouter } from '../routing/routing-harness';
import { aMessageId, aPush, aTextMessage } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createTestDatabase } from '../support/database';

it('keeps what follows a report against a cadre out of the unit’s queue, also when it comes at once', async () => {
  const { database, drop } = await createTestDatabase();
  const clock = fixedClock();
  const { router } = await suppliedRouter();
  const { pipeline } = createCallback({ database, clock, route: router.route.bind(router) });
  const receive = (inbound: Inbound) =>
    pipeline.receive(aPush({ inbound, receivedAt: clock.now() }));
  const from = () => ({ openid: aTextMessage().openid, msgId: aMessageId() });
  const picture = () => ({ ...pushes.image, ...from() });

  await receive(aTextMessage({ content: '你们局长受贿，收了人家的红包' }));
  await Promise.all([receive(picture()), receive(picture())]);
  clock.advance(9 * 60_000);
  await receive(aTextMessage({ content: '上个月又拿了李家两万块' }));
  clock.advance(9 * 60_000);
  await receive({ ...pushes.voice, ...from() });
  const count = async () =>
    database.query(
      `select (select count(*)::int from cases) as cases, count(*)::int as messages,
         (count(*) filter (where responder = 'handover' and case_id is null))::int as kept,
         (select count(*)::int from media) as files from messages`,
    );
  expect(await count()).toEqual([{ cases: 0, messages: 5, kept: 5, files: 3 }]);

  clock.advance(11 * 60_000);
  await receive(picture());
  expect(await count()).toEqual([{ cases: 1, messages: 6, kept: 5, files: 4 }]);
  await pipeline.drain();
  await drop();
});
