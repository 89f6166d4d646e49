import { totpCode } from '../../../src/staff/totp';
import { defaultStaffPolicy } from '../../../src/staff/schema';
import { held } from '../../staff/staff-bench';
import { startConsole, type Answer, type ConsoleBench } from '../console-bench';

const MINUTE_MS = 60_000;
let bench: ConsoleBench;

beforeEach(async () => {
  bench = await startConsole();
});
afterEach(() => bench.drop());

const codeOf = ({ body }: Answer): unknown => (body as { error?: { code: string } }).error?.code;

describe('signing in', () => {
  it('hands out a cookie that neither scripts nor other sites reach, and says who one is', async () => {
    const known = await bench.add('zhangsan', held('clerk'));
    const browser = bench.browser();
    const signedIn = await browser.signIn(known);
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers.get('Set-Cookie')).toBe(
      `zhijian_session=${browser.token()}; Path=/; HttpOnly; SameSite=Strict`,
    );
    const me = await browser.ask('/api/me');
    expect(me.body).toMatchObject({
      username: 'zhangsan',
      roles: [{ role: 'clerk', label: '经办', unit: 'renshe', restricted: false }],
      obligations: [],
    });
    expect((me.body as { rights: unknown[] }).rights).toContainEqual({
      right: 'case.handle',
      units: ['renshe'],
      district: false,
    });
    expect(me.headers.get('Cache-Control')).toBe('no-store');
  });

  it('says the same of a wrong name and a wrong password', async () => {
    const known = await bench.add('zhangsan');
    const wrong = await bench.browser().signIn({ ...known, password: 'wrong' });
    const nobody = await bench.browser().signIn({ ...known, username: 'nobody' });
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(withoutId(wrong)).toEqual(withoutId(nobody));
  });

  it('answers 429 while the account is locked, with the time to wait', async () => {
    const known = await bench.add('zhangsan');
    const browser = bench.browser();
    for (let index = 0; index < 5; index += 1) {
      expect((await browser.signIn({ ...known, password: 'wrong' })).status).toBe(401);
    }
    const locked = await browser.signIn(known);
    expect(locked.status).toBe(429);
    expect(codeOf(locked)).toBe('too_many_requests');
    expect(locked.headers.get('Retry-After')).toBe('900');
  });

  it('gives a cookie for HTTPS only where the public address is HTTPS', async () => {
    const https = await startConsole(() => ({ publicUrl: 'https://zj.example.gov.cn' }));
    const known = await https.add('zhangsan');
    const { headers } = await https.browser().signIn(known);
    await https.drop();
    expect(headers.get('Set-Cookie')).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
  });
});

describe('a session', () => {
  it('ends with sign-out', async () => {
    const browser = await bench.signedIn('zhangsan');
    const cookie = `zhijian_session=${browser.token()}`;
    const out = await browser.ask('/api/sign-out', { method: 'POST' });
    expect(out.status).toBe(204);
    expect(out.headers.get('Set-Cookie')).toMatch(/^zhijian_session=; Max-Age=0;/);
    const again = await bench.browser().ask('/api/me', { headers: { Cookie: cookie } });
    expect(again.status).toBe(401);
  });

  it('ends everywhere else with one press', async () => {
    const first = await bench.signedIn('zhangsan');
    const second = bench.browser();
    await second.signIn(first.known);
    const ended = await second.ask('/api/sign-out-elsewhere', { method: 'POST' });
    expect(ended.body).toEqual({ ended: 1 });
    expect((await first.ask('/api/me')).status).toBe(401);
    expect((await second.ask('/api/me')).status).toBe(200);
  });

  it('is not kept alive by what the page asks by itself', async () => {
    const browser = await bench.signedIn('zhangsan');
    const background = { headers: { 'X-Zhijian-Request': 'background' } };
    bench.clock.advance(10 * MINUTE_MS);
    expect((await browser.ask('/api/me', background)).status).toBe(200);
    bench.clock.advance(10 * MINUTE_MS);
    expect((await browser.ask('/api/me', background)).status).toBe(401);
  });

  it('is gone with the account, and with it every right', async () => {
    const browser = await bench.signedIn('zhangsan');
    await bench.database.query(`update staff set state = 'disabled', disabled_at = now()`);
    expect((await browser.ask('/api/me')).status).toBe(401);
  });
});

describe('what must be done first', () => {
  it('lets nothing through but one’s own account until the password is changed', async () => {
    const { keepTemporaryPasswords: _keep, ...strict } = defaultStaffPolicy;
    bench.parts.policy = () => ({ ...strict, totpRoles: [] });
    const browser = await bench.signedIn('zhangsan');
    expect((await browser.ask('/api/me')).body).toMatchObject({ obligations: ['change_password'] });
    const barred = await browser.ask('/api/openapi.json');
    expect([barred.status, codeOf(barred)]).toEqual([403, 'forbidden']);
    const { password } = browser.known;
    const weak = await browser.ask('/api/password', { body: { current: password, next: 'short' } });
    expect([weak.status, codeOf(weak)]).toEqual([400, 'bad_request']);
    const next = 'Kx7-mvWq2pT';
    const changed = await browser.ask('/api/password', { body: { current: password, next } });
    expect(changed.status).toBe(204);
    expect((await browser.ask('/api/openapi.json')).status).toBe(200);
  });

  it('wants the second factor of those who must have one, then asks for it at sign-in', async () => {
    bench.use({ totpRoles: ['clerk'] });
    const browser = await bench.signedIn('zhangsan', held('clerk'));
    expect((await browser.ask('/api/openapi.json')).status).toBe(403);
    const { secret } = (await browser.ask('/api/totp', { method: 'POST' })).body as {
      secret: string;
    };
    const code = (): string => totpCode(secret, Math.floor(bench.clock.now().getTime() / 30_000));
    const wrong = await browser.ask('/api/totp/confirm', { body: { code: '12' } });
    expect(wrong.status).toBe(400);
    const confirmed = await browser.ask('/api/totp/confirm', { body: { code: code() } });
    const { recoveryCodes } = confirmed.body as { recoveryCodes: string[] };
    expect(recoveryCodes).toHaveLength(10);
    expect((await browser.ask('/api/openapi.json')).status).toBe(200);
    expect((await browser.ask('/api/recovery-codes')).body).toEqual({ left: 10 });

    const other = bench.browser();
    const asked = await other.signIn(browser.known);
    expect(asked.body).toEqual({ kind: 'code_needed' });
    expect(asked.headers.get('Set-Cookie')).toBeNull();
    bench.clock.advance(30_000);
    expect((await other.signIn(browser.known, code())).body).toMatchObject({ kind: 'signed_in' });
    const byPaper = await bench.browser().signIn(browser.known, recoveryCodes[0]);
    expect(byPaper.status).toBe(200);
  });
});

/** What was said, without the request's own number. */
function withoutId({ body }: Answer): unknown {
  const { requestId: _own, ...error } = (body as { error: Record<string, unknown> }).error;
  return error;
}
