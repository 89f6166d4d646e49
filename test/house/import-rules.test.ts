import fs from 'node:fs';
import path from 'node:path';
import { listImports, readSourceFiles, root, type Import } from './source-files';

/**
 * Who may import whom, room by room, as the README's "The rooms" says. `platform` and `privacy` are
 * open to all. `wechat types`: only the shapes of what WeChat sends and of replies.
 */
const table: Readonly<Record<string, string>> = {
  platform: '',
  privacy: '',
  database: '',
  wechat: '',
  audit: 'database',
  approvals: 'database',
  units: 'wechat',
  messages: 'units, wechat types, database',
  media: 'units, wechat, messages, database',
  items: 'units, wechat types, database',
  queries: 'units, items, database',
  routing: 'units, items, queries, wechat types',
  cases: 'units, messages, approvals, audit, database',
  staff: 'units, audit, database',
  notices: 'units, cases, staff, database',
  delivery: 'units, wechat, messages, audit, database',
  menus: 'units, items, queries, routing, approvals, wechat, audit, database',
  switches: 'items, queries, routing, audit, database',
  callback: 'units, wechat, messages, routing, database',
  console:
    'units, items, queries, routing, messages, media, cases, approvals, delivery, menus, switches, staff, notices, audit, database',
  pages:
    'units, items, queries, routing, messages, media, cases, approvals, delivery, menus, staff, audit, wechat',
  /** Health, metrics, readiness: figures of the process. */
  operations: 'database',
  /** Every room's schema.ts, and the pure checks below. */
  content: '',
  /** Only use cases, handed in by compose. */
  jobs: '',
  simulator: 'wechat',
  /** Examples for trial mode: plans, and stand-ins for what lies outside. */
  seed: 'cases, delivery, media, staff, database, wechat',
  cli: '*',
};

const OPEN_TO_ALL = ['platform', 'privacy'];
const WECHAT_TYPES = ['src/wechat/inbound', 'src/wechat/reply', 'src/wechat/account-credentials'];
/** What content reads of other rooms beside their `schema.ts`: pure checks and the shapes that it fills. */
const CONTENT_ALSO = [
  'src/cases/calendar/count-time',
  'src/cases/calendar/work-schedules',
  'src/cases/clock/case-clocks',
  'src/cases/words/squeeze-text',
  'src/queries/custom/handlers',
  'src/queries/source-schema',
  'src/queries/mask-value',
  'src/queries/template',
  'src/queries/sources/http/check-http',
  'src/menus/check-menu',
  'src/menus/compile-menu',
  'src/routing/content',
  'src/items/facts',
  'src/wechat/reply',
];

const files = readSourceFiles('src');
const own = files
  .flatMap(listImports)
  .filter(({ target }) => target.startsWith('src/') || target.startsWith('migrations/'));

/** `messages` for `src/messages/store`; null for the files that join the parts (`src/main`, `src/compose` …). */
function roomOf(file: string): string | null {
  const [, room, rest] = file.split('/');
  return rest === undefined ? null : room!;
}

function isAllowed({ file, target }: Import): boolean {
  const room = roomOf(file);
  const other = roomOf(target);
  if (room === null || room === other || table[room] === '*') return true;
  if (target.startsWith('migrations/')) return room === 'database';
  if (other === null) return false;
  if (OPEN_TO_ALL.includes(other)) return true;
  if (
    room === 'content' &&
    (/^src\/\w+\/(?:\w+\/)?schema$/.test(target) || CONTENT_ALSO.includes(target))
  ) {
    return true;
  }
  const allowed = table[room]?.split(', ') ?? [];
  if (other === 'wechat' && allowed.includes('wechat types')) return WECHAT_TYPES.includes(target);
  return allowed.includes(other);
}

it('has a row for every room', () => {
  const rooms = fs
    .readdirSync(path.join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  expect(rooms.filter((room) => table[room] === undefined)).toEqual([]);
});

it('imports only what the table allows', () => {
  const broken = own
    .filter((one) => !isAllowed(one))
    .map(({ file, line, target }) => `${file}:${line} imports ${target}`);
  expect(broken).toEqual([]);
});

it('imports nothing from test or dist', () => {
  const outside = files
    .flatMap(listImports)
    .filter(({ target }) => /^(?:test|dist|\.\.)(?:\/|$)/.test(target));
  expect(outside).toEqual([]);
});

it('has no circles between rooms; platform and privacy are one ground', () => {
  const edges = new Map<string, Set<string>>();
  const ground = (room: string): string => (OPEN_TO_ALL.includes(room) ? 'ground' : room);
  for (const { file, target } of own) {
    const [from, to] = [roomOf(file), roomOf(target)];
    if (from === null || to === null || ground(from) === ground(to)) continue;
    edges.set(ground(from), (edges.get(ground(from)) ?? new Set()).add(ground(to)));
  }
  expect(findCircle(edges)).toBeNull();
});

it('has no circles between files at run time', () => {
  const edges = new Map<string, Set<string>>();
  for (const { file, target, typeOnly } of own) {
    const from = file.replace(/\.ts$/, '');
    if (!typeOnly) edges.set(from, (edges.get(from) ?? new Set()).add(target));
  }
  expect(findCircle(edges)).toBeNull();
});

/** The nodes of one circle in order, or null. */
function findCircle(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of edges.get(node) ?? []) {
      const circle = visit(next, [...trail, node]);
      if (circle) return circle;
    }
    done.add(node);
    return null;
  };
  for (const node of edges.keys()) {
    const circle = visit(node, []);
    if (circle) return circle;
  }
  return null;
}

it('finds a circle where there is one', () => {
  const edges = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['c', 'd'])],
    ['d', new Set(['b'])],
  ]);
  expect(findCircle(edges)).toEqual(['b', 'd', 'b']);
  edges.delete('d');
  expect(findCircle(edges)).toBeNull();
});
