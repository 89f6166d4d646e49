import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { MediaStore } from '../../../src/media/media-store';
import { held } from '../../staff/staff-bench';
import { createRowMaker } from '../../support/make-rows';
import { recordStatements, type Recorder } from './record-statements';
import {
  noStore,
  startConsole,
  type Answer,
  type Browser,
  type ConsoleBench,
} from '../console-bench';

/*
 * Reports against cadres or against a unit: routing answered with 12388, the words are kept, and one
 * person of the district reads them.
 */

const WORDS = '人社局王局长收了人家的红包，电话138****0007';
const ORIGINAL = '人社局王局长收了人家的红包，电话13800130007';
/** Sent after the words, and kept with them. */
const PICTURE = '0199fc00-0000-7000-8000-000000000000';
const store: MediaStore = { ...noStore, open: () => Promise.resolve(Readable.from(['红包'])) };
const noTranscoder = { isAvailable: () => Promise.resolve(false) };
const REASON = { reason: '转交纪检监察机关' };

let bench: ConsoleBench;
let recorder: Recorder;
let receiver: Browser & { known: { id: string } };
let ids: string[];

beforeAll(async () => {
  bench = await startConsole(({ database }) => {
    recorder = recordStatements(database);
    return { database: recorder.database, media: { store, transcoder: noTranscoder } };
  });
  await bench.world.open();
  const { put } = createRowMaker(bench.database);
  const citizenId = bench.world.citizenId;
  ids = [1, 2, 3].map((n) => `0199fc00-0000-7000-8000-00000000000${n}`);
  for (const id of ids) {
    const original = JSON.stringify({ content: ORIGINAL });
    await put('messages', {
      ...{ id, account: 'renshe', citizen_id: citizenId, kind: 'text', text: WORDS },
      ...{ responder: 'handover', state: 'handled', answered_via: 'passive', reply: '{}' },
      original: bench.parts.sealer.seal(original, `message:renshe:${id}`),
    });
  }
  await put('messages', {
    ...{ id: PICTURE, account: 'renshe', citizen_id: citizenId, kind: 'image', text: null },
    ...{ responder: 'handover', state: 'handled', answered_via: 'passive', reply: '{}' },
  });
  await put('media', {
    ...{ account: 'renshe', message_id: PICTURE, kind: 'image', state: 'kept', media_id: 'an-id' },
    ...{ sha256: 'a'.repeat(64), bytes: 6, content_type: 'image/png', playable: 'not_needed' },
    kept_at: new Date('2026-11-23T01:31:00Z'),
  });
  await put('report_replies', {
    ...{ account: 'renshe', day: '2026-11-23', responder: 'handover', replies: 3 },
  });
  receiver = await bench.signedIn('shouxin', held('inspector', null, true));
}, 30_000);
afterAll(() => bench.drop());

const list = (who: Browser, query = '') => who.ask(`/api/cadre-reports${query}`);
const reveal = (who: Browser, id: string) =>
  who.ask(`/api/cadre-reports/${id}/reveal`, { body: REASON });
interface Listed {
  reports: { id: string; text: string; account: string; hasOriginal: boolean }[];
  next: string | null;
}
const without = ({ status, text }: Answer) => [status, text.replace(/"requestId":"[^"]+"/, '')];

const OTHERS = {
  clerk: [held('clerk'), held('reviewer')],
  'the head who is named': [held('signer', 'renshe', true), held('unit_admin')],
  'the unit’s inspector': [held('inspector', 'renshe', true)],
  coordinator: [held('coordinator', null)],
  'the district’s inspector': [held('inspector', null)],
  'the system’s administrator': [held('system_admin', null)],
  'another unit': [held('signer', 'yibao', true)],
};

it('shows them to the receiver alone, masked, newest first, page by page', async () => {
  const { reports, next } = (await list(receiver)).body as Listed;
  expect(reports.map(({ id }) => id)).toEqual([...[...ids].reverse(), PICTURE]);
  expect(reports[0]).toMatchObject({ text: WORDS, account: 'renshe', hasOriginal: true });
  expect(next).toBeNull();
  const rest = (await list(receiver, `?before=${ids[1]}`)).body as Listed;
  expect(rest.reports.map(({ id }) => id)).toEqual([ids[0], PICTURE]);
});

it('shows the picture that was sent after them', async () => {
  const { reports } = (await list(receiver, `?before=${ids[0]}`)).body as Listed;
  expect(reports).toMatchObject([
    { id: PICTURE, text: null, media: { showUrl: `/media/renshe/${PICTURE}` } },
  ]);
  const { status, text } = await receiver.ask(`/media/renshe/${PICTURE}`);
  expect([status, text]).toEqual([200, '红包']);
});

it('shows the original for a reason', async () => {
  expect((await reveal(receiver, ids[0]!)).body).toEqual({ fields: { content: ORIGINAL } });
  const unreasoned = { body: { reason: '看看' } };
  const path = `/api/cadre-reports/${ids[0]}/reveal`;
  expect((await receiver.ask(path, unreasoned)).status).toBe(400);
  expect((await reveal(receiver, randomUUID())).status).toBe(404);
});

it('opens no other message by that way', async () => {
  const [message] = await bench.database.query<{ id: string }>(
    `select id from messages where case_id is not null limit 1`,
  );
  expect((await reveal(receiver, message!.id)).status).toBe(404);
});

it('keeps every reading on record, for the district’s auditor', async () => {
  const rows = await bench.database.query<{ action: string; unit: string | null }>(
    `select action, unit, actor_id from audit_entries where action like 'cadre_report.%'`,
  );
  expect(rows.map(({ action }) => action).sort()).toEqual([
    ...['cadre_report.read', 'cadre_report.read', 'cadre_report.read', 'cadre_report.reveal'],
  ]);
  expect(new Set(rows.map((row) => JSON.stringify([row.unit])))).toEqual(new Set(['[null]']));
  const auditor = await bench.signedIn('shenji', held('inspector', null));
  const { text } = await auditor.ask('/api/audit');
  expect(text).toContain('看反映干部的举报原文');
  expect(text).not.toContain('红包');
});

describe.each(Object.entries(OTHERS))('to %s', (_who, roles) => {
  let who: Browser;
  beforeAll(async () => {
    who = await bench.signedIn(`other${Object.values(OTHERS).indexOf(roles)}`, ...roles);
  });

  it('there is no such path, whatever is asked for', async () => {
    const nowhere = without(await who.ask('/api/no-such-path'));
    expect(nowhere[0]).toBe(404);
    const [listed, asked] = await recorder.during(() => list(who));
    expect(without(listed)).toEqual(nowhere);
    for (const id of [ids[0]!, randomUUID()]) {
      const [shown, askedOfOne] = await recorder.during(() => reveal(who, id));
      expect(without(shown)).toEqual(nowhere);
      expect(askedOfOne).toEqual(asked);
    }
  });

  it('no endpoint tells their words, that there are some, or by whom', async () => {
    const paths = bench.console.endpoints
      .filter(
        ({ method, run, path }) => method === 'GET' && run.kind === 'plain' && !/:/.test(path),
      )
      .map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(25);
    const more = [
      '/api/cases?tab=all&q=红包',
      '/api/keywords/renshe',
      '/api/reports?from=2026-11-01',
      `/media/renshe/${PICTURE}`,
    ];
    for (const path of [...paths, ...more, `/media/renshe/${ids[0]}`]) {
      const { text } = await who.ask(encodeURI(path));
      // The auditor reads which of them were read, and no word of them.
      const id = path === '/api/audit' ? [] : [ids[0]!];
      for (const canary of ['红包', '王局长', 'handover', ...id]) {
        expect([path, text.includes(canary)]).toEqual([path, false]);
      }
    }
  });
});

it('tells nobody that one came in: no notice, no live change, nothing to find', async () => {
  for (const table of ['staff_notices', 'live_events', 'outbound_messages', 'case_search']) {
    const rows = await bench.database.query(`select t::text as row from ${table} t`);
    expect(JSON.stringify(rows)).not.toContain('红包');
    expect(JSON.stringify(rows)).not.toContain(ids[0]!);
  }
});

it('has one receiver: a second one is refused until the first is released', async () => {
  const admin = await bench.signedIn('guanli', held('system_admin', null));
  const named = { username: 'dierren', name: '第二个人', roles: [held('coordinator', null, true)] };
  const second = await admin.ask('/api/staff', {
    body: named,
    headers: { 'Idempotency-Key': 'a-second-receiver' },
  });
  expect([second.status, second.text]).toEqual([409, expect.stringContaining('只能指定一个人')]);
});
