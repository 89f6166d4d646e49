import { Client } from 'pg';
import { createLogger } from '../../src/platform/logger';
import { changePassword } from '../../src/staff/change-password';
import { beginTotp, confirmTotp } from '../../src/staff/second-factor';
import { totpCode } from '../../src/staff/totp';
import { createStaffBench, type StaffBench } from './staff-bench';

let bench: StaffBench;
beforeEach(async () => {
  bench = await createStaffBench();
});
afterEach(() => bench.drop());

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const owner = new Client({ connectionString: bench.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const parts: string[] = [];
  for (const { name } of rows) {
    parts.push(JSON.stringify((await owner.query(`select t::text from ${name} t`)).rows));
  }
  await owner.end();
  return parts.join('\n');
}

it('leaves no password, token, secret or code in any row', async () => {
  const known = await bench.add('zhangsan');
  const first = await bench.signIn(known);
  if (first.kind !== 'signed_in') throw new Error(first.kind);
  const next = 'Kx7-mvWq2pT';
  await changePassword(bench.parts, first, { current: known.password, next });
  const { secret } = await beginTotp(bench.parts, first.person);
  const code = totpCode(secret, Math.floor(bench.clock.now().getTime() / 30_000));
  const codes = await confirmTotp(bench.parts, first.person, null, code);
  const typed = 'Typed-in-the-wrong-field-9';
  await bench.signIn({ username: typed, password: typed });
  await bench.signIn({ ...known, password: next, code: codes[0]! });
  const rows = await dump();
  expect(rows).toContain('staff.totp_confirmed');
  const hexOf = (text: string): string => Buffer.from(text).toString('hex');
  for (const word of [known.password, next, first.token, secret, typed, ...codes]) {
    for (const shape of [word, word.toLowerCase(), hexOf(word), word.replace('-', '')]) {
      expect(rows).not.toContain(shape);
    }
  }
});

it('keeps them out of the log, whatever is logged of them', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const secrets = {
    password: 'Kx7-mvWq2pT',
    token: 'abc123token',
    temporaryPassword: 'Tmp-Pass-9',
  };
  logger.info({ request: { ...secrets, username: 'zhangsan' } }, 'sign-in');
  logger.error({ err: Object.assign(new Error('failed'), secrets) }, 'sign-in failed');
  const both = { totpSecret: 'GEZDGNBVGY3TQOJQ', otp: '123456', recoveryCodes: ['7KQ2M-9XH4T'] };
  logger.info({ ...both, person: { totp: { both } } }, 'second factor');
  expect(lines).toHaveLength(3);
  for (const word of [...Object.values(secrets), 'GEZDGNBVGY3TQOJQ', '123456', '7KQ2M-9XH4T']) {
    expect(lines.join('\n')).not.toContain(word);
  }
});
