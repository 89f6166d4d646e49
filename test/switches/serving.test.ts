import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import { loadContent } from '../../src/content/load-content';
import { findPackageRoot } from '../../src/platform/package-root';
import { createCitizen } from '../../src/simulator/citizen';
import { entryOfItem } from '../../src/switches/entry';
import { insertSwitch } from '../../src/switches/switch-store';
import { createServedDatabase, type ServedDatabase } from '../support/served-database';
import { startServing, type ServingProcess } from '../support/serving-process';
import { makeAccounts } from '../support/seven-accounts';
import { FakeWechat } from '../wechat/api/fake-wechat';

/* Two processes on one database, as an operator starts them, and what WeChat gets from either. */

const [account] = makeAccounts('switches').filter(({ unit }) => unit === 'renshe');
const POLL_MS = 250;
const LONGEST_MS = 60_000;
const CARD = '地点：合作银行的社保卡网点';

let database: ServedDatabase;
let wechat: FakeWechat;
let dispatcher: Agent;
let folder: string;
let servers: ServingProcess[];

beforeAll(async () => {
  database = await createServedDatabase();
  wechat = new FakeWechat();
  await wechat.start();
  wechat.giveTokens({ valid: 'T1' });
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-switches-'));
  const replies = path.join(folder, 'replies');
  fs.cpSync(path.join(findPackageRoot(), 'replies'), replies, { recursive: true });
  dispatcher = new Agent();
  servers = [];
  for (const name of ['one', 'other']) {
    const dataDir = path.join(folder, name);
    const env = { ...database.env, WECHAT_API_BASE: wechat.base, REPLIES_DIR: replies };
    servers.push(await startServing({ dataDir, accounts: [account!], entry: 'source', env }));
  }
}, 300_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await dispatcher.close();
  await wechat.stop();
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
}, 300_000);

/** What somebody new is answered by one process. */
async function ask(server: ServingProcess): Promise<string> {
  const callbackUrl = `${server.base}/wechat/renshe`;
  const citizen = createCitizen({ account: account!, callbackUrl, dispatcher });
  const { status, text } = await citizen.sendText('社保卡怎么补办');
  expect(status).toBe(200);
  return text ?? '';
}

/** Waits until every process answers with the card, or without it. */
async function waitForAll(hasCard: boolean): Promise<boolean[]> {
  let shown: boolean[] = [];
  for (let waitedMs = 0; waitedMs < LONGEST_MS; waitedMs += POLL_MS) {
    shown = (await Promise.all(servers.map(ask))).map((text) => text.includes(CARD));
    if (shown.every((one) => one === hasCard)) break;
    await delay(POLL_MS);
  }
  return shown;
}

it('is answered by neither once it is switched off, and by both when its file has changed', async () => {
  expect(await waitForAll(true)).toEqual([true, true]);
  const replies = path.join(folder, 'replies');
  const { content } = await loadContent({
    ...{ repliesDir: replies, menusDir: path.join(findPackageRoot(), 'menus') },
    ...{ publicUrl: 'https://zhijian.example.gov.cn', now: new Date() },
  });
  const card = content!.routing.items.find(({ ref }) => ref === 'renshe.card')!;
  const id = '01900000-0000-7000-8000-000000000001';
  await insertSwitch(database.database, {
    ...entryOfItem(card),
    ...{ id, reason: '网点搬走了', switchedBy: id, switchedAt: new Date() },
  });
  expect(await waitForAll(false)).toEqual([false, false]);

  const file = path.join(replies, 'renshe', 'items.yaml');
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, text.replace(`name: ${card.name}`, `name: ${card.name}、换卡`));
  expect(await waitForAll(true)).toEqual([true, true]);
}, 300_000);
