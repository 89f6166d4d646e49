import { createSealer } from '../../src/privacy/sealer';
import { bind, findBoundFields, listBindings } from '../../src/queries/identity/binding-store';
import { giveConsent } from '../../src/queries/identity/consent-store';
import { eraseQueries } from '../../src/queries/identity/erase-queries';
import { claimLink, holdsLink } from '../../src/queries/identity/link-store';
import { createTestDatabase, type TestDatabase } from '../support/database';

const sealer = createSealer('a secret key of the tests, long enough');
const at = new Date('2026-11-23T01:30:00Z');
const account = 'minzheng';
const leaver = '019a0000-0000-7000-8000-000000000001';
const stayer = '019a0000-0000-7000-8000-000000000002';
const subject = { unit: 'minzheng', query: 'subsidyquery' };
const asked = { ...subject, consentVersion: '2026-11-01' };

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('takes what a citizen proved and leaves what others did', async () => {
  const { database } = test;
  const link = (citizenId: string) => ({
    account,
    citizenId,
    id: citizenId,
    target: { kind: 'bindings' as const },
    expiresAt: new Date(at.getTime() + 60_000),
  });
  for (const citizenId of [leaver, stayer]) {
    const fields = { name: '示例甲', idNumber: '99000019520304011X' };
    const proved = { account, citizenId, ...subject, shown: '示**', fields, identityKey: 'k', at };
    await database.transaction((tx) => bind(tx, proved, sealer));
    const consent = { version: asked.consentVersion, onBehalf: false, at };
    await giveConsent(database, { account, citizenId, ...subject, ...consent });
    await claimLink(database, link(citizenId), 'session', at);
  }
  await database.transaction((tx) => eraseQueries(tx, account, [leaver], at));

  expect(await findBoundFields(database, { account, citizenId: leaver }, asked, sealer)).toBeNull();
  const kept = await findBoundFields(database, { account, citizenId: stayer }, asked, sealer);
  expect(kept).toMatchObject({ name: '示例甲' });
  expect(await listBindings(database, { account, citizenId: leaver })).toEqual([]);
  expect(await holdsLink(database, link(leaver), 'session')).toBe(false);
  const rows = await database.query(
    'select shown, identity, identity_key from query_bindings where citizen_id = $1',
    [leaver],
  );
  expect(rows).toEqual([{ shown: '', identity: null, identity_key: '' }]);

  expect(await listBindings(database, { account, citizenId: stayer })).toHaveLength(1);
  expect(await holdsLink(database, link(stayer), 'session')).toBe(true);
});
