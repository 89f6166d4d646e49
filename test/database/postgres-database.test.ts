import type { TestDatabase } from '../support/database';
import { createTestDatabase } from '../support/database';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('connects as the role that owns nothing, without special rights', async () => {
  const [row] = await test.database.query(
    'select current_user as role, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
  );
  expect(row).toEqual({
    role: 'zhijian_app',
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
  });
});
