import { createNormalise } from '../../src/items/search/normalise';
import { compileKeywords, isInForce } from '../../src/routing/keyword-rules';
import { keywordSchema, type Keyword } from '../../src/routing/schema';
import { cpuTimeMs } from '../support/cpu-time';

const normalise = createNormalise();
const aRule = (rule: object): Keyword => keywordSchema.parse({ reply: 'r', ...rule });
const at = (clock: string, date = '2026-11-23') => new Date(`${date}T${clock}:00+08:00`);

it.each([
  ['09:00', '17:00', '08:59', false],
  ['09:00', '17:00', '09:00', true],
  ['09:00', '17:00', '17:00', false],
  ['22:00', '06:00', '23:30', true],
  ['22:00', '06:00', '05:59', true],
  ['22:00', '06:00', '06:00', false],
  ['22:00', '06:00', '12:00', false],
])('between %s and %s: %s is %s', (from, to, clock, expected) => {
  expect(isInForce(aRule({ exact: ['x'], between: { from, to } }), at(clock))).toBe(expected);
});

it.each([
  ['2026-11-22', false],
  ['2026-11-23', true],
  ['2026-11-30', true],
  ['2026-12-01', false],
])('on %s: %s', (date, expected) => {
  const rule = aRule({ exact: ['x'], dates: { from: '2026-11-23', to: '2026-11-30' } });
  expect(isInForce(rule, at('00:30', date))).toBe(expected);
});

it('compares whole sentences without spaces, punctuation, width and script', () => {
  const { exact } = compileKeywords([aRule({ exact: ['上班时间', '007'] })], normalise);
  for (const text of ['上班时间', ' 上班 時間？', '００７']) {
    expect(exact(normalise(text), at('10:00'))).not.toBeNull();
  }
  for (const text of ['上班时间是', '7', '']) {
    expect(exact(normalise(text), at('10:00'))).toBeNull();
  }
});

it('tries rules by priority, then in the order of the file', () => {
  const rules = compileKeywords(
    [
      aRule({ contains: ['放假'], reply: 'low', priority: 10 }),
      aRule({ prefix: ['今天'], reply: 'first' }),
      aRule({ contains: ['放假'], reply: 'second' }),
      aRule({ pattern: '放假.*(几|多少)天', reply: 'high', priority: 90 }),
      aRule({ contains: ['放假'], reply: 'off', priority: 100, enabled: false }),
    ],
    normalise,
  );
  const replyTo = (text: string) => rules.rule(text, normalise(text), at('10:00'))?.keyword.reply;
  expect(replyTo('放假放几天')).toBe('high');
  expect(replyTo('今天放假吗')).toBe('first');
  expect(replyTo('明天放假吗')).toBe('second');
  expect(replyTo('上班')).toBeUndefined();
});

it('refuses a pattern that RE2 does not know', () => {
  expect(() => compileKeywords([aRule({ pattern: '(?=社保)' })], normalise)).toThrow();
});

it('takes linear time for a hostile pattern', () => {
  const { rule } = compileKeywords([aRule({ pattern: '(a+)+$' })], normalise);
  const text = `${'a'.repeat(5000)}!`;
  const started = cpuTimeMs();
  rule(text, '', at('10:00'));
  expect(cpuTimeMs() - started).toBeLessThan(500);
});
