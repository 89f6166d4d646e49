import { planNotices } from '../../../src/notices/plan-notices';
import { anActor, DRAFT, type CaseWorld } from '../../support/case-world';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let world: CaseWorld;
let clerk: Browser;
let reviewer: Browser & { known: { id: string } };
let chief: Browser;
let stranger: Browser;
let keys = 0;

beforeEach(async () => {
  bench = await startConsole();
  ({ world } = bench);
  clerk = await bench.signedIn('zhangsan', held('clerk'), held('reviewer'));
  reviewer = await bench.signedIn('lisi', held('reviewer'));
  chief = await bench.signedIn('tongchou', held('coordinator', null));
  stranger = await bench.signedIn('stranger', held('reviewer', 'yibao'));
});
afterEach(() => bench.drop());

async function press(
  browser: Browser,
  number: string,
  action: string,
  { input = {}, reason }: { input?: object; reason?: string } = {},
): Promise<void> {
  const { version } = await world.read(number);
  const answer = await browser.ask(`/api/cases/${number}/actions`, {
    body: { action, input, ...(reason ? { reason } : {}) },
    headers: { 'If-Match': `"${String(version)}"`, 'Idempotency-Key': `the-key-${(keys += 1)}` },
  });
  if (answer.status !== 200) throw new Error(answer.text);
}
async function submitted(type = 'consultation'): Promise<string> {
  bench.clock.advance(1000);
  const number = await world.open();
  await press(clerk, number, 'accept', { input: { type, item: null } });
  await press(clerk, number, 'submit', { input: DRAFT });
  return number;
}

describe('审核签发', () => {
  interface Queue {
    cases: {
      number: string;
      draft: { text: string; hash: string };
      isAsked: boolean;
      isOwn: boolean;
      mayBatch: boolean;
      version: number;
    }[];
  }
  const queue = async (browser: Browser) => (await browser.ask('/api/review')).body as Queue;

  it('shows what waits before one’s own gates, with the text', async () => {
    const number = await submitted();
    const complaint = await submitted('complaint');
    const { cases } = await queue(reviewer);
    expect(cases.map((one) => [one.number, one.mayBatch, one.isOwn])).toEqual([
      [number, true, false],
      [complaint, false, false],
    ]);
    expect(cases[0]!.draft.text).toBe(DRAFT.text);
    expect((await queue(clerk)).cases.map(({ isOwn }) => isOwn)).toEqual([true, true]);
    for (const other of [chief, stranger]) expect((await queue(other)).cases).toEqual([]);
  });

  it('asks the person whom the clerk chose: told at once, first in their queue; nobody who may not pass it', async () => {
    const first = await submitted();
    const number = await world.open();
    await press(clerk, number, 'accept', { input: { type: 'consultation', item: null } });
    const ask = (asked: string) => press(clerk, number, 'submit', { input: { ...DRAFT, asked } });
    const outsider = await bench.signedIn('waibu', held('reviewer', 'yibao'));
    await expect(ask(outsider.known.id)).rejects.toThrow('不能审这件');
    await ask(reviewer.known.id);
    const { cases } = await queue(reviewer);
    expect(cases.map((one) => [one.number, one.isAsked])).toEqual([
      [number, true],
      [first, false],
    ]);
    const { approval } = (await clerk.ask(`/api/cases/${number}`)).body as {
      approval: { asked: string };
    };
    expect(approval.asked).toBe('某lisi');
    const [submit] = await bench.database.query<{ data: { asked: string } }>(
      `select data from case_events where kind = 'submit' and data ? 'asked'`,
    );
    const change = { kind: 'submit', number, data: submit!.data };
    expect(planNotices(change as unknown as Parameters<typeof planNotices>[0])).toEqual([
      {
        kind: 'waiting_step',
        to: [{ person: reviewer.known.id }],
        text: `办件 ${number} 的答复稿请您审核。`,
      },
    ]);
  });

  it('lets a signer see what wants a signature before it was reviewed', async () => {
    await submitted();
    const complaint = await submitted('complaint');
    const signer = await bench.signedIn('wangwu', held('signer'));
    expect((await queue(signer)).cases.map((one) => one.number)).toEqual([complaint]);
  });

  it('keeps every text that stood there, and why it came back', async () => {
    const number = await submitted();
    await press(reviewer, number, 'send_back', { reason: '少了办理地点' });
    await press(clerk, number, 'submit', { input: { ...DRAFT, text: '请带身份证到一楼。' } });
    const { texts } = (await reviewer.ask(`/api/cases/${number}/submitted`)).body as {
      texts: object[];
    };
    expect(texts).toMatchObject([
      { text: DRAFT.text, state: 'returned', returned: { by: '某lisi', reason: '少了办理地点' } },
      { text: '请带身份证到一楼。', state: 'open', returned: null, drafters: ['某zhangsan'] },
    ]);
    expect((await stranger.ask(`/api/cases/${number}/submitted`)).status).toBe(404);
  });

  it('passes a list of simple matters in one press, and nothing else', async () => {
    await submitted();
    await submitted('complaint');
    const { cases } = await queue(reviewer);
    const items = cases.map(({ number, version, draft }) => ({
      ...{ number, version, hash: draft.hash },
    }));
    const answer = await reviewer.ask('/api/cases/bulk/review', { body: { items } });
    expect(answer.body).toMatchObject({
      summary: '1 成功，1 失败',
      outcomes: [{ done: true }, { message: '只有咨询、建议可以批量审核。' }],
    });
  });
});

describe('分派台', () => {
  it('shows what has no unit, with the words and who gave it back', async () => {
    const number = await world.open();
    await world.open();
    await press(clerk, number, 'return', {
      ...{ reason: '这是医保的事', input: { proposedUnit: 'yibao' } },
    });
    const { cases } = (await chief.ask('/api/dispatch')).body as { cases: object[] };
    expect(cases).toMatchObject([
      {
        ...{ number, words: '养老金没发\n还有一件事', todo: { label: '请分派' } },
        objections: [
          { kind: 'return', unit: 'renshe', reason: '这是医保的事', proposedUnit: 'yibao' },
        ],
      },
    ]);
    expect((await clerk.ask('/api/dispatch')).status).toBe(403);
  });
});

describe('无需办理', () => {
  interface Sampled {
    cases: { number: string; verdict: string | null; cause: string; closedBy: string }[];
  }
  const sampled = async () => ((await chief.ask('/api/dismissals')).body as Sampled).cases;

  /** Dismissed cases, until at least two of them are drawn. */
  async function dismissMany(): Promise<string[]> {
    for (let made = 0; made < 400; made += 1) {
      const number = await world.open();
      await world.act(number, anActor('clerk'), { action: 'dismiss', input: { cause: 'test' } });
      if (made % 20 === 19 && (await sampled()).length > 1) break;
    }
    return (await sampled()).map((one) => one.number);
  }

  it('is drawn by the case’s id, checked once, and taken up again where it was wrong', async () => {
    const [first, second] = await dismissMany();
    const check = (number: string, body: object, browser = chief) =>
      browser.ask(`/api/cases/${number}/dismissal-check`, {
        body,
        headers: { 'Idempotency-Key': `the-key-${(keys += 1)}` },
      });
    expect(await sampled()).toContainEqual(
      expect.objectContaining({ number: first, verdict: null, cause: '测试' }),
    );
    expect((await check(first!, { verdict: 'right' }, clerk)).status).toBe(403);
    expect((await check(first!, { verdict: 'right' })).status).toBe(204);
    expect((await check(second!, { verdict: 'wrong', note: '短' })).status).toBe(400);
    expect((await check(second!, { verdict: 'wrong', note: '群众确实有事' })).status).toBe(204);
    expect((await world.read(second!)).state).toBe('awaiting_acceptance');
    const after = await sampled();
    expect(after.map(({ number }) => number)).not.toContain(second);
    expect(after.find(({ number }) => number === first)).toMatchObject({ verdict: 'right' });
    const open = await world.open();
    expect((await check(open, { verdict: 'right' })).status).toBe(404);
  });
});
