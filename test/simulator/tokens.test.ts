import { createApiClient, requestToken } from './api-client';
import { startRunning, type Running } from './running';

const MINUTE_MS = 60_000;
let running: Running;
beforeEach(async () => {
  running = await startRunning();
});
afterEach(() => running.stop());

const isAlive = async (token: unknown): Promise<number> => {
  const url = `${running.simulator.apiBase}/cgi-bin/getcallbackip?access_token=${String(token)}`;
  const answer = (await (await fetch(url)).json()) as { errcode?: number };
  return answer.errcode ?? 0;
};

describe('access tokens', () => {
  it('should give the same stable token with the remaining seconds', async () => {
    const first = await requestToken(running);
    running.clock.at += 10 * MINUTE_MS;
    const second = await requestToken(running);

    expect(first).toMatchObject({ expires_in: 7200 });
    expect(second).toEqual({ access_token: first['access_token'], expires_in: 6600 });
  });

  it('should renew five minutes before the end and keep the old one for that time', async () => {
    const first = await requestToken(running);
    running.clock.at += 116 * MINUTE_MS;
    const second = await requestToken(running);

    expect(second['access_token']).not.toBe(first['access_token']);
    expect(await isAlive(first['access_token'])).toBe(0);
    running.clock.at += 6 * MINUTE_MS;
    expect(await isAlive(first['access_token'])).toBe(40001);
    expect(await isAlive(second['access_token'])).toBe(0);
  });

  it('should say that a token is too old when nobody renewed it', async () => {
    const { access_token: token } = await requestToken(running);
    running.clock.at += 121 * MINUTE_MS;
    expect(await isAlive(token)).toBe(42001);
  });

  it('should kill the old token at once when forced, but not twice in 30 seconds', async () => {
    const first = await requestToken(running);
    const forced = await requestToken(running, 'renshe', { force_refresh: true });
    const again = await requestToken(running, 'renshe', { force_refresh: true });

    expect(await isAlive(first['access_token'])).toBe(40001);
    expect(again['access_token']).toBe(forced['access_token']);
  });

  it('should force at most twenty times a day', async () => {
    await requestToken(running);
    for (let count = 0; count < 20; count += 1) {
      running.clock.at += MINUTE_MS;
      await requestToken(running, 'renshe', { force_refresh: true });
    }
    running.clock.at += MINUTE_MS;
    expect(await requestToken(running, 'renshe', { force_refresh: true })).toMatchObject({
      errcode: 45009,
    });
  });

  it('should keep the classic tokens apart from the stable ones', async () => {
    const stable = await requestToken(running);
    const account = running.simulator.accounts[0]!;
    const query = new URLSearchParams({
      grant_type: 'client_credential',
      appid: account.appId,
      secret: account.appSecret,
    });
    const ask = async (): Promise<Record<string, unknown>> =>
      (await (
        await fetch(`${running.simulator.apiBase}/cgi-bin/token?${query.toString()}`)
      ).json()) as Record<string, unknown>;
    const one = await ask();
    const two = await ask();

    expect(two['access_token']).not.toBe(one['access_token']);
    expect(await isAlive(one['access_token'])).toBe(0);
    running.clock.at += 6 * MINUTE_MS;
    expect(await isAlive(one['access_token'])).toBe(40001);
    expect(await isAlive(stable['access_token'])).toBe(0);
  });

  it.each([
    [{ grant_type: 'password' }, 40002],
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ appid: 'wx0000000000000000' }, 40013],
    [{ secret: 'wrong' }, 40125],
  ])('should refuse %j with %i', async (changes, code) => {
    expect(await requestToken(running, 'renshe', changes)).toMatchObject({ errcode: code });
  });

  it('should outlive a restart', async () => {
    const { access_token: token } = await requestToken(running);
    await running.restart();
    expect(await isAlive(token)).toBe(0);
  });

  it('should name calls without a token, with the wrong method and to nowhere', async () => {
    const api = createApiClient(running);
    const url = `${running.simulator.apiBase}/cgi-bin/getcallbackip`;
    const bare = (await (await fetch(url)).json()) as Record<string, unknown>;
    expect(bare).toMatchObject({ errcode: 41001 });
    expect(bare['errmsg']).toMatch(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
    expect(await api.codeOf(api.get('/cgi-bin/menu/create'))).toBe(43002);
    expect(await api.codeOf(api.post('/cgi-bin/menu/get', {}))).toBe(43001);
    expect(await api.codeOf(api.get('/cgi-bin/no/such'))).toBe(40066);
  });
});
