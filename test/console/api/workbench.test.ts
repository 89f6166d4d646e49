import { DRAFT, HOUR_MS } from '../../support/case-world';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser;
let reviewer: Browser;
let number: string;

beforeEach(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  reviewer = await bench.signedIn('lisi', held('reviewer'));
  number = await bench.world.open();
});
afterEach(() => bench.drop());

interface Workbench {
  tabs: Record<string, number>;
  restricted: number;
  tiles: { key: string; label: string; count: number; query: Record<string, string> | null }[];
}
interface Listed {
  cases: { number: string; todo: { verb: string; label: string } | null }[];
  total: string;
}
const read = async (browser: Browser) => (await browser.ask('/api/workbench')).body as Workbench;
const tilesOf = ({ tiles }: Workbench) =>
  Object.fromEntries(tiles.map(({ key, count }) => [key, count]));
const list = async (browser: Browser, query: string) =>
  (await browser.ask(`/api/cases?${query}`)).body as Listed;
const press = async (browser: Browser, action: string, version: number, input: object) => {
  const answer = await browser.ask(`/api/cases/${number}/actions`, {
    body: { action, input },
    headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': `${action}-${version}-key` },
  });
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
};

it('counts what waits, and each tile leads to as many cases', async () => {
  const urgent = await bench.world.open();
  await bench.world.set(urgent, `accept_due_at = '2026-11-20T00:00:00Z'`);
  const rated = await bench.world.open();
  await bench.world.set(rated, `contact_due_at = '2026-11-24T00:00:00Z'`);
  await bench.world.open({ restricted: true });
  const seen = await read(clerk);
  expect(tilesOf(seen)).toEqual({
    ...{ to_accept: 3, in_progress: 0, due_today: 0, overdue: 1, undelivered: 0, to_tell: 0 },
    ...{ window_closing: 0, call_back: 1 },
  });
  for (const { query, count, label } of seen.tiles) {
    if (!query) continue;
    const { total } = await list(clerk, new URLSearchParams(query).toString());
    expect([label, total]).toEqual([label, `${count} 条`]);
  }
});

it('has the same numbers on tabs as the tabs have cases', async () => {
  await press(clerk, 'claim', 1, {});
  for (const browser of [clerk, reviewer]) {
    const { tabs } = await read(browser);
    for (const [tab, count] of Object.entries(tabs)) {
      expect([tab, (await list(browser, `tab=${tab}`)).total]).toEqual([tab, `${count} 条`]);
    }
  }
  expect((await read(clerk)).tabs).toEqual({ todo: 1, mine: 1, unit: 1, done: 0, all: 1 });
});

it('tells named people how many restricted cases are open', async () => {
  await bench.world.open({ restricted: true });
  const named = await bench.signedIn('wangwu', held('clerk', 'renshe', true));
  expect([(await read(clerk)).restricted, (await read(named)).restricted]).toEqual([0, 1]);
});

it('sees windows that close within twelve hours', async () => {
  const ago = (hours: number) =>
    new Date(bench.clock.now().getTime() - hours * HOUR_MS).toISOString();
  await bench.world.set(number, `last_message_at = '${ago(40)}', opened_at = '${ago(41)}'`);
  const shut = await bench.world.open();
  await bench.world.set(shut, `last_message_at = '${ago(49)}', opened_at = '${ago(50)}'`);
  const { tiles } = await read(clerk);
  const tile = tiles.find(({ key }) => key === 'window_closing')!;
  expect(tile.count).toBe(1);
  const { cases } = await list(clerk, new URLSearchParams(tile.query!).toString());
  expect(cases.map((one) => one.number)).toEqual([number]);
});

it('says of each case what it asks of its reader', async () => {
  const verb = async (browser: Browser, query = '') =>
    (await list(browser, query)).cases.map(({ todo }) => todo?.label);
  expect(await verb(clerk)).toEqual(['请受理']);
  expect(await verb(reviewer, 'tab=unit')).toEqual([undefined]);
  await press(clerk, 'accept', 1, { type: 'consultation', item: null });
  expect(await verb(clerk)).toEqual(['请答复']);
  await press(clerk, 'submit', 2, DRAFT);
  expect(await verb(clerk)).toEqual([]);
  expect(await verb(reviewer)).toEqual(['请审核']);
});

it('asks for a call once an answer has waited two working days, and until somebody was reached', async () => {
  await press(clerk, 'accept', 1, { type: 'consultation', item: null });
  await press(clerk, 'submit', 2, DRAFT);
  const { approval } = (await reviewer.ask(`/api/cases/${number}`)).body as {
    approval: { hash: string };
  };
  await press(reviewer, 'review', 3, { hash: approval.hash });
  expect((await list(clerk, '')).cases).toEqual([]);
  bench.clock.advance(3 * 24 * HOUR_MS);
  const signedIn = await bench.signedIn('zhaoliu', held('clerk'));
  await bench.world.set(number, `handler = '${signedIn.known.id}'`);
  const { cases, total } = await list(signedIn, 'tab=todo');
  expect([cases.map(({ todo }) => todo?.label), total]).toEqual([['请电话告知'], '1 条']);
  expect(tilesOf(await read(signedIn))).toMatchObject({ to_tell: 1 });
  expect((await read(signedIn)).tabs).toMatchObject({ todo: 1 });
  expect((await list(signedIn, 'tab=todo&states=in_progress')).cases).toEqual([]);
  await bench.database.query(
    `insert into case_contacts (case_id, id, round, at, method, reached, result, recorded_by, recorded_at)
     select id, gen_random_uuid(), round, $1, 'telephone', true, '已说明', 'x', $1 from cases where number = $2`,
    [bench.clock.now(), number],
  );
  expect((await list(signedIn, 'tab=todo')).cases).toEqual([]);
});

it('draws a line of the last seven days', async () => {
  await bench.world.open({ restricted: true });
  const { days } = (await clerk.ask('/api/workbench/days')).body as {
    days: { date: string; received: number; answered: number }[];
  };
  expect(days).toHaveLength(7);
  expect(days.at(-1)).toMatchObject({ received: 1, answered: 0 });
  expect(days.slice(0, 6).map(({ received }) => received)).toEqual([0, 0, 0, 0, 0, 0]);
});
