import type { CaseFilters } from '../../../src/cases/lists/case-filters';
import { loadCaseTexts } from '../../../src/cases/search/case-texts';
import { createFoldText } from '../../../src/cases/search/fold-text';
import { indexQueued } from '../../../src/cases/search/index-queued';
import { countFound, searchCases, type FoundCase } from '../../../src/cases/search/search-cases';
import type { Scope } from '../../../src/cases/scope';
import type { Database } from '../../../src/database/database';
import { createId } from '../../../src/platform/ids';
import { seedCases } from '../../bench/seed-cases';
import { anActor, createCaseWorld, DRAFT, type CaseWorld } from '../../support/case-world';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const NOW = new Date('2026-11-23T01:30:00Z');
const EVERY: Scope = {
  units: ['minzheng', 'gongan', 'wenlv', 'renshe', 'yibao', 'jikong', 'ziran', 'jiuye'],
  restrictedUnits: ['renshe'],
};
const foldText = createFoldText();

let test: TestDatabase;
let database: Database;
let world: CaseWorld;

beforeAll(async () => {
  test = await createTestDatabase();
  ({ database } = test);
  await seedCases(test, {
    ...{ cases: 1200, messagesPerCase: 2, openPercent: 20, until: NOW, report: () => undefined },
  });
  world = await createCaseWorld(database);
});
afterAll(() => test.drop());

async function find(
  text: string,
  scope: Scope = EVERY,
  filters: CaseFilters = {},
): Promise<FoundCase[]> {
  const found: FoundCase[] = [];
  let cursor: string | null | undefined;
  const before: string[][] = [];
  let previous: string | null = null;
  while (cursor !== null) {
    const page = await searchCases(
      database,
      foldText,
      scope,
      { text, filters },
      {
        ...{ size: 50, now: world.clock.now() },
        ...(cursor === undefined ? {} : { cursor }),
      },
    );
    found.push(...page.rows);
    before.push(page.rows.map(({ id }) => id));
    ({ next: cursor, previous } = page);
  }
  for (const wanted of before.slice(0, -1).reverse()) {
    const page = await searchCases(
      database,
      foldText,
      scope,
      { text, filters },
      {
        ...{ size: 50, now: world.clock.now(), cursor: previous! },
      },
    );
    expect(page.rows.map(({ id }) => id)).toEqual(wanted);
    ({ previous } = page);
  }
  expect(previous).toBeNull();
  return found;
}

const numbersOf = async (...given: Parameters<typeof find>): Promise<string[]> =>
  (await find(...given)).map(({ number }) => number);

async function catchUp(): Promise<void> {
  while ((await indexQueued(database, foldText)) > 0);
}

/** A case in which one thing was said. */
async function say(
  text: string,
  overrides: Parameters<CaseWorld['open']>[0] = {},
): Promise<string> {
  const number = await world.open(overrides);
  const { id } = await world.read(number);
  await database.query(
    `update messages set text = $2 where id = (select id from messages where case_id = $1 limit 1)`,
    [id, text],
  );
  await catchUp();
  return number;
}

it.each(['养老', '高龄津贴', '工资 三个月', '梅溪 医保', '没有'])(
  'finds every case in which “%s” stands, and no other, the last first',
  async (text) => {
    const terms = text.split(' ');
    const rows = await database.query<{ id: string; number: string; restricted: boolean }>(
      'select id, number, restricted and owner_unit <> $1 as restricted from cases order by opened_at desc, id desc',
      ['renshe'],
    );
    const texts = await loadCaseTexts(
      database,
      rows.map(({ id }) => id),
    );
    const wanted = rows
      .filter(({ id, restricted }) => {
        const said = (texts.get(id) ?? []).map((one) => one.text).join('\n');
        return !restricted && terms.every((term) => said.includes(term));
      })
      .map(({ number }) => number);
    expect(wanted.length).toBeGreaterThan(5);
    expect(await numbersOf(text)).toEqual(wanted);
    expect(await countFound(database, foldText, EVERY, { text, filters: {} })).toEqual({
      cases: wanted.length,
      exact: true,
    });
  },
);

it.each([
  ['繁体字', '我要辦理護照', '办理护照'],
  ['全角', '我的ＡＢＣ１２号', 'abc12号'],
  ['大写', '公司叫Tianhe', 'TIANHE'],
  ['简体搜繁体', '台湾同胞', '臺灣同胞'],
])('sees through %s', async (_name, said, sought) => {
  const number = await say(said);
  expect(await numbersOf(sought)).toEqual([number]);
});

it('marks what was found, in the words as they were written', async () => {
  await say(`${'前'.repeat(50)}我要辦理護照，護照丟了${'后'.repeat(90)}`);
  const [found] = await find('护照丢了');
  const [snippet] = found!.snippets;
  expect(snippet).toMatchObject({ kind: 'message', cutBefore: true, cutAfter: true });
  expect(snippet!.marks.map(([from, to]) => snippet!.text.slice(from, to))).toEqual(['護照丟了']);
  expect([...snippet!.text].length).toBeLessThanOrEqual(80);
});

it('finds words of answers and notes', async () => {
  const number = await world.open();
  const clerk = anActor('clerk');
  await world.act(number, clerk, { action: 'accept', input: { type: 'consultation', item: null } });
  await world.act(number, clerk, {
    action: 'submit',
    input: { ...DRAFT, text: '请到鹤龙湖服务点', template: '请到鹤龙湖服务点' },
  });
  const { id } = await world.read(number);
  await database.query(
    `insert into case_notes (case_id, id, at, author, text, mentions)
     values ($1, $2, $3, 'x', '来电人情绪激动', '{}')`,
    [id, createId(NOW), NOW],
  );
  await catchUp();
  expect(await numbersOf('鹤龙湖')).toEqual([number]);
  const [found] = await find('情绪激动');
  expect(found).toMatchObject({ number, snippets: [{ kind: 'note', marks: [[3, 7]] }] });
});

it('finds a case by its number and by that of 12345', async () => {
  const number = await world.open();
  await world.set(number, `external_no = 'DH-2026-55', statement = '窗口说的新鲜事'`);
  const { id } = await world.read(number);
  await database.query(`insert into case_search_queue values (gen_random_uuid(), $1)`, [id]);
  await catchUp();
  expect(await numbersOf(` ${number.toLowerCase()} `)).toEqual([number]);
  expect(await numbersOf('dh-2026-55')).toEqual([number]);
  expect(await numbersOf(number, { units: ['yibao'] })).toEqual([]);
  expect((await find('新鲜事'))[0]).toMatchObject({ number, snippets: [{ kind: 'statement' }] });
});

it('finds a main case by the words of what was merged into it', async () => {
  const part = await say('水管爆裂淹了地下室');
  const main = await world.open();
  await world.act(part, anActor('coordinator'), {
    action: 'merge',
    reason: '说的是同一件事',
    input: { main },
  });
  await catchUp();
  expect((await numbersOf('水管爆裂')).sort()).toEqual([main, part].sort());
});

it('shows nothing of another unit, nor of restricted cases to those who are not named', async () => {
  const number = await say('匿名反映隐情');
  const secret = await say('匿名反映隐情', { restricted: true });
  expect((await numbersOf('隐情')).sort()).toEqual([number, secret].sort());
  expect(await numbersOf('隐情', { units: ['renshe'] })).toEqual([number]);
  expect(await numbersOf('隐情', { units: [], restrictedUnits: ['renshe'] })).toEqual([secret]);
  expect(await numbersOf('隐情', { units: ['yibao'], restrictedUnits: ['yibao'] })).toEqual([]);
});

it('follows a transfer at once, without waiting for the words', async () => {
  const number = await say('想开早餐摊');
  await world.act(number, anActor('coordinator'), {
    action: 'transfer',
    reason: '这是就业中心的事',
    input: { unit: 'jiuye', designate: false },
  });
  expect(await numbersOf('早餐摊', { units: ['renshe'] })).toEqual([]);
  expect(await numbersOf('早餐摊', { units: ['jiuye'] })).toEqual([number]);
});

it('forgets words that were erased', async () => {
  const number = await say('从此没有这句话');
  const { id } = await world.read(number);
  await database.query('update messages set text = null where case_id = $1', [id]);
  await catchUp();
  expect(await numbersOf('没有这句话')).toEqual([]);
});

it('neither keeps nor finds personal numbers of answers and notes', async () => {
  const number = await world.open();
  const { id } = await world.read(number);
  await database.query(
    `insert into case_notes (case_id, id, at, author, text, mentions)
     values ($1, $2, $3, 'x', '回电13907301234找老李头', '{}')`,
    [id, createId(NOW), NOW],
  );
  await catchUp();
  const [found] = await find('老李头');
  expect(found!.snippets[0]!.text).not.toContain('13907301234');
  expect(await numbersOf('13907301234')).toEqual([]);
  const [kept] = await database.query<{ folded: string }>(
    'select folded from case_search where case_id = $1',
    [id],
  );
  expect(kept!.folded).not.toContain('07301234');
});

it('narrows by the same filters as lists', async () => {
  const found = await find('养老金', EVERY, { units: ['yibao'], states: ['closed'] });
  expect(found.length).toBeGreaterThan(3);
  expect(found.every((row) => row.owner_unit === 'yibao' && row.state === 'closed')).toBe(true);
  const from = new Date('2025-06-01T00:00:00Z');
  const before = new Date('2026-01-01T00:00:00Z');
  const dated = await find('养老金', EVERY, { receivedFrom: from, receivedBefore: before });
  expect(dated.length).toBeGreaterThan(3);
  expect(dated.every((row) => row.opened_at >= from && row.opened_at < before)).toBe(true);
});

it.each([
  '',
  ' ',
  '的',
  '养老 金',
  '字'.repeat(101),
  '一二 三四 五六 七八 九十 甲乙 丙丁 戊己 庚辛',
])('refuses “%s”', async (text) => {
  await expect(find(text)).rejects.toMatchObject({ code: 'bad_request' });
});

it('takes signs that SQL or a pattern would read otherwise as they are', async () => {
  const number = await say(`满100%返_现'); drop`);
  expect(await numbersOf('100%返_现')).toEqual([number]);
  expect(await numbersOf(`现');`)).toEqual([number]);
  expect(await numbersOf('10_%返')).toEqual([]);
});

it('lets one process at a time make words findable, and none is lost', async () => {
  const numbers = await Promise.all(Array.from({ length: 10 }, () => world.open()));
  await Promise.all([1, 2, 3, 4].map(() => indexQueued(database, foldText, 5)));
  await catchUp();
  const [left] = await database.query<{ lines: number }>(
    'select count(*)::int as lines from case_search_queue',
  );
  expect(left!.lines).toBe(0);
  const [found] = await database.query<{ cases: number }>(
    `select count(*)::int as cases from case_search s join cases c on c.id = s.case_id
     where c.number = any($1) and s.folded like '%养老金没发%'`,
    [numbers],
  );
  expect(found!.cases).toBe(10);
});

it('notes nothing of a transaction that fails', async () => {
  const number = await world.open();
  await catchUp();
  const { id } = await world.read(number);
  await expect(
    database.transaction(async (tx) => {
      await tx.query(`update messages set text = '不该出现' where case_id = $1`, [id]);
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  expect(await indexQueued(database, foldText)).toBe(0);
});
