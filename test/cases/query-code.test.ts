import { createHmac } from 'node:crypto';
import { findByQueryCode, issueQueryCode, type DigestCode } from '../../src/cases/query-code';
import type { Database } from '../../src/database/database';
import { createCaseWorld, type CaseWorld } from '../support/case-world';
import { createTestDatabase } from '../support/database';

let database: Database;
let drop: () => Promise<void>;
let world: CaseWorld;
const digest: DigestCode = (context, code) =>
  createHmac('sha256', 'a key').update(`${context} ${code}`).digest();

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  world = await createCaseWorld(database);
});
afterAll(() => drop());

it('leads to its own case, as people type it, until there is a new one', async () => {
  const number = await world.open();
  const id = (await world.read(number)).id as string;
  const find = (code: string, of = number) => findByQueryCode(database, digest, of, code);
  const code = await issueQueryCode(database, digest, id);
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
  expect(await find(code)).toBe(id);
  expect(await find(` ${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`)).toBe(id);
  const other = await world.open();
  expect(await find(code, other)).toBeNull();
  expect(await find(code, 'RS0')).toBeNull();
  expect(await find('')).toBeNull();
  const next = await issueQueryCode(database, digest, id);
  expect(await find(code)).toBeNull();
  expect(await find(next)).toBe(id);
  expect(JSON.stringify(await world.read(number))).not.toContain(next);
});
