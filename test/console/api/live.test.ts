import { request } from 'node:http';
import type { LiveMessage } from '../../../src/console/api/live/live-schema';
import { disableStaff } from '../../../src/staff/manage-staff';
import { held, OPERATOR } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let streams: Stream[];

beforeEach(async () => {
  bench = await startConsole();
  streams = [];
});
afterEach(async () => {
  for (const stream of streams) stream.close();
  await bench.drop();
});

interface Line {
  id: string | null;
  data: LiveMessage;
}

/** A page's stream, read line by line. */
interface Stream {
  status: number;
  type: string;
  lines: Line[];
  /** Resolves with the next line. */
  next(): Promise<LiveMessage>;
  ended: Promise<void>;
  close(): void;
}

async function open(
  browser: Pick<Browser, 'token'>,
  path = '/api/live',
  headers: Record<string, string> = {},
): Promise<Stream> {
  const cookie = `zhijian_session=${browser.token()}`;
  return new Promise((resolve, reject) => {
    const asking = request(`${bench.base}${path}`, {
      headers: { cookie, ...headers },
      agent: false,
    });
    asking.on('error', reject);
    asking.on('response', (response) => {
      let text = '';
      let read = 0;
      const waiting: (() => void)[] = [];
      const lines: Line[] = [];
      response.setEncoding('utf8');
      response.on('error', () => undefined);
      response.on('data', (piece: string) => {
        text += piece;
        for (;;) {
          const end = text.indexOf('\n\n');
          if (end < 0) break;
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data === undefined) continue;
          const id = /^id: (.*)$/m.exec(block)?.[1] ?? null;
          lines.push({ id, data: JSON.parse(data) as LiveMessage });
        }
        if (read < lines.length) waiting.shift()?.();
      });
      const stream: Stream = {
        status: response.statusCode ?? 0,
        type: response.headers['content-type'] ?? '',
        lines,
        async next() {
          if (read >= lines.length) await new Promise<void>((wake) => waiting.push(wake));
          return lines[read++]!.data;
        },
        ended: new Promise((done) => response.on('close', done)),
        close: () => asking.destroy(),
      };
      streams.push(stream);
      resolve(stream);
    });
    asking.end();
  });
}

it('says at once that it is open, then what happens, and replays what was missed', async () => {
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  const page = await open(clerk);
  expect([page.status, page.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
  expect(await page.next()).toEqual({ kind: 'beat' });
  const number = await bench.world.open();
  await bench.live.feed.look();
  expect(await page.next()).toMatchObject({ kind: 'case', change: 'opened', number });
  const { id } = page.lines.at(-1)!;
  page.close();
  const missed = await bench.world.open();
  const again = await open(clerk, '/api/live', { 'Last-Event-ID': id! });
  expect(await again.next()).toMatchObject({ change: 'opened', number: missed });
  expect(await again.next()).toEqual({ kind: 'beat' });
  const asked = await open(clerk, `/api/live?after=${encodeURIComponent(id!)}`);
  expect(await asked.next()).toMatchObject({ number: missed });
});

it('holds back what belongs to others, and carries no word of a citizen (acceptance 9)', async () => {
  const other = await bench.signedIn('wangwu', held('clerk', 'yibao'));
  const own = await bench.signedIn('zhangsan', held('clerk'));
  const [foreign, page] = [await open(other), await open(own)];
  await bench.world.open();
  await bench.world.open({ restricted: true });
  await bench.live.feed.look();
  await bench.live.connections.beat();
  expect([await page.next(), await page.next(), await page.next()]).toMatchObject([
    { kind: 'beat' },
    { kind: 'case' },
    { kind: 'beat' },
  ]);
  expect([await foreign.next(), await foreign.next()]).toEqual([
    { kind: 'beat' },
    { kind: 'beat' },
  ]);
  expect(JSON.stringify(page.lines)).not.toContain('养老金');
});

it('tells a page that was away too long, or names a place that is none, to read anew or to begin', async () => {
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  const late = await open(clerk, '/api/live', { 'Last-Event-ID': '999999999:999999999:' });
  expect(await late.next()).toEqual({ kind: 'reset' });
  const strange = await open(clerk, '/api/live', { 'Last-Event-ID': 'nonsense' });
  expect(await strange.next()).toEqual({ kind: 'beat' });
});

describe('a session', () => {
  it('that is over, or whose account is closed, ends the stream with the next sign of life', async () => {
    const clerk = await bench.signedIn('zhangsan', held('clerk'));
    const closed = await bench.signedIn('lisi', held('clerk'));
    const pages = [await open(clerk), await open(closed)];
    await clerk.ask('/api/sign-out', { method: 'POST' });
    await disableStaff(bench.parts, OPERATOR, { id: closed.known.id, reason: '调离本单位' });
    await bench.live.connections.beat();
    for (const page of pages) {
      await page.ended;
      expect(page.lines.at(-1)!.data).toEqual({ kind: 'end', reason: 'signed_out' });
    }
  });

  it('is not kept alive by an open page', async () => {
    bench.use({ idleMinutes: 10 });
    const clerk = await bench.signedIn('zhangsan', held('clerk'));
    bench.clock.advance(9 * 60_000);
    const page = await open(clerk);
    bench.clock.advance(2 * 60_000);
    await bench.live.connections.beat();
    await page.ended;
    expect((await open(clerk)).status).toBe(401);
  });

  it('sees at once what new rights show, and no longer what old ones did', async () => {
    const clerk = await bench.signedIn('zhangsan', held('clerk'));
    const page = await open(clerk);
    await bench.database.query(`update staff_roles set unit = 'yibao' where staff_id = $1`, [
      clerk.known.id,
    ]);
    await bench.live.connections.beat();
    await bench.world.open();
    await bench.live.feed.look();
    await bench.live.connections.beat();
    expect([await page.next(), await page.next(), await page.next()]).toEqual([
      { kind: 'beat' },
      { kind: 'beat' },
      { kind: 'beat' },
    ]);
  });
});

it('lets the oldest page of a person go when there are more than ten', async () => {
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  const other = await open(await bench.signedIn('lisi', held('clerk')));
  const oldest = await open(clerk);
  for (let count = 0; count < 10; count++) await open(clerk);
  await oldest.ended;
  expect(oldest.lines.at(-1)!.data).toEqual({ kind: 'end', reason: 'too_many' });
  await bench.live.connections.beat();
  expect([await other.next(), await other.next()]).toHaveLength(2);
});

it('lets a reader go that does not read, instead of keeping everything for it', async () => {
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  const number = await bench.world.open();
  const cookie = `zhijian_session=${clerk.token()}`;
  const asking = request(`${bench.base}/api/live`, { headers: { cookie }, agent: false });
  const gone = new Promise<void>((done) => asking.on('close', done));
  asking.on('error', () => undefined);
  const paused = new Promise<void>((ready) => {
    asking.on('response', (response) => {
      response.on('error', () => undefined);
      response.pause();
      ready();
    });
  });
  asking.end();
  await paused;
  const flood = async (): Promise<void> => {
    await bench.database.query(
      `insert into live_events (xact, id, at, kind, case_id)
       select pg_current_xact_id()::text::bigint, gen_random_uuid(), now(), repeat('x', 5000), c.id
       from cases c, generate_series(1, 400) where c.number = $1`,
      [number],
    );
    await bench.live.feed.look();
  };
  let isGone = false;
  void gone.then(() => (isGone = true));
  for (let count = 0; count < 20 && !isGone; count++) await flood();
  await gone;
  expect(isGone).toBe(true);
});

it('tells who else has a case open, by name', async () => {
  const number = await bench.world.open();
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  const other = await bench.signedIn('lisi', held('signer'));
  const tab = '00000000-0000-7000-8000-000000000001';
  const path = `/api/cases/${number}/presence`;
  const first = await clerk.ask(path, { body: { tab, mode: 'writing' } });
  expect([first.status, first.body]).toEqual([200, { others: [] }]);
  const second = await other.ask(path, { body: { tab, mode: 'reading' } });
  expect(second.body).toMatchObject({ others: [{ name: '某zhangsan', mode: 'writing' }] });
});
