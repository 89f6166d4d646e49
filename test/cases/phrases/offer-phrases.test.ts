import { listPhrases, countPhrases } from '../../../src/cases/phrases/list-phrases';
import { countTemplateUse } from '../../../src/cases/phrases/phrase-store';
import { withdrawPhrase } from '../../../src/cases/phrases/change-phrases';
import {
  findRepeated,
  offerPhrases,
  valuesOf,
  type PhraseCase,
} from '../../../src/cases/phrases/offer-phrases';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import {
  aPhrase,
  aWriter,
  createPhraseWorld,
  REACH,
  seen,
  YIBAO_REACH,
  type PhraseWorld,
} from './phrase-world';

let test: TestDatabase;
let world: PhraseWorld;
beforeEach(async () => {
  test = await createTestDatabase();
  world = createPhraseWorld(test.database);
});
afterEach(() => test.drop());

const aCase = (over: Partial<PhraseCase & { state: string }> = {}) => ({
  number: 'RS202611230001A',
  owner_unit: 'renshe',
  type: 'consultation' as const,
  state: 'in_progress',
  item: 'renshe.card',
  opened_at: new Date('2026-11-20T02:00:00Z'),
  answer_due_at: null,
  ...over,
});
const unit = { name: '区人社局', telephone: null, address: null };
const presentDay = (at: Date) => at.toISOString().slice(5, 10);
const values = (row: PhraseCase) => valuesOf(row, unit, '社保卡', presentDay);
const offered = async (row = aCase()) =>
  (await offerPhrases(world.database, row, values(row), world.clock.now())).map(
    ({ title }) => title,
  );

it('offers what a second person approved, filled with what the case has', async () => {
  await world.create(aPhrase({ title: '没人审过' }));
  await world.approved(aPhrase({ text: '{事项}：{期限}前答复，{单位}{电话}，{收件日期}收到。' }));
  const row = aCase();
  const list = await offerPhrases(world.database, row, values(row), world.clock.now());
  expect(list).toMatchObject([
    {
      title: '社保卡补办',
      text: '社保卡：{期限}前答复，区人社局12345，11-20收到。',
      unfilled: ['期限'],
      endsSoon: false,
      unit: 'renshe',
    },
  ]);
});

it('offers what fits: by unit, type, state and item, the closest first, then what is used most', async () => {
  await world.approved(aPhrase({ title: '不限' }));
  const used = await world.approved(aPhrase({ title: '不限，常用' }));
  await world.approved(aPhrase({ title: '全区' }), null);
  await world.approved(aPhrase({ title: '医保局的' }), 'yibao');
  await world.approved(aPhrase({ title: '咨询', caseType: 'consultation' }));
  await world.approved(aPhrase({ title: '投诉', caseType: 'complaint' }));
  await world.approved(aPhrase({ title: '受理时', caseState: 'awaiting_acceptance' }));
  await world.approved(aPhrase({ title: '社保卡', item: 'renshe.card' }));
  await world.database.transaction((tx) =>
    countTemplateUse(tx, 'renshe', `phrase:${used.id}`, world.clock.now()),
  );
  expect(await offered()).toEqual(['社保卡', '咨询', '不限，常用', '不限', '全区'].sort(order));
  expect(await offered(aCase({ item: null, type: 'complaint' }))).not.toContain('社保卡');
  expect(await offered(aCase({ type: 'complaint' }))).toContain('投诉');
  expect(await offered(aCase({ state: 'awaiting_acceptance' }))).toContain('受理时');
  expect(await offered(aCase({ owner_unit: 'yibao', item: null }))).toEqual(
    expect.arrayContaining(['医保局的', '全区']),
  );

  function order(a: string, b: string): number {
    const wanted = ['社保卡', '咨询', '不限，常用', '不限', '全区'];
    return wanted.indexOf(a) - wanted.indexOf(b);
  }
});

it('stops offering by itself after the last day in China', async () => {
  await world.approved(aPhrase({ validUntil: '2026-11-23' }));
  // The clock stands at 09:30 in China.
  world.clock.advance((14.5 * 60 * 60 - 1) * 1000);
  expect(await offered()).toHaveLength(1);
  world.clock.advance(1000);
  expect(await offered()).toHaveLength(0);
  expect(await countPhrases(world.database, REACH, world.clock.now())).toMatchObject({
    approved: 0,
    ended: 1,
  });
});

it('does not offer words that were changed behind the approval’s back', async () => {
  await world.approved();
  await world.database.query(`update phrases set text = text || '，并交500元'`);
  expect(await offered()).toEqual([]);
});

it('tells whether a text repeats one unchanged, with the case’s values put in', async () => {
  const phrase = await world.approved(aPhrase({ text: '办件{编号}，请打{电话}。' }));
  const repeated = (text: string, row: PhraseCase = aCase()) =>
    findRepeated(world.database, row, values(row), text, world.clock.now());
  expect(await repeated(' 办件RS202611230001A，请打12345。\n')).toEqual([`phrase:${phrase.id}`]);
  expect(await repeated('办件RS202611230002B，请打12345。')).toEqual([]);
  expect(await repeated('办件RS202611230001A，请打12345！')).toEqual([]);
  expect(await repeated('办件{编号}，请打{电话}。')).toEqual([]);
  expect(
    await repeated('办件RS202611230001A，请打12345。', aCase({ owner_unit: 'yibao' })),
  ).toEqual([]);
  await world.database.transaction((tx) =>
    withdrawPhrase(tx, world.parts, REACH, aWriter('li'), { ...seen(phrase), reason: '停用了' }),
  );
  expect(await repeated('办件RS202611230001A，请打12345。')).toEqual([]);
});

it('lists by tab and by words, page by page, within reach', async () => {
  for (const title of ['甲', '乙', '丙']) {
    await world.approved(aPhrase({ title }));
    world.clock.advance(1000);
  }
  await world.create(aPhrase({ title: '待审' }));
  await world.approved(aPhrase({ title: '快到期', validUntil: '2026-12-01' }));
  const now = world.clock.now();
  const list = (reach = REACH, filter = {}, page = {}) =>
    listPhrases(world.database, reach, { tab: 'approved', ...filter }, { limit: 2, ...page }, now);
  const first = await list();
  expect(first.map(({ title }) => title)).toEqual(['快到期', '丙']);
  const second = await list(REACH, {}, { after: first[1] });
  expect(second.map(({ title }) => title)).toEqual(['乙', '甲']);
  expect((await list(REACH, { tab: 'ending' })).map(({ title }) => title)).toEqual(['快到期']);
  expect((await list(REACH, { tab: 'awaiting' })).map(({ title }) => title)).toEqual(['待审']);
  expect((await list(REACH, { q: '乙' })).map(({ title }) => title)).toEqual(['乙']);
  expect(await list(YIBAO_REACH)).toEqual([]);
  expect(await countPhrases(world.database, REACH, now)).toEqual({
    ...{ approved: 4, awaiting: 1, returned: 0, ending: 1, ended: 0, withdrawn: 0 },
  });
});
