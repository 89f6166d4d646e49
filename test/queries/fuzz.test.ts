import type { QueryResult } from '../../src/queries/query-engine';
import { createRouter, type QueryRouter } from '../../src/routing/router';
import type { Inbound } from '../../src/wechat/inbound';
import { TEXT_LIMIT_BYTES } from '../../src/wechat/reply';
import { pushes, suppliedRouter } from '../routing/routing-harness';
import { aTextMessage } from '../support/builders';
import { createRandom } from '../support/seeded-random';
import { Conversation, type Said } from './conversation';

const CONVERSATIONS = 400;
const LONGEST = 14;

/** How each query is asked for. */
const asks: Readonly<Record<string, readonly string[]>> = {
  gongan: ['派出所电话', '查派出所', '身份证进度', '查违章'],
  jikong: ['接种门诊', '犬伤门诊', '被狗咬了'],
  minzheng: ['查补贴', '我的绑定'],
  renshe: ['制卡进度', '查社保', '查养老金'],
  wenlv: ['查旅行社'],
  yibao: ['报销进度', '定点医院', '查医保'],
  ziran: ['不动产进度', '规划公示', '无房证明'],
};

/** Right answers, wrong ones, other requests, and what says nothing. */
const words = [
  ...['YB20260001', 'yb 2026 0001', '202611230001', '1234', '尾号5678', '99999919900307008X'],
  ...['13807300000', '钱粮湖镇', '许市', '学校', '示例药店', '李小明', '湘F12345', '去年3月'],
  ...['YB20260001 1234', '编号是202611230001，手机尾号1234', '430601', '12', 'X', '我没有编号'],
  ...['取消', '转人工', '不对', '错了', '改一下编号', '手机号改成5678', '跳过', '更多', '0', '1'],
  ...['进度', '帮助', '菜单', '详细', '你好', '谢谢', '嗯', '社保卡怎么办', '医保怎么交'],
  ...['有人喝农药了', '我要投诉你们不作为', '举报你们局长受贿', '报销进度', '查补贴', '规划公示'],
  ...['[微笑]', '🙏🙏', '。。。', '？', ' ', '一'.repeat(2000), '我的事'.repeat(100), '<a href=x>'],
  ...['{姓名}', '\ue000\ue001', '\u202e倒过来', '查'.repeat(50), '我在附近', '123456789012345678'],
];
const taps: readonly Inbound[] = [
  pushes.image,
  pushes.voice,
  { ...pushes.voice, recognition: '我的编号是YB20260001' },
  pushes.video,
  pushes.location,
  pushes.link,
  pushes.unknownMessage,
  { ...pushes.click, eventKey: 'item:yibao.pay' },
  { ...pushes.click, eventKey: 'query:yibao.claim' },
  { ...pushes.click, eventKey: 'query:gone.gone' },
  pushes.scan,
  pushes.locationSelect,
  pushes.view,
];
const results: readonly QueryResult[] = [
  { kind: 'rows', rows: [{ 名称: '{a}', 状态: '<a href="x">' }], asOf: new Date(0) },
  { kind: 'rows', rows: Array.from({ length: 30 }, () => ({ 名称: '长'.repeat(90) })), asOf: null },
  { kind: 'none', asOf: null },
  { kind: 'unavailable', reason: 'timeout' },
  { kind: 'unavailable', reason: 'circuit_open' },
  { kind: 'too_many_tries' },
  { kind: 'person' },
];

let router: QueryRouter;
beforeAll(async () => {
  const { content } = await suppliedRouter();
  router = createRouter(content);
});

function check({ text, effects }: Said, inbound: Inbound): void {
  // The place itself comes as a message right after its event.
  const silent = ['unknown_message', 'view', 'location_select'].includes(inbound.kind);
  if (silent) return;
  expect(text).toMatch(/^【自动回复】[^]+/);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(TEXT_LIMIT_BYTES);
  expect(text).not.toMatch(/undefined|null|\[object|NaN/);
  expect(text).not.toContain('99999919900307');
  expect(effects.keptText ?? '').not.toContain('99999919900307');
}

it('conversations always end in an answer, a case or a polite end', () => {
  const random = createRandom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const seen = { asked: 0, cases: 0, ended: 0, forms: 0 };
  for (let n = 0; n < CONVERSATIONS; n += 1) {
    const account = pick(Object.keys(asks));
    const citizen = new Conversation(router, { account, source: () => pick(results) });
    citizen.say(pick(asks[account]!));
    const length = 1 + Math.floor(random() * LONGEST);
    for (let turn = 0; turn < length; turn += 1) {
      const inbound = random() < 0.8 ? aTextMessage({ content: pick(words) }) : pick(taps);
      const hadForm = citizen.question?.kind === 'form';
      const said = citizen.send(inbound);
      check(said, inbound);
      if (said.asked) seen.asked += 1;
      if (hadForm) seen.forms += 1;
      if (hadForm && citizen.question?.kind !== 'form' && !said.asked) seen.ended += 1;
      if (random() < 0.1) citizen.wait(random() * 12);
    }
    seen.cases += citizen.cases.length;
    citizen.wait(10.1);
    expect(citizen.question).toBeNull();
  }
  for (const [what, count] of Object.entries(seen)) {
    expect([what, count > 30]).toEqual([what, true]);
  }
});

it('取消 ends whatever is open, at any moment', () => {
  const random = createRandom(8);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  for (let n = 0; n < 150; n += 1) {
    const account = pick(Object.keys(asks));
    const citizen = new Conversation(router, { account, source: () => pick(results) });
    citizen.say(pick(asks[account]!));
    for (let turn = 0; turn < random() * 6; turn += 1) citizen.say(pick(words));
    citizen.say('取消');
    expect(citizen.question).toBeNull();
  }
});

it('nobody needs more than four messages without an answer to be let out', () => {
  for (const [account, list] of Object.entries(asks)) {
    for (const ask of list) {
      const citizen = new Conversation(router, { account });
      citizen.say(ask);
      for (let turn = 0; turn < 4; turn += 1) citizen.say('[微笑]');
      expect(citizen.question?.kind).not.toBe('form');
    }
  }
});
