/** Broken posts: half of them broken outside, after signing; half inside, and then rightly enciphered and signed. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Agent, request } from 'undici';
import { sealPush, type SealedPush } from '../../src/simulator/push-client';
import * as pushes from '../../src/simulator/pushes';
import { createRandom } from '../support/seeded-random';
import { createServedDatabase } from '../support/served-database';
import { startServing, type ServingOptions } from '../support/serving-process';
import { makeAccounts } from '../support/seven-accounts';
import { aStory } from '../support/sentences';
import { aPushed, postPushed } from '../support/wechat-side';
import { mutate } from '../support/xml-fuzz';

const AT_ONCE = 32;
const CITIZENS = 2000;
const REPORT_EVERY = 5000;
/** WeChat's patience; longer is a hang. */
const HANG_MS = 5000;

const place = { latitude: 29.43, longitude: 113.0, label: '岳阳市君山区柳林洲街道' };
const scene = { key: 'window-3', ticket: 'gQH47joAAAAAAAAAASxodHRwOi8vd2Vp' };
const seeds: readonly ((n: number) => pushes.Push)[] = [
  (n) => pushes.textPush(aStory(n)),
  () => pushes.textPush('社保卡怎么办'),
  () => pushes.textPush('我的身份证430602198512034521,电话138 1234 5678'),
  () => pushes.menuItemPush('满意', '101'),
  () => pushes.imagePush('media-1', 'http://mmbiz.qpic.cn/a.jpg'),
  () => pushes.voicePush('media-2', '医保怎么报销'),
  () => pushes.voicePush('media-3', null),
  () => pushes.locationPush(place),
  () => pushes.followPush(null),
  () => pushes.followPush(scene),
  () => pushes.unfollowPush(),
  () => pushes.scanPush(scene),
  () => pushes.clickPush('item:card'),
  () => pushes.viewPush('VIEW', 'https://example.gov.cn/?a=1&b=2', 77),
  () => pushes.scanCodePush('scancode_waitmsg', 'scan', 'https://example.gov.cn/q'),
  () => pushes.picturesPush('pic_weixin', 'pictures', ['5a75aaca956d97be686719218f275c6b']),
  () => pushes.locationSelectPush('place', place),
];

export interface FuzzOptions {
  entry: ServingOptions['entry'];
  mutations: number;
  seed: number;
  report(line: string): void;
}

export interface FuzzResult {
  statuses: Record<string, number>;
  /** What should never be, with the post that brought it about. */
  faults: string[];
  /** Of all, what was answered 200. */
  goodShare: number;
}

/** Sends mutations to a process of its own; afterwards that process must still serve. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-fuzz-'));
  const served = await createServedDatabase();
  const accounts = makeAccounts('fuzz');
  const env = { ...served.env, LOG_LEVEL: 'fatal' };
  const server = await startServing({ dataDir: folder, accounts, entry: options.entry, env });
  const dispatcher = new Agent({ connections: AT_ONCE });
  const random = createRandom(options.seed);
  const result: FuzzResult = { statuses: {}, faults: [], goodShare: 0 };
  let sent = 0;

  async function sendOne(n: number): Promise<void> {
    const account = accounts[n % accounts.length]!;
    const openid = `oFuzz${String(n % CITIZENS).padStart(23, '0')}`;
    const { xml } = aPushed(account, openid, seeds[n % seeds.length]!(n));
    const inside = n % 2 === 0;
    const sealed = sealPush(account, inside ? mutate(xml, random) : xml, openid, {
      timestampSeconds: Math.floor(Date.now() / 1000),
    });
    const post = inside ? plainPostOf(sealed) : breakPost(sealed, random);
    const outcome = await send(`${server.base}/wechat/${account.unit}`, post, dispatcher);
    result.statuses[outcome] = (result.statuses[outcome] ?? 0) + 1;
    if (!/^[24]\d\d$/.test(outcome) && result.faults.length < 20) {
      result.faults.push(`${outcome} for ${JSON.stringify({ ...post, body: String(post.body) })}`);
    }
    sent += 1;
    if (sent % REPORT_EVERY === 0) {
      options.report(`${sent} sent: ${JSON.stringify(result.statuses)}`);
    }
  }

  try {
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < options.mutations) await sendOne(next++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const last = aPushed(accounts[3]!, 'oFuzzAfterwards', pushes.textPush('社保卡怎么办'));
    const answer = await postPushed({ base: server.base, dispatcher }, last);
    if (answer.kind !== 'answered' || answer.status !== 200) {
      result.faults.push(`a good post afterwards: ${JSON.stringify(answer)}`);
    }
    result.goodShare = (result.statuses['200'] ?? 0) / sent;
    await server.stop();
    return result;
  } finally {
    await server.kill();
    await dispatcher.close();
    await served.drop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface Post {
  query: string;
  body: Buffer;
}

/** @returns the status, or what came instead of one */
async function send(address: string, { query, body }: Post, dispatcher: Agent): Promise<string> {
  try {
    const answer = await request(`${address}?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body,
      dispatcher,
      headersTimeout: HANG_MS,
      bodyTimeout: HANG_MS,
    });
    await answer.body.dump();
    return String(answer.statusCode);
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

function plainPostOf({ query, body }: SealedPush): Post {
  return { query: new URLSearchParams(query).toString(), body: Buffer.from(body) };
}

function breakPost(sealed: SealedPush, random: () => number): Post {
  const { query, body } = plainPostOf(sealed);
  switch (Math.floor(random() * 4)) {
    case 0:
      return { query, body: Buffer.from(mutate(sealed.body, random)) };
    case 1:
      return { query, body: changeBytes(body, random) };
    case 2:
      return { query: asQuery(mutate(query, random)), body };
    default: {
      const fields = Object.entries(sealed.query);
      const chosen = fields[Math.floor(random() * fields.length)]!;
      const others = fields.filter((field) => field !== chosen || random() < 0.5);
      const changed: [string, string] = [chosen[0], mutate(chosen[1], random)];
      return { query: new URLSearchParams([...others, changed]).toString(), body };
    }
  }
}

/** Up to eight bytes anywhere, which need not be UTF-8 afterwards. */
function changeBytes(body: Buffer, random: () => number): Buffer {
  const changed = Buffer.from(body);
  for (let left = 1 + random() * 8; left > 0; left--) {
    changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256);
  }
  return changed;
}

/** What no HTTP client would send in an address is escaped; broken escapes stay. */
function asQuery(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[^\x21\x22\x24-\x7e]/g, (byte) => {
      return `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
    });
}
