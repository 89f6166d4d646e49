import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { hashText } from '../../src/approvals/approval-store';
import { eraseAttachments } from '../../src/media/attachments';
import { removeFiles, sweepFiles } from '../../src/media/erase-media';
import { createFileMediaStore } from '../../src/media/file-media-store';
import type { MediaStore } from '../../src/media/media-store';
import { held } from '../staff/staff-bench';
import { DRAFT } from '../support/case-world';
import { startConsole, type ConsoleBench } from './console-bench';

const PDF = Buffer.from('%PDF-1.7\nthe minutes of a meeting');
const DOCX = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(80)]);
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(80)]);

let bench: ConsoleBench;
let folder: string;
let store: MediaStore;
let number: string;
let clerk: Sender;

type Sender = Awaited<ReturnType<ConsoleBench['signedIn']>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'attachments-'));
  store = createFileMediaStore({ folder, reserveBytes: 0 });
  bench = await startConsole(() => ({
    media: { store, transcoder: { isAvailable: () => Promise.resolve(false) } },
  }));
  clerk = await bench.signedIn('zhangsan', held('clerk'));
});
beforeEach(async () => {
  number = await bench.world.open();
});
afterAll(async () => {
  await bench.drop();
  await rm(folder, { recursive: true, force: true });
});

async function put(sender: Sender, name: string, body: Buffer, headers = {}) {
  const address = `/api/cases/${number}/attachments?name=${encodeURIComponent(name)}`;
  const response = await fetch(`${bench.base}${address}`, {
    method: 'PUT',
    body: new Uint8Array(body),
    headers: {
      ...{ Cookie: `zhijian_session=${sender.token()}`, Connection: 'close' },
      ...{ 'X-Zhijian-Request': 'user', 'Content-Type': 'application/octet-stream' },
      ...headers,
    },
  });
  const kept = (await response.json()) as { id: string; url: string; pictureUrl: string };
  return { status: response.status, body: kept };
}
const list = async () =>
  ((await clerk.ask(`/api/cases/${number}/attachments`)).body as { attachments: object[] })
    .attachments;

it('keeps what staff put to a case, once, and gives it back to be saved', async () => {
  const first = await put(clerk, '会议纪要.pdf', PDF);
  expect(first.status).toBe(200);
  expect((await put(clerk, '会议纪要.pdf', PDF)).body.id).toBe(first.body.id);
  expect(await list()).toMatchObject([
    {
      ...{ name: '会议纪要.pdf', contentType: 'application/pdf', bytes: PDF.length },
      uploadedBy: '某zhangsan',
    },
  ]);
  const given = await clerk.ask(first.body.url);
  expect([given.status, given.text]).toEqual([200, PDF.toString()]);
  expect(given.headers.get('content-disposition')).toMatch(/^attachment; .*UTF-8''%E4%BC%9A/);
  expect(given.headers.get('content-type')).toBe('application/octet-stream');
  expect(
    (await bench.audited()).filter((one) => one.action === 'case.add_attachment'),
  ).toHaveLength(2);
});

it.each<[string, Buffer, number]>([
  ['办理意见.docx', DOCX, 200],
  ['现场.png', PNG, 200],
  ['压缩包.zip', DOCX, 400],
  ['网页.html', Buffer.from('<script>alert(1)</script>'), 400],
  ['假的.pdf', Buffer.from('<svg onload=alert(1)>'), 400],
  ['空的.pdf', Buffer.alloc(0), 400],
  ['', PDF, 400],
  ['太大.pdf', Buffer.concat([PDF, Buffer.alloc(20 * 1024 * 1024)]), 413],
])('takes %s by its first bytes: %#', async (name, body, status) => {
  expect((await put(clerk, name, body)).status).toBe(status);
  expect(await list()).toHaveLength(status === 200 ? 1 : 0);
});

it('leads no name out of its folder', async () => {
  await put(clerk, '../../etc/passwd\u202e.pdf', PDF);
  expect(await list()).toMatchObject([{ name: '.._.._etc_passwd_.pdf' }]);
});

it('is for who works on the case: others read, or find nothing', async () => {
  const { body } = await put(clerk, '纪要.pdf', PDF);
  const inspector = await bench.signedIn('jiancha', held('inspector'));
  const stranger = await bench.signedIn('stranger', held('clerk', 'yibao'));
  expect((await put(inspector, '纪要.pdf', PDF)).status).toBe(403);
  expect((await put(stranger, '纪要.pdf', PDF)).status).toBe(404);
  expect((await put(clerk, '纪要.pdf', PDF, { 'X-Zhijian-Request': '' })).status).toBe(403);
  expect((await inspector.ask(body.url)).status).toBe(200);
  const foreign = await stranger.ask(body.url);
  const absent = await stranger.ask(body.url.replace(number, 'RS0'));
  expect([foreign.status, absent.status]).toEqual([404, 404]);
  expect((await bench.browser().ask(body.url)).status).toBe(401);
});

it('goes with a reason, and its file with the next search', async () => {
  const { body } = await put(clerk, '放错了.pdf', Buffer.from('%PDF-1.4 put to the wrong case'));
  const remove = (reason: string) =>
    clerk.ask(`/api/cases/${number}/attachments/${body.id}/remove`, {
      body: { reason },
      headers: { 'Idempotency-Key': `remove-${reason.length}-of-it` },
    });
  const [row] = await bench.database.query<{ sha256: string }>(
    'select sha256 from attachments where id = $1',
    [body.id],
  );
  await removeFiles(bench.database, store, [row!.sha256]);
  expect(await store.stat(row!.sha256)).not.toBeNull();
  expect((await remove('错')).status).toBe(400);
  expect((await remove('放到别的件了')).status).toBe(204);
  expect(await list()).toEqual([]);
  await sweepFiles(bench.database, store, new Date(Date.now() + 2 * 24 * 60 * 60_000));
  expect(await store.stat(row!.sha256)).toBeNull();
});

it('is erased with the citizen once the case is done', async () => {
  await put(clerk, '纪要.pdf', PDF);
  const row = await bench.world.read(number);
  const id = row['id'] as string;
  const erase = (open: string[]) =>
    bench.database.transaction((tx) =>
      eraseAttachments(tx, 'renshe', [bench.world.citizenId], open),
    );
  expect(await erase([id])).toEqual([bench.world.citizenId]);
  expect(await list()).toHaveLength(1);
  expect(await erase([])).toEqual([]);
  expect(await list()).toEqual([]);
});

it('goes with the answer: frozen before its gates, looked at by who may, sent and kept with what was signed', async () => {
  const reviewer = await bench.signedIn('shenhe', held('reviewer'));
  const stranger = await bench.signedIn('waibu', held('clerk', 'yibao'));
  const picture = (await put(clerk, '现场.png', PNG)).body;
  const text = (await put(clerk, '纪要.pdf', PDF)).body;
  let presses = 0;
  const press = async (who: Sender, action: string, input: object) => {
    const version = Number((await bench.world.read(number))['version']);
    const headers = {
      'Idempotency-Key': `${number}-${(presses += 1)}`,
      'If-Match': `"${version}"`,
    };
    return who.ask(`/api/cases/${number}/actions`, { body: { action, input }, headers });
  };
  const shown = async () =>
    (await clerk.ask(`/api/cases/${number}`)).body as {
      approval: { hash: string; pictures: object[] } | null;
      answers: { pictures: object[] }[];
    };
  await press(clerk, 'accept', { type: 'consultation', item: null });
  expect(await press(clerk, 'submit', { ...DRAFT, pictures: [text.id] })).toMatchObject({
    status: 400,
  });
  expect((await press(clerk, 'submit', { ...DRAFT, pictures: [picture.id] })).status).toBe(200);
  const plain = (await shown()).approval!;
  expect(plain.pictures).toEqual([{ id: picture.id, name: '现场.png', url: picture.pictureUrl }]);
  expect(plain.hash).not.toBe(hashText(DRAFT.text));
  const looked = await reviewer.ask(picture.pictureUrl);
  expect([looked.status, looked.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await stranger.ask(picture.pictureUrl)).status).toBe(404);
  const remove = await clerk.ask(`/api/cases/${number}/attachments/${picture.id}/remove`, {
    body: { reason: '不想要这张了' },
    headers: { 'Idempotency-Key': 'remove-of-used' },
  });
  expect(remove.status).toBe(409);
  expect((await press(reviewer, 'review', { hash: plain.hash })).status).toBe(200);
  expect((await shown()).answers).toMatchObject([{ pictures: [{ id: picture.id }] }]);
  const parts = await bench.database.query<{ kind: string }>(
    `select p.body ->> 'kind' as kind from outbox_parts p join outbox o on o.id = p.outbox_id
     where o.case_id = (select id from cases where number = $1) and o.kind = 'answer' order by p.part`,
    [number],
  );
  expect(parts.map(({ kind }) => kind)).toEqual(['text', 'picture']);
});
