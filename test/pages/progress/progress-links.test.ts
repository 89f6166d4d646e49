import { createProgressLinks } from '../../../src/pages/progress/progress-links';

const SECRET = 'a secret key of the tests, long enough';
const links = createProgressLinks(SECRET, 'https://zj.example.gov.cn');
const now = new Date('2026-11-23T01:30:00Z');
const target = { caseId: '019ab2c4-5d6e-7f80-9123-456789abcdef', round: 3 };
const DAY_MS = 24 * 60 * 60 * 1000;
const tokenOf = (url: string): string => url.split('/').at(-1)!;
const later = (days: number): Date => new Date(now.getTime() + days * DAY_MS);

it('leads back to what it was made for, for thirty days', () => {
  const url = links.url(target, now);
  expect(url).toMatch(/^https:\/\/zj\.example\.gov\.cn\/p\/c\/[\w-]{51}$/);
  expect(links.read(tokenOf(url), now)).toEqual({ ...target, expiresAt: later(30) });
  expect(links.read(tokenOf(url), new Date(later(30).getTime() - 60_000))).not.toBeNull();
  expect(links.read(tokenOf(url), later(30))).toBeNull();
});

it('names neither the case nor the citizen in clear', () => {
  expect(links.path(target, now)).not.toContain('019ab2c4');
});

it('opens nothing once a single bit is another', () => {
  const token = Buffer.from(tokenOf(links.path(target, now)), 'base64url');
  for (let bit = 0; bit < token.length * 8; bit++) {
    const changed = Buffer.from(token);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(links.read(changed.toString('base64url'), now)).toBeNull();
  }
});

it.each(['', 'x', '../..', 'A'.repeat(51), 'A'.repeat(5000), '中文'])(
  'takes %p for nothing',
  (token) => {
    expect(links.read(token, now)).toBeNull();
  },
);

it('has one way of writing a token', () => {
  const token = tokenOf(links.path(target, now));
  for (const other of [`${token}=`, `${token} `, `${token}A`, token.slice(0, -1)]) {
    expect(links.read(other, now)).toBeNull();
  }
});

it('opens nothing that another secret signed', () => {
  const others = createProgressLinks(`${SECRET}!`, 'https://zj.example.gov.cn');
  expect(links.read(tokenOf(others.path(target, now)), now)).toBeNull();
});
