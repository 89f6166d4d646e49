import { createRouter, type Router } from '../../src/routing/router';
import type { RoutingContent } from '../../src/routing/content';
import type { HeldAnswer } from '../../src/routing/decision';
import { minutesAgo, pushes, say, send, suppliedRouter, textOf } from './routing-harness';

let router: Router;
let content: RoutingContent;
beforeAll(async () => {
  ({ router, content } = await suppliedRouter());
});

const held = (outboxId: string, text: string): HeldAnswer => ({
  outboxId,
  text,
  signedAt: minutesAgo(60),
});

it('gives waiting answers first and still answers', () => {
  const decision = say(router, '社保卡丢了怎么补', {
    snapshot: {
      heldAnswers: [held('a', '您的补贴已发。'), held('b', '【办件RS-1的答复】请带身份证来。')],
    },
  });
  expect(textOf(decision)).toMatch(
    /^【答复】您的补贴已发。\n\n【办件RS-1的答复】请带身份证来。\n\n【自动回复】社保卡/,
  );
  expect(decision.effects.givesAnswers).toEqual(['a', 'b']);
  expect(decision.effects.shownItem?.ref).toBe('renshe.card');
});

it('lets the new reply follow when both do not fit', () => {
  const long = '答'.repeat(640);
  const decision = say(router, '社保卡丢了怎么补', {
    snapshot: { heldAnswers: [held('a', long)] },
  });
  expect(textOf(decision)).toBe(`【答复】${long}`);
  expect(decision.effects.givesAnswers).toEqual(['a']);
  expect(decision.effects.followUp).toMatchObject({ kind: 'text' });
});

it('gives as many as fit and leaves the others waiting', () => {
  const half = '答'.repeat(400);
  const decision = say(router, '你好', {
    snapshot: { heldAnswers: [held('a', half), held('b', half)] },
  });
  expect(decision.effects.givesAnswers).toEqual(['a']);
});

it('leaves an answer that never fits to delivery', () => {
  const decision = say(router, '你好', {
    snapshot: { heldAnswers: [held('a', '答'.repeat(900))] },
  });
  expect(decision.effects.givesAnswers).toBeUndefined();
  expect(textOf(decision)).toMatch(/^【自动回复】/);
});

it.each(['click', 'subscribe', 'scan', 'scanWait', 'image'] as const)(
  '%s may carry answers',
  (kind) => {
    const decision = send(router, pushes[kind], {
      snapshot: { heldAnswers: [held('a', '办好了。')] },
    });
    expect(textOf(decision)).toMatch(/^【答复】办好了。/);
  },
);

describe('an item with a picture', () => {
  const picture = 'https://example.org/card.png';
  const withPicture = () =>
    createRouter({
      ...content,
      items: content.items.map((item) =>
        item.ref === 'renshe.card' ? { ...item, picture } : item,
      ),
    });

  it('is one article with our own link', () => {
    const { reply } = say(withPicture(), '社保卡丢了怎么补');
    expect(reply).toMatchObject({
      kind: 'news',
      articles: [{ pictureUrl: picture, url: 'https://zhijian.example.gov.cn/go/renshe/card' }],
    });
  });
  it('is a text where answers come with it', () => {
    const decision = say(withPicture(), '社保卡丢了怎么补', {
      snapshot: { heldAnswers: [held('a', '办好了。')] },
    });
    expect(textOf(decision)).toContain('【自动回复】社保卡');
  });
});
