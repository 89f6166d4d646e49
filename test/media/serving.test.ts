import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import { createCitizen } from '../../src/simulator/citizen';
import { createServedDatabase, type ServedDatabase } from '../support/served-database';
import { startServing, type ServingProcess } from '../support/serving-process';
import { makeAccounts } from '../support/seven-accounts';
import { FakeWechat } from '../wechat/api/fake-wechat';
import { JPEG } from './files';

/* The whole way once: a push of a picture to a process as an operator starts it, and the file on its disk. */

const [account] = makeAccounts('media').filter(({ unit }) => unit === 'renshe');
const POLL_MS = 100;
const LONGEST_MS = 60_000;

let database: ServedDatabase;
let wechat: FakeWechat;
let server: ServingProcess;
let dispatcher: Agent;
let dataDir: string;

beforeAll(async () => {
  database = await createServedDatabase();
  wechat = new FakeWechat();
  await wechat.start();
  wechat.giveTokens({ valid: 'T1' });
  wechat.on('/cgi-bin/media/get', (_, response) => void response.end(JPEG));
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-serving-'));
  dispatcher = new Agent();
  server = await startServing({
    dataDir,
    accounts: [account!],
    entry: 'source',
    env: { ...database.env, WECHAT_API_BASE: wechat.base },
  });
}, 300_000);
afterAll(async () => {
  await server.stop();
  await dispatcher.close();
  await wechat.stop();
  await database.drop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}, 300_000);

it('answers a picture at once and has its file soon after', async () => {
  const callbackUrl = `${server.base}/wechat/renshe`;
  const citizen = createCitizen({ account: account!, callbackUrl, dispatcher });
  const answer = await citizen.sendImage('PICTURE');
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('照片收到了');
  let row: { state: string; sha256: string } | undefined;
  for (let waitedMs = 0; row?.state !== 'kept' && waitedMs < LONGEST_MS; waitedMs += POLL_MS) {
    await delay(POLL_MS);
    [row] = await database.database.query<{ state: string; sha256: string }>('select * from media');
  }
  expect(row).toMatchObject({ state: 'kept', media_id: 'PICTURE' });
  const file = path.join(dataDir, 'media', row!.sha256.slice(0, 2), row!.sha256);
  expect(fs.readFileSync(file)).toEqual(JPEG);
}, 300_000);
