import { tryMessage } from '../../../../src/callback/try-message';
import type { ContentSet } from '../../../../src/content/load-content';
import { createId } from '../../../../src/platform/ids';
import { createRouter } from '../../../../src/routing/router';
import { entryOfKeyword } from '../../../../src/switches/entry';
import { loadSuppliedContent } from '../../../replies/supplied-content';
import { held } from '../../../staff/staff-bench';
import { anAdmin } from '../../admin-parts';
import { startConsole, type Browser, type ConsoleBench } from '../../console-bench';

let bench: ConsoleBench;
let content: ContentSet;
let refresh: () => Promise<void>;
let admin: Browser;

beforeAll(async () => {
  content = await loadSuppliedContent(new Date('2026-11-23T01:30:00Z'));
  bench = await startConsole((staffBench) => {
    const made = anAdmin(staffBench, content);
    refresh = () => made.live.refreshSwitches();
    return { admin: made, content: () => content };
  });
  admin = await bench.signedIn('admin', held('unit_admin'));
});
afterAll(() => bench.drop());

interface Shown {
  keywords: {
    entry: string;
    hash: string;
    match: string;
    words: string[];
    action: { kind: string; text: string };
    off: { reason: string; by: string } | null;
    unreachable: boolean;
    lost: unknown[];
  }[];
}
const list = async () => (await admin.ask('/api/keywords/renshe')).body as Shown;
const tryText = async (text: string) =>
  (await admin.ask('/api/keywords/renshe/try', { body: { text } })).body as {
    lines: string[];
    xml: string;
    json: string;
    answers: { label: string; rule: string | null; item: string | null }[];
    keywords: { words: string[]; won: boolean }[];
    opensCase: boolean;
  };

it('lists the rules of the unit’s file, with what they do', async () => {
  const { keywords } = await list();
  const file = content.routing.keywords.get('renshe')!;
  expect(keywords.map(({ words }) => words[0])).toEqual(
    file.map(({ exact, pattern }) => exact?.[0] ?? pattern),
  );
  expect(keywords[0]).toMatchObject({ match: 'exact', off: null, unreachable: false, lost: [] });
  expect(keywords.some(({ action }) => action.kind === 'items')).toBe(true);
});

it('tries a sentence as the live path answers it, and tells who won', async () => {
  const router = createRouter(content.routing);
  const unit = content.routing.units.get('renshe')!;
  for (const text of ['办公时间', '社保卡丢了怎么补', '你们态度太差了我要投诉', '家里着火了']) {
    const live = tryMessage(router, unit, text, bench.clock.now())!;
    const tried = await tryText(text);
    expect(tried.xml).toBe(live.xml);
    expect(JSON.parse(tried.json)).toEqual(live.reply);
    expect(tried.answers).toHaveLength(live.answers.length);
  }
  const tried = await tryText('办公时间');
  expect(tried.answers[0]).toMatchObject({ label: '关键词', rule: '办公时间' });
  expect(tried.keywords.filter(({ won }) => won)).toMatchObject([
    { words: expect.arrayContaining(['办公时间']) as string[] },
  ]);
  expect((await tryText('家里着火了')).answers[0]!.label).toBe('危急情况');
});

it('switches a keyword off, with a reason, until the file says something else', async () => {
  const [keyword] = (await list()).keywords;
  const body = { unit: 'renshe', kind: 'keyword', entry: keyword!.entry, hash: keyword!.hash };
  const key = { 'Idempotency-Key': 'switched-off-once' };
  const short = await admin.ask('/api/switches', { body: { ...body, reason: '错' }, headers: key });
  expect(short.status).toBe(400);
  const done = await admin.ask('/api/switches', {
    body: { ...body, reason: '办公时间写错了' },
    headers: key,
  });
  expect(done.status).toBe(200);
  await refresh();
  expect((await tryText('办公时间')).answers[0]!.label).not.toBe('关键词');
  expect((await list()).keywords[0]!.off).toMatchObject({
    reason: '办公时间写错了',
    by: '某admin',
  });
  const { id } = done.body as { id: string };
  const { body: switches } = await admin.ask('/api/switches');
  expect(switches).toMatchObject({ switches: [{ id, kindName: '关键词', inForce: true }] });

  const stranger = await bench.signedIn('yb', held('unit_admin', 'yibao'));
  const lift = (browser: Browser, name: string) =>
    browser.ask(`/api/switches/${id}/lift`, {
      method: 'POST',
      headers: { 'Idempotency-Key': name },
    });
  expect((await lift(stranger, 'lifted-by-stranger')).status).toBe(404);
  expect((await lift(admin, 'lifted-by-its-admin')).status).toBe(204);
  await refresh();
  expect((await tryText('办公时间')).answers[0]!.label).toBe('关键词');
});

it('refuses what another unit’s admin, or who only reads, wants to switch', async () => {
  const [keyword] = content.routing.keywords.get('renshe')!;
  const { entry, hash } = entryOfKeyword('renshe', keyword!);
  const body = { unit: 'renshe', kind: 'keyword', entry, hash, reason: '办公时间写错了' };
  const ask = async (browser: Browser, key: string) =>
    (await browser.ask('/api/switches', { body, headers: { 'Idempotency-Key': key } })).status;
  const other = await bench.signedIn('other', held('unit_admin', 'yibao'));
  const coordinator = await bench.signedIn('tongchou', held('coordinator', null));
  expect(await ask(other, 'switched-by-another')).toBe(404);
  expect(await ask(coordinator, 'switched-by-reader')).toBe(403);
});

describe('figures of what was stored', () => {
  const add = (text: string, more: object = {}) =>
    bench.database.query(
      `with citizen as (
         insert into citizens (account, id, openid, version, first_seen_at, last_contact_at, last_item_candidates)
         values ('renshe', $1::uuid, $1::uuid::text, 1, $3, $3, '{}') returning id)
       insert into messages (id, account, citizen_id, dedupe_key, kind, sent_at, received_at, text, fields,
         state, attempt, answered_via, carries_answers, responder, rule, item, case_id)
       select $2::uuid, 'renshe', id, $2::uuid::text, 'text', $3, $3, $4, '{}', 'handled', 1, 'passive', false, $5, $6, null, $7::uuid
       from citizen`,
      [
        createId(bench.clock.now()),
        createId(bench.clock.now()),
        bench.clock.now(),
        text,
        ...Object.values({ responder: 'queue', rule: null, caseId: null, ...more }),
      ],
    );

  it('count what each keyword answered, and list what nobody answered', async () => {
    await add('办公时间', { responder: 'keyword', rule: '办公时间' });
    await add('上班时间', { responder: 'keyword', rule: '办公时间' });
    await add('从前的词', { responder: 'rule', rule: '从前的词' });
    const { body: hits } = await admin.ask('/api/keywords/renshe/hits');
    const [first] = (await list()).keywords;
    expect(hits).toMatchObject({
      hits: [
        { word: '办公时间', entry: first!.entry, count: 2 },
        { word: '从前的词', entry: null, count: 1 },
      ],
    });
    await add('路灯坏了');
    await add(' 路灯坏了 ');
    await add('一'.repeat(41));
    const { body: misses } = await admin.ask('/api/keywords/renshe/misses');
    expect(misses).toMatchObject({ misses: [{ text: '路灯坏了', kind: 'queue', count: 2 }] });
  });

  it('leave out words of restricted cases, and are shown to who may read cases only', async () => {
    const number = await bench.world.open({ restricted: true });
    const [row] = await bench.database.query<{ id: string }>(
      'select id from cases where number = $1',
      [number],
    );
    await add('举报某人', { caseId: row!.id });
    const misses = await admin.ask('/api/keywords/renshe/misses');
    expect(misses.text).not.toContain('举报某人');
    const system = await bench.signedIn('xitong', held('system_admin', null));
    expect((await system.ask('/api/keywords/renshe/misses')).status).toBe(403);
    expect((await system.ask('/api/keywords/renshe/hits')).status).toBe(200);
  });
});
