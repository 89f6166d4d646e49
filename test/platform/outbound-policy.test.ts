import {
  addressKindOf,
  createOutboundPolicy,
  isPrivateNetwork,
} from '../../src/platform/outbound-policy';

it.each([
  [
    'public',
    ['8.8.8.8', '114.114.114.114', '2408:8000::1', '::ffff:8.8.8.8', '172.15.0.1', '172.32.0.1'],
  ],
  [
    'private',
    ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
  ],
  ['private', ['fc00::1', 'fd12:3456::1', '::ffff:10.0.0.1', '::ffff:a00:1']],
  ['loopback', ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']],
  [
    'never',
    ['169.254.169.254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', 'fe80::1', 'fe80::1%eth0'],
  ],
  ['never', ['fd00:ec2::254', 'fd20:ce::254', '100.100.100.200', '168.63.129.16', '192.0.0.192']],
  ['never', ['0.0.0.0', '0.1.2.3', '::', '224.0.0.1', '255.255.255.255', '240.0.0.1', 'ff02::1']],
  [
    'never',
    [
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:0:1::1',
      '::127.0.0.1',
      '::ffff:0:7f00:1',
      'fec0::1',
    ],
  ],
  ['never', ['198.18.0.1', '192.0.2.1', '203.0.113.9', '2001:db8::1', '', 'example.org', '127.1']],
] as const)('knows %s addresses: %j', (kind, addresses) => {
  for (const address of addresses) {
    expect([address, addressKindOf(address)]).toEqual([address, kind]);
  }
});

const url = (text: string): URL => new URL(text);
const policy = createOutboundPolicy(
  [{ host: 'claims.junshan.gov.cn', cidr: '10.20.0.0/16' }],
  'http://127.0.0.1:3001',
);

it.each([
  ['an inner address under its listed name', '10.20.3.4', 'https://claims.junshan.gov.cn/', true],
  ['the same, mapped', '::ffff:10.20.3.4', 'https://claims.junshan.gov.cn/', true],
  ['another network under that name', '10.21.3.4', 'https://claims.junshan.gov.cn/', false],
  ['that network under another name', '10.20.3.4', 'https://evil.example.com/', false],
  ['metadata under a listed name', '169.254.169.254', 'https://claims.junshan.gov.cn/', false],
  ['loopback under a listed name', '127.0.0.1', 'https://claims.junshan.gov.cn/', false],
  ['the trial example', '127.0.0.1', 'http://127.0.0.1:3001/x', true],
  ['another port of this machine', '127.0.0.1', 'http://127.0.0.1:5432/', false],
  ['another name of this machine', '127.0.0.1', 'http://localhost:3001/', false],
  ['the internet', '8.8.8.8', 'https://api.example.com/', true],
])('%s', (_name, address, origin, expected) => {
  expect(policy.allowsAddress(address, url(origin))).toBe(expected);
});

it('allows plain http to listed hosts and to the trial example alone', () => {
  const allowed = ['http://claims.junshan.gov.cn:8080/', 'http://127.0.0.1:3001/'];
  const refused = ['http://api.example.com/', 'http://127.0.0.1:3002/', 'http://127.0.0.2:3001/'];
  expect(allowed.map((text) => policy.allowsPlainHttp(url(text)))).toEqual([true, true]);
  expect(refused.map((text) => policy.allowsPlainHttp(url(text)))).toEqual([false, false, false]);
});

it('allows nothing of this machine outside trial mode', () => {
  const strict = createOutboundPolicy([], null);
  expect(strict.allowsAddress('127.0.0.1', url('http://127.0.0.1:3001/'))).toBe(false);
  expect(strict.allowsPlainHttp(url('http://127.0.0.1:3001/'))).toBe(false);
});

it('takes only private networks for a listing', () => {
  const right = [
    '10.0.0.0/8',
    '10.20.0.0/16',
    '192.168.3.5/32',
    '172.16.0.0/12',
    '100.64.0.0/10',
    'fd12::/16',
  ];
  const wrong = [
    '0.0.0.0/0',
    '10.0.0.0/7',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '8.8.8.0/24',
    '172.16.0.0/11',
    '::/0',
  ];
  const broken = ['10.0.0.0', '10.0.0.0/33', 'x/8', ''];
  expect(right.filter(isPrivateNetwork)).toEqual(right);
  expect([...wrong, ...broken].filter(isPrivateNetwork)).toEqual([]);
});
