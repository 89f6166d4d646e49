import { followChanges } from '../../../src/notices/follow-changes';
import { makeCanaries } from '../../proof/canaries';
import { aRobot, aWebhook } from '../../notices/notices-bench';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';
import { createTyping, freeTextFields, pressEverything, type Typing } from './sensitive-actions';

/*
 * Numbers of citizens are typed into every field that takes words, then looked for in everything that
 * comes out again: answers to every role, exports, notices, what leaves for other systems, and the log.
 */

const CANARIES = makeCanaries(7);
/** Every way of writing a number, in one text. */
const TYPED = CANARIES.map(({ written }) => `号码${written}，`).join('\n');
/** Stands beside the numbers, and must come out: the search would else prove nothing. */
const MARKER = '上回那位同志答应给我回话';

let bench: ConsoleBench;
let clerk: Browser;
let number: string;
let keys = 0;
let typing: Typing;

const write = async (who: Browser, path: string, body: object, version = 1): Promise<unknown> => {
  keys += 1;
  const headers = { 'Idempotency-Key': `sensitive-${keys}`, 'If-Match': `"${version}"` };
  const answer = await who.ask(path, { body, headers });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
  return answer.body;
};

beforeAll(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  await bench.add('wangwu', held('clerk', 'yibao'));
  const said = { statement: `${MARKER}，${TYPED}`, place: `东门，${TYPED.slice(0, 100)}` };
  const registered = await write(clerk, '/api/cases', {
    ...{ ...said, unit: 'renshe', source: 'window', contact: '13873000007' },
    receivedAt: '2026-11-23T00:00:00.000Z',
  });
  ({ number } = registered as { number: string });
  await write(clerk, `/api/cases/${number}/notes`, { text: `备注：${TYPED}` });
  await write(clerk, `/api/cases/${number}/contacts`, {
    ...{ at: '2026-11-23T00:30:00.000Z', method: 'telephone', reached: true },
    result: `已说明，${TYPED}`.slice(0, 500),
  });
  const chief = await bench.signedIn('tongchou', held('coordinator', null));
  await write(chief, `/api/cases/${number}/actions`, {
    ...{ action: 'transfer', input: { unit: 'yibao', designate: false } },
    reason: `属于医保局，${TYPED}`.slice(0, 400),
  });
  await write(
    chief,
    `/api/cases/${number}/actions`,
    {
      ...{ action: 'transfer', input: { unit: 'renshe', designate: false } },
      reason: '退回人社局办理',
    },
    2,
  );
  const supervised = { dueAt: '2026-11-27T00:00:00.000Z' };
  await write(
    chief,
    `/api/cases/${number}/actions`,
    { action: 'supervise', reason: `群众又来电，${TYPED}`.slice(0, 400), input: supervised },
    3,
  );
  const words = `${MARKER}，${TYPED}`;
  typing = createTyping(words);
  await pressEverything(bench, typing, words);
}, 60_000);
afterAll(() => bench.drop());

/** The numbers that stand in a text, in any of their forms. */
function found(text: string): string[] {
  return CANARIES.flatMap(({ kind, forms }) =>
    forms.some((form) => text.includes(form)) ? [kind] : [],
  );
}

it('has typed them into every field of every action that takes words, and got none back', () => {
  const wanted = freeTextFields();
  expect(wanted.length).toBeGreaterThan(40);
  expect(wanted.filter((field) => !typing.fields.has(field))).toEqual([]);
  expect(found(typing.answers.join('\n'))).toEqual([]);
});

it('shows a helper’s opinion and 办理情况 in 流程, without the numbers', async () => {
  const { body } = await clerk.ask('/api/cases?tab=all');
  const { cases } = body as { cases: { number: string }[] };
  const shown: string[] = [];
  for (const one of cases) {
    const { text } = await clerk.ask(`/api/cases/${one.number}`);
    shown.push(text);
    expect(found(text)).toEqual([]);
  }
  for (const words of [
    '的意见：',
    '办理情况（内部）：',
    '反馈：',
    '要补充：',
    '没有送达的说明：',
  ]) {
    expect(shown.join('')).toContain(`${words}${MARKER}`);
  }
});

it('shows a number to no role, in no answer that is not asked for with a reason (acceptance 10)', async () => {
  const readers = [
    clerk,
    await bench.signedIn('shenhe', held('reviewer')),
    await bench.signedIn('qianfa', held('signer')),
    await bench.signedIn('guanli', held('unit_admin')),
    await bench.signedIn('jiancha', held('inspector')),
    await bench.signedIn('quju', held('coordinator', null)),
  ];
  const paths = bench.console.endpoints
    .filter(
      ({ method, path, run }) =>
        method === 'GET' && run.kind === 'plain' && !/:(?!number)/.test(path),
    )
    .map(({ path }) => path.replace(':number', number));
  expect(paths.length).toBeGreaterThan(30);
  let shown = 0;
  for (const reader of readers) {
    for (const path of [
      ...paths,
      '/api/cases?tab=all',
      `/api/cases?tab=all&q=${encodeURIComponent('同志')}`,
    ]) {
      const { text } = await reader.ask(path);
      expect([path, ...found(text)]).toEqual([path]);
      if (text.includes(MARKER)) shown += 1;
    }
  }
  expect(shown).toBeGreaterThan(readers.length);
});

it.each([
  ['clerk', 'csv'],
  ['unit_admin', 'csv'],
  ['inspector', 'csv'],
] as const)('puts no number into an export of a %s', async (role, format) => {
  const reader = await bench.signedIn(`takes.out.${role.replace('_', '.')}`, held(role));
  const job = (await write(reader, '/api/exports', { format, list: { tab: 'all' } })) as {
    id: string;
  };
  await bench.console.jobs.runExports();
  const { body } = await reader.ask(`/api/exports/${job.id}`);
  const { text } = await reader.ask((body as { fileUrl: string }).fileUrl);
  expect(text).toContain(number);
  expect(text).toContain(MARKER);
  expect(found(text)).toEqual([]);
});

it('tells none to staff, to a group or to another system (acceptance 10)', async () => {
  const targets = [aRobot({ about: ['duty', 'deadline'] }), aWebhook()];
  await followChanges({ ...bench, targets: () => targets });
  const told = await bench.database.query('select * from staff_notices');
  const left = await bench.database.query('select * from outbound_messages');
  expect([told.length, left.length].every((rows) => rows > 0)).toBe(true);
  expect(found(JSON.stringify([told, left]))).toEqual([]);
  expect(JSON.stringify([told, left])).not.toContain(MARKER);
});

it('keeps none in clear in the record and in what words are found by', async () => {
  for (const table of [
    'audit_entries',
    'case_events',
    'case_search',
    'case_notes',
    'case_contacts',
    'case_co_handlers',
    'approval_passes',
    'approvals',
    'case_answers',
    'outbox',
    'console_requests',
  ]) {
    const rows = await bench.database.query(`select t::text as row from ${table} t`);
    expect([table, ...found(JSON.stringify(rows))]).toEqual([table]);
  }
});

it('writes none into the log, at its finest, also when things fail (acceptance 10)', async () => {
  const refused = await clerk.ask(`/api/cases/${number}/notes`, {
    body: { text: TYPED, x: TYPED },
  });
  expect(refused.status).toBe(422);
  await clerk.ask(`/api/cases?tab=all&q=${encodeURIComponent(CANARIES[0]!.written)}`);
  bench.parts.sealer.seal = () => {
    throw Object.assign(new Error(`it broke over ${TYPED}`), { text: TYPED, contact: TYPED });
  };
  expect((await clerk.ask('/api/totp', { method: 'POST' })).status).toBe(500);
  const log = bench.lines.join('\n');
  expect(log).toContain('it broke over');
  expect(found(log)).toEqual([]);
  expect(log).not.toContain(MARKER);
});
