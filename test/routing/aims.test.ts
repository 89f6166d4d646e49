import type { Router } from '../../src/routing/router';
import { say, suppliedRouter } from './routing-harness';

let router: Router;
beforeAll(async () => {
  ({ router } = await suppliedRouter());
});

// One matter, two items: how it is done, and how far it is.
describe('what is asked of a matter', () => {
  it.each([
    ['社保卡怎么办', 'renshe.card'],
    ['社保卡咋办咯', 'renshe.card'],
    ['办社保卡要带什么', 'renshe.card'],
    ['社保卡做好了没', 'renshe.cardprogress'],
    ['社保卡进度', 'renshe.cardprogress'],
  ])('%s is answered with %s alone', (text, ref) => {
    expect(say(router, text, { account: 'renshe' }).effects.shownItem?.ref).toBe(ref);
  });

  it('is asked back when only the word is said', () => {
    const { effects } = say(router, '社保卡', { account: 'renshe' });
    expect(effects.question).toMatchObject({ set: { kind: 'choose_item' } });
  });
});
