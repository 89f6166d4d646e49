import { createLogger } from '../../src/platform/logger';
import { startHttpServer } from '../../src/platform/http-server';
import { composeConsole, type Console, type ConsoleParts } from '../../src/compose-console';
import { createLiveFeed, type LiveFeed } from '../../src/cases/live/live-feed';
import {
  createLiveConnections,
  type LiveConnections,
} from '../../src/console/api/live/live-connections';
import { createListener } from '../../src/create-listener';
import type { MediaStore } from '../../src/media/media-store';
import type { MenuFile } from '../../src/menus/schema';
import { createCasePeople } from '../../src/staff/case-people';
import type { HeldRole } from '../../src/staff/roles';
import { readLimits } from '../cases/calendar/supplied-schedule';
import { schedulesWith } from '../cases/clock/open-clocks';
import { contentOf } from '../menus/simulated-menus';
import { aUnit } from '../support/builders';
import { aWordGroup, createCaseWorld, type CaseWorld } from '../support/case-world';
import { createStaffBench, type Known, type StaffBench } from '../staff/staff-bench';
import { anAdmin } from './admin-parts';

/** What came back. */
export interface Answer {
  status: number;
  /** Null where there is none. */
  body: unknown;
  text: string;
  headers: Headers;
}

export interface Asking {
  method?: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** Somebody at a browser: keeps the session cookie, sends what the console's page sends. */
export interface Browser {
  ask(path: string, asking?: Asking): Promise<Answer>;
  signIn(known: Known, code?: string): Promise<Answer>;
  /** The session's token. */
  token(): string;
}

export interface ConsoleBench extends StaffBench {
  console: Console;
  /** Cases of renshe and others, made as the callback makes them. */
  world: CaseWorld;
  base: string;
  /** Open pages: tests look and beat by hand. */
  live: { feed: LiveFeed; connections: LiveConnections };
  /** Every line of the log. */
  lines: string[];
  browser(): Browser;
  /** A browser with somebody signed in who has these roles. */
  signedIn(username: string, ...roles: HeldRole[]): Promise<Browser & { known: Known }>;
}

const menu: MenuFile = { menu: [{ name: '帮助', page: 'help' }] };

/** The units of the tests, by code. */
export const units = new Map([
  ['renshe', aUnit()],
  ['yibao', aUnit({ code: 'yibao', shortName: '区医保局', letters: 'YB' })],
]);

const noFile = () => Promise.reject(new Error('no file is kept here'));
/** A store of files in which there are none. */
export const noStore: MediaStore = {
  ...{ open: noFile, put: noFile, stat: noFile, remove: noFile },
  list: () => {
    throw new Error('no file is kept here');
  },
};
const noMedia: ConsoleParts['media'] = {
  store: noStore,
  transcoder: { isAvailable: () => Promise.resolve(false) },
};

/** Files that hold what the console reads of them. */
const content = {
  routing: { ...contentOf(() => menu).routing, units, elsewhere: [] },
  menus: new Map([...units.keys()].map((unit) => [unit, menu])),
  schedules: schedulesWith(),
  limits: readLimits(),
  words: { district: [aWordGroup('提示', '耐心等待')], units: new Map() },
} as unknown as ReturnType<ConsoleParts['content']>;

/** The console over real HTTP, on a database of its own. @param more what a test puts in another's place */
export async function startConsole(
  more: (bench: StaffBench) => Partial<ConsoleParts> | Promise<Partial<ConsoleParts>> = () => ({}),
): Promise<ConsoleBench> {
  const bench = await createStaffBench();
  const lines: string[] = [];
  const logger = createLogger('trace', { write: (line: string) => void lines.push(line) });
  const world = await createCaseWorld(bench.database);
  const feed = createLiveFeed({ database: bench.database, logger });
  const connections = createLiveConnections(feed, logger);
  const console = composeConsole({
    secondWall: true,
    ...{ database: bench.database, clock: bench.clock, logger, staff: bench },
    cases: {
      ...world.ports,
      clock: bench.clock,
      audit: { record: bench.recordAudit },
      people: createCasePeople(bench.clock),
    },
    media: noMedia,
    apis: new Map(),
    live: connections,
    notices: { ...bench, targets: () => [] },
    publicUrl: 'http://127.0.0.1:3000',
    content: () => content,
    admin: anAdmin(bench, content),
    ...(await more(bench)),
  });
  const listener = createListener(logger, false, console.routes);
  const server = await startHttpServer(listener, { host: '127.0.0.1', port: 0 });
  const base = `http://127.0.0.1:${server.port}`;
  const browser = (): Browser => createBrowser(base);
  return {
    ...bench,
    ...{ console, world, base, lines, browser },
    live: { feed, connections },
    async signedIn(username, ...roles) {
      const known = await bench.add(username, ...roles);
      const opened = browser();
      const { status } = await opened.signIn(known);
      if (status !== 200) throw new Error(`${username} could not sign in: ${status}`);
      return { ...opened, known };
    },
    async drop() {
      connections.close();
      await server.close();
      await bench.drop();
    },
  };
}

/** @param base where a console listens: `http://127.0.0.1:41234` */
export function createBrowser(base: string): Browser {
  let cookie = '';
  const ask = async (path: string, asking: Asking = {}): Promise<Answer> => {
    const { method = asking.body === undefined ? 'GET' : 'POST', body } = asking;
    const isJson = body !== undefined;
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        'X-Zhijian-Request': 'user',
        Connection: 'close',
        ...(isJson ? { 'Content-Type': 'application/json' } : {}),
        ...(cookie ? { Cookie: cookie } : {}),
        ...asking.headers,
      },
      ...(isJson ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const [given] = response.headers.getSetCookie();
    if (given) cookie = given.split(';')[0]!;
    const isAnswerJson = response.headers.get('Content-Type')?.includes('json') ?? false;
    const { status, headers } = response;
    return { status, headers, text, body: isAnswerJson ? (JSON.parse(text) as unknown) : null };
  };
  return {
    ask,
    signIn: ({ username, password }, code) =>
      ask('/api/sign-in', { body: { username, password, ...(code ? { code } : {}) } }),
    token: () => cookie.split('=')[1] ?? '',
  };
}
