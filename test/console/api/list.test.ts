import { createFoldText } from '../../../src/cases/search/fold-text';
import { indexQueued } from '../../../src/cases/search/index-queued';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser;
let number: string;

beforeEach(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  number = await bench.world.open();
});
afterEach(() => bench.drop());

it('lists the queue of one’s units, page by page, with lamps and masked summaries', async () => {
  const more: string[] = [];
  for (let index = 0; index < 24; index += 1) {
    bench.world.clock.advance(1000);
    more.push(await bench.world.open());
  }
  const foreign = await bench.world.open();
  await bench.world.set(foreign, `owner_unit = 'yibao'`);
  await bench.world.open({ restricted: true });
  const first = (await clerk.ask('/api/cases')).body as Page;
  const second = (await clerk.ask(`/api/cases?cursor=${first.next}`)).body as Page;
  expect(first.cases).toHaveLength(20);
  expect(numbersOf(first, second)).toEqual([number, ...more]);
  expect([first.total, second.total, second.next]).toEqual(['25 条', null, null]);
  const back = (await clerk.ask(`/api/cases?cursor=${second.previous}`)).body as Page;
  expect(numbersOf(back)).toEqual(numbersOf(first));
  expect(first.cases[0]).toMatchObject({
    ...{ unit: 'renshe', state: 'awaiting_acceptance', stateLabel: '待受理', handler: null },
    summary: expect.stringMatching(/^(?:养老金没发|还有一件事)$/) as string,
    lamp: { kind: 'normal', label: '正常' },
  });
});
interface Page {
  cases: { number: string }[];
  next: string | null;
  previous: string | null;
  total: string | null;
}
const numbersOf = (...pages: Page[]): string[] =>
  pages.flatMap(({ cases }) => cases.map((one) => one.number));

it('narrows the list by what is asked for, and refuses what there is not', async () => {
  await clerk.ask(`/api/cases/${number}/actions`, {
    body: { action: 'claim', input: {} },
    headers: { 'If-Match': '"1"', 'Idempotency-Key': 'claimed-for-the-list' },
  });
  const other = await bench.world.open();
  await bench.world.set(other, 'urgent = true');
  const list = async (query: string) =>
    numbersOf((await clerk.ask(`/api/cases?${query}`)).body as Page);
  expect(await list('tab=mine')).toEqual([number]);
  expect(await list('tab=unit&flags=urgent')).toEqual([other]);
  expect(await list('tab=unit&handler=none&states=awaiting_acceptance,in_progress')).toEqual([
    other,
  ]);
  expect(await list('tab=unit&lamps=overdue,severe')).toEqual([]);
  expect(await list('tab=unit&lamps=normal,near')).toContain(other);
  await bench.world.set(other, `accept_due_at = '2026-11-20T01:30:00Z'`);
  expect(await list('tab=unit&lamps=overdue,severe')).toEqual([other]);
  expect(await list('tab=unit&lamps=overdue')).toEqual([other]);
  expect(await list('tab=unit&lamps=overdue,overdue')).toEqual([other]);
  expect(await list('tab=unit&lamps=severe')).toEqual([]);
  expect(await list('tab=unit&lamps=paused')).toEqual([]);
  expect(await list('tab=unit&lamps=normal,near')).not.toContain(other);
  expect(await list('tab=done')).toEqual([]);
  expect(await list('tab=unit&receivedBefore=2026-11-01T00:00:00Z')).toEqual([]);
  for (const query of ['tab=nowhere', 'limit=1000', 'states=lost', 'flags=red', 'offset=20']) {
    expect((await clerk.ask(`/api/cases?${query}`)).status).toBe(422);
  }
  expect((await clerk.ask('/api/cases?cursor=forged')).status).toBe(400);
});

it('keeps restricted cases in a list of their own, for named people', async () => {
  const secret = await bench.world.open({ restricted: true });
  const named = await bench.signedIn('wangwu', held('clerk', 'renshe', true));
  const list = async (browser: Browser, query: string) =>
    numbersOf((await browser.ask(`/api/cases?tab=unit${query}`)).body as Page);
  expect(await list(named, '&restricted=true')).toEqual([secret]);
  expect(await list(named, '')).toEqual([number]);
  expect(await list(clerk, '&restricted=true')).toEqual([]);
  expect((await named.ask(`/api/cases/${secret}`)).status).toBe(200);
  expect((await clerk.ask(`/api/cases/${secret}`)).status).toBe(404);
});

it('finds by words and by number, with snippets, within one’s rights', async () => {
  const other = await bench.world.open();
  await bench.world.set(other, `owner_unit = 'yibao'`);
  const secret = await bench.world.open({ restricted: true });
  await indexQueued(bench.database, createFoldText());
  const words = encodeURIComponent('养老金');
  const found = (await clerk.ask(`/api/cases?q=${words}`)).body as FoundPage;
  expect(numbersOf(found)).toEqual([number]);
  expect(found).toMatchObject({
    total: '1 条',
    cases: [{ snippets: [{ kind: 'message', label: '群众来信', text: '养老金没发' }] }],
  });
  expect(found.cases[0]!.snippets[0]!.marks).toEqual([[0, 3]]);
  const list = async (query: string) =>
    numbersOf((await clerk.ask(`/api/cases?${query}`)).body as Page);
  expect(await list(`q=${number}`)).toEqual([number]);
  expect(await list(`q=${other}`)).toEqual([]);
  expect(await list(`q=${secret}`)).toEqual([]);
  expect(await list(`q=${words}&tab=done`)).toEqual([]);
  expect(await list(`q=${words}&tab=mine`)).toEqual([]);
  expect(await list(`q=${words}&tab=unit&states=in_progress`)).toEqual([]);
  expect((await clerk.ask(`/api/cases?q=${encodeURIComponent('养')}`)).status).toBe(400);
  expect((await clerk.ask(`/api/cases?q=${words}&lamps=overdue`)).status).toBe(400);
});
interface FoundPage extends Page {
  cases: { number: string; snippets: { marks: [number, number][] }[] }[];
}
