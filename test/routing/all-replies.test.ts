import { buildCard, buildDetails } from '../../src/items/card';
import type { RoutingContent } from '../../src/routing/content';
import { createRouter, type Router } from '../../src/routing/router';
import type { Inbound } from '../../src/wechat/inbound';
import { TEXT_LIMIT_BYTES } from '../../src/wechat/reply';
import { createRandom } from '../support/seeded-random';
import {
  aSnapshot,
  minutesAgo,
  monday,
  pushes,
  say,
  send,
  suppliedRouter,
  textOf,
  type Answered,
} from './routing-harness';
import { aTextMessage } from '../support/builders';

let router: Router;
let content: RoutingContent;
beforeAll(async () => {
  ({ router, content } = await suppliedRouter());
});

function check(decision: Answered): void {
  const text = textOf(decision);
  expect(text).toMatch(/^【自动回复】/);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(TEXT_LIMIT_BYTES);
}

it('every card has at most 12 lines, fits and begins 【自动回复】, on every account', () => {
  const withoutData = createRouter(content, () => false);
  for (const item of content.items) {
    for (const account of content.units.keys()) {
      const tap = { ...pushes.click, eventKey: `item:${item.ref}` };
      check(send(router, tap, { account }));
      const decision = send(withoutData, tap, { account });
      check(decision);
      expect(textOf(decision).split('\n').length).toBeLessThanOrEqual(12);
    }
  }
});

it('all details fit', () => {
  for (const { ref, unit } of content.items) {
    const lastItem = { ref, candidates: [], shownAt: minutesAgo(1) };
    check(say(router, '详细', { account: unit, snapshot: { lastItem } }));
  }
});

it('commands, groups, choices and welcomes fit', () => {
  const groups = new Set(
    content.items.map(({ unit, group }) => `items:${unit}:${group.split('/')[0]!}`),
  );
  for (const account of content.units.keys()) {
    for (const text of [
      '进度',
      '帮助',
      '转人工',
      '菜单',
      '详细',
      '不对',
      '取消',
      '你好',
      '12',
      '医保',
      '社保',
      '证',
    ]) {
      check(say(router, text, { account }));
    }
    for (const eventKey of [...groups, 'page:items', 'gone']) {
      check(send(router, { ...pushes.click, eventKey }, { account }));
    }
    for (const push of [pushes.subscribe, pushes.image, { ...pushes.scan, scene: 'x' }]) {
      check(send(router, push, { account }));
    }
  }
});

it('every name of an item and every matter elsewhere is answered within the limit', () => {
  for (const { name, unit } of content.items) check(say(router, name, { account: unit }));
  for (const { asks } of content.elsewhere) check(say(router, asks[0]!));
});

it('links go through our own redirect', () => {
  const links = content.items.flatMap((item) => {
    const options = { publicUrl: content.publicUrl, askedUnit: item.unit };
    const unit = content.units.get(item.unit)!;
    return (
      `${buildCard(item, unit, monday, options).text}\n${buildDetails(item, unit, monday, options)}`.match(
        /https?:\/\/\S+/g,
      ) ?? []
    );
  });
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((link) => !link.startsWith(`${content.publicUrl}/go/`))).toEqual([]);
});

it('never throws, whatever is pushed', () => {
  const random = createRandom(20261123);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const signs = [
    ...'社保卡丢了怎么办医身份证户口低第二个012９９？！。… \n\t<>&[图片]🙏𠮷abcXYZdibao转人工举报领导\u0000\ud800',
  ];
  const kinds = Object.values(pushes) as Inbound[];
  const broken = createRouter({
    ...content,
    items: [],
    keywords: new Map(),
    smallTalk: [],
    elsewhere: [],
  });
  for (let round = 0; round < 1500; round += 1) {
    const text = Array.from({ length: Math.floor(random() * 60) }, () => pick(signs)).join('');
    const inbound: Inbound = pick([
      aTextMessage({ content: text }),
      { ...pushes.voice, recognition: text },
      { ...pushes.click, eventKey: text },
      { ...pushes.scan, scene: text },
      pick(kinds),
    ]);
    const snapshot = aSnapshot({
      lastItem: pick([
        null,
        {
          ref: pick(['renshe.card', 'gone']),
          candidates: ['x', 'yibao.pay'],
          shownAt: minutesAgo(random() * 20),
        },
      ]),
      heldAnswers: pick([[], [{ outboxId: 'o', text, signedAt: monday }]]),
    });
    const account = pick([...content.units.keys(), 'nobody']);
    const decision = pick([router, broken]).route({ id: 'm', account, inbound }, snapshot, monday);
    if (decision.kind !== 'answered') throw new Error('deferred');
    if (decision.reply.kind === 'text') {
      expect(Buffer.byteLength(decision.reply.text)).toBeLessThanOrEqual(TEXT_LIMIT_BYTES);
    }
  }
});

it('takes under a millisecond of processor time', () => {
  const texts = [
    '社保卡丢了怎么补办要带什么',
    '我妈60岁了农村养老保险没交满15年能不能一次性补缴',
    '窗口没人管我的事',
    '你好',
  ];
  for (const text of texts) say(router, text);
  const started = process.cpuUsage();
  for (let round = 0; round < 100; round += 1) for (const text of texts) say(router, text);
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 400).toBeLessThan(1000);
});
