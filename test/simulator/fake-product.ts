import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { openEnvelope, sealEnvelope } from '../../src/wechat/envelope';
import { parseAesKey } from '../../src/wechat/message-crypto';
import type { SimulatedAccount } from '../../src/simulator/accounts';
import { buildPushXml } from '../../src/simulator/push-xml';
import { parseReplyXml, textOf, type ReplyFields } from '../../src/simulator/reply-reader';

/** A push as the fake product received it; `fields` is null when it could not be proven. */
export interface Received {
  unit: string;
  query: Record<string, string>;
  body: string;
  fields: ReplyFields | null;
}

/** What to answer: a plain XML to be sealed, a body as it is, or nothing ever. */
type Scripted = { xml: string } | { status?: number; body: string } | 'hang';
export type Script = (push: Received, count: number) => Scripted | Promise<Scripted>;

export interface FakeProduct {
  base: string;
  received: Received[];
  script: Script;
  accounts: readonly SimulatedAccount[];
  /** Resolves with the next push. */
  arrived(): Promise<void>;
  close(): Promise<void>;
}

/** A callback that answers by script, on a free port of the loopback address. */
export async function startFakeProduct(): Promise<FakeProduct> {
  const arrivals = new EventEmitter();
  const product: FakeProduct = {
    base: '',
    received: [],
    script: () => ({ body: 'success' }),
    accounts: [],
    arrived: async () => void (await once(arrivals, 'push')),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      setImmediate(() => arrivals.emit('push'));
      void answer(product, url, Buffer.concat(chunks), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  product.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return product;
}

async function answer(
  product: FakeProduct,
  url: URL,
  body: Buffer,
  response: http.ServerResponse,
): Promise<void> {
  const unit = url.pathname.split('/').at(-1)!;
  const query = Object.fromEntries(url.searchParams);
  const account = product.accounts.find((one) => one.unit === unit)!;
  const credentials = {
    appId: account.appId,
    token: account.token,
    aesKeys: [parseAesKey(account.encodingAesKey)],
    originalId: account.originalId,
  };
  const now = new Date(Number(query['timestamp']) * 1000);
  const opened = openEnvelope(credentials, query, body, now, 600_000);
  const push: Received = {
    unit,
    query,
    body: body.toString('utf8'),
    fields: opened.ok ? parseReplyXml(opened.xml) : null,
  };
  product.received.push(push);
  if (!opened.ok) {
    response.writeHead(opened.status).end();
    return;
  }
  const scripted = await product.script(push, product.received.length);
  if (scripted === 'hang') return;
  if ('xml' in scripted) {
    response.end(sealEnvelope(scripted.xml, credentials, opened.key!, query['nonce']!, now));
  } else {
    response.writeHead(scripted.status ?? 200).end(scripted.body);
  }
}

/** A passive reply to a push, with the names swapped. */
export function replyTo(
  push: Received,
  fields: Parameters<typeof buildPushXml>[0],
): { xml: string } {
  const xml = buildPushXml({
    ToUserName: textOf(push.fields!, 'FromUserName')!,
    FromUserName: textOf(push.fields!, 'ToUserName')!,
    CreateTime: 1764000000,
    ...fields,
  });
  return { xml };
}

export const textReply = (push: Received, text: string): { xml: string } =>
  replyTo(push, { MsgType: 'text', Content: text });
