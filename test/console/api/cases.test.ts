import { listDeliveries } from '../../../src/delivery/list-deliveries';
import { held } from '../../staff/staff-bench';
import { DRAFT } from '../../support/case-world';
import { startConsole, type Answer, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser;
let signer: Browser;
let number: string;
let keys = 0;

beforeEach(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  signer = await bench.signedIn('lisi', held('signer'));
  number = await bench.world.open();
});
afterEach(() => bench.drop());

interface Press {
  version?: number | string;
  key?: string;
  number?: string;
}

/** Presses a button as the page does: with the version that it shows, and a key of its own. */
async function press(browser: Browser, body: object, how: Press = {}): Promise<Answer> {
  const path = `/api/cases/${how.number ?? number}`;
  const version = how.version ?? (await versionOf(browser));
  const key = how.key ?? `press-${(keys += 1)}-of-this-test`;
  const headers = { 'If-Match': `"${version}"`, 'Idempotency-Key': key };
  return browser.ask(`${path}/actions`, { body, headers });
}

async function show(browser: Browser) {
  const { body } = await browser.ask(`/api/cases/${number}`);
  return body as Shown;
}
interface Shown {
  version: number;
  state: string;
  approval: { hash: string } | null;
  actions: { action: string; refusal: string | null }[];
  events: { label: string; actor: string; reason: string | null }[];
  messages: { text: string }[];
  answers: { text: string; signedBy: string }[];
}
const versionOf = async (browser: Browser): Promise<number> => (await show(browser)).version;
const errorOf = ({ body }: Answer) => (body as { error: Record<string, unknown> }).error;
const CLAIM = { action: 'claim', input: {} };
const ACCEPT = { action: 'accept', input: { type: 'complaint', item: null } };

it('shows one case with its thread, its line of events, and what may be done or why not', async () => {
  await press(clerk, CLAIM);
  const answer = await clerk.ask(`/api/cases/${number}`);
  expect(answer.headers.get('ETag')).toBe('"2"');
  const shown = await show(clerk);
  expect(shown.messages.map(({ text }) => text).sort()).toEqual(
    ['养老金没发', '还有一件事'].sort(),
  );
  expect(shown.events.map(({ label, actor }) => [label, actor])).toEqual([
    ['生成办件', '系统'],
    ['认领', '某zhangsan'],
  ]);
  const actions = new Map(shown.actions.map(({ action, refusal }) => [action, refusal]));
  expect(actions.get('accept')).toBeNull();
  expect(actions.has('sign')).toBe(false);
  const other = await bench.signedIn('wangwu', held('clerk'));
  const seen = new Map((await show(other)).actions.map((one) => [one.action, one.refusal]));
  expect(seen.get('accept')).toBe('这件已经有人认领，正在处理。');
});

it('tells how the deadline was reckoned', async () => {
  const { body } = await clerk.ask(`/api/cases/${number}/deadline`);
  expect((body as { lines: string[] }).lines).toContainEqual(
    expect.stringMatching(/^依据：1个工作日，受理期限/),
  );
});

it('gives 咨询 an internal target beside the promise, in list, page and account of the days', async () => {
  await press(clerk, { action: 'accept', input: { type: 'consultation', item: null } });
  const { body } = await clerk.ask(`/api/cases/${number}`);
  const shown = body as { dueAt: string; target: { at: string; kind: string; label: string } };
  expect(shown.target).toMatchObject({ kind: 'ahead', label: '没有到' });
  expect(shown.target.at < shown.dueAt).toBe(true);
  const list = (await clerk.ask('/api/cases?tab=mine')).body as { cases: { target: unknown }[] };
  expect(list.cases.map(({ target }) => target)).toEqual([shown.target]);
  const account = (await clerk.ask(`/api/cases/${number}/deadline`)).body as { lines: string[] };
  expect(account.lines).toContainEqual(
    expect.stringMatching(/^内部目标：1个工作日，.*没有答应群众/),
  );
});

it('takes a case from 受理 to a signed answer that waits to be delivered', async () => {
  expect((await press(clerk, ACCEPT)).body).toMatchObject({ stateLabel: '办理中', version: 2 });
  expect((await press(clerk, { action: 'submit', input: DRAFT })).status).toBe(200);
  const { approval } = await show(signer);
  const passed = { hash: approval!.hash };
  const own = await press(clerk, { action: 'sign', input: passed });
  expect([own.status, errorOf(own)['code']]).toEqual([403, 'forbidden']);
  const stale = { hash: '0'.repeat(64) };
  expect((await press(signer, { action: 'sign', input: stale })).status).toBe(409);
  expect((await press(signer, { action: 'sign', input: passed })).body).toMatchObject({
    state: 'answered',
  });
  const shown = await show(clerk);
  expect(shown.answers).toMatchObject([{ text: DRAFT.text, signedBy: '某lisi' }]);
  const sent = await clerk.ask(`/api/cases/${number}/deliveries`);
  expect(sent.status).toBe(200);
  const { deliveries: all } = sent.body as { deliveries: { id: string; kind: string }[] };
  const deliveries = all.filter(({ kind }) => kind === 'answer');
  expect(deliveries).toHaveLength(1);
  const [delivery] = deliveries;
  const told = `/api/cases/${number}/deliveries/${delivery!.id}/told-by-phone`;
  const headers = { 'Idempotency-Key': 'told-by-phone-1' };
  expect((await clerk.ask(told, { body: {}, headers })).status).toBe(204);
  const { id } = await bench.world.read(number);
  const listed = await listDeliveries(bench.database, [id as string]);
  const kept = listed.find((one) => one.id === delivery!.id);
  expect(kept!.toldByPhoneAt).toEqual(bench.clock.now());
  const again = `/api/cases/${number}/deliveries/${delivery!.id}/resend`;
  const resent = await clerk.ask(again, { body: {}, headers: { 'Idempotency-Key': 'resend-1' } });
  expect(resent.status).toBe(409);
  const bySigner = { 'Idempotency-Key': 'resend-2-signer' };
  expect((await signer.ask(again, { body: {}, headers: bySigner })).status).toBe(403);
});

describe('two people at once', () => {
  it('lets one win; the other learns who did what, and when', async () => {
    const other = await bench.signedIn('wangwu', held('clerk'));
    const answers = await Promise.all([
      press(clerk, CLAIM, { version: 1 }),
      press(other, CLAIM, { version: 1 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409)!;
    const winner = answers[0] === lost ? '某wangwu' : '某zhangsan';
    expect(errorOf(lost)).toMatchObject({
      code: 'conflict',
      message: `这件刚刚有变动，现在的状态是“待受理”。${winner}于11月23日（周一）09:30办了“认领”。`,
      details: { state: 'awaiting_acceptance', version: 2, changedBy: winner, change: '认领' },
    });
  });

  it('gives ten clerks who claim from one queue a case each', async () => {
    for (let index = 0; index < 9; index += 1) await bench.world.open();
    const clerks = await Promise.all(
      Array.from({ length: 10 }, (_, index) => bench.signedIn(`clerk${index}`, held('clerk'))),
    );
    const claimed = await Promise.all(
      clerks.map((one, index) =>
        one.ask('/api/cases/claim-next', {
          body: { unit: 'renshe' },
          headers: { 'Idempotency-Key': `claim-next-${index}` },
        }),
      ),
    );
    const numbers = claimed.map(
      ({ body }) => (body as { claimed: { number: string } }).claimed.number,
    );
    expect(new Set(numbers).size).toBe(10);
    const none = await clerk.ask('/api/cases/claim-next', {
      body: { unit: 'renshe' },
      headers: { 'Idempotency-Key': 'claim-next-none' },
    });
    expect(none.body).toEqual({ claimed: null });
  });
});

describe('an idempotency key', () => {
  it('does the work once, however often and however many at once it comes', async () => {
    const how = { version: 1, key: 'the-same-press' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => press(clerk, CLAIM, how)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const replayed = answers.filter(
      ({ headers }) => headers.get('Idempotency-Replayed') === 'true',
    );
    expect(replayed).toHaveLength(7);
    expect(await versionOf(clerk)).toBe(2);
  });

  it('belongs to one request of one person', async () => {
    const key = 'somebody-s-key';
    expect((await press(clerk, CLAIM, { version: 1, key })).status).toBe(200);
    expect((await press(clerk, ACCEPT, { version: 2, key })).status).toBe(422);
    expect((await press(signer, CLAIM, { version: 1, key })).status).toBe(403);
  });

  it('leaves no trace of work that failed, and is forgotten after a day', async () => {
    const key = 'tried-again-later';
    expect((await press(clerk, CLAIM, { version: 9, key })).status).toBe(409);
    expect((await press(clerk, CLAIM, { version: 1, key })).status).toBe(200);
    await bench.database.query(`update console_requests set at = at - interval '25 hours'`);
    expect((await press(clerk, { action: 'release', input: {} }, { key })).status).toBe(200);
    const kept = await bench.database.query('select key from console_requests');
    expect(kept).toEqual([{ key }]);
  });

  it('is asked for, like the version that the person saw', async () => {
    const path = `/api/cases/${number}/actions`;
    const headers = { 'Idempotency-Key': 'without-version' };
    const blind = await clerk.ask(path, { body: CLAIM, headers });
    expect([blind.status, errorOf(blind)['fields']]).toEqual([
      422,
      [{ name: 'If-Match', message: '要写明看到的是哪一版。' }],
    ]);
    const keyless = await clerk.ask(path, { body: CLAIM, headers: { 'If-Match': '"1"' } });
    expect(keyless.status).toBe(422);
    expect((await press(clerk, CLAIM, { version: 'abc' })).status).toBe(422);
  });
});

it('refuses an action that is not for staff, and an input that is another action’s', async () => {
  for (const body of [
    { action: 'withdraw', input: { confirmed: true } },
    { action: 'answer_by_operator', input: { text: '好' } },
    { action: 'claim', input: { type: 'help' } },
    { action: 'accept', input: { type: 'nonsense', item: null } },
  ]) {
    expect((await press(clerk, body)).status).toBe(422);
  }
  expect(await versionOf(clerk)).toBe(1);
});

it('lets nobody act for whom they are no deputy of', async () => {
  const onBehalfOf = '00000000-0000-7000-8000-000000000000';
  expect((await press(clerk, { ...CLAIM, onBehalfOf })).status).toBe(403);
});
