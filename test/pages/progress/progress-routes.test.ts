import { anActor } from '../../support/case-world';
import { Browser, createPagesWorld, type PagesWorld } from './pages-world';

const DAY_MS = 24 * 60 * 60 * 1000;
let world: PagesWorld;
beforeAll(async () => {
  world = await createPagesWorld();
});
afterAll(() => world.stop());

const aBrowser = (): Browser => new Browser(world.url);
const clerk = anActor('clerk');
const accept = (number: string) =>
  world.act(number, clerk, { action: 'accept', input: { type: 'consultation', item: null } });

describe('a case', () => {
  it('shows where it is, until when, why then, and what its citizen said', async () => {
    const number = await world.open();
    const received = await aBrowser().get(await world.pathOf(number));
    expect(received.status).toBe(200);
    expect(received.words).toContain(`办件 ${number}`);
    expect(received.words).toMatch(/已收到 11月23日（周一）09:30 已受理 ，还没有到这一步/);
    expect(received.words).toMatch(/最迟11月24日（周二）09:30前告诉您谁来办、几时答复/);
    expect(received.words).toContain('养老金没发');
    await accept(number);
    const taken = await aBrowser().get(await world.pathOf(number));
    expect(taken.words).toMatch(/最迟11月28日（周六）09:30前答复/);
    expect(taken.words).toMatch(/日期是怎么算的 .*依据：/);
  });

  it('shows the answer as soon as it is signed, and that it was seen is on record', async () => {
    const number = await world.open();
    const before = await aBrowser().get(await world.pathOf(number));
    expect(before.words).not.toContain('请带身份证来');
    await world.answer(number);
    const { id } = await world.read(number);
    const viewed = () =>
      world.database.query(`select viewed_at from outbox where case_id = $1 and kind = 'answer'`, [
        id,
      ]);
    await fetch(world.url + (await world.pathOf(number)), { method: 'HEAD' });
    await fetch(world.url + (await world.pathOf(number)), { headers: { purpose: 'prefetch' } });
    expect(await viewed()).toEqual([{ viewed_at: null }]);
    const page = await aBrowser().get(await world.pathOf(number));
    expect(page.words).toContain('请带身份证来。');
    expect(await viewed()).toEqual([{ viewed_at: world.clock.now() }]);
    const audited = await world.database.query(
      `select action from audit_entries where subject_kind = 'delivery' and action = 'delivery.view'`,
    );
    expect(audited).toHaveLength(1);
  });

  it('lists what is missing, takes it with a picture, and lets the clock go on', async () => {
    const number = await world.open();
    await accept(number);
    await world.act(number, clerk, {
      action: 'ask_supplement',
      reason: '缺少证明材料',
      input: { missing: ['工资流水', '劳动合同'] },
    });
    const browser = aBrowser();
    const path = await world.pathOf(number);
    const asked = await browser.get(path);
    expect(asked.words).toMatch(/还需要您补充 工资流水 劳动合同/);
    const form = new FormData();
    form.set('key', /name="key" value="([^"]+)"/.exec(asked.html)![1]!);
    form.set('text', '流水在图里，我的身份证43060219520304011X');
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    form.set('picture', new File([png], 'x.html', { type: 'text/html' }));
    const sent = await browser.post(`${path}/supplement`, form);
    expect(sent.words).toContain('已收到您的补充。');
    expect(await world.read(number)).toMatchObject({ state: 'in_progress', paused_at: null });
    const { id } = await world.read(number);
    const messages = await world.database.query(
      `select m.kind, m.text, m.original is not null as sealed, f.content_type, f.state
       from messages m left join media f on f.account = m.account and f.message_id = m.id
       where m.case_id = $1 and m.fields ->> 'channel' = 'page' order by m.kind desc`,
      [id],
    );
    expect(messages).toEqual([
      {
        ...{ kind: 'text', sealed: true, content_type: null, state: null },
        text: '流水在图里，我的身份证430***************',
      },
      { kind: 'image', text: null, sealed: false, content_type: 'image/png', state: 'kept' },
    ]);
    // The same form once more: WeChat's browser sends it again when one goes back.
    await browser.post(`${path}/supplement`, form);
    expect(
      await world.database.query(
        `select from messages where case_id = $1 and fields ->> 'channel' = 'page'`,
        [id],
      ),
    ).toHaveLength(2);
  });

  it('takes no file that is no picture, and no empty form', async () => {
    const path = await world.pathOf(await world.open());
    const form = new FormData();
    form.set('text', '');
    expect((await aBrowser().post(`${path}/supplement`, form)).words).toContain('请写几句话');
    form.set('picture', new File(['<script>alert(1)</script>'], 'x.png', { type: 'image/png' }));
    const refused = await aBrowser().post(`${path}/supplement`, form);
    expect(refused.status).toBe(409);
    expect(refused.words).toContain('只收图片');
    const huge = new FormData();
    huge.set('picture', new File([Buffer.alloc(21 * 1024 * 1024)], 'x.png'));
    expect((await aBrowser().post(`${path}/supplement`, huge)).words).toContain('最大20MB');
  });

  it('is withdrawn after a second word, and takes nothing more then', async () => {
    const number = await world.open();
    const browser = aBrowser();
    const path = await world.pathOf(number);
    expect((await browser.get(`${path}/withdraw`)).words).toContain('确定撤回');
    expect((await browser.post(`${path}/withdraw`, {})).words).toContain('请先确认');
    expect(await world.read(number)).toMatchObject({ state: 'awaiting_acceptance' });
    const page = await browser.post(`${path}/withdraw`, { confirmed: 'yes' });
    expect(page.words).toMatch(/已撤回。.*已收到 .* 已撤回/);
    expect(await world.read(number)).toMatchObject({ state: 'withdrawn' });
    const form = new FormData();
    form.set('text', '还有');
    expect((await browser.post(`${path}/supplement`, form)).words).toContain('不能再补充');
  });

  it('keeps what its citizen agrees to, and that they took it back', async () => {
    const number = await world.open();
    const path = await world.pathOf(number);
    const given = await aBrowser().post(`${path}/consents`, { call: 'yes', publish: 'yes' });
    expect(given.html.match(/checked/g)).toHaveLength(2);
    world.clock.advance(60_000);
    await aBrowser().post(`${path}/consents`, { call: 'yes' });
    const { id } = await world.read(number);
    expect(
      await world.database.query(
        `select kind, given from case_consents where case_id = $1 order by kind, at`,
        [id],
      ),
    ).toEqual([
      { kind: 'call', given: true },
      { kind: 'publish', given: true },
      { kind: 'publish', given: false },
    ]);
  });

  it('leads to the case that it was merged into', async () => {
    const [number, main] = [await world.open(), await world.open()];
    await accept(number);
    await accept(main);
    const path = await world.pathOf(number);
    await world.act(number, clerk, { action: 'merge', reason: '是同一件事情', input: { main } });
    const merged = await aBrowser().get(path);
    expect(merged.words).toContain(`这件和 ${main} 合并办理`);
    const [, link] = /href="(\/p\/c\/[^"]+)">看那一件/.exec(merged.html)!;
    expect((await aBrowser().get(link!)).words).toContain(`办件 ${main}`);
  });
});

describe('评价', () => {
  it('offers exactly five words, once', async () => {
    const number = await world.open();
    await world.answer(number);
    const path = await world.pathOf(number);
    const page = await aBrowser().get(path);
    expect(page.html.match(/name="rating"\s+value="\d"/g)).toHaveLength(5);
    for (const word of ['非常满意', '满意', '基本满意', '不满意', '非常不满意']) {
      expect(page.words).toContain(` ${word} `);
    }
    expect((await aBrowser().post(`${path}/rate`, {})).words).toContain('请先选一项');
    expect((await aBrowser().post(`${path}/rate`, { rating: '6' })).words).toContain('请先选一项');
    const thanks = await aBrowser().post(`${path}/rate`, {
      ...{ rating: '4', tags: '办得快', text: '谢谢，电话13800001234', named: 'yes' },
    });
    expect(thanks.words).toContain('谢谢您的评价。');
    expect(thanks.words).toContain('您的评价：满意。');
    const again = await aBrowser().post(`${path}/rate`, { rating: '1' });
    expect(again.words).toContain('已经评价过了');
    const { id } = await world.read(number);
    expect(
      await world.database.query(
        `select rating, tags, text, named from case_ratings where case_id = $1`,
        [id],
      ),
    ).toEqual([{ rating: 4, tags: ['办得快'], text: '谢谢，电话138******34', named: true }]);
  });

  it.each(['2', '1'])(
    '%s opens the next round, for which the old link is no good',
    async (rating) => {
      const number = await world.open();
      await world.answer(number);
      const path = await world.pathOf(number);
      const browser = aBrowser();
      expect((await browser.post(`${path}/rate`, { rating })).status).toBe(410);
      expect(await world.read(number)).toMatchObject({ state: 'in_progress', round: 2 });
      const fresh = await browser.get(await world.pathOf(number));
      expect(fresh.words).toContain('请带身份证来。');
      expect(fresh.html).not.toContain('name="rating"');
    },
  );

  it('is open for thirty days', async () => {
    const number = await world.open();
    await world.answer(number);
    world.clock.advance(31 * DAY_MS);
    const path = await world.pathOf(number);
    expect((await aBrowser().get(path)).html).not.toContain('name="rating"');
    expect((await aBrowser().post(`${path}/rate`, { rating: '5' })).words).toContain(
      '评价的时间已经过了',
    );
  });

  it('of two at once takes one', async () => {
    const number = await world.open();
    await world.answer(number);
    const path = await world.pathOf(number);
    const both = await Promise.all(
      ['5', '3'].map((rating) => aBrowser().post(`${path}/rate`, { rating })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { id } = await world.read(number);
    const kept = await world.database.query(`select from case_ratings where case_id = $1`, [id]);
    expect(kept).toHaveLength(1);
  });
});

it('is answered or withdrawn, never both', async () => {
  for (let times = 0; times < 5; times++) {
    const number = await world.open();
    await accept(number);
    const submit = { text: '请来窗口。', template: null } as const;
    const handling = { isTrue: 'yes', solved: true, inside: null } as const;
    await world.act(number, clerk, { action: 'submit', input: { ...submit, handling } });
    const hash = await world.hash(number);
    const path = await world.pathOf(number);
    const [signed, withdrawn] = await Promise.all([
      world
        .act(number, anActor('reviewer'), { action: 'review', input: { hash, opinion: null } })
        .then(() => true)
        .catch(() => false),
      aBrowser().post(`${path}/withdraw`, { confirmed: 'yes' }),
    ]);
    const { state, id } = await world.read(number);
    const answers = await world.database.query(`select from case_answers where case_id = $1`, [id]);
    expect(state).toBe(signed ? 'answered' : 'withdrawn');
    expect(withdrawn.status).toBe(signed ? 409 : 200);
    expect(answers).toHaveLength(signed ? 1 : 0);
  }
});

describe('walls', () => {
  it('opens nothing for a link that is changed, over, of another round or of nobody', async () => {
    const number = await world.open();
    const path = await world.pathOf(number);
    const { id } = await world.read(number);
    const now = world.clock.now();
    const strangers = '019ab2c4-5d6e-7f80-9123-456789abcdef';
    const gone = [
      `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`,
      world.links.path({ caseId: String(id), round: 2 }, now),
      world.links.path({ caseId: strangers, round: 1 }, now),
      world.links.path({ caseId: String(id), round: 1 }, new Date(now.getTime() - 30 * DAY_MS)),
      '/p/c/x',
    ];
    const pages = await Promise.all(gone.map((each) => aBrowser().get(each)));
    expect(pages.map(({ status }) => status)).toEqual(gone.map(() => 410));
    const normal = pages.map(({ html }) => html.replaceAll(/value="\/p\/c\/[^"]*"/g, ''));
    expect(new Set(normal).size).toBe(1);
    for (const each of gone) {
      for (const what of ['rate', 'withdraw', 'consents', 'prove']) {
        const answer = await aBrowser().post(`${each}/${what}`, { confirmed: 'yes', rating: '5' });
        expect(answer.status).toBe(410);
      }
    }
    expect(await world.read(number)).toMatchObject({ state: 'awaiting_acceptance' });
  });

  it('shows nothing of a restricted case to a link alone', async () => {
    const number = await world.open({ restricted: true });
    await world.answer(number);
    const path = await world.pathOf(number);
    const browser = aBrowser();
    const shut = await browser.get(path);
    expect(shut.words).toContain('请确认是您本人');
    expect(shut.words).not.toMatch(/请带身份证来|养老金|RS2026/);
    for (const what of ['rate', 'withdraw', 'consents']) {
      const page = await browser.post(`${path}/${what}`, { confirmed: 'yes', rating: '5' });
      expect(page.words).toContain('请确认是您本人');
    }
    expect((await browser.get(`${path}/pictures/0`)).words).toContain('请确认是您本人');
    expect((await browser.post(`${path}/prove`, { code: 'AAAAAAAA' })).words).toContain('对不上');
    const code = await world.issueCode(number);
    const open = await browser.post(`${path}/prove`, { code: code.toLowerCase() });
    expect(open.words).toContain('请带身份证来。');
    expect((await aBrowser().get(path)).words).not.toContain('请带身份证来');
    world.clock.advance(31 * 60_000);
    expect((await browser.get(path)).words).not.toContain('请带身份证来');
  });

  it('opens no restricted case with the proof of another one', async () => {
    const [mine, other] = [
      await world.open({ restricted: true }),
      await world.open({ restricted: true }),
    ];
    const browser = aBrowser();
    const code = await world.issueCode(mine);
    await browser.post(`${await world.pathOf(mine)}/prove`, { code });
    expect((await browser.get(await world.pathOf(other))).words).toContain('请确认是您本人');
  });

  it('says so to caches, search engines and other sites', async () => {
    const { headers, html } = await aBrowser().get(await world.pathOf(await world.open()));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
    expect(html).not.toMatch(/<script|https?:\/\/|o[0-9a-f]{8}-/);
  });
});

describe('number and query code', () => {
  it('opens the case, typed as people type', async () => {
    const number = await world.open();
    const code = await world.issueCode(number);
    const fields = {
      number: ` ${number.toLowerCase()}`,
      code: `${code.slice(0, 4)} ${code.slice(4)}`,
    };
    const page = await aBrowser().post('/p/find', fields);
    expect(page.path).toMatch(/^\/p\/c\//);
    expect(page.words).toContain(`办件 ${number}`);
  });

  it('gives one answer for wrong and absent', async () => {
    const number = await world.open();
    await world.issueCode(number);
    const code = 'ABCDEFGH';
    const wrong = await aBrowser().post('/p/find', { number, code });
    const absent = await aBrowser().post('/p/find', { number: 'RS202611239999X', code });
    const uncoded = await aBrowser().post('/p/find', { number: await world.open(), code });
    const bare = ({ html }: { html: string }) => html.replace(/value="RS\d+[A-Z0-9]"/i, '');
    expect(wrong.status).toBe(403);
    expect([absent.status, uncoded.status]).toEqual([403, 403]);
    expect(bare(absent)).toBe(bare(wrong));
    expect(bare(uncoded)).toBe(bare(wrong));
  });

  it('lets nobody try for long, also with the right code then', async () => {
    const number = await world.open();
    const code = await world.issueCode(number);
    for (let tries = 0; tries < 10; tries++) {
      await aBrowser().post('/p/find', { number, code: 'ABCDEFGH' });
    }
    expect((await aBrowser().post('/p/find', { number, code })).words).toContain('次数太多');
    world.clock.advance(DAY_MS);
    expect((await aBrowser().post('/p/find', { number, code })).words).toContain(`办件 ${number}`);
  });
});

it('remembers large type, and goes back to its own pages only', async () => {
  const browser = aBrowser();
  const path = await world.pathOf(await world.open());
  expect((await browser.get(path)).html).toContain('<html lang="zh-CN" class="">');
  const large = await browser.post('/p/size', { size: 'large', back: path });
  expect(large.path).toBe(path);
  expect(large.html).toContain('class="large"');
  expect((await browser.get('/p/find')).html).toContain('class="large"');
  expect((await browser.post('/p/size', { size: 'normal', back: '//evil.example/p/' })).path).toBe(
    '/p/find',
  );
  expect((await browser.get(path)).html).toContain('class=""');
});
