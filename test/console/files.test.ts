import { Readable } from 'node:stream';
import { held } from '../staff/staff-bench';
import { noStore, startConsole, type ConsoleBench } from './console-bench';

const SHA256 = 'a'.repeat(64);
const PICTURE = Buffer.from('a citizen’s picture');
let bench: ConsoleBench;
const opened: string[] = [];

beforeAll(async () => {
  bench = await startConsole(() => ({
    media: {
      store: {
        ...noStore,
        async open(sha256) {
          opened.push(sha256);
          return Readable.from([PICTURE]);
        },
      },
      transcoder: { isAvailable: () => Promise.resolve(false) },
    },
  }));
});
afterAll(() => bench.drop());

/** A case whose first message has a picture. @returns the message's id */
async function openWithPicture(number: string): Promise<string> {
  const [message] = await bench.database.query<{ id: string }>(
    `select m.id from messages m join cases c on c.id = m.case_id where c.number = $1 limit 1`,
    [number],
  );
  await bench.database.query(
    `insert into media (account, message_id, kind, media_id, received_at, state, attempts, next_at,
       sha256, bytes, content_type, kept_at, playable)
     values ('renshe', $1, 'image', $4, now(), 'kept', 0, now(), $2, $3, 'image/jpeg', now(), 'not_needed')`,
    [message!.id, SHA256, PICTURE.length, message!.id],
  );
  return message!.id;
}

it('gives a file to who may see a case that holds it, and names it in the thread', async () => {
  const number = await bench.world.open();
  const message = await openWithPicture(number);
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  const { body } = await clerk.ask(`/api/cases/${number}`);
  const [media] = (body as Thread).messages.flatMap((one) => (one.media ? [one.media] : []));
  expect(media).toMatchObject({ kind: 'image', showUrl: `/media/renshe/${message}` });
  const file = await clerk.ask(media!.showUrl);
  expect([file.status, file.text]).toEqual([200, PICTURE.toString()]);
  expect(file.headers.get('Cache-Control')).toBe('private, no-store');
});

it('gives it to nobody else, and opens nothing for them', async () => {
  const message = await openWithPicture(await bench.world.open({ restricted: true }));
  const path = `/media/renshe/${message}`;
  const before = opened.length;
  const unnamed = await bench.signedIn('lisi', held('clerk'));
  const other = await bench.signedIn('wangwu', held('clerk', 'yibao', true));
  const admin = await bench.signedIn('admin', held('system_admin', null));
  const statuses = [];
  for (const browser of [unnamed, other, admin, bench.browser()]) {
    statuses.push((await browser.ask(path)).status);
  }
  expect(statuses).toEqual([404, 404, 401, 401]);
  expect(opened).toHaveLength(before);
});

interface Thread {
  messages: { media: { kind: string; showUrl: string } | null }[];
}
