import type { Endpoint } from '../../../src/console/api/endpoint';
import { held } from '../../staff/staff-bench';
import type { HeldRole } from '../../../src/staff/roles';
import { startConsole, type Answer, type Browser, type ConsoleBench } from '../console-bench';
import { FOREIGN_WORDS, makeForeignThings, type ForeignIds } from './foreign-things';
import { recordStatements, type Recorder } from './record-statements';

const ABSENT_ID = '00000000-0000-7000-8000-000000000000';
const ABSENT_NUMBER = 'RS2026112399990';
/** Words and names of renshe that nobody else may read anywhere. */
const CANARIES = [FOREIGN_WORDS, '养老金没发', '还有一件事', '某zhangsan', 'zhangsan', '某jiancha'];

/** Roles that see nothing of renshe's, and what they are somewhere else. */
const STRANGERS: Readonly<Record<string, HeldRole[]>> = {
  clerk_yb: [held('clerk', 'yibao')],
  signer_yb: [held('signer', 'yibao', true)],
  reviewer_yb: [held('reviewer', 'yibao')],
  admin_yb: [held('unit_admin', 'yibao')],
  inspector_yb: [held('inspector', 'yibao')],
};

/** For each right that endpoints ask for, somebody of renshe, or of the district, who has it nowhere. */
const WITHOUT: Readonly<Record<string, HeldRole>> = {
  'case.read': held('system_admin', null),
  'case.handle': held('reviewer'),
  'personal.reveal': held('unit_admin'),
  'case.review': held('clerk'),
  'case.register': held('signer'),
  'citizen.erase': held('clerk'),
  'case.coordinate': held('unit_admin'),
  'case.hand_over': held('clerk'),
  'content.read': held('clerk'),
  'content.manage': held('unit_admin'),
  'citizen.block': held('clerk'),
  'phrase.edit': held('inspector'),
  'phrase.approve': held('clerk'),
  'content.switch_off': held('clerk'),
  'audit.read': held('signer'),
  'report.read': held('clerk'),
  'case.export': held('signer'),
  'staff.manage': held('inspector'),
  'system.watch': held('unit_admin'),
};

let bench: ConsoleBench;
let number: string;
let restricted: string;
let staffId: string;
let menuEndpoints: Endpoint[];
let ids: ForeignIds;
let recorder: Recorder;

beforeAll(async () => {
  bench = await startConsole(({ database }) => {
    recorder = recordStatements(database);
    return { database: recorder.database };
  });
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  staffId = clerk.known.id;
  const inspector = await bench.signedIn('jiancha', held('inspector'));
  number = await bench.world.open();
  restricted = await bench.world.open({ restricted: true });
  const claimed = await clerk.ask(`/api/cases/${number}/actions`, {
    body: { action: 'claim', input: {} },
    headers: { 'If-Match': '"1"', 'Idempotency-Key': 'claimed-by-its-clerk' },
  });
  if (claimed.status !== 200) throw new Error(claimed.text);
  const owner = { id: staffId, colleagueId: inspector.known.id };
  ids = await makeForeignThings(bench.database, number, owner);
  menuEndpoints = bench.console.endpoints.filter(({ path }) => path.startsWith('/api/menus'));
});
afterAll(() => bench.drop());

interface Target {
  number: string;
  unit: string;
  /** What stands for `:id` in an endpoint's path. */
  idIn: (path: string) => string;
}
const FOREIGN = (): Target => ({ number, unit: 'renshe', idIn: foreignIdIn });
const ABSENT: Target = { number: ABSENT_NUMBER, unit: 'nowhere', idIn: () => ABSENT_ID };

/** @throws for a path whose kind of thing has no row in `makeForeignThings` */
function foreignIdIn(path: string): string {
  const prefix = path.slice(0, path.indexOf(':id'));
  const id = ids[prefix];
  if (!id) throw new Error(`foreign-things.ts makes nothing that ${prefix}:id names`);
  return id;
}

/** Something that each write accepts, so that it gets as far as it can. */
const BODIES: Readonly<Record<string, object>> = {
  '/api/cases/:number/actions': { action: 'claim', input: {} },
  '/api/cases/claim-next': { unit: 'renshe' },
  '/api/cadre-reports/:id/reveal': { reason: '转交纪检监察机关' },
  '/api/cases/:number/draft': { text: '您好', inside: '', isTrue: null, solved: null },
  '/api/cases/:number/notes': { text: '已经核实' },
  '/api/cases/:number/contacts': {
    ...{ at: '2026-11-23T00:00:00.000Z', method: 'telephone', reached: true, result: '已说明' },
  },
  '/api/cases/:number/telephone': { telephone: '13800138000' },
  '/api/cases/:number/reveal': { reason: '要打电话给群众' },
  '/api/cases/:number/tags': { tag: '养老', on: true },
  '/api/cases/:number/transcripts': {
    ...{ messageId: '01900000-0000-7000-8000-000000000001', text: '想问社保卡' },
  },
  '/api/cases/:number/links': { other: 'RS2026112399981', kind: 'related' },
  '/api/cases/bulk': { action: 'add_tag', items: [{ number: 'x', version: 1 }], tag: '养老' },
  '/api/cases/bulk/review': { items: [{ number: 'x', version: 1, hash: 'a'.repeat(64) }] },
  '/api/cases/:number/dismissal-check': { verdict: 'right' },
  '/api/cases/:number/mistaken-rating': { round: 1, reason: '群众来电说点错了' },
  '/api/deputies': {
    ...{ deputyId: ABSENT_ID, unit: 'renshe', role: 'signer', reason: '出差三天' },
    ...{ fromDate: '2026-11-24', untilDate: '2026-11-26' },
  },
  '/api/staff/:id/hand-over': { to: null, reason: '调离本单位' },
  '/api/citizens/:unit/:id/erasure': { dryRun: true },
  '/api/cases/:number/attachments/:id/remove': { reason: '放错了办件' },
  '/api/views': { name: '我的', query: 'tab=mine' },
  '/api/cases': {
    ...{ unit: 'renshe', source: 'window', contact: '13800138000', statement: '想问社保' },
    receivedAt: '2026-11-23T00:00:00.000Z',
  },
  '/api/messages/:id/reveal': { reason: '要打电话给群众' },
  '/api/cases/:number/deliveries/:id/resend': {},
  '/api/cases/:number/deliveries/:id/told-by-phone': {},
  '/api/cases/:number/presence': {
    tab: '00000000-0000-7000-8000-00000000000a',
    mode: 'reading',
  },
  '/api/notices/read': { ids: null },
  '/api/menus/:unit/apply': {},
  '/api/cases/:number/check-text': { text: '请带身份证来。' },
  '/api/blocks': {
    ...{ by: 'case', number: ABSENT_NUMBER, reason: '反复辱骂工作人员', untilDate: '2026-12-31' },
  },
  '/api/blocks/:id/lift': { reason: '已经当面道歉' },
  '/api/blocks/:id/review': { note: '核对以后维持' },
  '/api/words/try': { unit: 'renshe', text: '请耐心等待。' },
  '/api/phrases': { unit: 'renshe', title: '标题', text: '内容', validUntil: '2027-06-30' },
  '/api/phrases/try': { unit: 'renshe', text: '内容' },
  '/api/phrases/:id': { title: '标题', text: '内容', validUntil: '2027-06-30' },
  '/api/phrases/:id/withdraw': { reason: '政策停了' },
  '/api/phrases/:id/approve': { hash: '0'.repeat(64) },
  '/api/phrases/:id/return': { reason: '电话写错了' },
  '/api/menus/:unit/versions/:version/rollback': {},
  '/api/staff': { username: 'newone', name: '新来的', roles: [held('clerk')] },
  '/api/staff/:id/roles': { roles: [held('clerk', 'yibao')] },
  '/api/staff/:id/disable': { reason: '离开了本单位' },
  '/api/staff/:id/reset': {},
  '/api/staff/:id/kick': {},
  '/api/calendar/preview': { text: 'year: 2026' },
  '/api/exports': { format: 'csv', list: {} },
  '/api/reports/exports': { format: 'csv', from: '2026-10-01', to: '2026-10-31' },
  '/api/reports/snapshots': { from: '2026-10-01', to: '2026-10-31' },
  '/api/audit/export': {},
  '/api/keywords/:unit/try': { text: '社保卡' },
  '/api/item-reports/:id/close': { outcome: '已改正' },
  '/api/switches': {
    ...{ unit: 'renshe', kind: 'item', entry: 'card' },
    ...{ hash: 'a'.repeat(64), reason: '写错了电话' },
  },
  '/api/password': { current: 'wrong', next: 'wrong' },
  '/api/totp/confirm': { code: '000000' },
  '/api/recovery-codes': { code: '000000' },
};
/** These end the session that calls them, or begin one. */
const OWN_SESSION = ['/api/sign-out', '/api/sign-out-elsewhere', '/api/sign-in'];

async function call(browser: Browser, endpoint: Endpoint, target: Target): Promise<Answer> {
  const path = endpoint.path
    .replace(':number', target.number)
    .replace(':id', endpoint.path.includes(':id') ? target.idIn(endpoint.path) : '')
    .replace(':unit', target.unit)
    .replace(':version', '1');
  const { method } = endpoint;
  const body = method === 'GET' || !endpoint.body ? undefined : BODIES[endpoint.path];
  const key = `${method}-${endpoint.path.replace(/\W/g, '-')}-${target.unit}`;
  const headers = { 'If-Match': '"1"', 'Idempotency-Key': key };
  return browser.ask(path, { method, headers, ...(body ? { body } : {}) });
}

/** An answer without the request's own number and what was asked for, which the asker knows. */
function bare({ status, text, headers }: Answer, { number: asked, unit }: Target): string {
  const plain = text.replace(/"requestId":"[^"]+"/, '').replaceAll(asked, '#');
  const kept = ['content-type', 'cache-control', 'etag', 'set-cookie'];
  return [status, plain.replaceAll(unit, '#'), ...kept.map((name) => headers.get(name))].join('\n');
}

it('has a body for every write of the table', () => {
  const wanting = bench.console.endpoints
    .filter(({ body, path }) => body !== null && !OWN_SESSION.includes(path))
    .map(({ path }) => path);
  expect(wanting.filter((path) => !BODIES[path])).toEqual([]);
});

it('lets nobody who is signed out past any endpoint but sign-in', async () => {
  for (const endpoint of bench.console.endpoints.filter(({ right }) => right !== 'public')) {
    for (const target of [FOREIGN(), ABSENT]) {
      const answer = await call(bench.browser(), endpoint, target);
      expect([endpoint.path, answer.status]).toEqual([endpoint.path, 401]);
      expect(bare(answer, target)).toContain('请先登录。');
    }
  }
});

describe.each(Object.keys(STRANGERS))('%s', (username) => {
  let stranger: Browser;
  beforeAll(async () => {
    stranger = await bench.signedIn(username.replace('_', '.'), ...STRANGERS[username]!);
  });

  it('is told the same of renshe’s things as of things that there are not (acceptance 9)', async () => {
    for (const endpoint of bench.console.endpoints) {
      // A stream does not end; what it tells whom is the matter of its own tests.
      if (OWN_SESSION.includes(endpoint.path) || endpoint.run.kind === 'stream') continue;
      const [foreign, asked] = await recorder.during(() => call(stranger, endpoint, FOREIGN()));
      const [absent, askedOfNothing] = await recorder.during(() =>
        call(stranger, endpoint, ABSENT),
      );
      if (/:(?:number|id|unit)/.test(endpoint.path)) {
        expect([403, 404]).toContain(foreign.status);
        expect([endpoint.path, ...asked]).toEqual([endpoint.path, ...askedOfNothing]);
        expect(`${endpoint.path}\n${bare(foreign, FOREIGN())}`).toBe(
          `${endpoint.path}\n${bare(absent, ABSENT)}`,
        );
      }
      for (const canary of CANARIES) expect(foreign.text).not.toContain(canary);
    }
  });

  it('finds nothing of renshe’s in any list, whatever filter is tried (acceptance 9)', async () => {
    for (const path of [
      '/api/cases?tab=all',
      '/api/cases?tab=unit&units=renshe',
      '/api/cases?tab=all&restricted=true&units=renshe',
      '/api/audit?unit=renshe',
      `/api/audit?subjectKind=staff&subjectId=${staffId}`,
      '/api/staff?unit=renshe',
    ]) {
      const { text, status } = await stranger.ask(path);
      expect([200, 403]).toContain(status);
      for (const canary of [...CANARIES, number]) expect(text).not.toContain(canary);
    }
  });
});

it('tells a colleague who is not named the same of a restricted case as of none', async () => {
  const colleague = await bench.signedIn('unnamed', held('clerk'), held('reviewer'));
  const secret: Target = { ...FOREIGN(), number: restricted };
  let walked = 0;
  for (const endpoint of bench.console.endpoints.filter(({ path }) => path.includes(':number'))) {
    const hidden = await call(colleague, endpoint, secret);
    const absent = await call(colleague, endpoint, ABSENT);
    expect([403, 404]).toContain(hidden.status);
    expect(`${endpoint.path}\n${bare(hidden, secret)}`).toBe(
      `${endpoint.path}\n${bare(absent, ABSENT)}`,
    );
    walked += 1;
  }
  expect(walked).toBeGreaterThan(15);
});

describe('the wrong role of the right unit', () => {
  it('is refused at every endpoint of that right, before anything is looked up', async () => {
    let walked = 0;
    for (const [right, role] of Object.entries(WITHOUT)) {
      const person = await bench.signedIn(`without.${right}`, role);
      for (const endpoint of bench.console.endpoints.filter((one) => one.right === right)) {
        const answer = await call(person, endpoint, FOREIGN());
        expect([endpoint.path, answer.status]).toEqual([endpoint.path, 403]);
        walked += 1;
      }
    }
    const open = ['public', 'session', 'signed_in'];
    const guarded = bench.console.endpoints.filter(({ right }) => !open.includes(right));
    expect(walked).toBe(guarded.length);
  });

  it('reads, and may press nothing', async () => {
    const inspector = await bench.signedIn('reads.only', held('inspector'));
    const shown = await inspector.ask(`/api/cases/${number}`);
    expect(shown.body).toMatchObject({ number, actions: [] });
    const pressed = await inspector.ask(`/api/cases/${number}/actions`, {
      body: { action: 'release', input: {} },
      headers: { 'If-Match': '"2"', 'Idempotency-Key': 'reads-only-press' },
    });
    expect(pressed.status).toBe(403);
  });
});
describe('citizens’ files', () => {
  it('are nobody’s without a session, and not there for another unit (acceptance 9)', async () => {
    const [message] = await bench.database.query<{ id: string }>('select id from messages limit 1');
    const path = `/media/renshe/${message!.id}`;
    expect((await bench.browser().ask(path)).status).toBe(401);
    const other = await bench.signedIn('media.yb', held('clerk', 'yibao'));
    const foreign = await other.ask(path);
    const absent = await other.ask(`/media/renshe/${ABSENT_ID}`);
    expect([foreign.status, foreign.text]).toEqual([404, absent.text]);
  });
});

it('says the same of a menu that is another unit’s and of one that there is not', async () => {
  const admin = await bench.signedIn('menus.yb', held('unit_admin', 'yibao'));
  const reading = menuEndpoints.filter(
    ({ method, path }) => method === 'GET' && /:unit/.test(path),
  );
  expect(reading.length).toBeGreaterThan(2);
  for (const endpoint of reading) {
    expect((await call(admin, endpoint, FOREIGN())).status).toBe(404);
  }
  const { body } = await admin.ask('/api/menus');
  expect((body as { menus: { unit: string }[] }).menus.map(({ unit }) => unit)).toEqual(['yibao']);
});

it('logs neither passwords, tokens, codes nor cookies, whatever fails', async () => {
  const known = await bench.add('secretive', held('clerk'));
  const browser = bench.browser();
  await browser.signIn({ ...known, password: 'Wrong-Password-7' });
  await browser.signIn(known);
  const { body } = await browser.ask('/api/totp', { method: 'POST' });
  const { secret } = body as { secret: string };
  await browser.ask('/api/password', { body: { current: known.password, next: 'Kx7-mvWq2pT' } });
  const before = bench.lines.length;
  bench.parts.sealer.seal = () => {
    throw Object.assign(new Error('the sealer broke'), {
      password: known.password,
      token: browser.token(),
      headers: { cookie: `zhijian_session=${browser.token()}` },
    });
  };
  expect((await browser.ask('/api/totp', { method: 'POST' })).status).toBe(500);
  expect(bench.lines.length).toBeGreaterThan(before);
  const log = bench.lines.join('\n');
  for (const word of ['Wrong-Password-7', 'Kx7-mvWq2pT', known.password, browser.token(), secret]) {
    expect(word.length).toBeGreaterThan(8);
    expect(log).not.toContain(word);
  }
});
