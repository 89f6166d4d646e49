import { createFoldText } from '../../../src/cases/search/fold-text';
import { indexQueued } from '../../../src/cases/search/index-queued';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser;
let chief: Browser;
let stranger: Browser;
let keys = 0;

beforeAll(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  chief = await bench.signedIn('tongchou', held('coordinator', null));
  stranger = await bench.signedIn('stranger', held('clerk', 'yibao'));
});
afterAll(() => bench.drop());

const write = (browser: Browser, path: string, body?: object) =>
  browser.ask(path, {
    ...{ method: 'POST', ...(body ? { body } : {}) },
    headers: { 'Idempotency-Key': `the-key-${(keys += 1)}` },
  });
const ITEM = (number: string, version = 1) => ({ number, version });
const REGISTERED = {
  ...{ unit: 'renshe', source: 'telephone', statement: '工地欠薪三个月，老板不接电话' },
  ...{ contact: '13800138000', receivedAt: '2026-11-23T01:00:00.000Z' },
};
const register = async (statement = REGISTERED.statement) => {
  const { body } = await write(clerk, '/api/cases', { ...REGISTERED, statement });
  return (body as { number: string }).number;
};

it('registers by hand, for units where one may', async () => {
  const number = await register('电话里说：身份证430602199001011237，欠薪三个月');
  const shown = await clerk.ask(`/api/cases/${number}`);
  expect(shown.body).toMatchObject({ source: 'telephone', state: 'awaiting_acceptance' });
  expect(shown.text).not.toContain('430602199001011237');
  const revealed = await write(clerk, `/api/cases/${number}/reveal`, { reason: '核对身份证号' });
  expect(revealed.body).toMatchObject({
    telephone: '13800138000',
    statement: '电话里说：身份证430602199001011237，欠薪三个月',
  });
  const foreign = { ...REGISTERED, unit: 'yibao' };
  expect((await write(clerk, '/api/cases', foreign)).status).toBe(404);
  expect((await write(clerk, '/api/cases', { ...REGISTERED, contact: null })).status).toBe(400);
  expect((await write(chief, '/api/cases', REGISTERED)).status).toBe(200);
});

it('shows what is alike, and links and parts', async () => {
  const first = await register();
  const second = await register('工地欠薪三个月了，老板一直不接电话');
  const third = await register('想问社保卡在哪里补办');
  while ((await indexQueued(bench.database, createFoldText())) > 0);
  const read = async () =>
    (await clerk.ask(`/api/cases/${second}/related`)).body as Record<
      'linked' | 'ofCitizen' | 'similar',
      { number: string; likeness: number }[]
    >;
  const before = await read();
  const numbers = before.similar.map(({ number }) => number);
  expect(numbers).toContain(first);
  expect(numbers).not.toContain(third);
  expect(before.similar.every(({ likeness }) => likeness >= 0.3 && likeness <= 1)).toBe(true);
  const link = { other: first, kind: 'duplicate' };
  expect((await write(clerk, `/api/cases/${second}/links`, link)).status).toBe(204);
  expect((await read()).linked).toMatchObject([{ number: first, kind: 'duplicate' }]);
  await write(clerk, `/api/cases/${second}/links`, { ...link, on: false });
  expect((await read()).linked).toEqual([]);
  expect((await stranger.ask(`/api/cases/${second}/related`)).status).toBe(404);
});

it('knows the same citizen’s other cases, as far as one may see', async () => {
  const number = await bench.world.open();
  const former = await bench.world.open();
  const foreign = await bench.world.open();
  await bench.world.set(foreign, `owner_unit = 'yibao'`);
  const { body } = await clerk.ask(`/api/cases/${number}/related`);
  const { ofCitizen } = body as { ofCitizen: { number: string }[] };
  expect(ofCitizen.map((one) => one.number)).toEqual([former]);
});

describe('in bulk', () => {
  it('tells of each case how it went, and does nothing twice', async () => {
    const numbers = [await bench.world.open(), await bench.world.open()];
    for (const number of numbers) {
      await bench.world.set(number, `state = 'awaiting_assignment'`);
    }
    const body = {
      ...{ action: 'assign', unit: 'yibao' },
      items: [...numbers.map((number) => ITEM(number)), ITEM('RS000')],
    };
    const first = await write(chief, '/api/cases/bulk', body);
    expect(first.body).toMatchObject({
      summary: '2 成功，1 失败',
      outcomes: [{ done: true }, { done: true }, { message: '没有编号为 RS000 的办件。' }],
    });
    const again = await write(chief, '/api/cases/bulk', body);
    expect(again.body).toMatchObject({ summary: '0 成功，3 失败' });
    expect((await bench.world.read(numbers[0]!)).owner_unit).toBe('yibao');
  });

  it('puts tags on, which can be taken away and are offered again', async () => {
    const number = await bench.world.open();
    const tag = { items: [ITEM(number)], tag: '欠薪' };
    await write(clerk, '/api/cases/bulk', { action: 'add_tag', ...tag });
    expect((await clerk.ask(`/api/cases/${number}/tags`)).body).toEqual({ tags: ['欠薪'] });
    expect((await clerk.ask('/api/tags')).body).toEqual({ tags: ['欠薪'] });
    expect((await stranger.ask('/api/tags')).body).toEqual({ tags: [] });
    await write(clerk, `/api/cases/${number}/tags`, { tag: '欠薪', on: false });
    expect((await clerk.ask(`/api/cases/${number}/tags`)).body).toEqual({ tags: [] });
    const refused = await write(stranger, '/api/cases/bulk', { action: 'add_tag', ...tag });
    expect(refused.body).toMatchObject({ outcomes: [{ done: false }] });
  });
});

it('keeps each person’s own views', async () => {
  const saved = await write(clerk, '/api/views', { name: '我的欠薪', query: 'tab=mine&tag=欠薪' });
  const { id } = saved.body as { id: string };
  await write(clerk, '/api/views', { name: '我的欠薪', query: 'tab=mine' });
  expect((await clerk.ask('/api/views')).body).toEqual({
    views: [{ id, name: '我的欠薪', query: 'tab=mine' }],
  });
  expect((await stranger.ask('/api/views')).body).toEqual({ views: [] });
  expect((await write(stranger, `/api/views/${id}/remove`)).status).toBe(404);
  expect((await write(clerk, `/api/views/${id}/remove`)).status).toBe(204);
  for (let index = 0; index < 20; index += 1) {
    await write(clerk, '/api/views', { name: `视图${index}`, query: '' });
  }
  expect((await write(clerk, '/api/views', { name: '太多', query: '' })).status).toBe(409);
});
