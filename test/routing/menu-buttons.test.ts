import { buildMenuKey } from '../../src/routing/menu-key';
import type { Question } from '../../src/routing/decision';
import type { QueryRouter } from '../../src/routing/router';
import { createRouter } from '../../src/routing/router';
import type { Inbound } from '../../src/wechat/inbound';
import { aSnapshot, monday, open, pushes, send, suppliedRouter, textOf } from './routing-harness';

const nearest = 'gongan.nearest';
let router: QueryRouter;
let publicUrl: string;
let placeQuery: string;
beforeAll(async () => {
  const { content } = await suppliedRouter();
  router = createRouter(content);
  publicUrl = content.publicUrl;
  placeQuery = content.queries.find(
    ({ unit, fields }) => unit === 'gongan' && fields[0]?.type === 'place',
  )!.ref;
});

/** Decides one push to gongan, answered or deferred. */
function decide(inbound: Inbound, question: Question | null = null) {
  return router.route(
    { id: 'message-1', account: 'gongan', inbound },
    aSnapshot(question ? { question: open(question) } : {}),
    monday,
  );
}

const scanned = (scanResult: string): Inbound => ({
  ...pushes.scanWait,
  eventKey: buildMenuKey({ kind: 'scan', unit: 'gongan', mode: 'answer' }),
  scanResult,
});

describe('a scan that is to be answered', () => {
  it.each([
    ['a key of ours', 'item:gongan.passport'],
    ['an item by its ref', 'gongan.passport'],
    ['the counted link of an item', 'link'],
  ])('opens %s', (_what, code) => {
    const result = code === 'link' ? `${publicUrl}/go/gongan/passport` : code;
    const decision = send(router, scanned(result), { account: 'gongan' });
    expect(decision.explanation).toMatchObject({ responder: 'menu', item: 'gongan.passport' });
  });

  it.each([
    ['another address', 'https://example.org/go/gongan/passport'],
    ['an item that there is not', 'gongan.nothing'],
    ['a number', '6901234567892'],
  ])('says so where it is %s', (_what, result) => {
    const decision = send(router, scanned(result), { account: 'gongan' });
    expect(textOf(decision)).toContain('没有认出这个二维码');
    expect(decision.effects.case).toBeUndefined();
  });
});

describe('buttons after which a message follows', () => {
  it.each(['scanPush', 'picture', 'view', 'viewMiniprogram'] as const)('%s is quiet', (kind) => {
    const inbound: Inbound =
      kind === 'picture'
        ? {
            ...pushes.view,
            kind: 'pic_photo_or_album',
            eventKey: 'photo:gongan:either',
            count: 1,
            md5s: [],
          }
        : pushes[kind];
    const decision = send(router, inbound, { account: 'gongan' });
    expect(decision).toMatchObject({ reply: { kind: 'none' }, effects: {} });
  });

  const chosen = (eventKey: string): Inbound => ({ ...pushes.locationSelect, eventKey });

  it('a place from a button opens its query without a word, and the message answers it', () => {
    const event = decide(chosen(`location:${placeQuery}`));
    expect(event).toMatchObject({ kind: 'answered', reply: { kind: 'none' } });
    expect(event.explanation).toMatchObject({ responder: 'menu', rule: `location:${placeQuery}` });
    const question = event.effects.question;
    if (!question || !('set' in question)) throw new Error('no question was opened');
    expect(question.set).toMatchObject({ kind: 'form', state: { query: placeQuery, values: {} } });

    const message = decide(pushes.location, question.set);
    expect(message).toMatchObject({ kind: 'deferred', work: { query: placeQuery } });
    expect(message.effects.case).toBeUndefined();
  });

  it('a second place while the query waits for it begins nothing anew', () => {
    const event = decide(chosen(`location:${placeQuery}`));
    const question = event.effects.question;
    if (!question || !('set' in question)) throw new Error('no question was opened');
    expect(decide(chosen(`location:${placeQuery}`), question.set).effects).toEqual({});
  });

  it('a place from a button that is not ours is quiet, and only its message is answered', () => {
    expect(decide(chosen('k'))).toMatchObject({ reply: { kind: 'none' }, effects: {} });
    expect(decide(chosen(`location:${nearest}.gone`))).toMatchObject({ reply: { kind: 'none' } });
    expect(textOf(send(router, pushes.location))).toContain('位置收到了');
  });
});

it('a click on a button of an old menu is answered', () => {
  const decision = send(router, { ...pushes.click, eventKey: 'V1001_GOOD' });
  expect(textOf(decision)).toContain('这个按钮的内容更新了');
});
