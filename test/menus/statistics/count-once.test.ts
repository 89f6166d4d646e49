import { composeMenus } from '../../../src/compose-menus';
import { sumTaps } from '../../../src/menus/statistics/tap-store';
import { Registry } from 'prom-client';
import { pushes } from '../../routing/routing-harness';
import { aPush, anAnswer } from '../../support/builders';
import { createCallback, SECRET_KEY } from '../../support/callback';
import { fixedClock } from '../../support/clock';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { aLogger } from '../../wechat/api/fake-wechat';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** A process of its own: a pipeline, and menus that count what it wrote. */
function aProcess() {
  const { database } = db;
  const clock = fixedClock();
  const menus = composeMenus({
    apis: new Map(),
    content: () => {
      throw new Error('no file is needed to count');
    },
    ...{ database, clock, secretKey: SECRET_KEY, logger: aLogger().logger },
    registry: new Registry(),
  });
  const { pipeline } = createCallback({
    ...{ database, clock },
    route: () => anAnswer('好'),
    onWritten: (written) => menus.count(written),
  });
  return { menus, pipeline };
}

it('counts a tap once, however often and to however many processes WeChat posts it', async () => {
  const processes = [aProcess(), aProcess()];
  const click = { ...pushes.click, eventKey: 'page:progress' };
  const later = { ...click, sentAtSeconds: click.sentAtSeconds + 60 };
  const posts = Array.from({ length: 20 }, (_, index) => processes[index % 2]!);
  await Promise.all(posts.map(({ pipeline }) => pipeline.receive(aPush({ inbound: click }))));
  await Promise.all(posts.map(({ pipeline }) => pipeline.receive(aPush({ inbound: later }))));
  const view = { ...pushes.view, sentAtSeconds: click.sentAtSeconds + 120 };
  await processes[0]!.pipeline.receive(aPush({ inbound: view }));
  await Promise.all(processes.map(({ menus }) => menus.stop()));
  expect(await sumTaps(db.database, 'renshe', '2026-11-23', '2026-11-23')).toEqual([
    { kind: 'click', button: 'page:progress', clicks: 2, lastDay: '2026-11-23' },
    { kind: 'view', button: 'https://example.org', clicks: 1, lastDay: '2026-11-23' },
  ]);
});
