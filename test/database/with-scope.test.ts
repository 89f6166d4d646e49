import type { Queryable } from '../../src/database/database';
import { withScope } from '../../src/database/with-scope';
import { createTestDatabase, type TestDatabase } from '../support/database';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

interface Seen {
  role: string;
  units: string | null;
  restricted: string | null;
  connection: number;
}

async function see(db: Queryable): Promise<Seen> {
  const [seen] = await db.query<Seen>(
    `select current_user as role, nullif(current_setting('zhijian.units', true), '') as units,
       nullif(current_setting('zhijian.restricted_units', true), '') as restricted,
       pg_backend_pid() as connection`,
  );
  return seen!;
}

const scope = { units: ['renshe', 'yibao'], restrictedUnits: ['yibao'] };
const none = { role: 'zhijian_app', units: null, restricted: null };

it('tells a transaction whose it is, and the next one on the same connection nothing', async () => {
  const within = await test.database.transaction(async (tx) => {
    await withScope(tx, scope);
    return see(tx);
  });
  expect(within).toMatchObject({
    role: 'zhijian_reader',
    units: '["renshe","yibao"]',
    restricted: '["yibao"]',
  });
  const after = await test.database.transaction(see);
  expect(after).toEqual({ ...none, connection: within.connection });
});

it('is gone after a rollback as well', async () => {
  let connection = 0;
  const failing = test.database.transaction(async (tx) => {
    await withScope(tx, { units: ['renshe'] });
    ({ connection } = await see(tx));
    throw new Error('it failed');
  });
  await expect(failing).rejects.toThrow('it failed');
  expect(await test.database.transaction(see)).toEqual({ ...none, connection });
});

it('takes codes as values, never as SQL', async () => {
  const odd = `x'); drop table cases; --`;
  const within = await test.database.transaction(async (tx) => {
    await withScope(tx, { units: [odd] });
    return see(tx);
  });
  expect(JSON.parse(within.units!)).toEqual([odd]);
});
