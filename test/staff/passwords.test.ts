import { createPasswordHasher, SCRYPT_COST } from '../../src/staff/password-hasher';
import { findPasswordFault } from '../../src/staff/password-rules';
import { makeTemporaryPassword } from '../../src/staff/temporary-password';
import { findTotpStep, makeTotpSecret, totpCode, totpUri } from '../../src/staff/totp';

const owner = { username: 'lixiaoming', name: '李小明' };
const faultOf = (password: string): string | null => findPasswordFault(password, owner, 10);

describe('the rules of passwords', () => {
  it.each(['Kx7-mvWq2pT', '长江边的Moon9月', 'tr0ub4dor&Zebra', 'correct-Horse-7-battery'])(
    'takes %s',
    (password) => {
      expect(faultOf(password)).toBeNull();
    },
  );
  it.each([
    ['Kx7-mvWq2', '至少要 10 位'],
    ['x'.repeat(129), '最多 128 位'],
    ['kxmvwqptzzab', '至少三种'],
    ['kxmvwqpt2947', '至少三种'],
    ['Kx7-\u0000mvWq2pT', '控制字符'],
    ['Lixiaoming-29x', '用户名或姓名'],
    ['李小明Kx7-mvWq2', '用户名或姓名'],
    ['Zq13812345678', '手机号码'],
    ['Password2026!', '太常见'],
    ['P@ssw0rd1234', '太常见'],
    ['Admin@123456', '太常见'],
    ['Qwertyuiop123!', '太常见'],
    ['Aa1234567890', '太常见'],
    ['1qaz2wsx3EDC', '太常见'],
    ['Woaini1314520!', null],
    ['Junshan@2026', '太常见'],
    ['AAAAaaaa1111', '太常见'],
    ['Abcdefg12345!', '太常见'],
  ])('judges %j', (password, words) => {
    if (words === null) expect(faultOf(password)).toBeNull();
    else expect(faultOf(password)).toContain(words);
  });
  it('gives temporary passwords that satisfy them, never twice the same', () => {
    const made = Array.from({ length: 200 }, makeTemporaryPassword);
    expect(made.map(faultOf).filter(Boolean)).toEqual([]);
    expect(new Set(made).size).toBe(200);
    expect(made.join('')).not.toMatch(/[0O1lI]/);
  });
});

describe('hashes', () => {
  const hasher = createPasswordHasher({ logN: 4, r: 8, p: 1 });

  it('keep their parameters and never look the same', async () => {
    const [one, two] = await Promise.all([hasher.hash('长江Moon-9'), hasher.hash('长江Moon-9')]);
    expect(one).toMatch(/^scrypt\$4\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(two);
    expect(await hasher.verify('长江Moon-9', one)).toBe('right');
    expect(await hasher.verify('长江Moon-8', one)).toBe('wrong');
  });
  it('of yesterday’s cost are right, and to be made anew', async () => {
    const stored = await createPasswordHasher({ logN: 3, r: 8, p: 1 }).hash('长江Moon-9');
    expect(await hasher.verify('长江Moon-9', stored)).toBe('outdated');
    expect(await hasher.verify('x', stored)).toBe('wrong');
  });
  it('take the cost that is recommended', async () => {
    expect(SCRYPT_COST).toEqual({ logN: 15, r: 8, p: 3 });
    const real = createPasswordHasher();
    const stored = await real.hash('长江Moon-9');
    expect(await real.verify('长江Moon-9', stored)).toBe('right');
  });
  it('run two at a time, and all of them', async () => {
    const stored = await hasher.hash('a');
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => hasher.verify(index % 2 ? 'a' : 'b', stored)),
    );
    expect(verdicts.filter((verdict) => verdict === 'right')).toHaveLength(10);
  });
});

describe('codes by time', () => {
  /** RFC 6238, appendix B, the last six digits; the secret in base32. */
  const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at second %d give %s', (seconds, code) => {
    expect(totpCode(SECRET, Math.floor(seconds / 30))).toBe(code);
  });
  it('are taken one step early and one late, and not two', () => {
    const at = (seconds: number): number | null =>
      findTotpStep(SECRET, '005924', new Date(seconds * 1000));
    const step = Math.floor(1234567890 / 30);
    expect([at(1234567890), at(1234567890 - 30), at(1234567890 + 30)]).toEqual([step, step, step]);
    expect([at(1234567890 - 60), at(1234567890 + 60)]).toEqual([null, null]);
    expect(findTotpStep(SECRET, '00592', new Date(1234567890_000))).toBeNull();
  });
  it('have secrets that apps take', () => {
    const secret = makeTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpUri(secret, 'lisi', '指尖')).toBe(
      `otpauth://totp/%E6%8C%87%E5%B0%96:lisi?secret=${secret}&issuer=%E6%8C%87%E5%B0%96`,
    );
  });
});
