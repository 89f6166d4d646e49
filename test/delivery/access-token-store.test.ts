import { createAccessTokenStore } from '../../src/delivery/access-token-store';
import { createSealer } from '../../src/privacy/sealer';
import type { AccessToken } from '../../src/wechat/api/token-store';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { emptyTable } from '../support/empty-table';

const KEY = 'a'.repeat(43);
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(() => emptyTable(db, 'access_tokens'));

function aToken(value: string): AccessToken {
  return {
    value,
    fetchedAt: new Date('2026-11-23T02:00:00.123Z'),
    expiresAt: new Date('2026-11-23T04:00:00.123Z'),
  };
}

function aStore(key = KEY): ReturnType<typeof createAccessTokenStore> {
  return createAccessTokenStore(db.database, createSealer(key));
}

it('gives back what another process left, and nothing of another account', async () => {
  const token = aToken('T1'.repeat(256));
  await aStore().save('renshe', token, null);
  expect(await aStore().find('renshe')).toEqual(token);
  expect(await aStore().find('yibao')).toBeNull();
});

it('keeps the token sealed at rest', async () => {
  await aStore().save('renshe', aToken('plain-token-value'), null);
  const [row] = await db.database.query<{ token: Buffer }>('select token from access_tokens');
  expect(row!.token.includes('plain-token-value')).toBe(false);
});

it("does not open one account's token as another's", async () => {
  await aStore().save('renshe', aToken('T1'), null);
  await db.database.query(`update access_tokens set account = 'yibao'`);
  expect(await aStore().find('yibao')).toBeNull();
});

it('replaces the token that failed, and leaves one that another process has put there', async () => {
  const store = aStore();
  const [t1, t2, t3] = [aToken('T1'), aToken('T2'), aToken('T3')];
  expect(await store.save('renshe', t1, null)).toEqual(t1);
  expect(await store.save('renshe', t2, t1)).toEqual(t2);
  expect(await store.save('renshe', t3, t1)).toEqual(t2);
  expect(await store.save('renshe', t3, null)).toEqual(t2);
  expect(await store.find('renshe')).toEqual(t2);
});

it('lets exactly one of many at once win', async () => {
  const store = aStore();
  const first = aToken('T0');
  await store.save('renshe', first, null);
  const kept = await Promise.all(
    Array.from({ length: 8 }, (_, index) => store.save('renshe', aToken(`N${index}`), first)),
  );
  expect(new Set(kept.map(({ value }) => value)).size).toBe(1);
  expect(await store.find('renshe')).toEqual(kept[0]);
});

it('takes a token sealed with another key as none, and replaces it', async () => {
  await aStore('b'.repeat(43)).save('renshe', aToken('T1'), null);
  expect(await aStore().find('renshe')).toBeNull();
  await aStore().save('renshe', aToken('T2'), null);
  expect(await aStore().find('renshe')).toEqual(aToken('T2'));
});
