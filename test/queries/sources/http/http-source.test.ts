import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LookupAddress } from 'node:dns';
import type { Agent } from 'undici';
import type { SourceRequest } from '../../../../src/queries/source';
import { sourceSchema, type HttpSourceDeclaration } from '../../../../src/queries/source-schema';
import { createGuardedDispatcher, type Resolve } from '../../../../src/platform/guarded-dispatcher';
import { createHttpSource } from '../../../../src/queries/sources/http/http-source';
import {
  createOutboundPolicy,
  type PrivateAllowance,
} from '../../../../src/platform/outbound-policy';

/** A system on this machine; tests say what it answers. */
let server: http.Server;
let base: string;
let seen: { url: string; headers: http.IncomingHttpHeaders; method: string }[];
let respond: http.RequestListener;
const dispatchers: Agent[] = [];

beforeAll(async () => {
  server = http.createServer((request, response) => {
    seen.push({ url: request.url!, headers: request.headers, method: request.method! });
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  seen = [];
  respond = (_request, response) => response.end('{"list":[{"state":"ok"}]}');
});
afterEach(async () => {
  await Promise.all(dispatchers.splice(0).map((dispatcher) => dispatcher.destroy()));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Settings {
  trialOrigin?: string | null;
  allow?: PrivateAllowance[];
  resolve?: Resolve;
  unit?: string;
  secrets?: Map<string, string>;
}

const resolveTo =
  (...addresses: LookupAddress[]): Resolve =>
  (_hostname, done) =>
    done(null, addresses);
const never: Resolve = (_hostname, done) => done(new Error('not in a test'), []);

function ask(
  overrides: Partial<HttpSourceDeclaration>,
  {
    trialOrigin = base,
    allow = [],
    resolve = never,
    unit = 'yibao',
    secrets = new Map(),
  }: Settings = {},
  signal = new AbortController().signal,
) {
  const source = sourceSchema.parse({
    kind: 'http',
    url: `${base}/claims?no={no}`,
    response: { rows: 'list', columns: { 状态: 'state' } },
    ...overrides,
  });
  if (source.kind !== 'http') throw new Error(source.kind);
  const policy = createOutboundPolicy(allow, trialOrigin);
  const dispatcher = createGuardedDispatcher(policy, resolve);
  dispatchers.push(dispatcher);
  const request: SourceRequest = {
    unit,
    query: 'claim',
    account: unit,
    citizenId: '',
    fields: { no: 'YB 1&x' },
    signal,
    now: new Date('2026-11-23T01:30:00Z'),
  };
  return createHttpSource({ dispatcher, policy, retryDelayMs: 0, secrets }, unit, source).ask(
    request,
  );
}
const REFUSED = { kind: 'unavailable', reason: 'refused' };
const BAD = { kind: 'unavailable', reason: 'bad_answer' };
const OK = { kind: 'rows', rows: [{ 状态: 'ok' }], asOf: null };

it('asks and reads', async () => {
  expect(await ask({})).toEqual(OK);
  expect(seen.map(({ url }) => url)).toEqual(['/claims?no=YB%201%26x']);
});

describe('addresses that are never asked', () => {
  const port = (): string => base.split(':').at(-1)!;

  it.each([
    'http://0x7f000001',
    'http://127.0.1',
    'http://2130706433',
    'http://0177.0.0.1',
    'http://127.1',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://[::ffff:127.1]',
    'http://[::]',
    'http://0',
    'http://0.0.0.0',
    'http://①②⑦.⓪.⓪.①',
    'http://127。0。0。1',
    'http://[64:ff9b::7f00:1]',
    'http://[2002:7f00:1::]',
    'https://169.254.169.254',
    'https://0251.0376.0251.0376',
    'https://0xa9fea9fe',
    'https://2852039166',
    'https://169.254.43518',
    'https://[::ffff:169.254.169.254]',
    'https://[fd00:ec2::254]',
    'https://100.100.100.200',
    'https://10.0.0.1',
    'https://192.168.1.1',
    'https://172.16.0.1',
    'https://[fe80::1]',
    'https://[fc00::1]',
    'http://8.8.8.8',
    'https://224.0.0.1',
  ])('%s', async (origin) => {
    const url = `${origin}:${port()}/latest/meta-data`;
    expect(await ask({ url }, { trialOrigin: null })).toEqual(REFUSED);
    expect(await ask({ url }, { trialOrigin: 'http://127.0.0.1:1' })).toEqual(REFUSED);
    expect(seen).toEqual([]);
  });

  it.each([
    ['a name of this machine', '127.0.0.1'],
    ['a name of metadata', '169.254.169.254'],
    ['a name of the inner network', '10.1.2.3'],
    ['a name of this machine in IPv6', '::1'],
    ['a mapped one', '::ffff:127.0.0.1'],
  ])('%s', async (_name, address) => {
    const family = address.includes(':') ? 6 : 4;
    const url = `https://names.example.com:${port()}/`;
    expect(await ask({ url }, { resolve: resolveTo({ address, family }) })).toEqual(REFUSED);
    const mixed = resolveTo({ address: '8.8.8.8', family: 4 }, { address, family });
    expect(await ask({ url }, { resolve: mixed })).toEqual(REFUSED);
    expect(seen).toEqual([]);
  });

  it('a listed name that resolves elsewhere', async () => {
    const allow = [{ host: 'claims.junshan.gov.cn', cidr: '10.20.0.0/16' }];
    const url = `http://claims.junshan.gov.cn:${port()}/`;
    const resolve = resolveTo({ address: '127.0.0.1', family: 4 });
    expect(await ask({ url }, { allow, resolve })).toEqual(REFUSED);
    expect(seen).toEqual([]);
  });
});

it('looks at the address that it really connected to', async () => {
  let looks = 0;
  const dispatcher = createGuardedDispatcher(
    {
      // A name gets past it the first time: the socket is looked at all the same.
      allowsAddress: () => (looks += 1) === 1,
      allowsPlainHttp: () => true,
    },
    resolveTo({ address: '127.0.0.1', family: 4 }),
  );
  dispatchers.push(dispatcher);
  const asked = dispatcher.request({
    origin: base.replace('127.0.0.1', 'names.example.com'),
    path: '/',
    method: 'GET',
  });
  await expect(asked).rejects.toMatchObject({ code: 'OUTBOUND_REFUSED' });
  expect(seen).toEqual([]);
});

describe('redirects', () => {
  const redirectTo = (location: string, status = 302): void => {
    respond = (request, response) => {
      if (request.url!.startsWith('/claims')) response.writeHead(status, { location }).end();
      else response.end('{"list":[{"state":"ok"}]}');
    };
  };

  it('are followed on the same host', async () => {
    redirectTo('/v2?no=1');
    expect(await ask({})).toEqual(OK);
  });

  it.each([
    'http://169.254.169.254/latest/',
    'http://[::1]/',
    'http://localhost/',
    'https://10.0.0.1/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'http://127.0.0.1:1/',
    '//evil.example.com/',
    'http://user:pass@127.0.0.1/',
    'http://',
    '',
  ])('are not followed to %j', async (location) => {
    redirectTo(location);
    expect(await ask({ retries: 0 })).toEqual(BAD);
    expect(seen).toHaveLength(1);
  });

  it('are judged anew even to a listed host', async () => {
    redirectTo('https://other.example.com/x');
    const resolve = resolveTo({ address: '127.0.0.1', family: 4 });
    expect(await ask({ redirectHosts: ['other.example.com'] }, { resolve })).toEqual(REFUSED);
    redirectTo('http://other.example.com/x');
    expect(await ask({ redirectHosts: ['other.example.com'] }, { resolve })).toEqual(REFUSED);
  });

  it('end, also in a circle', async () => {
    redirectTo('/claims?again');
    expect(await ask({ retries: 0 })).toEqual(BAD);
    expect(seen.length).toBeLessThanOrEqual(4);
  });

  it('are not followed for a POST', async () => {
    redirectTo('/v2', 307);
    const body = { type: 'form', template: 'no={no}' } as const;
    expect(await ask({ method: 'POST', body })).toEqual(BAD);
    expect(seen).toHaveLength(1);
  });
});

describe('secrets', () => {
  const headers = { 'X-Key': '{env:YIBAO_QUERY_KEY}' };

  it('are sent', async () => {
    expect(await ask({ headers }, { secrets: new Map([['YIBAO_QUERY_KEY', 'k1']]) })).toEqual(OK);
    expect(seen[0]!.headers['x-key']).toBe('k1');
  });

  it('that are missing, or of another unit, mean that nothing is asked', async () => {
    expect(await ask({ headers })).toEqual(REFUSED);
    const secrets = new Map([
      ['YIBAO_QUERY_KEY', 'k1'],
      ['YIBAO_APP_SECRET', 'k2'],
    ]);
    expect(await ask({ headers }, { secrets, unit: 'renshe' })).toEqual(REFUSED);
    expect(await ask({ headers: { x: '{env:YIBAO_APP_SECRET}' } }, { secrets })).toEqual(REFUSED);
    expect(seen).toEqual([]);
  });
});

describe('a system that fails', () => {
  it('is asked again after 503 and after a broken connection, for a GET', async () => {
    respond = (request, response) => {
      if (seen.length === 1) request.socket.destroy();
      else if (seen.length === 2) response.writeHead(503).end();
      else response.end('{"list":[{"state":"ok"}]}');
    };
    expect(await ask({ retries: 2 })).toEqual(OK);
    expect(seen).toHaveLength(3);
  });

  it('is not asked again for a POST', async () => {
    respond = (request) => request.socket.destroy();
    const body = { type: 'json', template: '{"no":"{no}"}' } as const;
    expect(await ask({ method: 'POST', body, retries: 2 })).toEqual(REFUSED);
    expect(seen).toHaveLength(1);
  });

  it('is not asked again after 500', async () => {
    respond = (_request, response) => response.writeHead(500).end('{}');
    expect(await ask({ retries: 2 })).toEqual(BAD);
    expect(seen).toHaveLength(1);
  });

  it('cannot send more than fits', async () => {
    let sent = 0;
    respond = (_request, response) => {
      const piece = Buffer.alloc(64 * 1024, ' ');
      const more = (): void => {
        while (!response.destroyed && sent < 200 && response.write(piece)) sent += 1;
      };
      response.on('drain', more);
      more();
    };
    expect(await ask({})).toEqual(BAD);
    expect(sent).toBeLessThan(200);
  });

  it.each(['headers', 'body'])('is given up when the time is over, before its %s', async (part) => {
    const abort = new AbortController();
    respond = (_request, response) => {
      if (part === 'body') response.write('{"list":[');
      abort.abort();
    };
    expect(await ask({}, {}, abort.signal)).toEqual({ kind: 'unavailable', reason: 'timeout' });
  });

  it('is not there', async () => {
    const closed = 'http://127.0.0.1:1';
    expect(await ask({ url: `${closed}/` }, { trialOrigin: closed })).toEqual(REFUSED);
  });
});
