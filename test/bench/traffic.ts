import { sealPush, type WireAccount } from '../../src/simulator/push-client';
import { buildPushXml } from '../../src/simulator/push-xml';
import { createRandom } from '../support/seeded-random';

/** What citizens write: how much of it, by whom, and to which accounts. */
export interface TrafficPlan {
  seed: number;
  citizens: number;
  /** Citizens are dealt out to these in turn. */
  accounts: readonly { unit: string; account: WireAccount; known: readonly string[] }[];
  /** Texts for the queue. */
  stories: readonly string[];
  /** The share of texts that are known. */
  knownShare: number;
}

/** Every tenth story has a telephone number in it, so that masking finds something to seal. */
const STORIES_WITH_TELEPHONE = 10;

/** Gives whole HTTP requests, signed and enciphered for now, each with a message id of its own. */
export function createTraffic(plan: TrafficPlan): () => Buffer {
  const random = createRandom(plan.seed);
  const pick = (count: number): number => Math.floor(random() * count);
  let msgId = BigInt(Date.now()) * 10_000_000n + BigInt(plan.seed) * 1_000_000_000n;
  return () => {
    const citizen = pick(plan.citizens);
    const { unit, account, known } = plan.accounts[citizen % plan.accounts.length]!;
    const openid = `oBench${String(citizen).padStart(22, '0')}`;
    const nowSeconds = Math.floor(Date.now() / 1000);
    msgId += 1n;
    const xml = buildPushXml({
      ToUserName: account.originalId,
      FromUserName: openid,
      CreateTime: nowSeconds,
      MsgType: 'text',
      Content: random() < plan.knownShare ? known[pick(known.length)]! : storyOf(plan, pick),
      MsgId: String(msgId),
    });
    const { query, body } = sealPush(account, xml, openid, { timestampSeconds: nowSeconds });
    return Buffer.from(
      `POST /wechat/${unit}?${new URLSearchParams(query).toString()} HTTP/1.1\r\n` +
        'Host: 127.0.0.1\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\nContent-Type: text/xml\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  };
}

function storyOf({ stories }: TrafficPlan, pick: (count: number) => number): string {
  const story = stories[pick(stories.length)]!;
  const telephone = `1${3 + pick(6)}${String(pick(1e9)).padStart(9, '0')}`;
  return pick(STORIES_WITH_TELEPHONE) === 0 ? `${story}，我的电话${telephone}` : story;
}
