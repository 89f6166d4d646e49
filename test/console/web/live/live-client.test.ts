import {
  createLiveClient,
  type LiveClient,
  type LiveStatus,
  type SourceEvents,
} from '../../../../src/console/web/live/live-client';

interface Opened {
  path: string;
  events: SourceEvents;
  isClosed: boolean;
}

let opened: Opened[];
let timers: { ms: number; run: () => void; at: number }[];
let now: number;
let told: string[];
let statuses: [LiveStatus, number | null][];
let client: LiveClient;

beforeEach(() => {
  opened = [];
  timers = [];
  told = [];
  statuses = [];
  now = 0;
  client = createLiveClient({
    open(path, events) {
      const one: Opened = { path, events, isClosed: false };
      opened.push(one);
      return () => void (one.isClosed = true);
    },
    after(ms, run) {
      const timer = { ms, run, at: now + ms };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    now: () => now,
    onMessage: ({ kind }) => void told.push(kind),
    onStatus: (status, heardAt) => void statuses.push([status, heardAt]),
  });
});

const last = (): Opened => opened.at(-1)!;
const say = (data: object, id = ''): void => last().events.onMessage(JSON.stringify(data), id);
const BEAT = { kind: 'beat' };

function pass(ms: number): void {
  const end = now + ms;
  for (;;) {
    const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (!next) break;
    timers = timers.filter((one) => one !== next);
    now = next.at;
    next.run();
  }
  now = end;
}

it('is open when the server has said something, and passes on what is news', () => {
  client.wake();
  expect(last().path).toBe('/api/live');
  say(BEAT, '1:1:');
  say({ kind: 'notice' });
  expect([told, statuses.map(([status]) => status)]).toEqual([['notice'], ['connecting', 'open']]);
});

it('comes back where it stopped, and calls the line lost only after five seconds', () => {
  client.wake();
  now = 1_000;
  say(BEAT, '7:9:8');
  last().events.onError();
  expect(last().isClosed).toBe(true);
  pass(1_000);
  expect([opened.length, last().path]).toEqual([2, '/api/live?after=7%3A9%3A8']);
  expect(statuses.at(-1)![0]).toBe('connecting');
  last().events.onError();
  pass(4_000);
  expect(statuses.at(-1)).toEqual(['lost', 1_000]);
  say(BEAT);
  expect(statuses.at(-1)![0]).toBe('open');
});

it('says soon that nobody answers, and tries less and less often', () => {
  client.wake();
  for (let count = 0; count < 8; count++) {
    last().events.onError();
    pass(30_000);
  }
  expect(statuses.map(([status]) => status)).toEqual(['connecting', 'lost']);
  expect(opened.length).toBe(9);
});

it('does not trust a line on which nothing is heard', () => {
  client.wake();
  say(BEAT);
  pass(49_000);
  say(BEAT);
  pass(49_000);
  expect(opened).toHaveLength(1);
  pass(2_000);
  expect(opened).toHaveLength(2);
});

it('rests while nobody looks, and is told what came when somebody does', () => {
  client.wake();
  say(BEAT, '5:5:');
  client.rest();
  expect([last().isClosed, timers]).toEqual([true, []]);
  pass(3_600_000);
  client.wake();
  client.wake();
  expect([opened.length, last().path]).toEqual([2, '/api/live?after=5%3A5%3A']);
});

it('stays away when the server ends it for good, and comes back after a restart', () => {
  client.wake();
  say(BEAT);
  say({ kind: 'end', reason: 'restart' });
  pass(1_000);
  expect(opened).toHaveLength(2);
  say(BEAT);
  say({ kind: 'end', reason: 'signed_out' });
  pass(3_600_000);
  expect([opened.length, statuses.at(-1)![0]]).toEqual([2, 'signed_out']);
  client.rest();
  client.wake();
  say({ kind: 'end', reason: 'too_many' });
  expect([opened.length, statuses.at(-1)![0]]).toEqual([3, 'too_many']);
});
