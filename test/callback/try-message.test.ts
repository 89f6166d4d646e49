import fs from 'node:fs';
import path from 'node:path';
import { buildReplyXml } from '../../src/wechat/build-reply';
import { maskInbound } from '../../src/messages/mask-inbound';
import {
  TRIED_CASE_NUMBER,
  TRIED_PAGE_LINK,
  TRIED_PROGRESS_LINK,
  tryMessage,
} from '../../src/callback/try-message';
import { findPackageRoot } from '../../src/platform/package-root';
import { suppliedRouter } from '../routing/routing-harness';
import { createRouter } from '../../src/routing/router';
import { aPush, aTextMessage } from '../support/builders';
import { createCallback } from '../support/callback';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const texts = fs
  .readFileSync(path.join(findPackageRoot(), 'test/fixtures/corpus.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { text: string }).text);

/** Every fourth utterance, and what has to be masked. */
const SAMPLE = [
  ...texts.filter((_text, index) => index % 4 === 0),
  '我的身份证110101199003074610，养老金没发',
];

it('answers each utterance as the callback answers somebody whom it has never seen (acceptance 7)', async () => {
  const { content } = await suppliedRouter();
  const router = createRouter(content);
  const clock = fixedClock();
  const { pipeline } = createCallback({
    ...{ database: test.database, clock, units: content.units },
    route: (...message) => router.route(...message),
    pages: { pageLink: () => TRIED_PAGE_LINK, progressUrl: () => TRIED_PROGRESS_LINK },
  });
  const received = await Promise.all(
    SAMPLE.map(async (text, index) => {
      const openid = `oTried${String(index).padStart(22, '0')}`;
      const pushed = aTextMessage({ openid, msgId: String(index), content: text });
      const { masked: inbound, original } = maskInbound(pushed);
      return pipeline.receive(aPush({ inbound, original, receivedAt: clock.now() }));
    }),
  );
  const unit = content.units.get('renshe')!;
  for (const [index, text] of SAMPLE.entries()) {
    const tried = tryMessage(router, unit, text, clock.now())!;
    const outcome = received[index]!;
    if (outcome.kind !== 'answered') {
      expect([text, outcome.kind, tried.decision.kind]).toEqual([text, 'deferred', 'deferred']);
      continue;
    }
    const shown = JSON.stringify(tried.reply);
    const given = JSON.stringify(outcome.reply).replace(
      /RS\d{8}\d{4,}[0-9A-Z*]/g,
      TRIED_CASE_NUMBER,
    );
    expect([text, shown]).toEqual([text, given]);
  }
});

it('keeps nothing, and shows the words as they would be kept', async () => {
  const { content } = await suppliedRouter();
  const router = createRouter(content);
  const unit = content.units.get('renshe')!;
  const now = fixedClock().now();
  const tried = tryMessage(router, unit, '我的身份证110101199003074610，养老金没发', now)!;
  expect(tried.text).not.toContain('199003074610');
  const to = { openid: 'oTryOut', accountOriginalId: 'gh_000000000000', at: now };
  expect(tried.xml).toBe(buildReplyXml(tried.reply, to));
  expect(tried.xml).toContain('<![CDATA[text]]>');
  const [counted] = await test.database.query<{ count: string }>(
    `select count(*) as count from messages m join citizens c on c.id = m.citizen_id
     where c.openid = 'oTryOut'`,
  );
  expect(Number(counted!.count)).toBe(0);
  expect(tryMessage(router, { ...unit, code: 'nowhere' }, '你好', now)).toBeNull();
});
