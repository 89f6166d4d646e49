import { Writable } from 'node:stream';
import type { ContentSet } from '../../src/content/load-content';
import type { Database } from '../../src/database/database';
import { createLogger } from '../../src/platform/logger';
import { loadSuppliedContent } from '../replies/supplied-content';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { bringSamples, startQueryProduct, type QueryProduct } from '../support/query-product';
import { linkIn, openForm, PageVisitor, wordsOf } from './page-visitor';

const clock = fixedClock();
let test: TestDatabase;
let content: ContentSet;
let product: QueryProduct;
beforeAll(async () => {
  test = await createTestDatabase();
  content = await loadSuppliedContent(clock.now());
  await bringSamples(test.database, content, clock);
  product = await startQueryProduct({ database: test.database, content, clock });
});
afterAll(async () => {
  await product.stop();
  await test.drop();
});
// Tries count by the day: each test has one of its own.
beforeEach(() => clock.advance(24 * 60 * 60 * 1000));

let citizens = 0;
function aCitizen(): string {
  citizens += 1;
  return `oPages${String(citizens).padStart(22, '0')}`;
}

const right = {
  'f-name': '示例甲',
  'f-idNumber': '99000019520304011X',
  'f-phoneTail': '1234',
  consent: 'yes',
};
const NOTHING = '没有查到和您填的相符的记录。';

async function ask(openid = aCitizen()): Promise<PageVisitor> {
  return openForm(await product.say('minzheng', openid, '查补贴'));
}

describe('the notice and the consent', () => {
  it('says who, what for, what, how long and which rights before anything is filled in', async () => {
    const visitor = await ask();
    const page = wordsOf((await visitor.get()).text);
    for (const part of [
      '君山区民政局',
      '核对身份，查询本人的低保',
      '姓名、身份证号、登记手机后四位',
      '加密保存到您解除绑定为止',
      '我的绑定',
      '也可以由家人代填，或到村（社区）办理',
      '2026-11-01',
    ]) {
      expect(page).toContain(part);
    }
  });

  it('looks nothing up without a tick', async () => {
    const visitor = await ask();
    const { consent: _consent, ...rest } = right;
    expect(await visitor.submit(rest)).toContain('要勾选同意才能查询');
    expect(await visitor.submit(right)).toContain('高龄津贴');
  });

  it('keeps what was filled in and ticked until it is right', async () => {
    const visitor = await ask();
    const wrong = { ...right, 'f-idNumber': '9900001952030401', who: 'agent', binds: 'yes' };
    const { text } = await visitor.post(wrong);
    expect(wordsOf(text)).toMatch(/还没有查。有1处要改[^]*身份证号应是18位，您发的是16位/);
    expect(text).toMatch(/name="f-name"\s+value="示例甲"/);
    for (const name of ['consent', 'binds']) {
      expect(text).toMatch(new RegExp(`name="${name}"\\s+value="yes"\\s+checked`));
    }
    expect(text).toMatch(/value="agent"\s+checked/);
    expect(text).not.toMatch(/value="self"\s+checked/);
    expect(text).toMatch(/aria-invalid="true" aria-describedby="wrong-idNumber"/);
  });

  it('says beside "nothing found" how old the data is and where to ask', async () => {
    const page = await (await ask()).submit({ ...right, 'f-phoneTail': '9999' });
    for (const part of [NOTHING, '数据截至', '带身份证到村（社区）', '转人工']) {
      expect(page).toContain(part);
    }
  });

  it('is asked again when the notice has changed, before a binding counts', async () => {
    const openid = aCitizen();
    await (await ask(openid)).submit({ ...right, binds: 'yes' });
    await test.database.query(`update query_consents c set version = '2026-01-01' from citizens z
      where z.account = c.account and z.id = c.citizen_id and z.openid = '${openid}'`);
    const visitor = await ask(openid);
    expect(wordsOf((await visitor.get()).text)).not.toContain('已绑定');
    expect(await visitor.submit({ bound: 'yes', lastFour: '011x' })).not.toContain('（示例数据）');
    await visitor.submit(right);
    expect(wordsOf((await (await ask(openid)).get()).text)).toContain('已绑定');
  });

  it('records the version, who filled it in, and that it was withdrawn', async () => {
    const openid = aCitizen();
    await (await ask(openid)).submit({ ...right, who: 'agent' });
    const consents = () =>
      test.database.query(
        `select c.version, on_behalf, withdrawn_at is not null as withdrawn from query_consents c
         join citizens z on z.account = c.account and z.id = c.citizen_id where z.openid = $1`,
        [openid],
      );
    expect(await consents()).toEqual([
      { version: '2026-11-01', on_behalf: true, withdrawn: false },
    ]);
    const page = await openForm(await product.say('minzheng', openid, '我的绑定'));
    const { text } = await page.get();
    const [, line] = /name="remove" value="(consent:[^"]+)"/.exec(text) ?? [];
    await page.post({ remove: line! });
    expect(await consents()).toEqual([{ version: '2026-11-01', on_behalf: true, withdrawn: true }]);
  });

  it('is safe against what is filled in', async () => {
    const visitor = await ask();
    const { text } = await visitor.post({
      ...right,
      'f-name': '"><script>alert(1)</script>',
    });
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('姓名请写汉字');
    const { headers } = await visitor.get();
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('binding', () => {
  it('shows amounts only once the person is bound', async () => {
    const openid = aCitizen();
    const unbound = await (await ask(openid)).submit(right);
    expect(unbound).toContain('高龄津贴（示例数据）：***元');
    expect(unbound).toContain('本人绑定以后才显示金额');
    const bound = await (await ask(openid)).submit({ ...right, binds: 'yes' });
    expect(bound).toContain('高龄津贴（示例数据）：100.00元');
  });

  it('binds nobody who fills it in for somebody else', async () => {
    const openid = aCitizen();
    const page = await (await ask(openid)).submit({ ...right, binds: 'yes', who: 'agent' });
    expect(page).toContain('***元');
    const visitor = await ask(openid);
    expect(wordsOf((await visitor.get()).text)).not.toContain('已绑定');
  });

  it('asks who is bound for four characters, and counts a wrong guess', async () => {
    const openid = aCitizen();
    await (await ask(openid)).submit({ ...right, binds: 'yes' });
    const visitor = await ask(openid);
    expect(wordsOf((await visitor.get()).text)).toContain(`已绑定：示**，990${'*'.repeat(15)}`);
    expect(await visitor.submit({ bound: 'yes', lastFour: '0000' })).toContain(NOTHING);
    expect(await visitor.submit({ bound: 'yes', lastFour: '１１x' })).toContain('最后4位');
    expect(await visitor.submit({ bound: 'yes', lastFour: '011x' })).toContain('100.00元');
  });

  it('is shown to the citizen and taken back by them, with what it proved', async () => {
    const openid = aCitizen();
    await (await ask(openid)).submit({ ...right, binds: 'yes' });
    const page = await openForm(await product.say('minzheng', openid, '我的绑定'));
    const { text } = await page.get();
    expect(wordsOf(text)).toContain('补贴发放查询（区民政局）');
    const [, line] = /name="remove" value="(binding:[^"]+)"/.exec(text) ?? [];
    const after = await page.post({ remove: line! });
    expect(wordsOf(after.text)).toContain('没有绑定。');
    const rows = await test.database.query(
      `select identity from query_bindings b join citizens z on z.account = b.account
         and z.id = b.citizen_id where z.openid = $1 and removed_at is not null`,
      [openid],
    );
    expect(rows).toEqual([{ identity: null }]);
  });

  it('goes with the consent that it rests on', async () => {
    const openid = aCitizen();
    await (await ask(openid)).submit({ ...right, binds: 'yes' });
    const page = await openForm(await product.say('minzheng', openid, '我的绑定'));
    const [, line] = /name="remove" value="(consent:[^"]+)"/.exec((await page.get()).text) ?? [];
    expect(wordsOf((await page.post({ remove: line! })).text)).toContain('没有绑定。');
  });

  it('takes back nothing of another citizen', async () => {
    const openid = aCitizen();
    await (await ask(openid)).submit({ ...right, binds: 'yes' });
    const own = await openForm(await product.say('minzheng', openid, '我的绑定'));
    const [, line] = /name="remove" value="(binding:[^"]+)"/.exec((await own.get()).text) ?? [];
    const stranger = await openForm(await product.say('minzheng', aCitizen(), '我的绑定'));
    await stranger.post({ remove: line! });
    expect(wordsOf((await own.get()).text)).toContain('示**');
  });
});

describe('one answer for what is not there and what is wrong', () => {
  it.each([
    ['a stranger', { 'f-name': '张三', 'f-idNumber': '99999919900307008X', 'f-phoneTail': '1234' }],
    ['a wrong name', { ...right, 'f-name': '示例乙' }],
    ['a wrong telephone', { ...right, 'f-phoneTail': '9999' }],
  ])('%s', async (_what, fields) => {
    const visitor = await ask();
    const page = await visitor.submit({ ...fields, consent: 'yes' });
    expect(page).toContain(NOTHING);
    expect(page).not.toMatch(/手机.{0,6}不对|姓名.{0,6}不对/);
  });

  it('five tries a day, by the citizen and of the person', async () => {
    const openid = aCitizen();
    const visitor = await ask(openid);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await visitor.submit({ ...right, 'f-phoneTail': '9999' })).toContain(NOTHING);
    }
    expect(await visitor.submit(right)).toContain('今天查的次数已经用完');
    const other = await ask();
    expect(await other.submit(right)).toContain('今天查的次数已经用完');
    clock.advance(24 * 60 * 60 * 1000);
    expect(await (await ask(openid)).submit(right)).toContain('高龄津贴');
  });

  it('twenty at once are no more than five', async () => {
    const visitor = await ask();
    const pages = await Promise.all(
      Array.from({ length: 20 }, () => visitor.submit({ ...right, 'f-phoneTail': '9999' })),
    );
    expect(pages.filter((page) => page.includes(NOTHING))).toHaveLength(5);
  });

  it('each is on record, without what was filled in', async () => {
    const openid = aCitizen();
    const visitor = await ask(openid);
    await visitor.submit({ ...right, 'f-phoneTail': '9999' });
    await visitor.submit({ ...right, who: 'agent' });
    const rows = await test.database.query(
      `select l.unit, l.query, l.channel, l.on_behalf, l.outcome from query_lookups l
       join citizens z on z.account = l.account and z.id = l.citizen_id
       where z.openid = $1 order by l.at, l.outcome`,
      [openid],
    );
    const common = { unit: 'minzheng', query: 'subsidyquery', channel: 'page' };
    expect(rows).toEqual([
      { ...common, on_behalf: false, outcome: 'none' },
      { ...common, on_behalf: true, outcome: 'rows' },
    ]);
  });
});

describe('when something is wrong with the page itself', () => {
  it('says so in words, to a form that is too long', async () => {
    const visitor = await ask();
    const { status, text } = await visitor.post({ ...right, 'f-name': '长'.repeat(20_000) });
    expect(status).toBe(413);
    expect(wordsOf(text)).toMatch(/现在查不了[^]*12345/);
  });

  it('says so in words when the database is away, and logs no address', async () => {
    const logged: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged.push(chunk.toString('utf8'));
        done();
      },
    });
    const failing = withFailing(test.database);
    const logger = createLogger('info', sink);
    const other = await startQueryProduct({ ...failing, content, clock, logger });
    const visitor = await openForm(await other.say('minzheng', aCitizen(), '查补贴'));
    failing.fail();
    const { status, text } = await visitor.post(right);
    await other.stop();
    expect(status).toBe(500);
    expect(wordsOf(text)).toMatch(/现在查不了[^]*12345/);
    const token = visitor.address.split('/').at(-1)!;
    expect(logged.join('')).toContain('a page of a query failed');
    expect(logged.join('')).not.toContain(token);
  });
});

/** A database that is there until `fail` is called. */
function withFailing(real: Database): { database: Database; fail(): void } {
  let away = false;
  const query: Database['query'] = (...asked) =>
    away ? Promise.reject(new Error('the database is away')) : real.query(...asked);
  return { database: { ...real, query }, fail: () => void (away = true) };
}

describe('the link', () => {
  it('is not used up by who merely looks at it', async () => {
    const address = linkIn(await product.say('minzheng', aCitizen(), '查补贴'));
    await fetch(address);
    await fetch(address, { method: 'HEAD' });
    const visitor = new PageVisitor(address);
    expect((await visitor.open()).text).toContain('登记手机后四位');
  });

  it('opens in one browser', async () => {
    const address = linkIn(await product.say('minzheng', aCitizen(), '查补贴'));
    const first = new PageVisitor(address);
    await first.open();
    const second = new PageVisitor(address);
    const refused = await second.open();
    expect(refused.status).toBe(410);
    expect(refused.text).toContain('链接已失效');
    expect((await second.post(right)).status).toBe(410);
    expect((await first.get()).text).toContain('登记手机后四位');
  });

  it('shows its answer once', async () => {
    const visitor = await ask();
    expect(await visitor.submit(right)).toContain('高龄津贴');
    expect((await visitor.post(right)).status).toBe(410);
  });

  it('is over after half an hour', async () => {
    const visitor = await ask();
    clock.advance(31 * 60 * 1000);
    expect((await visitor.get()).status).toBe(410);
    expect((await visitor.post(right)).status).toBe(410);
  });

  it.each(['x', 'AAAA', '%00', 'page', '..%2f'])('%s is no link', async (token) => {
    const answer = await fetch(`${product.url}/q/${token}`);
    expect(answer.status).toBe(410);
    await answer.text();
  });

  it('changed in one sign is no link', async () => {
    const address = linkIn(await product.say('minzheng', aCitizen(), '查补贴'));
    const at = address.length - 20;
    const changed =
      address.slice(0, at) + (address[at] === 'A' ? 'B' : 'A') + address.slice(at + 1);
    expect((await new PageVisitor(changed).get()).status).toBe(410);
  });

  it('is told again in a retry of the same message, and is forgotten when its time is over', async () => {
    const address = linkIn(await product.say('minzheng', aCitizen(), '查补贴'));
    await new PageVisitor(address).open();
    clock.advance(31 * 60 * 1000);
    await product.queries.tidy();
    const rows = await test.database.query('select 1 from query_links where expires_at < $1', [
      clock.now(),
    ]);
    expect(rows).toEqual([]);
  });
});
