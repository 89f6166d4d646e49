import { createHash } from 'node:crypto';
import {
  confirmTotp,
  beginTotp,
  renewRecoveryCodes,
  countRecoveryCodes,
} from '../../src/staff/second-factor';
import { findTotpStep, totpCode } from '../../src/staff/totp';
import { createStaffBench, held, type Known, type StaffBench } from './staff-bench';

const MINUTE_MS = 60_000;
let bench: StaffBench;
let known: Known;

beforeEach(async () => {
  bench = await createStaffBench();
  known = await bench.add('zhangsan');
});
afterEach(() => bench.drop());

const right = (more = {}) => bench.signIn({ ...known, ...more });
const kindOf = async (request: object): Promise<string> => (await bench.signIn(request)).kind;
/** How often something fails in a row. */
async function fail(times: number, request: object = {}): Promise<string[]> {
  const kinds: string[] = [];
  for (let index = 0; index < times; index += 1) kinds.push(await kindOf(request));
  return kinds;
}

it('gives a token of which the database knows the hash only', async () => {
  const result = await right();
  if (result.kind !== 'signed_in') throw new Error(result.kind);
  expect(result.person).toMatchObject({ username: 'zhangsan', roles: [held('clerk')] });
  expect(result.obligations).toEqual([]);
  const [row] = await bench.database.query<{ token_hash: Buffer }>('select * from staff_sessions');
  expect(row!.token_hash).toEqual(createHash('sha256').update(result.token).digest());
});

it('takes the user name in any case', async () => {
  expect(await kindOf({ ...known, username: 'ZhangSan' })).toBe('signed_in');
});

it('says the same of a wrong password, an unknown name and a closed account', async () => {
  await bench.database.query(`update staff set state = 'disabled', disabled_at = now()`);
  expect(await right()).toEqual({ kind: 'refused' });
  expect(await kindOf({ username: 'nobody' })).toBe('refused');
  expect(await kindOf({ username: 'zhangsan', password: '' })).toBe('refused');
});

it('closes with the last day of an outsider’s contract', async () => {
  await bench.database.query(`update staff set contract_until = '2026-11-23'`);
  expect(await kindOf(known)).toBe('signed_in');
  bench.clock.advance(24 * 60 * MINUTE_MS);
  expect(await kindOf(known)).toBe('refused');
});

describe('after five failures', () => {
  it('locks for 15 minutes, then for twice as long each time', async () => {
    expect(await fail(5)).toEqual(Array(5).fill('refused'));
    const locked = await right();
    expect(locked).toEqual({
      kind: 'locked',
      until: new Date(bench.clock.now().getTime() + 15 * MINUTE_MS),
    });
    bench.clock.advance(15 * MINUTE_MS - 1);
    expect(await kindOf(known)).toBe('locked');
    bench.clock.advance(1);
    await fail(5);
    bench.clock.advance(30 * MINUTE_MS - 1);
    expect(await kindOf(known)).toBe('locked');
    bench.clock.advance(1);
    expect(await kindOf(known)).toBe('signed_in');
    await fail(4);
    expect(await kindOf(known)).toBe('signed_in');
  });

  it('locks a name that nobody bears as well, and keeps nothing of what was typed', async () => {
    const typed = 'Kx7-mvWq2pT';
    expect(await fail(6, { username: typed })).toEqual([
      ...Array<string>(5).fill('refused'),
      'locked',
    ]);
    for (const table of ['staff_sign_in_tries', 'audit_entries']) {
      const rows = await bench.database.query(`select t::text from ${table} t`);
      expect(JSON.stringify(rows).toLowerCase()).not.toContain(typed.toLowerCase());
    }
  });

  it('is remembered by the database, not by the process', async () => {
    await fail(5);
    const other = await createStaffBench();
    await other.drop();
    expect(await kindOf({ ...known, ip: '10.9.9.9' })).toBe('locked');
  });

  it('looks at no more passwords than the limit, however many come at once', async () => {
    const kinds = await Promise.all(
      Array.from({ length: 30 }, (_, index) => kindOf({ ip: `10.0.0.${index}` })),
    );
    expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(5);
    expect(kinds.filter((kind) => kind === 'locked')).toHaveLength(25);
  });

  it('lets one of two right sign-ins at the limit through, and the lock is gone', async () => {
    await fail(4);
    const kinds = await Promise.all([kindOf(known), kindOf(known)]);
    expect(kinds).toContain('signed_in');
    expect(kinds).not.toContain('refused');
    expect(await kindOf(known)).toBe('signed_in');
  });

  it('counts one of two wrong sign-ins at the limit, and refuses the other unseen', async () => {
    await fail(4);
    const kinds = await Promise.all([kindOf({}), kindOf({})]);
    expect(kinds.sort()).toEqual(['locked', 'refused']);
  });
});

describe('from one address', () => {
  it('locks after twenty failures with any names, and does not lock these names', async () => {
    for (let index = 0; index < 20; index += 1) {
      expect(await kindOf({ username: `name${index}` })).toBe('refused');
    }
    expect(await kindOf(known)).toBe('locked');
    expect(await fail(9, { username: 'victim' })).toEqual(Array(9).fill('locked'));
    expect(await kindOf({ username: 'victim', ip: '10.9.9.9' })).toBe('refused');
    expect(await kindOf({ ...known, ip: '10.9.9.9' })).toBe('signed_in');
  });

  it('forgives what was right', async () => {
    for (let index = 0; index < 30; index += 1) expect(await kindOf(known)).toBe('signed_in');
  });
});

describe('with a second factor', () => {
  let secret: string;
  let codes: string[];
  const nextCode = (): string => {
    bench.clock.advance(30_000);
    return totpCode(secret, Math.floor(bench.clock.now().getTime() / 30_000));
  };

  beforeEach(async () => {
    const person = await bench.person(known);
    ({ secret } = await beginTotp(bench.parts, person));
    codes = await confirmTotp(bench.parts, person, null, nextCode());
  });

  it('asks for the code only when the password is right', async () => {
    expect(await kindOf({})).toBe('refused');
    expect(await right()).toEqual({ kind: 'code_needed' });
    expect(await kindOf({ ...known, code: nextCode() })).toBe('signed_in');
  });

  it('takes no code twice, nor an older one', async () => {
    const older = nextCode();
    const code = nextCode();
    expect(await kindOf({ ...known, code })).toBe('signed_in');
    expect(await kindOf({ ...known, code })).toBe('refused');
    expect(await kindOf({ ...known, code: older })).toBe('refused');
  });

  it('takes one code once when two bring it at the same moment', async () => {
    const code = nextCode();
    const kinds = await Promise.all(
      ['10.0.0.1', '10.0.0.2'].map((ip) => kindOf({ ...known, code, ip })),
    );
    expect(kinds.sort()).toEqual(['refused', 'signed_in']);
  });

  it('takes a recovery code once, also when two bring it at the same moment', async () => {
    expect(codes).toHaveLength(10);
    const kinds = await Promise.all(
      ['10.0.0.1', '10.0.0.2'].map((ip) => kindOf({ ...known, code: codes[0], ip })),
    );
    expect(kinds.sort()).toEqual(['refused', 'signed_in']);
    expect(await kindOf({ ...known, code: codes[1]!.toLowerCase().replace('-', ' ') })).toBe(
      'signed_in',
    );
    const person = await bench.person(known);
    expect(await countRecoveryCodes(bench.parts, person)).toBe(8);
    const renewed = await renewRecoveryCodes(bench.parts, person, null, nextCode());
    expect(await kindOf({ ...known, code: codes[2] })).toBe('refused');
    expect(await kindOf({ ...known, code: renewed[0] })).toBe('signed_in');
  });

  it('counts wrong codes like wrong passwords, and the right password between them forgives nothing', async () => {
    const guess = (): string =>
      ['000000', '111111', '222222', '333333'].find(
        (code) => findTotpStep(secret, code, bench.clock.now()) === null,
      )!;
    for (let index = 0; index < 5; index += 1) {
      expect(await kindOf(known)).toBe('code_needed');
      expect(await kindOf({ ...known, code: guess() })).toBe('refused');
    }
    expect(await kindOf({ ...known, code: nextCode() })).toBe('locked');
  });

  it('is set up once, by who has the code', async () => {
    const person = await bench.person(known);
    await expect(beginTotp(bench.parts, person)).rejects.toMatchObject({ code: 'conflict' });
    const other = await bench.person(await bench.add('lisi'));
    await expect(confirmTotp(bench.parts, other, null, '123456')).rejects.toMatchObject({
      code: 'conflict',
    });
    await beginTotp(bench.parts, other);
    await expect(confirmTotp(bench.parts, other, null, 'abcdef')).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});

describe('the rules', () => {
  it('want a temporary or an old password changed, and a second factor of some roles', async () => {
    bench.use({ keepTemporaryPasswords: undefined as never, totpRoles: ['clerk'] });
    expect(await right()).toMatchObject({ obligations: ['change_password', 'enrol_totp'] });
    await bench.database.query('update staff set password_temporary = false');
    bench.use({ totpRoles: ['signer'] });
    expect(await right()).toMatchObject({ obligations: [] });
    bench.clock.advance(90 * 24 * 60 * MINUTE_MS + 1);
    expect(await right()).toMatchObject({ obligations: ['change_password'] });
  });
});

it('leaves every sign-in on record, the failed ones too', async () => {
  await fail(1);
  bench.clock.advance(1000);
  await right();
  bench.clock.advance(1000);
  await fail(1, { username: 'nobody' });
  const rows = (await bench.audited()).filter(({ action }) => action === 'staff.sign_in');
  expect(rows).toEqual([
    { action: 'staff.sign_in', outcome: 'refused', actor_id: known.id, unit: null },
    { action: 'staff.sign_in', outcome: 'done', actor_id: known.id, unit: null },
    { action: 'staff.sign_in', outcome: 'refused', actor_id: null, unit: null },
  ]);
});
