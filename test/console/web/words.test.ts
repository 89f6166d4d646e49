import { createServerClock } from '../../../src/console/web/api/server-clock';
import { buildThread } from '../../../src/console/web/pages/case/build-thread';
import { countBytes } from '../../../src/console/web/pages/case/text-size';
import { cutByMarks } from '../../../src/console/web/pages/cases/cut-by-marks';
import { presentSpan, presentTime, startOfDay } from '../../../src/console/web/shared/present-time';

describe('times', () => {
  it.each([
    ['full', '2022-06-02 00:44'],
    ['date', '2022-06-02'],
    ['short', '06-02 00:44'],
    ['clock', '00:44'],
  ] as const)('are China’s, in the form %s', (form, text) => {
    expect(presentTime('2022-06-01T16:44:59Z', form)).toBe(text);
  });

  it('make instants of days', () => {
    expect(startOfDay('2022-06-02')).toBe('2022-06-01T16:00:00.000Z');
    expect(startOfDay('2022-12-31', 1)).toBe('2022-12-31T16:00:00.000Z');
  });

  it.each([
    [59_000, '不到 1 分'],
    [12 * 60_000, '12 分'],
    [(3 * 60 + 12) * 60_000, '3 小时 12 分'],
    [47 * 60 * 60_000, '47 小时 0 分'],
  ])('%i ms are %s', (ms, text) => {
    expect(presentSpan(ms)).toBe(text);
  });

  it('are the server’s where this computer’s clock is wrong', () => {
    let here = 0;
    const clock = createServerClock(() => here);
    clock.learn('Thu, 02 Jun 2022 00:00:00 GMT');
    here = 5000;
    expect(clock.now()).toBe(Date.parse('2022-06-02T00:00:05Z'));
    clock.learn(null);
    clock.learn('yesterday');
    expect(clock.now()).toBe(Date.parse('2022-06-02T00:00:05Z'));
  });
});

it.each(['', 'abc', '答复。', 'é', '𠮷野家', '👨‍👩‍👧', '混 mixed 字'])(
  'counts the bytes of “%s”',
  (text) => {
    expect(countBytes(text)).toBe(Buffer.byteLength(text));
  },
);

it.each([
  ['社保卡丢了', [[0, 3]], '[社保卡]丢了'],
  ['补办社保卡', [[2, 5]], '补办[社保卡]'],
  ['没有', [], '没有'],
  [
    '一二三四',
    [
      [0, 1],
      [2, 3],
    ],
    '[一]二[三]四',
  ],
] as const)('marks %s', (text, marks, shown) => {
  const pieces = cutByMarks(text, marks);
  expect(pieces.map((one) => (one.isMarked ? `[${one.text}]` : one.text)).join('')).toBe(shown);
});

describe('a thread', () => {
  const message = (id: string, sentAt: string, reply: string | null) => ({
    ...{ id, sentAt, kind: 'text', text: id, media: null, transcript: null },
    autoReply: reply === null ? null : { at: sentAt, responder: '转人工', text: reply },
  });
  const answer = (signedAt: string, text: string) => ({
    ...{ round: 1, kind: 'answer' as const, unit: 'renshe', text, signedAt },
    ...{ draftedBy: '张', signedBy: '李', pictures: [] },
  });
  const delivery = (id: string, kind: 'answer' | 'notice' | 'apology', createdAt: string) => ({
    ...{ id, kind, createdAt, state: 'accepted', words: '', sentence: null, mayResend: false },
    ...{ acceptedAt: null, nextAt: null, viewedAt: null, toldByPhoneAt: null, toldByPhoneBy: null },
    ...{ noticedAt: null, parts: [], attempts: [] },
  });

  it('has answers where they were signed, each with its own delivery', () => {
    const shown = {
      messages: [
        message('first', '2026-06-01T01:00:00Z', '收到'),
        message('second', '2026-06-03T01:00:00Z', null),
      ],
      answers: [answer('2026-06-02T01:00:00Z', '一'), answer('2026-06-04T01:00:00Z', '二')],
    };
    const deliveries = [
      delivery('d1', 'answer', '2026-06-02T01:00:00Z'),
      delivery('d2', 'answer', '2026-06-04T01:00:01Z'),
      delivery('n', 'notice', '2026-06-01T02:00:00Z'),
      delivery('sorry', 'apology', '2026-06-01T03:00:00Z'),
    ];
    const entries = buildThread(shown, deliveries);
    expect(entries.map(({ key }) => key)).toEqual([
      ...['first', 'first-reply', 'sorry', 'answer-0', 'second', 'answer-1'],
    ]);
    const answered = entries.flatMap((one) => (one.kind === 'answer' ? [one.deliveries] : []));
    expect(answered.map((all) => all.map(({ id }) => id))).toEqual([['d1'], ['d2']]);
  });
});
