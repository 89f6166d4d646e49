import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createServedDatabase, type ServedDatabase } from '../support/served-database';
import { startServing, type ServingProcess } from '../support/serving-process';
import { makeAccounts } from '../support/seven-accounts';

/* A process as an operator starts it, with a listener of its own for the console. */

let database: ServedDatabase;
let server: ServingProcess;
let dataDir: string;
let inside: string;

beforeAll(async () => {
  database = await createServedDatabase();
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-console-'));
  const port = await findFreePort();
  inside = `http://127.0.0.1:${port}`;
  server = await startServing({
    dataDir,
    accounts: makeAccounts('console').filter(({ unit }) => unit === 'renshe'),
    entry: 'source',
    env: { ...database.env, CONSOLE_PORT: String(port) },
  });
}, 300_000);
afterAll(async () => {
  await server.stop();
  await database.drop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}, 300_000);

it.each(['/api/me', '/api/openapi.json', '/media/renshe/x', '/readyz', '/metrics'])(
  'answers %s to staff only, not to who comes from outside',
  async (pathname) => {
    expect((await fetch(`${server.base}${pathname}`)).status).toBe(404);
    expect((await fetch(`${inside}${pathname}`)).status).not.toBe(404);
  },
);

it('answers WeChat and citizens outside only', async () => {
  expect((await fetch(`${server.base}/wechat/renshe`)).status).toBe(401);
  expect((await fetch(`${inside}/wechat/renshe`)).status).toBe(404);
});

it('wants a session inside', async () => {
  const answer = await fetch(`${inside}/api/me`);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ error: { code: 'unauthorised' } });
});

/** A port that nobody has at this moment. */
async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
