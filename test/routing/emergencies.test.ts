import fs from 'node:fs';
import path from 'node:path';
import { findPackageRoot } from '../../src/platform/package-root';
import type { Router } from '../../src/routing/router';
import { aCase, minutesAgo, pushes, say, send, suppliedRouter, textOf } from './routing-harness';

let router: Router;
beforeAll(async () => {
  ({ router } = await suppliedRouter());
});

it.each([
  ['田坎边有人落水了', '119'],
  ['屋里煤气漏了', '119'],
  ['五步蛇咬到脚背了', '120'],
  ['我外公突然口齿不清半边身子没知觉', '120'],
  ['工友从屋顶掉下来动不了', '120'],
  ['有人要绑架我', '110'],
  ['老公喝醉酒拿着菜刀追我', '110'],
  ['楼道里浓烟滚滚', '119'],
  ['后山滑下来把房子埋了', '119'],
  ['他触电了叫不醒', '120'],
  ['国道上出车祸了，人卡在车里', '120'],
  ['我奶奶喝农药了', '120'],
  ['孙子不见了，到处找不到', '110'],
  ['骗子正在催我转账', '110'],
  ['小孩误吞了硬币', '120'],
])('%s: the number first, nothing asked', (text, number) => {
  const decision = say(router, text);
  const [first = ''] = textOf(decision).split('\n');
  expect(first).toMatch(/^【自动回复】请马上打[\d、]+！$/);
  expect(first.match(/\d+/g)).toContain(number);
  expect(textOf(decision).match(/\d{3,}/g)!.length).toBeLessThanOrEqual(3);
  expect(textOf(decision)).not.toMatch(/[?？]/);
  expect(decision.effects.duty).toMatchObject({ level: 'now' });
  expect(decision.effects.case).toMatchObject({ kind: 'open', urgent: true });
  expect(decision.explanation.responder).toBe('emergency');
});

it.each(['真的不想活了', '我已经把一瓶安眠药吃了', '我要从桥上跳下去', '活着没意思，低保也停了'])(
  '%s: self-harm always shows 120 and 110, then 12356',
  (text) => {
    expect(textOf(say(router, text)).split('\n')[0]).toBe('【自动回复】请马上打120、110、12356！');
  },
);

it('joins the open case and marks it urgent', () => {
  const decision = say(router, '着火了', { snapshot: { cases: [aCase()] } });
  expect(decision.effects.case).toEqual({
    kind: 'join',
    caseId: 'case-1',
    urgent: true,
    needsJudgement: false,
  });
});

it('comes before a pending question, and before answers that wait', () => {
  const decision = say(router, '有人溺水', {
    snapshot: {
      question: { question: { kind: 'describe_matter' }, expiresAt: minutesAgo(-5) },
      heldAnswers: [{ outboxId: 'o', text: '您的事办好了', signedAt: minutesAgo(60) }],
    },
  });
  expect(decision.explanation.responder).toBe('emergency');
  expect(textOf(decision)).toMatch(/^【自动回复】请马上打/);
  expect(decision.effects.givesAnswers).toBeUndefined();
});

it('is heard in a voice too', () => {
  const decision = send(router, { ...pushes.voice, recognition: '屋里起火了。' });
  expect(decision.explanation.responder).toBe('emergency');
  expect(textOf(decision)).toMatch(/^【自动回复】请马上打119/);
});

it.each([
  ['去年房子失火，能申请临时救助吗', '119', 'minzheng.linshi'],
  ['屋后山坡裂了条缝', '119', 'ziran.hazard'],
  ['网上刷单被骗了怎么报案', '110', 'gongan.fanzha'],
])('%s: one line about danger, then the normal answer', (text, number, item) => {
  const decision = say(router, text, { account: item.split('.')[0]! });
  const [first = ''] = textOf(decision).split('\n');
  expect(first).toContain(`请先打${number}`);
  expect(decision.explanation.responder).toBe('understanding');
  expect(decision.effects.shownItem?.ref).toBe(item);
  expect(decision.effects.duty).toBeUndefined();
});

it('answers a threat normally, marks it urgent and calls a person', () => {
  const decision = say(router, '老板拖欠工资，再不给钱我就从楼上跳下去');
  expect(decision.explanation.responder).not.toBe('emergency');
  expect(decision.effects.duty).toEqual({ level: 'threat', emergency: 'threat-jump' });
  expect(decision.effects.case).toMatchObject({ urgent: true });
});

it.each([
  '跳楼价清仓是真的吗',
  '火了一家网红店',
  '消防演练几点开始',
  '热死人了，医保在哪交',
  '被狗咬了去哪打针',
  '孩子的社保卡不见了',
  '工伤触电怎么认定',
  '溺水身亡的赔偿怎么算',
  '想死你了，什么时候开园',
])('%s: no emergency', (text) => {
  expect(say(router, text).effects.duty).toBeUndefined();
});

const danger = fs
  .readFileSync(path.join(findPackageRoot(), 'test/fixtures/danger.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { text: string; now: boolean });

it('knows danger from talk of it, on every account', () => {
  const misjudged = danger.filter(({ text, now }) => {
    const level = say(router, text, { account: 'gongan' }).effects.duty?.level;
    return (level === 'now') !== now;
  });
  expect(danger.length).toBeGreaterThan(250);
  expect(misjudged).toEqual([]);
});

it('takes no phrase of an item for danger that is going on', async () => {
  const { content } = await suppliedRouter();
  const taken = content.items.flatMap(({ unit, name, asks }) =>
    [name, ...asks].filter(
      (text) => say(router, text, { account: unit }).effects.duty?.level === 'now',
    ),
  );
  expect(taken).toEqual([]);
});

it.each([
  ['冇得呼吸哒', '没有呼吸了'],
  ['堂客呷哒农药', '老婆吃了农药'],
  ['喊他冇得反应', '叫他没有反应'],
])('%s is understood like %s', (dialect, standard) => {
  expect(say(router, dialect).effects.duty?.level).toBe('now');
  expect(say(router, standard).effects.duty?.level).toBe('now');
});
