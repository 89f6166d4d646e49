import {
  failureOf,
  fetchReasons,
  NotConnectedError,
  planNextStep,
  WrongTypeError,
  type FetchReason,
} from '../../src/media/fetch-outcome';
import { StoreError } from '../../src/media/media-store';
import {
  WechatFileTooLargeError,
  WechatRefusedError,
  WechatUnreachableError,
} from '../../src/wechat/api/errors';

const endpoint = '/cgi-bin/media/get';
const refused = (code: number): Error => new WechatRefusedError({ endpoint, code, message: '' });

it.each<[string, unknown, FetchReason, number | null]>([
  ['WeChat is busy', refused(-1), 'busy', -1],
  ['too many calls today', refused(45009), 'busy', 45009],
  ['too many calls this minute', refused(45011), 'busy', 45011],
  ['the token died twice', refused(40001), 'account_fault', 40001],
  ['our address is not allowed', refused(40164), 'account_fault', 40164],
  ['the account may not', refused(48001), 'account_fault', 48001],
  ['the media id is no more', refused(40007), 'gone', 40007],
  ['the media id is missing', refused(41006), 'refused', 41006],
  ['a code that nobody knows', refused(99999), 'refused', 99999],
  [
    'no connection',
    new WechatUnreachableError(endpoint, false, 'ECONNREFUSED'),
    'unreachable',
    null,
  ],
  [
    'cut in the middle',
    new WechatUnreachableError(endpoint, true, 'UND_ERR_SOCKET'),
    'unreachable',
    null,
  ],
  ['larger than we take', new WechatFileTooLargeError(endpoint, 1), 'too_large', null],
  ['another type', new WrongTypeError(), 'wrong_type', null],
  ['an account without credentials', new NotConnectedError('renshe'), 'account_fault', null],
  ['no room', new StoreError('full'), 'disk_full', null],
  ['larger on the way', new StoreError('too_large'), 'too_large', null],
  ['not a byte', new StoreError('empty'), 'empty', null],
  ['a disk that cannot be written', new StoreError('broken'), 'store_broken', null],
  ['a file that was taken away', new StoreError('missing'), 'store_broken', null],
  ['a fault of ours', new TypeError('x'), 'our_fault', null],
])('%s', (_, error, reason, code) => {
  expect(failureOf(error)).toEqual({ reason, code });
});

const received = new Date('2026-11-23T02:00:00Z');
const hours = (count: number): Date => new Date(received.getTime() + count * 3600_000);
const plan = (reason: FetchReason, attempts: number, now: Date, random = 0) =>
  planNextStep({ reason, code: null }, attempts, received, now, random);
const waiting = (now: Date, seconds: number) => ({
  state: 'waiting',
  nextAt: new Date(now.getTime() + seconds * 1000),
});

describe('what comes next', () => {
  it.each<[FetchReason, number, Date, unknown]>([
    ['unreachable', 1, hours(0), waiting(hours(0), 10)],
    ['unreachable', 2, hours(0), waiting(hours(0), 60)],
    ['unreachable', 3, hours(0), waiting(hours(0), 300)],
    ['unreachable', 6, hours(1), waiting(hours(1), 3600)],
    ['unreachable', 60, hours(50), waiting(hours(50), 3600)],
    ['busy', 4, hours(1), waiting(hours(1), 900)],
    ['account_fault', 5, hours(1), waiting(hours(1), 1800)],
    ['our_fault', 1, hours(0), waiting(hours(0), 10)],
    ['disk_full', 1, hours(0), waiting(hours(0), 10)],
    ['disk_full', 40, hours(20), waiting(hours(20), 300)],
    ['store_broken', 40, hours(20), waiting(hours(20), 300)],
    ['gone', 1, hours(0), waiting(hours(0), 10)],
    ['gone', 2, hours(0), { state: 'expired' }],
    ['refused', 2, hours(0), waiting(hours(0), 60)],
    ['refused', 3, hours(0), { state: 'failed' }],
    ['wrong_type', 2, hours(0), waiting(hours(0), 60)],
    ['wrong_type', 3, hours(0), { state: 'failed' }],
    ['empty', 3, hours(0), { state: 'failed' }],
    ['too_large', 1, hours(0), { state: 'failed' }],
    ['unreachable', 70, hours(72), { state: 'expired' }],
    ['disk_full', 900, hours(72), { state: 'expired' }],
    ['busy', 1, hours(100), { state: 'expired' }],
  ])('%s, attempt %i, at %s', (reason, attempts, now, expected) => {
    expect(plan(reason, attempts, now)).toEqual(expected);
  });

  it('tries a last time when the three days end, and not after', () => {
    expect(plan('unreachable', 60, hours(71.5))).toEqual({ state: 'waiting', nextAt: hours(72) });
  });

  it('spreads files that failed together over a fifth of the wait', () => {
    expect(plan('unreachable', 2, hours(0), 0.5)).toEqual(waiting(hours(0), 66));
  });
});

it('has a whole sentence for every reason', () => {
  for (const sentence of Object.values(fetchReasons)) expect(sentence).toMatch(/。$/);
});
