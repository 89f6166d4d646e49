import { decideOutcome, MAX_ATTEMPTS, withJitter, type Outcome } from '../../src/delivery/outcome';
import { readCallError } from '../../src/delivery/send-result';
import { decideUploadFailure } from '../../src/delivery/upload-outcome';
import { deliveryReasons, presentDeliveryState } from '../../src/delivery/states';
import { returnCodes } from '../../src/wechat/return-codes';
import { cut, refused } from '../support/delivery';

const now = new Date('2026-11-23T01:30:00Z');
const TOKEN = '/cgi-bin/stable_token';
const MINUTE = 60_000;
/** From 09:30 in China to midnight. */
const TO_MIDNIGHT = 14.5 * 60 * MINUTE;

const outcomeOf = (error: unknown, attempts = 1): Outcome =>
  decideOutcome(readCallError(error).result, attempts, now);

/*
 * Typed from the official list of return codes (class: R busy, T token, Q quota, U citizen, P
 * permission, B our fault) and the pages of custom/send: what each must lead to.
 * [code, state, reason, what the ledger learns, whether the account rests and for how long]
 */
type Row = [
  code: number,
  kind: Outcome['kind'],
  reason: string,
  ledger: Outcome['ledger'],
  rest?: number,
];
const sends: Row[] = [
  [-1, 'later', 'busy', 'not_spent'],
  [40001, 'later', 'busy', 'not_spent'],
  [40014, 'later', 'busy', 'not_spent'],
  [42001, 'later', 'busy', 'not_spent'],
  [45009, 'later', 'api_quota_used', 'not_spent', TO_MIDNIGHT],
  [45011, 'later', 'too_frequent', 'not_spent', MINUTE],
  [45015, 'held', 'window_or_unfollowed', 'close'],
  [45047, 'held', 'quota_used', 'empty'],
  [43004, 'held', 'not_following', 'not_spent'],
  [50005, 'held', 'not_following', 'not_spent'],
  [40003, 'held', 'citizen_unknown', 'not_spent'],
  [43005, 'held', 'citizen_unknown', 'not_spent'],
  [43104, 'held', 'citizen_unknown', 'not_spent'],
  [10703, 'held', 'citizen_unknown', 'not_spent'],
  [48002, 'held', 'refuses_messages', 'not_spent'],
  [48001, 'held', 'no_permission', 'not_spent'],
  [48008, 'held', 'no_permission', 'not_spent'],
  [50001, 'held', 'no_permission', 'not_spent'],
  [43019, 'failed', 'blacklisted', 'not_spent'],
  [62751, 'failed', 'blacklisted', 'not_spent'],
  [70000, 'failed', 'minor_protected', 'not_spent'],
  [87014, 'failed', 'content_refused', 'not_spent'],
  [45002, 'failed', 'too_long', 'not_spent'],
  [40007, 'failed', 'media_expired', 'not_spent'],
  [46001, 'failed', 'media_expired', 'not_spent'],
  [40166, 'failed', 'rejected', 'not_spent'],
  [10706, 'held', 'citizen_unknown', 'not_spent'],
  ...[
    ...[40002, 40004, 40005, 40006, 40008, 40009, 40010, 40011, 40012, 40033, 40035, 40038],
    ...[40039, 40048, 40066, 40097, 40118, 40121, 41001, 41005, 41006, 41009, 43001, 43002, 43003],
    ...[44001, 44002, 44003, 44004, 45001, 45003, 45004, 45005, 45006, 45007, 45008, 45162, 45166],
    ...[46004, 47001, 48005, 48021, 48022, 53600, 61450, 61451, 61452, 61453, 61454, 61455, 61456],
    ...[61457, 65401, 65417, 87009, 99999],
  ].map((code): Row => [code, 'failed', 'rejected', 'not_spent']),
  ...[
    ...[40013, 40125, 40164, 40200, 40243, 45035, 48003, 48004, 50004, 50007, 61003, 61004, 61005],
    ...[61006, 61007, 61014, 61016, 65400, 89503, 89504, 89505, 89506, 89507],
  ].map((code): Row => [code, 'later', 'account_fault', 'not_spent', 5 * MINUTE]),
  [50002, 'later', 'account_fault', 'not_spent'],
];

/** Refusals of the token call: the message never left, and nothing of the account can leave. */
const tokens: Row[] = [
  [-1, 'later', 'busy', 'not_spent'],
  [45009, 'later', 'api_quota_used', 'not_spent', TO_MIDNIGHT],
  [45011, 'later', 'too_frequent', 'not_spent', MINUTE],
  ...[
    ...[40001, 40002, 40013, 40014, 40035, 40125, 40164, 40243, 41001, 41002, 41004, 42001, 43002],
    ...[43003, 44002, 47001, 48001, 48004, 50004, 50007, 61004, 89503, 89506, 89507, 99999],
  ].map((code): Row => [code, 'later', 'account_fault', 'not_spent', 5 * MINUTE]),
];

/** Refusals of media/upload: nothing has been sent, and only answers with pictures are concerned. */
const uploads: Row[] = [
  [-1, 'later', 'busy', 'not_spent'],
  [40001, 'later', 'busy', 'not_spent'],
  [40014, 'later', 'busy', 'not_spent'],
  [42001, 'later', 'busy', 'not_spent'],
  [45009, 'later', 'api_quota_used', 'not_spent'],
  [45011, 'later', 'too_frequent', 'not_spent'],
  ...[40013, 40164, 48001, 48004, 50007].map((code): Row => [
    code,
    'later',
    'account_fault',
    'not_spent',
  ]),
  ...[40004, 40005, 40006, 40009, 40137, 41005, 44001, 45001, 47001, 87014, 99999].map(
    (code): Row => [code, 'failed', 'picture_refused', 'not_spent'],
  ),
];

function expected([, kind, reason, ledger, rest]: Row): object {
  return {
    kind,
    reason,
    ledger,
    ...(kind === 'later' && (rest ? { pauses: true, delayMs: rest } : { pauses: false })),
  };
}

describe('decideOutcome', () => {
  it.each(sends)('custom/send refused with %i: %s %s', (...row) => {
    expect(outcomeOf(refused(row[0]))).toMatchObject(expected(row));
  });

  it.each(tokens)('the token call refused with %i: %s %s', (...row) => {
    expect(outcomeOf(refused(row[0], TOKEN))).toMatchObject(expected(row));
  });

  it.each(uploads)('media/upload refused with %i: %s %s', (...row) => {
    const outcome = decideUploadFailure(refused(row[0], '/cgi-bin/media/upload'), 1, now);
    expect(outcome).toMatchObject(expected(row));
  });

  it('waits at least as long as WeChat says where uploads are used up or too fast', () => {
    const waits = [45009, 45011].map((code) => {
      const outcome = decideUploadFailure(refused(code, '/cgi-bin/media/upload'), 1, now);
      return outcome.kind === 'later' && outcome.delayMs;
    });
    expect(waits).toEqual([60 * MINUTE, 2 * MINUTE]);
  });

  it.each(tokens)('an upload whose token was refused with %i: %s %s', (...row) => {
    expect(decideUploadFailure(refused(row[0], TOKEN), 1, now)).toMatchObject(expected(row));
  });

  it('uploads again what may have arrived, and what the store could not give, until it gives up', () => {
    for (const mayHaveArrived of [true, false]) {
      expect(decideUploadFailure(cut(mayHaveArrived), 1, now)).toMatchObject({
        kind: 'later',
        reason: 'unreachable',
        ledger: 'not_spent',
      });
    }
    const broken = new Error('EIO');
    expect(decideUploadFailure(broken, 1, now)).toMatchObject({
      kind: 'later',
      reason: 'store_fault',
    });
    expect(decideUploadFailure(broken, MAX_ATTEMPTS, now)).toMatchObject({
      kind: 'failed',
      reason: 'gave_up',
    });
  });

  it('knows a stated outcome for every code of the list, with a sentence for staff', () => {
    for (const code of returnCodes.keys()) {
      const outcome = outcomeOf(refused(code));
      if (outcome.kind === 'accepted') continue;
      expect([code, deliveryReasons[outcome.reason].sentence]).toEqual([
        code,
        expect.stringMatching(/[一-鿿]+.*[。]$/),
      ]);
      expect(['waiting', outcome.kind]).toContain(deliveryReasons[outcome.reason].state);
    }
  });

  it('accepts, is uncertain after a silence, and tries again what never left', () => {
    expect(decideOutcome({ kind: 'accepted' }, 1, now)).toEqual({
      kind: 'accepted',
      ledger: 'spent',
    });
    expect(outcomeOf(cut(true))).toEqual({
      kind: 'uncertain',
      reason: 'no_answer',
      ledger: 'spent',
    });
    expect(outcomeOf(cut(false))).toMatchObject({
      kind: 'later',
      reason: 'unreachable',
      ledger: 'not_spent',
    });
    expect(outcomeOf(new TypeError('a fault of ours'))).toMatchObject({ kind: 'uncertain' });
  });

  it('waits longer each time, at most a quarter of an hour, and gives up in the end', () => {
    const delays = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => {
      const outcome = outcomeOf(refused(-1), index + 1);
      return outcome.kind === 'later' ? outcome.delayMs / 1000 : null;
    });
    expect(delays.slice(0, 11)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]);
    expect(new Set(delays.slice(11))).toEqual(new Set([900]));
    expect(outcomeOf(refused(-1), MAX_ATTEMPTS)).toMatchObject({
      kind: 'failed',
      reason: 'gave_up',
    });
  });
});

it('spreads what failed together, and never comes back before it was told to', () => {
  expect([0, 0.5, 1].map((random) => withJitter({ delayMs: 1000, pauses: false }, random))).toEqual(
    [750, 1000, 1250],
  );
  expect([0, 1].map((random) => withJitter({ delayMs: 1000, pauses: true }, random))).toEqual([
    1000, 1050,
  ]);
});

it.each([
  ['waiting', null, '等待发送'],
  ['waiting', 'busy', '等待发送'],
  ['sending', null, '发送中'],
  ['accepted', null, '微信已接收'],
  ['held', 'window_closed', '待群众再来消息时送出（超过 48 小时）'],
  ['held', 'quota_used', '待群众再来消息时送出（条数已满）'],
  ['held', 'not_following', '待群众再来消息时送出（未关注）'],
  ['held', 'no_permission', '待群众再来消息时送出（账号无此权限）'],
  ['failed', 'gave_up', '未送出（可重发）'],
  ['failed', 'content_refused', '未送出（不可重发）'],
  ['failed', 'picture_unsendable', '未送出（不可重发）'],
  ['waiting', 'picture_renewed', '等待发送'],
  ['uncertain', 'no_answer', '不确定是否送到（请电话核实）'],
  ['uncertain', 'interrupted', '不确定是否送到（请电话核实）'],
] as const)('%s, %s reads %s', (state, reason, words) => {
  expect(presentDeliveryState(state, reason)).toBe(words);
});
