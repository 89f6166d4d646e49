import type { ContentSet } from '../../src/content/load-content';
import { loadSuppliedContent } from '../replies/supplied-content';
import { fixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { bringSamples, startQueryProduct, type QueryProduct } from '../support/query-product';
import { pushes } from '../routing/routing-harness';
import { openForm } from './page-visitor';

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

let citizens = 0;
function aCitizen(): string {
  citizens += 1;
  return `oSixteen${String(citizens).padStart(20, '0')}`;
}

it('the seven units have the sixteen queries', () => {
  expect(content.routing.queries.map(({ ref }) => ref).sort()).toEqual(
    [
      'gongan.idprogress',
      'gongan.policestation',
      'gongan.traffic',
      'jikong.rabies',
      'jikong.vaccine',
      'minzheng.subsidyquery',
      'renshe.cardprogress',
      'renshe.pensionquery',
      'renshe.sbquery',
      'wenlv.agency',
      'yibao.agency',
      'yibao.claim',
      'yibao.payquery',
      'ziran.ownerquery',
      'ziran.planning',
      'ziran.progress',
    ].sort(),
  );
});

describe('six lead to the platform of a higher level and collect nothing', () => {
  it.each([
    ['gongan', '身份证办好了吗', '湖南公安服务平台'],
    ['gongan', '违章查询', '交管12123'],
    ['renshe', '社保缴费记录', '国家社会保险公共服务平台'],
    ['renshe', '养老金发了没', '国家社会保险公共服务平台'],
    ['yibao', '医保交了没', '国家医保服务平台'],
    ['ziran', '无房证明', '湘易办'],
  ])('%s: %s', async (account, text, entry) => {
    const openid = aCitizen();
    const reply = await product.say(account, openid, text);
    expect(reply).toContain(entry);
    expect(reply).toMatch(/怎么查：1 .+；2 .+；3 .+。这里不收集您的信息。/);
    expect(reply.split('\n').length).toBeLessThanOrEqual(12);
    expect(await questionsOf(openid)).toBe(0);
  });
});

describe('eight are answered in the chat', () => {
  it.each([
    ['gongan', ['派出所电话', '钱粮湖'], ['示例派出所四', '电话：0000-0000004', '请直接打110']],
    [
      'gongan',
      ['派出所在哪', pushes.location],
      ['示例派出所', '距离：', '地图：<a href="https://apis.map.qq.com/'],
    ],
    ['wenlv', ['旅行社有没有资质', '旅行社二'], ['许可证已注销', 'L-HUN-00002']],
    ['yibao', ['报销进度', 'yb20260002', '5678'], ['2026年10月30日受理：审核通过，等待拨付']],
    ['yibao', ['哪些是定点医院', '许市镇'], ['示例卫生院三', '定点卫生院']],
    ['jikong', ['接种门诊', '广兴洲'], ['示例接种门诊二', '时间：周一至周五 08:00-11:30']],
    ['jikong', ['犬伤门诊', '我在许市镇附近'], ['示例犬伤门诊三', '交替冲洗伤口']],
    ['ziran', ['查不动产进度', '202611230002', '尾号5678'], ['抵押登记', '审核中']],
    ['ziran', ['规划公示', '学校'], ['示例学校用地批前公示', '2026年11月9日起']],
  ])('%s: %j', async (account, messages, expected) => {
    const openid = aCitizen();
    let reply = '';
    for (const message of messages) reply = await product.say(account, openid, message);
    for (const part of expected) expect(reply).toContain(part);
    expect(reply).toMatch(/^【自动回复】/);
    expect(reply).toMatch(/数据截至2026年11月23日。/);
    expect(reply).toMatch(/电话：[^\n]*12345。找人办请回复“转人工”。$/);
    expect(Buffer.byteLength(reply)).toBeLessThanOrEqual(2048);
  });

  it('a dog bite is told what to do before anything is asked', async () => {
    const reply = await product.say('jikong', aCitizen(), '被狗咬了怎么办');
    expect(reply).toMatch(/冲洗[^]*乡镇或街道/);
  });

  it.each([
    ['yibao', ['报销进度', 'YB20269999', '5678']],
    ['yibao', ['报销进度', 'YB20260002', '0000']],
  ])('%s: %j is found by nobody, in the same words', async (account, messages) => {
    const openid = aCitizen();
    let reply = '';
    for (const message of messages) reply = await product.say(account, openid, message);
    expect(reply.split('\n').slice(0, 2)).toEqual([
      '【自动回复】垫付报销进度：',
      '没有查到和您填的相符的记录。要改请回复“改一下编号”或“改一下手机号”。',
    ]);
  });
});

describe('two are answered on a page', () => {
  it('minzheng: 补贴到账没', async () => {
    const reply = await product.say('minzheng', aCitizen(), '补贴到账没');
    const page = await openForm(reply);
    const answer = await page.submit({
      'f-name': '示例甲',
      'f-idNumber': '99000019520304011X',
      'f-phoneTail': '1234',
      consent: 'yes',
      binds: 'yes',
    });
    expect(answer).toContain('2026年11月 高龄津贴（示例数据）：100.00元，发放中');
    expect(answer).toContain('************0011');
  });

  it('renshe: 社保卡做好了没', async () => {
    const reply = await product.say('renshe', aCitizen(), '社保卡做好了没');
    const page = await openForm(reply);
    const answer = await page.submit({ 'f-name': '示例丁', 'f-idTail': '044x', consent: 'yes' });
    expect(answer).toContain('示**：已到卡，可以领取');
  });
});

it('the age of each table stands in the metrics', async () => {
  const metrics = await product.registry.metrics();
  expect(metrics).toMatch(/zhijian_query_table_age_seconds\{unit="yibao",table="claims"\} \d+/);
});

it('in production, where sample data is no data, cards say where to go', async () => {
  const { database } = test;
  const production = await startQueryProduct({ database, content, clock, trial: false });
  try {
    const openid = aCitizen();
    expect(await production.say('minzheng', openid, '补贴到账没')).not.toContain('<a href');
    const reply = await production.say('gongan', openid, '派出所电话');
    expect(reply).toContain('电话：12345');
    expect(await questionsOf(openid)).toBe(0);
  } finally {
    await production.stop();
  }
});

async function questionsOf(openid: string): Promise<number> {
  const rows = await test.database.query(
    `select 1 from pending_questions q join citizens c
       on c.account = q.account and c.id = q.citizen_id where c.openid = $1`,
    [openid],
  );
  return rows.length;
}
