import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Agent } from 'undici';
import { createPost, type Post } from '../../../src/notices/outbound/post';
import { createGuardedDispatcher, type Resolve } from '../../../src/platform/guarded-dispatcher';
import { createOutboundPolicy, type PrivateAllowance } from '../../../src/platform/outbound-policy';

let server: Server;
let base: string;
let asked: { path: string; body: string }[];
let dispatchers: Agent[];

beforeEach(async () => {
  asked = [];
  dispatchers = [];
  server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      asked.push({ path: request.url ?? '', body });
      if (request.url === '/moved') response.writeHead(307, { location: '/elsewhere' });
      response.end('x'.repeat(200_000));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await Promise.all(dispatchers.map((one) => one.destroy()));
  await new Promise((closed) => server.close(closed));
});

/** @param trialOrigin the one origin on this machine that may be asked */
function poster(
  trialOrigin: string | null,
  allow: PrivateAllowance[] = [],
  addresses: string[] = ['127.0.0.1'],
): Post {
  const policy = createOutboundPolicy(allow, trialOrigin);
  const resolve: Resolve = (_host, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );
  const dispatcher = createGuardedDispatcher(policy, resolve);
  dispatchers.push(dispatcher);
  return createPost(dispatcher, policy);
}

const request = (url: string) => ({
  url: new URL(url),
  headers: { 'content-type': 'application/json' },
  body: '{"n":1}',
});
const REFUSED = /^这个地址不在允许连接的范围内/;

it('posts, and reads no more of the answer than it needs', async () => {
  const answer = await poster(base)(request(`${base}/in`));
  expect(asked).toEqual([{ path: '/in', body: '{"n":1}' }]);
  expect(answer).toMatchObject({ kind: 'answer', status: 200 });
  expect(answer.kind === 'answer' && answer.text.length < 200_000).toBe(true);
});

it('follows no redirect', async () => {
  expect(await poster(base)(request(`${base}/moved`))).toMatchObject({ status: 307 });
  expect(asked.map(({ path }) => path)).toEqual(['/moved']);
});

it.each([
  ['this machine', 'https://127.0.0.1/'],
  ['a private address', 'https://10.1.2.3/'],
  ['link-local', 'https://169.254.169.254/latest'],
  ['a name that leads to this machine', 'https://board.example/'],
])('asks nothing of %s', async (_what, url) => {
  const answer = await poster(null)(request(url));
  expect(answer).toMatchObject({
    kind: 'failed',
    detail: expect.stringMatching(REFUSED) as string,
  });
});

it('never asks metadata services, even where they are listed', async () => {
  const allow = [{ host: 'board.example', cidr: '10.0.0.0/8' }];
  const answer = await poster(null, allow, ['169.254.169.254'])(request('https://board.example/'));
  expect(answer).toMatchObject({ detail: expect.stringMatching(REFUSED) as string });
});

it('asks for https, but on the inner network that is listed', async () => {
  expect(await poster(null)(request('http://board.example/'))).toEqual({
    kind: 'failed',
    detail: '网址要以 https:// 开头，没有发送。',
  });
  const allow = [{ host: 'board.example', cidr: '10.0.0.0/8' }];
  const answer = await poster(null, allow, ['10.1.2.3', '8.8.8.8'])(
    request('http://other.example/'),
  );
  expect(answer).toMatchObject({ detail: '网址要以 https:// 开头，没有发送。' });
});

it('says that nobody is there', async () => {
  const closed = createServer();
  await new Promise<void>((ready) => closed.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
  await new Promise((done) => closed.close(done));
  expect(await poster(url)(request(`${url}/`))).toEqual({ kind: 'failed', detail: '连不上对方。' });
});
