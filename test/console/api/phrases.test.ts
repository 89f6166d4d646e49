import { held } from '../../staff/staff-bench';
import { DRAFT } from '../../support/case-world';
import { startConsole, type Answer, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser;
let reviewer: Browser;
let keys = 0;

beforeEach(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  reviewer = await bench.signedIn('lisi', held('reviewer'));
});
afterEach(() => bench.drop());

const TEXT = '您好，办件{编号}请带身份证到窗口补办，电话{电话}。';
const aDraft = (over: object = {}) => ({
  ...{ unit: 'renshe', title: '社保卡补办', text: TEXT, validUntil: '2027-06-30' },
  ...over,
});

interface Changed {
  id: string;
  version: number;
  state: string;
}
interface Shown extends Changed {
  hash: string;
  mayEdit: boolean;
  mayApprove: boolean;
  events: { label: string; actor: string; reason: string | null }[];
}

async function write(
  browser: Browser,
  path: string,
  body: object,
  { version = 0, method = 'POST' } = {},
): Promise<Answer> {
  const headers = {
    'If-Match': `"${version}"`,
    'Idempotency-Key': `phrases-${(keys += 1)}-of-this-test`,
  };
  return browser.ask(path, { method, body, headers });
}
const create = async (over: object = {}, browser = clerk) =>
  (await write(browser, '/api/phrases', aDraft(over))).body as Changed;
const show = async (id: string, browser = clerk) =>
  (await browser.ask(`/api/phrases/${id}`)).body as Shown;
async function approve(id: string, browser = reviewer): Promise<Answer> {
  const { hash, version } = await show(id, browser);
  return write(browser, `/api/phrases/${id}/approve`, { hash }, { version });
}
const errorOf = ({ body }: Answer) => (body as { error: Record<string, unknown> }).error;

it('is written by one, approved by another, and shows its line and who may do what', async () => {
  const { id } = await create();
  expect(await show(id)).toMatchObject({ state: 'awaiting', mayEdit: true, mayApprove: false });
  expect(await show(id, reviewer)).toMatchObject({ mayEdit: true, mayApprove: true });
  expect((await approve(id, clerk)).status).toBe(403);
  expect((await approve(id)).body).toMatchObject({ state: 'approved', stateLabel: '可用' });
  const shown = await show(id);
  expect(shown.events.map(({ label, actor }) => [label, actor])).toEqual([
    ['审核通过', '某lisi'],
    ['新建', '某zhangsan'],
  ]);
  const own = await create({ title: '自己写自己审' }, reviewer);
  expect(errorOf(await approve(own.id))).toMatchObject({ code: 'forbidden' });
});

it('tells the second of two writers who was first, and keeps a repeated press to once', async () => {
  const { id, version } = await create();
  const { unit: _unit, ...draft } = aDraft({ title: '改过的' });
  const path = `/api/phrases/${id}`;
  const put = (browser: Browser, key: string) =>
    browser.ask(path, {
      method: 'PUT',
      body: draft,
      headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': key },
    });
  const first = await put(clerk, 'edit-once-1');
  expect(first.body).toMatchObject({ version: 2, state: 'awaiting' });
  expect((await put(clerk, 'edit-once-1')).body).toEqual(first.body);
  expect(errorOf(await put(reviewer, 'edit-twice'))).toMatchObject({
    code: 'conflict',
    details: { version: 2, changedBy: '某zhangsan', change: '修改' },
  });
});

it('lists by tab with counts, for the unit and from the district, which only its people change', async () => {
  const coordinator = await bench.signedIn('tongchou', held('coordinator', null));
  const second = await bench.signedIn('tongchou2', held('coordinator', null));
  const { id: ours } = await create();
  const { id: all } = await create({ unit: null, title: '全区的' }, coordinator);
  expect((await write(clerk, '/api/phrases', aDraft({ unit: null }))).status).toBe(404);
  expect((await write(coordinator, '/api/phrases', aDraft())).status).toBe(404);
  expect((await approve(all, reviewer)).status).toBe(404);
  expect((await approve(all, second)).status).toBe(200);
  await approve(ours);
  const { body } = await clerk.ask('/api/phrases?tab=approved');
  const listed = body as { phrases: { title: string }[]; counts: object };
  expect(listed.phrases.map(({ title }) => title).sort()).toEqual(['全区的', '社保卡补办'].sort());
  expect(listed.counts).toMatchObject({ approved: 2, awaiting: 0 });
  const yibao = await bench.signedIn('yibao', held('clerk', 'yibao'));
  const foreign = await yibao.ask('/api/phrases?tab=approved');
  expect(foreign.text).not.toContain('社保卡补办');
  expect((await yibao.ask(`/api/phrases/${ours}`)).status).toBe(404);
});

it('is tried with an example before it is kept', async () => {
  const tried = await clerk.ask('/api/phrases/try', {
    body: { unit: 'renshe', text: '请耐心等待，{编号}，带{填写：材料}' },
  });
  expect(tried.body).toMatchObject({
    text: '请耐心等待，XX202611230001A，带{填写：材料}',
    unfilled: ['填写：材料'],
    level: 'fine',
  });
});

describe('for a case', () => {
  let number: string;
  beforeEach(async () => {
    number = await bench.world.open();
  });
  const texts = async (browser = clerk, q = '') =>
    (
      (await browser.ask(`/api/cases/${number}/phrases?q=${encodeURIComponent(q)}`)).body as {
        texts: { template: string; kind: string; title: string; text: string }[];
      }
    ).texts;

  it('offers approved phrases filled in, then cards and channels', async () => {
    const { id } = await create();
    expect((await texts()).filter(({ kind }) => kind === 'phrase')).toEqual([]);
    await approve(id);
    const [phrase] = (await texts()).filter(({ kind }) => kind === 'phrase');
    expect(phrase).toMatchObject({
      template: `phrase:${id}`,
      text: `您好，办件${number}请带身份证到窗口补办，电话0730-8123456。`,
    });
    expect(await texts(clerk, '没有这样的话')).toEqual([]);
    const yibao = await bench.signedIn('yibao', held('clerk', 'yibao'));
    expect((await yibao.ask(`/api/cases/${number}/phrases`)).status).toBe(404);
  });

  it('says of a text how it would arrive, what is in it and which gates it would pass', async () => {
    const check = async (body: object) =>
      (await clerk.ask(`/api/cases/${number}/check-text`, { body })).body as Record<
        string,
        unknown
      >;
    const plain = await check({ text: DRAFT.text, type: 'complaint' });
    expect(plain).toMatchObject({
      ...{ level: 'fine', hits: [], bytes: Buffer.byteLength(DRAFT.text), shortened: false },
      ...{ gates: ['review', 'signature'], repeats: null, limitBytes: 2048 },
    });
    const [sent] = plain['messages'] as string[];
    expect(sent).toContain(`【答复】您的办件 ${number}：\n${DRAFT.text}`);
    expect(plain['sentBytes']).toBe(Buffer.byteLength(sent!));
    const two = await check({ text: '很长的一句话。'.repeat(120) });
    expect(two['messages']).toHaveLength(2);
    const long = await check({ text: '很长的一句话。'.repeat(300) });
    expect(long).toMatchObject({ shortened: true, messages: [expect.stringContaining('全文')] });
    const marked = await check({ text: '保证，{期限}，打13812345678' });
    expect(marked['level']).toBe('forbidden');
    expect(marked['hits']).toMatchObject([
      { kind: 'word', levelLabel: '须复核', start: 0, length: 2 },
      { kind: 'variable', levelLabel: '禁止' },
      { kind: 'personal', replacement: expect.stringMatching(/\*/) as string },
    ]);
    expect(JSON.stringify(marked)).not.toContain('"text":"13812345678"');
  });

  it('knows an unchanged phrase, which needs no gate for 咨询 and a word of warning for 求助', async () => {
    const { id } = await create({ text: '请带身份证到窗口补办。' });
    await approve(id);
    const check = async (text: string, type: string) =>
      (await clerk.ask(`/api/cases/${number}/check-text`, { body: { text, type } })).body;
    expect(await check('请带身份证到窗口补办。', 'consultation')).toMatchObject({
      ...{ repeats: `phrase:${id}`, gates: [], hits: [] },
    });
    expect(await check('请带身份证到窗口补办。', 'help')).toMatchObject({
      ...{ repeats: `phrase:${id}`, gates: ['review'], hits: [{ kind: 'canned', level: 'hint' }] },
    });
    expect(await check('请带身份证到窗口补办吧。', 'consultation')).toMatchObject({
      ...{ repeats: null, gates: ['review'] },
    });
  });

  it('counts a phrase that an answer was made of', async () => {
    const { id } = await create();
    await approve(id);
    await write(
      clerk,
      `/api/cases/${number}/actions`,
      {
        action: 'accept_and_answer',
        input: { type: 'consultation', item: null, ...DRAFT, template: `phrase:${id}` },
      },
      { version: 1 },
    );
    expect(await show(id)).toMatchObject({ uses: 1, lastUsedAt: bench.clock.now().toISOString() });
  });
});

it('shows a unit’s administrator the lists and tries a text against them', async () => {
  const admin = await bench.signedIn('guanli', held('unit_admin'));
  const { body } = await admin.ask('/api/words?unit=renshe');
  expect(body).toMatchObject({
    groups: [{ level: '提示', words: ['耐心等待'], file: 'replies/district/words.yaml' }],
  });
  const tried = await admin.ask('/api/words/try', { body: { unit: 'renshe', text: '我们保证' } });
  expect(tried.body).toMatchObject({ level: 'confirm', hits: [{ text: '保证', start: 2 }] });
  expect((await admin.ask('/api/words?unit=yibao')).status).toBe(404);
  const foreign = await admin.ask('/api/words/try', { body: { unit: 'yibao', text: '我们保证' } });
  expect(foreign.status).toBe(404);
});
