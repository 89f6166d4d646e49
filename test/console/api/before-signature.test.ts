/** Whatever is tried on a case whose text waits for its signature: nothing of it leaves. */
import { randomUUID } from 'node:crypto';
import { DRAFT } from '../../support/case-world';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser;
let reviewer: Browser;
let signer: Browser;
let number: string;
let keys = 0;

beforeAll(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  reviewer = await bench.signedIn('lisi', held('reviewer'));
  signer = await bench.signedIn('wangwu', held('signer'), held('unit_admin'));
  number = await bench.world.open();
  await press(clerk, 'accept', { type: 'complaint', item: null });
  await press(clerk, 'submit', DRAFT);
});
afterAll(() => bench.drop());

async function send(browser: Browser, path: string, body: object, version = 0): Promise<number> {
  const headers = {
    ...{ 'If-Match': `"${version}"`, 'Idempotency-Key': `before-the-signature-${(keys += 1)}` },
  };
  return (await browser.ask(path, { body, headers })).status;
}

async function press(browser: Browser, action: string, input: object): Promise<number> {
  const { version } = await bench.world.read(number);
  const body = { action, input, reason: '试一试别的办法' };
  return send(browser, `/api/cases/${number}/actions`, body, Number(version));
}

async function countLeft(): Promise<{ answers: number; outbox: number }> {
  const [counted] = await bench.database.query<{ answers: number; outbox: number }>(
    `select (select count(*)::int from case_answers) as answers,
       (select count(*)::int from outbox where kind = 'answer') as outbox`,
  );
  return counted!;
}

/** Ways that do not lead past the gates, for a text that waits for the first and for the second one. */
async function tryAll(): Promise<void> {
  const hash = await bench.world.hash(number);
  const gate = { hash, opinion: null, confirmed: true };
  for (const person of [clerk, reviewer, signer]) {
    // The interface: every action that carries a text, pressed by those whose turn it is not.
    for (const [action, input] of [
      ['submit', DRAFT],
      ['accept_and_answer', { type: 'consultation', item: null, ...DRAFT }],
      ['refer', { channel: '区医保局 0730-0000000', text: DRAFT.text }],
      ['close', { excuse: '已经当面说清' }],
    ] as const) {
      expect([action, await press(person, action, input)]).not.toEqual([action, 200]);
    }
    // The retry: of a delivery that there is not.
    for (const what of ['resend', 'told-by-phone']) {
      const path = `/api/cases/${number}/deliveries/${randomUUID()}/${what}`;
      expect([403, 404, 409, 422]).toContain(await send(person, path, {}));
    }
    // Many at once, with the text that waits.
    const { version } = await bench.world.read(number);
    const items = [{ number, version: Number(version) }];
    const many = { action: 'add_tag', tag: '已答复', items };
    expect(await send(person, '/api/cases/bulk', many)).toBe(200);
  }
  // What is typed, and what is brought in from elsewhere.
  expect(await send(clerk, `/api/cases/${number}/notes`, { text: DRAFT.text })).toBe(200);
  const registered = {
    ...{ unit: 'renshe', source: '12345', externalNo: 'BY-1', statement: DRAFT.text },
    ...{ contact: '13800138000', receivedAt: '2026-11-23T00:00:00.000Z' },
  };
  expect(await send(clerk, '/api/cases', registered)).toBe(200);
  for (const person of [clerk, signer]) {
    expect(await press(person, 'review', gate)).not.toBe(200);
  }
  expect(await press(clerk, 'sign', gate)).not.toBe(200);
  expect(await press(reviewer, 'sign', gate)).not.toBe(200);
}

it('sends nothing before 签发, whatever else is tried; then one answer (acceptance 5)', async () => {
  await tryAll();
  expect(await countLeft()).toEqual({ answers: 0, outbox: 0 });
  const hash = await bench.world.hash(number);
  expect(await press(reviewer, 'review', { hash, opinion: null, confirmed: true })).toBe(200);
  await tryAll();
  expect(await countLeft()).toEqual({ answers: 0, outbox: 0 });
  expect(await press(signer, 'sign', { hash, opinion: null, confirmed: true })).toBe(200);
  expect(await countLeft()).toEqual({ answers: 1, outbox: 1 });
});
