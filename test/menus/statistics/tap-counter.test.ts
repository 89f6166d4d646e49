import { countTaps, sumTaps, sumTapsByDay } from '../../../src/menus/statistics/tap-store';
import { tapOf } from '../../../src/menus/statistics/tap';
import { createTapCounter } from '../../../src/menus/statistics/tap-counter';
import type { Inbound } from '../../../src/wechat/inbound';
import { pushes } from '../../routing/routing-harness';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const click = (eventKey: string): Inbound => ({ ...pushes.click, eventKey });
const day = (text: string): Date => new Date(`${text}:00+08:00`);

type Row = [what: string, inbound: Inbound, tap: ReturnType<typeof tapOf>];
const rows: Row[] = [
  ['click', click('page:help'), { kind: 'click', button: 'page:help' }],
  ['view', pushes.view, { kind: 'view', button: 'https://example.org' }],
  ['mini program', pushes.viewMiniprogram, { kind: 'miniprogram', button: 'pages/index' }],
  ['scan that WeChat opens', pushes.scanPush, { kind: 'scan', button: 'k' }],
  ['scan that is answered', pushes.scanWait, { kind: 'scan', button: 'k' }],
  [
    'photo',
    { ...pushes.view, kind: 'pic_sysphoto', eventKey: 'p', count: 1, md5s: [] },
    { kind: 'photo', button: 'p' },
  ],
  ['place', pushes.locationSelect, { kind: 'location', button: 'k' }],
  ['a scene code', pushes.scan, null],
  ['a text', { ...pushes.image, kind: 'text', content: '你好' }, null],
  ['a follow', pushes.subscribe, null],
  ['a key longer than any of a menu', click('办'.repeat(342)), null],
  ['an empty key', click(''), null],
];
it.each(rows)('%s', (_what, inbound, tap) => {
  expect(tapOf(inbound)).toEqual(tap);
});

it('adds up by account, button and day in China', async () => {
  const counter = createTapCounter(test.database);
  counter.add('renshe', click('a'), day('2026-11-23T23:59'));
  counter.add('renshe', click('a'), day('2026-11-23T00:00'));
  counter.add('renshe', click('a'), day('2026-11-24T00:00'));
  counter.add('renshe', click('b'), day('2026-11-24T00:00'));
  counter.add('yibao', click('a'), day('2026-11-24T00:00'));
  counter.add('renshe', pushes.subscribe, day('2026-11-24T00:00'));
  await counter.flush();
  counter.add('renshe', click('b'), day('2026-11-24T12:00'));
  counter.add('renshe', click('b'), day('2026-11-24T12:00'));
  await counter.flush();
  await counter.flush();
  expect(await sumTaps(test.database, 'renshe', '2026-11-23', '2026-11-24')).toEqual([
    { kind: 'click', button: 'a', clicks: 3, lastDay: '2026-11-24' },
    { kind: 'click', button: 'b', clicks: 3, lastDay: '2026-11-24' },
  ]);
  expect(await sumTapsByDay(test.database, 'renshe', '2026-11-23', '2026-11-24')).toEqual([
    { day: '2026-11-23', clicks: 2 },
    { day: '2026-11-24', clicks: 4 },
  ]);
  expect(await sumTaps(test.database, 'renshe', '2026-11-24', '2026-11-24')).toEqual([
    { kind: 'click', button: 'b', clicks: 3, lastDay: '2026-11-24' },
    { kind: 'click', button: 'a', clicks: 1, lastDay: '2026-11-24' },
  ]);
});

it('keeps what the database did not take, together with what came meanwhile', async () => {
  let refuse = true;
  const counter = createTapCounter({
    query: (...statement) =>
      refuse ? Promise.reject(new Error('gone')) : test.database.query(...statement),
  });
  counter.add('ziran', click('a'), day('2026-11-23T08:00'));
  const failing = counter.flush();
  counter.add('ziran', click('a'), day('2026-11-23T08:00'));
  await expect(failing).rejects.toThrow('gone');
  refuse = false;
  await counter.flush();
  const [sum] = await sumTaps(test.database, 'ziran', '2026-11-23', '2026-11-23');
  expect(sum).toMatchObject({ button: 'a', clicks: 2 });
});

it('loses nothing where processes write the same buttons at once', async () => {
  const buttons = Array.from({ length: 20 }, (_, index) => `button ${index}`);
  const write = (order: readonly string[]): Promise<void> =>
    countTaps(
      test.database,
      order.map((button) => ({
        ...{ account: 'gongan', day: '2026-11-23', kind: 'click' as const, button },
        clicks: 1,
      })),
    );
  const orders = Array.from({ length: 20 }, (_, turn) =>
    turn % 2 === 0 ? buttons : buttons.toReversed(),
  );
  await Promise.all(orders.map(write));
  const sums = await sumTaps(test.database, 'gongan', '2026-11-23', '2026-11-23');
  expect(sums.map(({ clicks }) => clicks)).toEqual(buttons.map(() => 20));
});
