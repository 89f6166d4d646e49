import { loadCaseTexts } from '../../../src/cases/search/case-texts';
import { createRowMaker } from '../../support/make-rows';
import { DRAFT } from '../../support/case-world';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser & { known: { id: string } };
let reviewer: Browser & { known: { id: string } };
let inspector: Browser;
let stranger: Browser & { known: { id: string } };
let number: string;
let keys = 0;

beforeAll(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  reviewer = await bench.signedIn('lisi', held('reviewer'));
  inspector = await bench.signedIn('jiancha', held('inspector'));
  stranger = await bench.signedIn('stranger', held('clerk', 'yibao'));
});
beforeEach(async () => {
  number = await bench.world.open();
});
afterAll(() => bench.drop());

const of = (what: string) => `/api/cases/${number}/${what}`;
const write = (browser: Browser, path: string, body: object, method = 'POST') =>
  browser.ask(path, {
    ...{ method, body },
    headers: { 'Idempotency-Key': `the-key-${(keys += 1)}`, 'If-Match': '"1"' },
  });
const audited = async (action: string) =>
  bench.database.query<{ reason: string | null; after: unknown }>(
    'select reason, after from audit_entries where action = $1 order by xact, id',
    [action],
  );

describe('drafts', () => {
  const words = { text: '请带身份证', inside: '已问窗口', isTrue: 'partly', solved: true };

  it('are kept for their writer with both halves, and go when they are submitted', async () => {
    const saved = await write(clerk, of('draft'), words, 'PUT');
    expect(saved.body).toEqual({ savedAt: bench.clock.now().toISOString() });
    const read = async (browser: Browser) =>
      ((await browser.ask(of('draft'))).body as { draft: object | null }).draft;
    expect(await read(clerk)).toMatchObject(words);
    expect(await read(reviewer)).toBeNull();
    await write(clerk, of('actions'), {
      ...{ action: 'accept', input: { type: 'consultation', item: null } },
    });
    expect(await read(clerk)).toMatchObject(words);
    const submitted = await clerk.ask(of('actions'), {
      body: { action: 'submit', input: DRAFT },
      headers: { 'Idempotency-Key': 'submit-the-draft', 'If-Match': '"2"' },
    });
    expect(submitted.status).toBe(200);
    expect(await read(clerk)).toBeNull();
  });

  it('are no change of the case, and not for who may only read', async () => {
    await write(clerk, of('draft'), words, 'PUT');
    expect((await bench.world.read(number)).version).toBe(1);
    expect((await write(inspector, of('draft'), words, 'PUT')).status).toBe(403);
    expect((await write(stranger, of('draft'), words, 'PUT')).status).toBe(404);
    const empty = { text: '', inside: '', isTrue: null, solved: null };
    await write(clerk, of('draft'), empty, 'PUT');
    expect((await clerk.ask(of('draft'))).body).toEqual({ draft: null });
  });
});

describe('notes', () => {
  it('name colleagues, who find them', async () => {
    const mentions = [reviewer.known.id];
    const added = await write(clerk, of('notes'), { text: '请看电话13800138000', mentions });
    expect(added.body).toMatchObject({
      author: { name: '某zhangsan' },
      mentions: [{ name: '某lisi' }],
    });
    expect(added.text).not.toContain('13800138000');
    const { notes } = (await inspector.ask(of('notes'))).body as { notes: object[] };
    expect(notes).toHaveLength(1);
    const found = (await reviewer.ask('/api/workbench/mentions')).body as { mentions: object[] };
    expect(found.mentions).toMatchObject([{ number, author: { name: '某zhangsan' } }]);
    expect((await clerk.ask('/api/workbench/mentions')).body).toEqual({ mentions: [] });
  });

  it('name nobody of another unit', async () => {
    const body = { text: '请看一下', mentions: [stranger.known.id] };
    expect((await write(clerk, of('notes'), body)).status).toBe(422);
    const { colleagues } = (await clerk.ask(of('colleagues'))).body as {
      colleagues: { name: string; labels: string[] }[];
    };
    expect(colleagues).toContainEqual(
      expect.objectContaining({ name: '某lisi', labels: ['审核'] }),
    );
    expect(colleagues.map(({ name }) => name)).not.toContain('某stranger');
    expect((await stranger.ask(of('colleagues'))).status).toBe(404);
  });
});

describe('contacts', () => {
  it('are written down and add up', async () => {
    const now = bench.clock.now().getTime();
    for (const hours of [3, 2, 1]) {
      const at = new Date(now - hours * 60 * 60_000).toISOString();
      const contact = { at, method: 'telephone', reached: false, result: '没有人接' };
      expect((await write(clerk, of('contacts'), contact)).status).toBe(204);
    }
    expect((await reviewer.ask(of('contacts'))).body).toMatchObject({
      ...{ reached: false, attempts: 3, enough: true, hasTelephone: false },
      contacts: [{ methodLabel: '电话', recordedBy: '某zhangsan' }, {}, {}],
    });
    const later = { at: new Date(now + 60_000).toISOString(), method: 'visit', reached: true };
    expect((await write(clerk, of('contacts'), { ...later, result: '已见面' })).status).toBe(400);
  });
});

describe('numbers', () => {
  it('are kept sealed, and shown for a reason, for fifteen minutes, on record', async () => {
    const set = { telephone: '138 0013 8000' };
    expect((await write(clerk, of('telephone'), set, 'PUT')).status).toBe(204);
    expect((await write(clerk, of('telephone'), { telephone: '12' }, 'PUT')).status).toBe(400);
    expect((await clerk.ask(of('contacts'))).body).toMatchObject({ hasTelephone: true });
    expect((await write(clerk, of('reveal'), { reason: '看看' })).status).toBe(400);
    expect((await write(reviewer, of('reveal'), { reason: '要打电话核实' })).status).toBe(403);
    expect((await write(stranger, of('reveal'), { reason: '要打电话核实' })).status).toBe(404);
    expect((await clerk.ask(of('revealed'))).body).toEqual({ revealed: null });
    const shown = await write(clerk, of('reveal'), { reason: '要打电话核实' });
    expect(shown.body).toMatchObject({ telephone: '13800138000', statement: null });
    expect((await clerk.ask(of('revealed'))).body).toMatchObject({
      revealed: { telephone: '13800138000' },
    });
    expect(await audited('personal_data.reveal')).toMatchObject([{ reason: '要打电话核实' }]);
    expect(await audited('personal_data.read')).toHaveLength(1);
    const kept = await bench.database.query(
      `select response::text from console_requests where response::text like '%13800138000%'`,
    );
    expect(kept).toEqual([]);
    bench.clock.advance(8 * 60_000);
    await clerk.ask('/api/me');
    bench.clock.advance(8 * 60_000);
    expect((await clerk.ask(of('revealed'))).body).toEqual({ revealed: null });
  });

  it('are not there to be shown where nothing is kept', async () => {
    const asked = await write(clerk, of('reveal'), { reason: '要打电话核实' });
    expect(asked.status).toBe(409);
  });
});

describe('what is said in a voice', () => {
  it('is typed by who works on the case, masked, shown with its writer, found by the search', async () => {
    const [message] = await bench.database.query<{ id: string; case_id: string }>(
      `select m.id, m.case_id from messages m join cases c on c.id = m.case_id where c.number = $1
       order by m.received_at limit 1`,
      [number],
    );
    const spoken = { messageId: message!.id, text: '养老待遇怎么没有发，电话13800138000' };
    expect((await write(clerk, of('transcripts'), spoken)).status).toBe(400);
    await createRowMaker(bench.database).put('media', {
      ...{ account: 'renshe', message_id: message!.id, kind: 'voice', state: 'waiting' },
    });
    const reader = await bench.signedIn('kanjian', held('inspector'));
    const elsewhere = await bench.signedIn('waidanwei', held('clerk', 'yibao'));
    expect((await write(reader, of('transcripts'), spoken)).status).toBe(403);
    expect((await write(elsewhere, of('transcripts'), spoken)).status).toBe(404);
    const foreign = { ...spoken, messageId: '01900000-0000-7000-8000-000000000000' };
    expect((await write(clerk, of('transcripts'), foreign)).status).toBe(404);
    expect((await write(clerk, of('transcripts'), spoken)).status).toBe(204);
    const shown = async () =>
      ((await clerk.ask(`/api/cases/${number}`)).body as { messages: { transcript: unknown }[] })
        .messages[0]!.transcript;
    expect(await shown()).toMatchObject({
      ...{ writtenBy: '某zhangsan', writtenAt: bench.clock.now().toISOString() },
      text: expect.stringMatching(/^养老待遇怎么没有发，电话138\*+/) as string,
    });
    const texts = await loadCaseTexts(bench.database, [message!.case_id]);
    expect(texts.get(message!.case_id)).toContainEqual(
      expect.objectContaining({ kind: 'transcript' }),
    );
    const queued = await bench.database.query('select from case_search_queue where case_id = $1', [
      message!.case_id,
    ]);
    expect(queued.length).toBeGreaterThan(0);
    await write(clerk, of('transcripts'), { ...spoken, text: ' ' });
    expect(await shown()).toBeNull();
    expect(await audited('case.transcribe')).toHaveLength(2);
  });
});
