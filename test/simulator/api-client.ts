import type { Running } from './running';

/** One account's view of the platform's API, with a token of its own. */
export interface ApiClient {
  token(): Promise<string>;
  get(path: string, query?: Record<string, string>): Promise<Record<string, unknown>>;
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  postRaw(path: string, body: string): Promise<Record<string, unknown>>;
  /** The errcode of a call; 0 where the answer has none. */
  codeOf(answer: Promise<Record<string, unknown>>): Promise<number>;
}

export function createApiClient(running: Running, unit = 'renshe'): ApiClient {
  const base = (): string => running.simulator.apiBase;
  // Asked for anew each time, as tests move the clock by days.
  const token = async (): Promise<string> =>
    String((await requestToken(running, unit))['access_token']);
  const address = async (path: string, query: Record<string, string> = {}): Promise<string> =>
    `${base()}${path}?${new URLSearchParams({ access_token: await token(), ...query }).toString()}`;
  const postRaw = async (path: string, body: string): Promise<Record<string, unknown>> =>
    call(await address(path), { method: 'POST', body });
  return {
    token,
    get: async (path, query) => call(await address(path, query)),
    post: (path, body) => postRaw(path, JSON.stringify(body)),
    postRaw,
    codeOf: async (answer) => Number((await answer)['errcode'] ?? 0),
  };
}

export function requestToken(
  running: Running,
  unit = 'renshe',
  changes: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const account = running.simulator.accounts.find((one) => one.unit === unit)!;
  return call(`${running.simulator.apiBase}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({
      grant_type: 'client_credential',
      appid: account.appId,
      secret: account.appSecret,
      ...changes,
    }),
  });
}

async function call(url: string, init?: RequestInit): Promise<Record<string, unknown>> {
  const answer = await fetch(url, init);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}
